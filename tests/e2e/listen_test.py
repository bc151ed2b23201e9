#!/usr/bin/env python3
"""rawi listen and rawi resume at a sound server, with feeds from a web server of the test's own that
can also be slow, broken or silent.

usage: listen_test.py RAWI [TEST...]"""

import codecs
import gzip
import http.server
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from sound_server import Recording, SoundServer, side_by_side

RAWI = os.path.abspath(sys.argv[1])

STORIES = {
    "market": ("سوق المدينة", ["فتحت السوق أبوابها صباحا للزوار.", "وصل الباعة من القرى البعيدة."]),
    "rain": ("المطر", ["نزل المطر بعد الظهر.", "بقي الأطفال تحت الأقواس."]),
    "school": ("المدرسة", ["أغلقت المدرسة أبوابها.", "سافر المعلم إلى قريته."]),
}

LONG = ("وصل القطار إلى المحطة قبل الظهر بقليل، ونزل منه الركاب واحدا بعد آخر، ثم حمل كل منهم حقيبته "
        "ومشى نحو الباب الكبير حيث كانت السيارات تنتظر في صف طويل تحت الأشجار العالية.")


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def page(name):
    title, sentences = STORIES[name]
    paragraphs = "".join(f"<p>{sentence} {LONG}</p>" for sentence in sentences)
    return (f"<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>{title}</title></head>"
            f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>").encode()


def rss(base, names):
    dates = {"market": "Mon, 02 Mar 2026 10:00:00 GMT", "rain": "Wed, 04 Mar 2026 10:00:00 +0300",
             "school": "Tue, 03 Mar 2026 10:00:00 GMT"}
    items = "".join(f"<item><title>{STORIES[name][0]}</title><link>{base}/{name}</link>"
                    f"<guid>{name}</guid><pubDate>{dates[name]}</pubDate></item>" for name in names)
    return (f'<?xml version="1.0"?><rss version="2.0"><channel><title>أخبار</title>{items}'
            "</channel></rss>").encode()


class Web:
    """A context: a web server. `slow` are paths that take seconds before they answer, `broken`
    those that break off; what is neither here nor a story is not found."""

    def __init__(self):
        web = self
        self.slow, self.broken, self.asked = {}, set(), []

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_GET(self):
                web.asked.append(self.path)
                name = self.path.strip("/")
                time.sleep(web.slow.get(name, 0))
                body = rss(web.base, STORIES) if name == "feed" else page(name) if name in STORIES else None
                if name == "old":
                    self.send_response(301)
                    self.send_header("Location", "/market")
                    self.end_headers()
                    return
                if body is None:
                    self.send_error(404)
                    return
                self.send_response(200)
                packed = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(packed)))
                self.end_headers()
                self.wfile.write(packed[:len(packed) // 2] if name in web.broken else packed)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Rawi:
    """rawi on a terminal of its own."""

    def __init__(self, server, *arguments, state="state"):
        self.said = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        environment = dict(server.environment, XDG_STATE_HOME=os.path.abspath(state),
                           XDG_CACHE_HOME=os.path.abspath("cache"))
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execve(RAWI, [RAWI, *arguments], environment)

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.terminal], [], [], left)
            if ready:
                try:
                    self.said += self.decoder.decode(os.read(self.terminal, 65536))
                except OSError:
                    return

    def wait_for(self, text, seconds=60):
        end = time.monotonic() + seconds
        while text not in self.said and time.monotonic() < end:
            self.listen(0.05)
        expect(text in self.said, f"{text!r} in {self.said!r}")

    def press(self, keys):
        os.write(self.terminal, keys)

    def kill(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)

    def end(self, seconds=90):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            self.listen(0.05)
            child, status = os.waitpid(self.child, os.WNOHANG)
            if child:
                self.listen(0.1)
                os.close(self.terminal)
                return os.waitstatus_to_exitcode(status)
        self.kill()
        raise AssertionError(f"it does not end: {self.said!r}")


def order(said, names):
    """The stories in the order in which their sentences were shown."""
    places = {name: said.find(STORIES[name][1][0]) for name in names}
    return sorted((name for name in names if places[name] >= 0), key=places.get)


def state_of(folder="state"):
    with open(os.path.join(folder, "rawi", "queue.json")) as file:
        return {item["source"]: item for item in json.load(file)["items"]}


def write_story(path, name, title=True):
    with open(path, "w") as file:
        heading, sentences = STORIES[name]
        file.write(f"# {heading}\n\n" + "\n\n".join(f"{sentence} {LONG}" for sentence in sentences) + "\n")


def test_feed(server):
    with Web() as web:
        rawi = Rawi(server, "listen", "--rate", "4", web.base + "/feed")
        expect(rawi.end() == 0, rawi.said)
        expect(order(rawi.said, STORIES) == ["rain", "school", "market"], f"new first: {rawi.said!r}")
        states = {item["state"] for item in state_of().values()}
        expect(states == {"finished"} and len(state_of()) == 3, f"{state_of()}")
        again = Rawi(server, "listen", "--rate", "4", web.base + "/feed")
        expect(again.end() == 0 and order(again.said, STORIES) == [], f"heard already: {again.said!r}")


def test_since_and_limit(server):
    with Web() as web:
        rawi = Rawi(server, "listen", "--rate", "4", "--since", "2026-03-03", web.base + "/feed")
        expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["rain", "school"], rawi.said)
        rawi = Rawi(server, "listen", "--rate", "4", "--limit", "1", web.base + "/feed", state="other")
        expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["rain"], rawi.said)


def test_address(server):
    with Web() as web:
        rawi = Rawi(server, "--rate", "4", web.base + "/old")
        expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["market"], rawi.said)


