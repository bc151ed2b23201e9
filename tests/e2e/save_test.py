#!/usr/bin/env python3
"""rawi save from outside: every format, its tags, its messages, and that nothing half-written is
left, whatever happens.

usage: save_test.py RAWI [TEST...]"""

import array
import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import time

from harness import COMMAND, ENVIRONMENT, Terminal, expect, main, rawi, wait_for_handler, wait_until
from sound_server import alike, envelope, read_wav, strip_silence

FORMATS = ("wav", "flac", "ogg", "opus", "mp3")

ARTICLE = """---
title: مكتبةُ الحيّ تفتح أبوابها
author: سلمى الأنصاري
date: 2025-10-15
---

# مكتبةُ الحيّ تفتح أبوابها

فتحت المكتبة أبوابها صباح اليوم، وجاء الأطفال مع آبائهم.

وقال المدير: «الكتاب صديق لا يملّ».
"""


def probe(path, entries):
    asked = subprocess.run(["ffprobe", "-v", "error", "-of", "json", "-show_entries", entries, path],
                           capture_output=True, check=True)
    return json.loads(asked.stdout)


def test_formats():
    for extension in FORMATS:
        name = f"out.{extension}"
        result = rawi("save", "article.md", "-o", name, "--json")
        expect(result.returncode == 0, f"{extension} is saved", result)
        said = json.loads(result.stdout)
        expect(result.stderr == b"", "nothing on standard error", result)
        expect(said["file"] == name and said["bytes"] == os.path.getsize(name), "what --json says",
               result)
        if shutil.which("ffprobe"):
            found = probe(name, "format=duration:format_tags:stream_tags")
            seconds = float(found["format"]["duration"])
            expect(abs(seconds - said["seconds"]) < 0.15, f"{name}: {seconds} seconds", result)
            tags = {key.lower(): value for part in (found["format"], *found["streams"])
                    for key, value in part.get("tags", {}).items()}
            expect(tags.get("title") == "مكتبةُ الحيّ تفتح أبوابها", f"{name}: title in {tags}")
    expect(sorted(os.listdir()) == sorted(["article.md", *(f"out.{e}" for e in FORMATS)]),
           "no other file is left")


def test_metadata():
    if not shutil.which("ffprobe"):
        return
    with open("article.html", "w") as file:
        file.write("""<!doctype html><html lang="ar"><head><title>عنوان الصفحة</title>
<meta property="og:title" content="مكتبةُ الحيّ تفتح أبوابها">
<meta name="author" content="سلمى الأنصاري">
<meta property="article:published_time" content="2025-10-15T08:30:00Z">
<meta property="og:site_name" content="صحيفة الحيّ"></head>
<body><article><h1>مكتبةُ الحيّ تفتح أبوابها</h1>
<p>فتحت المكتبة أبوابها صباح اليوم، وجاء الأطفال مع آبائهم إلى قاعة القراءة الجديدة.</p>
</article></body></html>""")
    result = rawi("save", "article.html", "-o", "out.mp3")
    expect(result.returncode == 0, "HTML is saved", result)
    tags = probe("out.mp3", "format_tags")["format"]["tags"]
    expect(tags.get("artist") == "سلمى الأنصاري", f"artist in {tags}")
    expect(tags.get("date", "").startswith("2025-10-15"), f"date in {tags}")
    expect(tags.get("album") == "صحيفة الحيّ", f"album in {tags}")


def test_default_name():
    result = rawi("save", "article.md")
    expect(result.returncode == 0 and os.path.exists("article.mp3"), "named after its source",
           result)
    result = rawi("save", "article.md")
    expect(result.returncode == 2 and b"article.mp3" in result.stderr, "not written over", result)
    with open("article.md", "rb") as file:
        result = rawi("save", stdin=file)
    names = sorted(os.listdir())
    expect(result.returncode == 0 and len(names) == 3 and all("/" not in n for n in names),
           f"standard input is named after its title: {names}", result)


