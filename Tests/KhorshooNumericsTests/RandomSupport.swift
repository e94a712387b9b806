import KhorshooNumerics

let stream = RandomStream(root: .dynamics, number: 513, name: "a test")