def test_slow_and_broken_servers(server):
    """What is slow is fetched while the article before it plays; what is broken is passed over."""
    with Web() as web:
        web.slow = {"school": 2.0}
        web.broken = {"market"}
        rawi = Rawi(server, "listen", "--rate", "2", web.base + "/feed", web.base + "/gone")
        rawi.wait_for(STORIES["rain"][1][0])
        rawi.listen(0.5)
        expect("/school" in web.asked, f"the next one is asked for: {web.asked}")
        expect(rawi.end() == 0, rawi.said)
        expect(order(rawi.said, STORIES) == ["rain", "school"], rawi.said)
        expect(f"{web.base}/gone: the server answers 404" in rawi.said, rawi.said)
        expect(f"rawi: {web.base}/market" in rawi.said, rawi.said)


def test_folder_and_playlist(server):
    os.makedirs("stories/below")
    write_story("stories/2.md", "school")
    write_story("stories/10.md", "market")
    write_story("stories/below/1.txt", "rain")
    rawi = Rawi(server, "listen", "--rate", "4", "stories")
    expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["school", "market", "rain"], rawi.said)
    with open("list.m3u8", "w") as file:
        file.write("#EXTM3U\n#EXTINF:-1,عنوان\nstories/below/1.txt\nstories/2.md\n")
    rawi = Rawi(server, "listen", "--rate", "4", "list.m3u8", state="other")
    expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["rain", "school"], rawi.said)


def test_quit_and_resume(server):
    write_story("a.md", "market")
    write_story("b.md", "rain")
    rawi = Rawi(server, "listen", "a.md", "b.md")
    rawi.wait_for(LONG[:20])
    rawi.listen(3)
    rawi.press(b"q")
    expect(rawi.end() == 0 and "rawi resume" in rawi.said, rawi.said)
    item = state_of()[os.path.abspath("a.md")]
    expect(item["state"] == "begun" and item["words"] in LONG, f"{item}")
    expect(not LONG.startswith(item["words"]), f"in the midst of the sentence: {item}")
    rawi = Rawi(server, "resume", "--rate", "4")
    expect(rawi.end() == 0, rawi.said)
    expect(STORIES["market"][1][0] not in rawi.said, "not from the beginning")
    expect(order(rawi.said, STORIES) == ["rain"], rawi.said)


def test_killed_and_resumed(server):
    """What is killed goes on where it was a second before."""
    write_story("a.md", "market")
    rawi = Rawi(server, "listen", "a.md")
    rawi.wait_for(LONG[:20])
    rawi.listen(4)
    rawi.kill()
    item = state_of()[os.path.abspath("a.md")]
    expect(item["state"] == "begun" and len(item["words"]) < len(LONG.encode()), f"{item}")
    expect(item["words"] in LONG and not LONG.startswith(item["words"]), f"in the sentence: {item}")
    rawi = Rawi(server, "resume")
    rawi.wait_for(LONG[:20])
    expect(STORIES["market"][1][0] not in rawi.said, rawi.said)
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    again = state_of()[os.path.abspath("a.md")]
    expect(again["position"] >= item["position"], f"{again} after {item}")


def test_two_at_once(server):
    write_story("a.md", "market")
    write_story("b.md", "rain")
    players = [Rawi(server, "listen", "a.md"), Rawi(server, "listen", "b.md")]
    for player in players:
        player.wait_for(LONG[:20])
        player.listen(1)
    for player in players:
        player.press(b"q")
    for player in players:
        expect(player.end() == 0, player.said)
    states = {os.path.basename(source): item["state"] for source, item in state_of().items()}
    expect(states == {"a.md": "begun", "b.md": "begun"}, f"{states}")


def test_sleep_timer(server):
    write_story("a.md", "market")
    recording = Recording(server)
    rawi = Rawi(server, "listen", "--sleep", "0.03", "a.md")
    rawi.wait_for("[paused]")
    rawi.listen(1.5)
    heard = recording.stop()
    expect(not any(heard[-server.rate:]), "silence after the sentence")
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    item = state_of()[os.path.abspath("a.md")]
    expect(any(item["words"].strip().startswith(part[:15]) for part in (LONG, STORIES["market"][1][1])),
           f"goes on with a sentence's beginning: {item}")


def test_sound_server_restarts(server):
    """No word is lost: the sentence that was interrupted goes on, and the rest follows."""
    write_story("a.md", "market")
    rawi = Rawi(server, "listen", "a.md")
    rawi.wait_for(LONG[:20])
    rawi.listen(2)
    server.stop()
    rawi.wait_for("[waiting for a sound device]")
    said = len(rawi.said)
    server.server = subprocess.Popen(server.server.args, env=server.environment,
                                     stdin=subprocess.DEVNULL, stdout=server.log, stderr=server.log)
    expect(rawi.end() == 0, rawi.said)
    expect(LONG[:20] in rawi.said[said:] and STORIES["market"][1][1] in rawi.said[said:], rawi.said)
    expect(STORIES["market"][1][0] not in rawi.said[said:], "not from the beginning")
    expect(state_of()[os.path.abspath("a.md")]["state"] == "finished", f"{state_of()}")


def main():
    names = sys.argv[2:]
    if not names:
        side_by_side([name for name in globals() if name.startswith("test_")])
    failed = 0
    with SoundServer() as server:
        for name in names:
            folder = tempfile.mkdtemp(prefix="rawi_listen_")
            os.chdir(folder)
            try:
                globals()[name](server)
                print("ok", name, flush=True)
            except AssertionError as problem:
                failed += 1
                print("FAILED", name + ":", problem, flush=True)
            os.chdir("/")
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


main()
