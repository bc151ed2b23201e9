#!/usr/bin/env python3
"""rawi listen and rawi resume at a sound server, with feeds from a web server of the test's own that
can also be slow, broken or silent.

usage: listen_test.py RAWI [TEST...]"""

import contextlib
import glob
import gzip
import http.server
import json
import os
import socket
import subprocess
import threading
import time
import wave

from harness import Terminal, expect, main, rawi as command, wait_until
from sound_server import Recording, SoundServer

STORIES = {
    "market": ("سوق المدينة", ["فتحت السوق أبوابها صباحا للزوار.", "وصل الباعة من القرى البعيدة."]),
    "rain": ("المطر", ["نزل المطر بعد الظهر.", "بقي الأطفال تحت الأقواس."]),
    "school": ("المدرسة", ["أغلقت المدرسة أبوابها.", "سافر المعلم إلى قريته."]),
}

LONG = ("وصل القطار إلى المحطة قبل الظهر بقليل، ونزل منه الركاب واحدا بعد آخر، ثم حمل كل منهم حقيبته "
        "ومشى نحو الباب الكبير حيث كانت السيارات تنتظر في صف طويل تحت الأشجار العالية.")


def page(name):
    title, sentences = STORIES[name]
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
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


def play(server, *arguments, state="state"):
    return Terminal(*arguments, environment=dict(server.environment, XDG_STATE_HOME=os.path.abspath(state),
                                                 XDG_CACHE_HOME=os.path.abspath("cache")))


def order(said, names):
    """The stories in the order in which their sentences were shown."""
    places = {name: said.find(STORIES[name][1][0]) for name in names}
    return sorted((name for name in names if places[name] >= 0), key=places.get)


def state_of():
    """What is remembered of each source: in the queue's file or, later than that, in a journal."""
    try:
        with open(os.path.join("state", "rawi", "queue.json")) as file:
            items = {item["source"]: item for item in json.load(file)["items"]}
    except FileNotFoundError:
        return {}
    for path in glob.glob(os.path.join("state", "rawi", "journal.*")):
        with contextlib.suppress(OSError, ValueError), open(path) as file:
            item = json.load(file)
            if item["source"] in items and item["changed"] > items[item["source"]]["changed"]:
                items[item["source"]] = item
    return items


def write_story(path, name, more=""):
    """`more` follows each sentence."""
    with open(path, "w") as file:
        heading, sentences = STORIES[name]
        file.write(f"# {heading}\n\n" + "\n\n".join(f"{sentence} {more}" for sentence in sentences) + "\n")


def test_feed(server):
    with Web() as web:
        rawi = play(server, "listen", "--rate", "2", web.base + "/feed")
        expect(rawi.end() == 0, rawi.said)
        expect(order(rawi.said, STORIES) == ["rain", "school", "market"], f"new first: {rawi.said!r}")
        states = {item["state"] for item in state_of().values()}
        expect(states == {"finished"} and len(state_of()) == 3, f"{state_of()}")
        again = play(server, "listen", "--rate", "2", web.base + "/feed")
        expect(again.end() == 0 and order(again.said, STORIES) == [], f"heard already: {again.said!r}")


def test_since_and_limit(server):
    with Web() as web:
        rawi = play(server, "listen", "--rate", "2", "--since", "2026-03-03", web.base + "/feed")
        expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["rain", "school"], rawi.said)
        rawi = play(server, "listen", "--rate", "2", "--limit", "1", web.base + "/feed", state="other")
        expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["rain"], rawi.said)


def test_address(server):
    with Web() as web:
        rawi = play(server, "--rate", "2", web.base + "/old")
        expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["market"], rawi.said)


def test_silent_server(server):
    """Who takes the call and never answers is given up, and the others are heard."""
    with Web() as web, socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        rawi = play(server, "listen", "--rate", "2", address, web.base + "/rain")
        expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["rain"], rawi.said)
        expect(f"{address}: the server was silent for 20 seconds" in rawi.said, rawi.said)


def test_cache_is_limited(server):
    """What was used longest ago goes from the cache, and only as much as is too much."""
    folder = os.path.join("cache", "rawi", "articles")
    os.makedirs(folder)
    files = [os.path.join(folder, f"{number:064x}") for number in range(10)]
    for age, path in enumerate(files):
        with open(path, "wb") as file:
            file.truncate(8 << 20)
        os.utime(path, (time.time() - 1000 * age - 1000,) * 2)
    with Web() as web:
        result = command("text", web.base + "/rain",
                         env=dict(server.environment, XDG_CACHE_HOME=os.path.abspath("cache")))
        expect(result.returncode == 0, "the page is read", result)
    left = [path for path in files if os.path.exists(path)]
    expect(left == files[:7], f"64 MiB with the page: {len(left)} of the others are left")
    expect(len(os.listdir(folder)) == 8, f"the page is kept: {os.listdir(folder)}")


def test_address_is_saved(server):
    """What stands at an address is saved as a file's article is, all or nothing."""
    environment = dict(server.environment, XDG_CACHE_HOME=os.path.abspath("cache"))
    with Web() as web:
        web.broken = {"rain"}
        result = command("save", web.base + "/old", "-o", "market.wav", env=environment)
        expect(result.returncode == 0, "it is saved", result)
        with wave.open("market.wav") as sound:
            expect(sound.getnframes() > 2 * sound.getframerate(), "whole")
        for page in ("rain", "gone"):
            result = command("save", f"{web.base}/{page}", "-o", page + ".wav", env=environment)
            expect(result.returncode == 1 and f"{web.base}/{page}".encode() in result.stderr, "said", result)
            expect(not os.path.exists(page + ".wav"), "nothing is left")


