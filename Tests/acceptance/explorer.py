#!/usr/bin/env python3
"""Does khorshoo explore work in a real browser, by the keyboard, in two languages, for two pages, and against bad requests, and does a report print?

Usage: Tests/acceptance/explorer.py PROGRAM [--scenario FILE] [--pictures FOLDER] [--moves N]     (make explorer)
Needs chromium (scripts/chromium.sh) and an environment with requirements.txt. With --moves 20 on the reference scenario it says
how long the first answer and a slider's answer take.
"""

import argparse
import base64
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import tempfile
import time

from browser import Browser

SMALL = """schema: 1
base: {repository}/scenarios/ewenki.yaml
places: {{sumuCount: 2, pastoralSumuCount: 2, gachaCount: 3, gridCount: 6, householdCount: 120, partyMemberCount: 40,
  cooperativeCount: 4, sumu: [{{id: east, name: East Sumu, chinese: 东苏木, pastoral: true}},
  {{id: west, name: West Sumu, chinese: 西苏木, pastoral: true}}],
  gacha: [{{id: spring, name: Spring Gacha, chinese: 泉嘎查, sumu: east, products: [beef]}}]}}
run: {{years: 3}}
"""


class Server:
    """A running explorer; ends with the block that it is used in, by Ctrl-C."""

    def __init__(self, program, scenario, folder, *options):
        self.command = [program, "explore", str(scenario), *options]
        self.folder = folder

    def __enter__(self):
        self.process = subprocess.Popen(self.command, cwd=self.folder, stderr=subprocess.PIPE, text=True)
        self.lines = []
        while True:
            line = self.process.stderr.readline()
            assert line, f"no address, exit {self.process.wait()}: {self.lines}"
            self.lines.append(line)
            found = re.search(r"http://127\.0\.0\.1:(\d+)/([0-9a-f]{32})/", line)
            if found:
                self.port, self.token, self.url = int(found[1]), found[2], found[0]
                return self

    def __exit__(self, kind, *_):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(15)
        assert kind or code == 0, f"Ctrl-C ends it with {code}"

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, names)
        status = connection.getresponse().status
        connection.close()
        return status

    def seconds_of_work(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


ANSWERED = "document.getElementById('sentence').textContent.length > 0 && !document.getElementById('findings').classList.contains('older')"
DONE = "document.body.dataset.stage === 'done'"
SENTENCE = "document.getElementById('sentence').textContent"
FOCUS = "document.activeElement.dataset.key || document.activeElement.id"


def keyboard(page):
    """A person without a mouse reaches every slider and moves one."""
    keys = page.value("[...document.querySelectorAll('#levers input, #assumptions input')].map((i) => i.dataset.key)")
    page.value("document.body.focus()")
    reached = set()
    for _ in range(len(keys) + 60):
        page.tab()
        reached.add(page.value(FOCUS))
    assert set(keys) <= reached, f"not reached by the tabulator: {set(keys) - reached}"
    key = "policy.centralHouseholds.outreach"
    page.value(f"document.querySelector('[data-key=\"{key}\"]').focus()")
    before, names = page.value(SENTENCE), page.value(f"document.querySelector('[data-key=\"{key}\"]').labels[0].textContent")
    assert names, "the slider has no label"
    for _ in range(8):
        page.arrow_right()
    page.wait(f"location.hash.includes('{key}=')")
    page.wait(ANSWERED)
    page.wait(f"{SENTENCE} !== {json.dumps(before)}")
    spoken = page.value(f"document.querySelector('[data-key=\"{key}\"]').getAttribute('aria-valuetext')")
    assert float(spoken.split()[0]) > 1, spoken
    page.press("Home", number=36)
    page.wait(f"location.hash.includes('{key}=0')")
    time.sleep(0.5)  # until it is asked for
    page.wait(DONE)
    return key


def languages(page, server):
    """All that is visible in Chinese has no English word but codes, and the other way round."""
    page.value("document.getElementById('language').click()")
    page.wait("document.documentElement.lang === 'zh'")
    page.wait(f"{SENTENCE}.includes('户均年收入')")
    page.value("document.querySelector('details').open = true")
    text = page.value("document.body.innerText")
    words = set(re.findall(r"[A-Za-z]{3,}", text)) - {"English", "CNY"}
    assert not words, f"English words on the Chinese page: {sorted(words)}"
    page.value("document.getElementById('language').click()")
    page.wait(f"{SENTENCE}.includes('annual income')")
    text = page.value("document.body.innerText").replace("中文", "")
    assert not re.findall(r"[\u4e00-\u9fff]+", text), f"Chinese on the English page: {re.findall('[一-鿿]+', text)}"


def link_and_files(browser, server, page, key):
    """The link holds the state; a scenario file is written, and can be checked; the report opens."""
    url = page.value("location.href")
    other = browser.open(url)
    other.wait(f"document.querySelector('[data-key=\"{key}\"]')?.closest('.slider').classList.contains('moved')")
    other.wait(DONE)
    page.wait(DONE)
    assert other.value(SENTENCE) == page.value(SENTENCE), "one link, two answers"
    other.value("document.getElementById('save').click()")
    other.wait("document.getElementById('said').textContent.includes('.yaml')")
    files = sorted(pathlib.Path(server.folder).glob("*-explored-*.yaml"))
    assert len(files) == 1 and key.split(".")[-1] in files[0].read_text(), files
    check = subprocess.run([server.command[0], "check", str(files[0])], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr
    report = browser.open(other.value("document.getElementById('report').href"))
    report.wait("document.querySelectorAll('svg').length > 1 && document.querySelector('.answer') !== null")
    report.close()
    other.value("document.getElementById('typical').click()")
    other.wait("document.querySelectorAll('.story').length === 3")
    other.value("document.getElementById('random').click()")
    other.wait("document.querySelectorAll('.story').length === 1")
    assert not other.complaints, other.complaints
    other.close()


def hostile(server):
    """Bad requests are refused, and the page still works afterwards."""
    host, home = f"127.0.0.1:{server.port}", f"/{server.token}/"
    json_type = {"Content_Type": "application/json"}
    assert server.ask("GET", home) == 200
    assert server.ask("GET", "/") == 404
    assert server.ask("GET", "/" + "0" * 32 + "/") == 404
    assert server.ask("GET", home, Host="evil.example") == 421
    assert server.ask("GET", home + "setup", Sec_Fetch_Site="cross-site") == 403
    assert server.ask("POST", home + "wish", "{}", **json_type, Origin="http://evil.example") == 403
    assert server.ask("POST", home + "wish", "a=b", Content_Type="application/x-www-form-urlencoded") == 415
    assert server.ask("POST", home + "wish", "x" * 20_000, **json_type) == 413
    assert server.ask("POST", home + "wish", "[" * 10_000, **json_type) == 400
    assert server.ask("PUT", home + "wish", "{}", **json_type) == 405
    assert server.ask("GET", home + "../../etc/passwd") == 404
    for rubbish in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"A" * 100_000, b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
            line.sendall(rubbish)
    assert server.ask("GET", home) == 200
    # Only the loopback address is listened at.
    listening = pathlib.Path(f"/proc/{server.process.pid}/net/tcp").read_text().split("\n")[1:]
    ends = [row.split()[1] for row in listening if row and row.split()[3] == "0A"]
    mine = [end for end in ends if int(end.split(":")[1], 16) == server.port]
    assert mine == [f"0100007F:{server.port:04X}"], mine
    ipv6 = pathlib.Path(f"/proc/{server.process.pid}/net/tcp6").read_text()
    assert f":{server.port:04X} " not in ipv6


def closing(browser, program, scenario, folder):
    """Two pages at once both get answers; when both are closed, nothing is computed any more."""
    with Server(program, scenario, folder, "--draws", "1024") as server:
        pages = [browser.open(server.url), browser.open(server.url)]
        for page in pages:
            page.wait("Number(document.body.dataset.worlds) >= 4")
        for page in pages:
            page.close()
        time.sleep(2)
        begin = server.seconds_of_work()
        time.sleep(1)
        assert server.seconds_of_work() - begin < 0.2, "it computes on though no page is open"


def paper(browser, program, scenario, folder):
    """The report of a run with five policies prints to two pages in both languages; with its annex open to more."""
    subprocess.run([program, "run", scenario, "--draws", "40", "--quiet", "--out", "printed"], cwd=folder, check=True)
    for language, words in (("en", "How to repeat and cite"), ("zh", "如何复现与引用")):
        name = f"printed-{language}.html"
        subprocess.run([program, "report", "printed", "--lang", language, "--out", name, "--quiet"], cwd=folder, check=True)
        page = browser.open((pathlib.Path(folder) / name).as_uri())
        page.wait("document.querySelectorAll('svg').length > 3")

        def pages():
            printed = page.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
            return len(re.findall(rb"/Type\s*/Page\b(?!s)", base64.b64decode(printed)))

        assert page.value(f"document.querySelector('main > section').textContent.includes('{words}')"), f"{name}: no {words}"
        assert pages() == 2, f"{name} prints to {pages()} pages, expected 2"
        page.value("document.querySelector('details.annex').open = true")
        assert pages() > 2, f"{name}: the annex is open and not printed"
        page.close()


def measure(browser, program, scenario, folder, moves, threads):
    """How long one waits for the first answer, and for the answer after a move."""
    with Server(program, scenario, folder, *threads) as server:
        begin = time.monotonic()
        page = browser.open(server.url)
        page.wait(ANSWERED, 120)
        first = time.monotonic() - begin
        keys = page.value("[...document.querySelectorAll('#levers input, #assumptions input')].map((i) => i.dataset.key)")
        times = []
        for move in range(moves):
            page.value(f"document.querySelector('[data-key=\"{keys[move % len(keys)]}\"]').focus()")
            begin = time.monotonic()
            page.arrow_right()
            page.wait("document.getElementById('findings').classList.contains('older')", 120)
            page.wait(ANSWERED, 120)
            times.append(time.monotonic() - begin)
        page.wait("Number(document.body.dataset.worlds) >= 8", 240)
        times.sort()
        print(f"first answer after {first:.2f} s; {moves} moves: median {statistics.median(times):.2f} s, "
              f"95 % within {times[max(0, -(-95 * len(times) // 100) - 1)]:.2f} s, longest {times[-1]:.2f} s")
        return page.value(SENTENCE)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--scenario")
    arguments.add_argument("--pictures")
    arguments.add_argument("--moves", type=int, default=0)
    arguments = arguments.parse_args()
    program = os.path.realpath(arguments.program)
    repository = pathlib.Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        if arguments.moves:
            scenario = arguments.scenario or repository / "scenarios/ewenki.yaml"
            print(measure(browser, program, os.path.realpath(scenario), folder, arguments.moves, []))
            return
        small = pathlib.Path(folder) / "small.yaml"
        small.write_text(SMALL.format(repository=repository), encoding="utf-8")
        scenario = os.path.realpath(arguments.scenario) if arguments.scenario else small
        with Server(program, scenario, folder, "--draws", "8") as server:
            page = browser.open(server.url)
            page.wait(ANSWERED)
            page.wait(DONE)
            key = keyboard(page)
            languages(page, server)
            link_and_files(browser, server, page, key)
            hostile(server)
            page.value("document.getElementById('reset').click()")
            page.wait("!location.hash.includes('policy')")
            time.sleep(0.5)
            page.wait(DONE)
            assert not page.complaints, page.complaints
            foreign = [url for url in page.requests if not url.startswith(server.url) and not url.startswith("data:")
                       and url != "about:blank"]
            assert not foreign, f"requests that leave the page's server: {foreign}"
            if arguments.pictures:
                page.value("document.getElementById('typical').click()")
                page.wait("document.querySelectorAll('.story').length === 3")
                page.picture(f"{arguments.pictures}/explorer-en.png")
                page.value("document.getElementById('language').click()")
                page.wait(f"{SENTENCE}.includes('户均年收入')")
                page.picture(f"{arguments.pictures}/explorer-zh.png")
                page.picture(f"{arguments.pictures}/explorer-narrow.png", width=420)
        closing(browser, program, scenario, folder)
        paper(browser, program, scenario, folder)
    print("explorer: keyboard, two languages, link, files, stories, two pages, bad requests, the end and the printed report are as they should be")


if __name__ == "__main__":
    main()
