"""A headless Chromium, driven by its DevTools protocol: what the test of the explorer needs of a browser.

No driver stands between: Debian's chromium is started with a port for debugging on the loopback address and a profile of its own.
"""

import base64
import itertools
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request

import websocket


def program():
    """The browser; ends with what to do when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    raise SystemExit("no chromium: run scripts/chromium.sh as root, or install Debian's package chromium")


class Browser:
    """A running browser; ends with the block that it is used in."""

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="khorshoo-browser-")
        options = [
            "--headless=new", "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={self.profile}",
            "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en-US",
        ]
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        self.process = subprocess.Popen([program(), *options, "about:blank"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        file = pathlib.Path(self.profile) / "DevToolsActivePort"
        for _ in range(600):
            if file.exists() and file.read_text().count("\n") >= 1:
                break
            if self.process.poll() is not None:
                raise SystemExit("chromium ends at once; start it by hand to see why")
            time.sleep(0.1)
        else:
            raise SystemExit("chromium does not start within a minute")
        self.address = "http://127.0.0.1:" + file.read_text().split("\n")[0]
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, url):
        """A new page that has been loaded."""
        request = urllib.request.Request(f"{self.address}/json/new?about:blank", method="PUT")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return Page(self, json.load(answer), url)


class Page:
    """One page; it notes every request, every line of the console and every uncaught error."""

    def __init__(self, browser, target, url):
        self.browser, self.target = browser, target
        self.socket = websocket.create_connection(target["webSocketDebuggerUrl"], timeout=60, suppress_origin=True)
        self.numbers = itertools.count(1)
        self.requests, self.complaints = [], []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.size(1280, 900)
        self.go(url)

    def call(self, method, **parameters):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.note(message)

    def note(self, message):
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(parameters["exceptionDetails"].get("exception", {}).get("description", "error"))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            self.complaints.append(parameters["entry"]["text"] + " " + parameters["entry"].get("url", ""))

    def go(self, url):
        self.call("Page.navigate", url=url)

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def value(self, expression):
        """What an expression of the page's script gives; a promise is waited for."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", expression))
        return result["result"].get("value")

    def wait(self, expression, seconds=60):
        """Waits until an expression is true; says how long it took."""
        begin = time.monotonic()
        while time.monotonic() - begin < seconds:
            try:
                if self.value(expression):
                    return time.monotonic() - begin
            except RuntimeError:
                pass  # between two documents
            time.sleep(0.01)
        raise AssertionError(f"not within {seconds} s: {expression}")

    def press(self, key, code=None, number=0, text=None):
        """A key of the keyboard, down and up."""
        parts = {"key": key, "code": code or key, "windowsVirtualKeyCode": number}
        self.call("Input.dispatchKeyEvent", type="keyDown", **parts, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **parts)

    def arrow_right(self):
        self.press("ArrowRight", number=39)

    def tab(self):
        self.press("Tab", number=9)

    def picture(self, path, width=1280, height=None):
        """A screenshot of the whole page."""
        height = height or self.value("Math.max(document.body.scrollHeight + 20, 600)")
        self.size(width, height)
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def close(self):
        urllib.request.urlopen(f"{self.browser.address}/json/close/{self.target['id']}", timeout=20).read()
        self.socket.close()
