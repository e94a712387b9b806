import KhorshooStudies
import Testing