def test_slow_and_broken_servers(server):
    """What is slow is fetched while the article before it plays; what is broken is passed over."""
    with Web() as web:
        web.slow = {"school": 2.0}
        web.broken = {"market"}
        rawi = play(server, "listen", "--rate", "2", web.base + "/feed", web.base + "/gone")
        rawi.wait_for(STORIES["rain"][1][0])
        wait_until(lambda: "/school" in web.asked, "the next one is asked for")
        expect(rawi.end() == 0, rawi.said)
        expect(order(rawi.said, STORIES) == ["rain", "school"], rawi.said)
        expect(f"{web.base}/gone: the server answers 404" in rawi.said, rawi.said)
        expect(f"rawi: {web.base}/market" in rawi.said, rawi.said)


def test_folder_and_playlist(server):
    os.makedirs("stories/below")
    write_story("stories/2.md", "school")
    write_story("stories/10.md", "market")
    write_story("stories/below/1.txt", "rain")
    rawi = play(server, "listen", "--rate", "2", "stories")
    expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["school", "market", "rain"], rawi.said)
    with open("list.m3u8", "w") as file:
        second = "file://" + os.path.abspath("stories/%32.md")
        file.write(f"#EXTM3U\n#EXTINF:-1,عنوان\nstories/below/1.txt\n{second}\n")
    rawi = play(server, "listen", "--rate", "2", "file://" + os.path.abspath("list%2Em3u8"), state="other")
    expect(rawi.end() == 0 and order(rawi.said, STORIES) == ["rain", "school"], rawi.said)


def wait_in_the_sentence(source):
    """Waits until it is remembered that the long sentence has begun and not ended."""
    def is_there():
        words = state_of().get(os.path.abspath(source), {}).get("words", "")
        return words in LONG and not LONG.startswith(words)
    wait_until(is_there, "a place in the sentence")


def test_quit_and_resume(server):
    write_story("a.md", "market", LONG)
    write_story("b.md", "rain")
    rawi = play(server, "listen", "a.md", "b.md")
    wait_in_the_sentence("a.md")
    rawi.press(b"q")
    expect(rawi.end() == 0 and "rawi resume" in rawi.said, rawi.said)
    item = state_of()[os.path.abspath("a.md")]
    expect(item["state"] == "begun" and item["words"] in LONG, f"{item}")
    expect(not LONG.startswith(item["words"]), f"in the midst of the sentence: {item}")
    rawi = play(server, "resume", "--rate", "3")
    expect(rawi.end() == 0, rawi.said)
    expect(STORIES["market"][1][0] not in rawi.said, "not from the beginning")
    expect(order(rawi.said, STORIES) == ["rain"], rawi.said)


def test_killed_and_resumed(server):
    """What is killed goes on with the same word."""
    write_story("a.md", "market", LONG)
    rawi = play(server, "listen", "a.md")
    wait_in_the_sentence("a.md")
    word = json.loads(command("control", "get", "word", env=server.environment).stdout)
    rawi.kill()
    item = state_of()[os.path.abspath("a.md")]
    expect(item["position"] >= word[0], f"{item} after {word}")
    expect(item["state"] == "begun" and len(item["words"]) < len(LONG.encode()), f"{item}")
    rawi = play(server, "resume")
    rawi.wait_for(LONG[:20])
    expect(STORIES["market"][1][0] not in rawi.said, rawi.said)
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    again = state_of()[os.path.abspath("a.md")]
    expect(again["position"] >= item["position"], f"{again} after {item}")


def test_two_at_once(server):
    write_story("a.md", "market", LONG)
    write_story("b.md", "rain", LONG)
    players = [play(server, "listen", "a.md"), play(server, "listen", "b.md")]
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
    write_story("a.md", "market", LONG)
    recording = Recording(server)
    rawi = play(server, "listen", "--sleep", "0.03", "a.md")
    rawi.wait_for("[paused]")
    recording.wait_for_silence(1.5)
    recording.stop()
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    item = state_of()[os.path.abspath("a.md")]
    expect(any(item["words"].strip().startswith(part[:15]) for part in (LONG, *STORIES["market"][1])),
           f"goes on with a sentence's beginning: {item}")


def test_sound_server_restarts(server):
    """No word is lost: the sentence that was interrupted goes on, and the rest follows."""
    write_story("a.md", "market", LONG)
    rawi = play(server, "listen", "--rate", "2", "a.md")
    rawi.wait_for(LONG[:20])
    rawi.listen(1)
    server.stop()
    rawi.wait_for("[waiting for a sound device]")
    said = len(rawi.said)
    server.server = subprocess.Popen(server.server.args, env=server.environment,
                                     stdin=subprocess.DEVNULL, stdout=server.log, stderr=server.log)
    expect(rawi.end() == 0, rawi.said)
    expect(LONG[:20] in rawi.said[said:] and STORIES["market"][1][1] in rawi.said[said:], rawi.said)
    expect(STORIES["market"][1][0] not in rawi.said[said:], "not from the beginning")
    expect(state_of()[os.path.abspath("a.md")]["state"] == "finished", f"{state_of()}")


main(context=SoundServer, at_once=4)