def test_refusals():
    os.mkdir("folder.wav")
    os.symlink("article.md", "same.wav")
    for output, status, words in (("out.aac", 2, ".mp3 .opus .ogg .flac"),
                                  ("out", 2, ".mp3 .opus .ogg .flac"),
                                  ("folder.wav", 1, "folder.wav is a folder"),
                                  ("none/out.wav", 1, "none/out.wav"),
                                  ("same.wav", 2, "is the article itself")):
        result = rawi("save", "article.md", "-o", output)
        expect(result.returncode == status and words in result.stderr.decode() and
               result.stdout == b"", f"{output} is refused", result)
    result = rawi("save", "nothing.md", "-o", "out.wav")
    expect(result.returncode == 1 and b"nothing.md" in result.stderr, "no such article", result)
    result = rawi("save", "article.md", "-o", "out.wav", "--voice", "nobody")
    expect(result.returncode in (1, 2) and b"nobody" in result.stderr, "no such voice", result)
    result = rawi("save", "article.md", "-o", "out.wav", "--from", "99999")
    expect(result.returncode == 1 and b"99999" in result.stderr, "nothing after the end", result)
    expect(sorted(os.listdir()) == ["article.md", "folder.wav", "same.wav"], "no file is left")


def test_unwritable_folder():
    os.mkdir("closed", 0o555)
    if os.geteuid() == 0:
        print("not shown: root may write everywhere")
        return
    result = rawi("save", "article.md", "-o", "closed/out.wav")
    expect(result.returncode == 1 and b"closed/out.wav" in result.stderr, "refused", result)


def test_replaces():
    with open("out.wav", "w") as file:
        file.write("old")
    os.chmod("out.wav", 0o640)
    os.symlink("out.wav", "link.wav")
    result = rawi("save", "article.md", "-o", "link.wav")
    expect(result.returncode == 0, "saved through the link", result)
    expect(os.path.islink("link.wav"), "the link is still one")
    expect(stat.S_IMODE(os.stat("out.wav").st_mode) == 0o640, "the permissions are the same")
    read_wav("out.wav")


def test_pipe():
    expect(rawi("save", "article.md", "-o", "out.wav").returncode == 0, "saved")
    wanted, _ = read_wav("out.wav")
    result = rawi("save", "article.md", "-o", "-")
    expect(result.returncode == 0 and result.stdout[:4] == b"RIFF", "a WAV stream", result)
    expect(array.array("h", result.stdout[44:]) == wanted, "the same samples in the stream")
    result = rawi("save", "article.md", "-o", "-", "--json")
    expect(result.returncode == 2, "no JSON into the sound", result)


def test_broken_pipe():
    process = subprocess.Popen([COMMAND, "save", long_article(), "-o", "-", "-q"], env=ENVIRONMENT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(1000)
    process.stdout.close()
    expect(process.wait(120) == 1, "ends when nobody reads")


def long_article(sentences=1500):
    with open("long.md", "w") as file:
        file.write(ARTICLE + "\nكان البيت بعيدًا عن النهر، وكانت الطريق طويلة جدًّا.\n" * sentences)
    return "long.md"


def wait_for_files(count):
    wait_until(lambda: len(os.listdir()) >= count, "a file that was begun")


def test_interrupted():
    """While it is narrated, when no file has been begun, and while the sound is written."""
    source = long_article(500)
    with open("out.opus", "w") as file:
        file.write("old")
    before = sorted(os.listdir())
    for number, begun in ((signal.SIGINT, False), (signal.SIGTERM, True), (signal.SIGHUP, True)):
        process = subprocess.Popen([COMMAND, "save", source, "-o", "out.opus"], env=ENVIRONMENT,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if begun:
            wait_for_files(len(before) + 1)
        else:
            wait_for_handler(number, process.pid)
            time.sleep(0.3)
        process.send_signal(number)
        _, said = process.communicate(timeout=120)
        expect(process.returncode == -number, f"ends by {number}: {process.returncode} {said}")
        expect(b"interrupted" in said and b"out.opus" in said, f"says so: {said}")
        expect(sorted(os.listdir()) == before, "nothing is left")
        with open("out.opus") as file:
            expect(file.read() == "old", "the old file is still there")


def test_nohup():
    """SIGHUP stays ignored where the parent ignores it."""
    process = subprocess.Popen([COMMAND, "save", long_article(400), "-o", "out.wav"], env=ENVIRONMENT,
                               stderr=subprocess.PIPE,
                               preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for_files(3)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=120)
    expect(process.returncode == 0, "goes on")


def test_full_disk():
    def limit(size):
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    for extension in FORMATS:
        for size in (4000, 20000):
            result = rawi("save", "article.md", "-o", f"out.{extension}", preexec_fn=limit(size))
            places = [f"out.{extension}"] + ["in TMPDIR"] * (extension != "wav")
            expect(result.returncode == 1 and any(place in result.stderr.decode()
                                                  for place in places) and
                   b"too large" in result.stderr, f"{extension} in {size} bytes", result)
            expect(os.listdir() == ["article.md"], "nothing is left")


def test_full_file_system():
    os.mkdir("small")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", "small"],
                      capture_output=True).returncode != 0:
        print("not shown: file systems cannot be mounted here")
        return
    try:
        for extension in ("wav", "flac"):
            result = rawi("save", "article.md", "-o", f"small/out.{extension}")
            expect(result.returncode == 1 and b"No space left" in result.stderr, "the disk is full",
                   result)
            expect(os.listdir("small") == [], "nothing is left")
    finally:
        subprocess.run(["umount", "small"], check=True)


def on_terminal(*arguments):
    """What the command says on a terminal, and its exit status."""
    terminal = Terminal(*arguments)
    status = terminal.end()
    return terminal.said, status


def test_progress():
    source = long_article(400)
    said, status = on_terminal("save", source, "-o", "out.wav")
    expect(status == 0 and " left" in said and "real time" in said and "%" in said and "#" in said,
           f"a progress bar: {said[-500:]!r}")
    expect(said.rstrip().splitlines()[-1].split("\033[K")[-1].startswith("out.wav: "),
           f"what was made: {said[-200:]!r}")
    said, status = on_terminal("save", source, "-o", "out.wav", "--quiet")
    expect(status == 0 and said == "", f"nothing when quiet: {said[-500:]!r}")
    said, status = on_terminal("save", "--plain", source, "-o", "out.wav")
    lines = [line.rstrip("\r") for line in said.splitlines()]
    expect(status == 0 and "\033" not in said and not any("\r" in line or "#" in line for line in lines),
           f"nothing is drawn over: {said[-500:]!r}")
    expect([line.split(" ")[0] for line in lines[:-1]] == ["25", "50", "75"], f"a line for each quarter: {lines}")
    result = rawi("save", "article.md", "-o", "out.wav")
    expect(b"\r" not in result.stderr and result.stderr.count(b"\n") == 1, "no bar in a log", result)


def test_from():
    expect(rawi("save", "article.md", "-o", "all.wav").returncode == 0, "saved")
    text = json.loads(rawi("text", "article.md", "--json").stdout)
    start = text["utterances"][1]["span"]
    start = start["start"] if isinstance(start, dict) else start[0]
    result = rawi("save", "article.md", "-o", "rest.wav", "--from", str(start))
    expect(result.returncode == 0, "the rest is saved", result)
    whole, _ = read_wav("all.wav")
    rest, rate = read_wav("rest.wav")
    expect(0 < len(rest) < len(whole), "less than the whole")
    likeness = alike(envelope(whole[-len(rest):], rate), envelope(rest, rate))
    expect(likeness > 0.95, f"the end of the whole: {likeness}")


def test_rate():
    lengths = []
    for rate in ("0.5", "1", "2", "4"):
        expect(rawi("save", "article.md", "-o", "out.wav", "--rate", rate).returncode == 0, "saved")
        lengths.append(len(strip_silence(read_wav("out.wav")[0])))
    expect(lengths == sorted(lengths, reverse=True) and lengths[0] > 3 * lengths[3],
           f"faster is shorter: {lengths}")


main(article=ARTICLE)
