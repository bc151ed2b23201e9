#!/usr/bin/env python3
"""Editions from outside: ffmpeg's ebur128 filter agrees on loudness and true peak in every format,
what surrounds the article is there and in its place, and nothing is left of what fails.

usage: edition_test.py RAWI [TEST...]"""

import contextlib
import json
import math
import os
import re
import resource
import signal
import struct
import subprocess
import time
import wave

from harness import COMMAND, ENVIRONMENT, expect, main, need, rawi, wait_for_handler

FORMATS = ("wav", "flac", "ogg", "opus", "mp3", "m4b")

ARTICLE = """---
title: مكتبةُ الحيّ تفتح أبوابها
author: سلمى الأنصاري
date: 2025-10-15
---

# مكتبةُ الحيّ تفتح أبوابها

فتحت المكتبة أبوابها صباح اليوم، وجاء الأطفال مع آبائهم.

## قاعة جديدة

وقال المدير: «الكتاب صديق لا يملّ».
"""


def measure(path):
    """Integrated loudness in LUFS and true peak in dBTP."""
    run = subprocess.run(["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-map", "0:a", "-af",
                          "ebur128=peak=true:framelog=verbose", "-f", "null", "-"],
                         capture_output=True)
    said = run.stderr.decode()
    expect(run.returncode == 0, f"ffmpeg reads {path}: {said[-500:]}")
    return (float(re.search(r"^ +I: +(\S+) LUFS", said, re.M)[1]),
            float(re.search(r"^ +Peak: +(\S+) dBFS", said, re.M)[1]))


def is_missing(result):
    return result.returncode == 2 and b"FFmpeg" in result.stderr


def write_tone(name, seconds, rate=32000, channels=2, level=0.5):
    with wave.open(name, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        for i in range(int(seconds * rate)):
            value = int(32767 * level * math.sin(2 * math.pi * 440 * i / rate))
            file.writeframes(struct.pack("<h", value) * channels)


def test_loudness():
    with open("article.md", "a") as file:
        file.write("\nكان البيت بعيدًا عن النهر، وكانت الطريق طويلة جدًّا.\n" * 12)
    for extension in FORMATS:
        name = f"out.{extension}"
        result = rawi("save", "article.md", "-o", name, "--loudness", "-16")
        if is_missing(result):
            continue
        expect(result.returncode == 0, f"{extension} is saved", result)
        loudness, peak = measure(name)
        expect(abs(loudness + 16) <= 0.2 and peak <= -1, f"{name}: {loudness} LUFS, {peak} dBTP")
    for wanted in (-31, -23, -14, -12):
        expect(rawi("save", "article.md", "-o", "out.flac",
                    "--loudness", str(wanted)).returncode == 0, "saved")
        loudness, peak = measure("out.flac")
        expect(abs(loudness - wanted) <= 0.2 and peak <= -1, f"{wanted}: {loudness}, {peak}")


def test_usual_loudness():
    rawi("save", "article.md", "-o", "plain.wav")
    plain, _ = measure("plain.wav")
    expect(abs(plain + 16) > 0.5, f"a plain WAV file is as the voice gives it: {plain} LUFS")
    for name in ("out.mp3", "out.flac"):
        rawi("save", "article.md", "-o", name)
        expect(abs(measure(name)[0] + 16) <= 0.2, f"{name} is at -16 LUFS")
        rawi("save", "article.md", "-o", name, "--loudness", "off")
        expect(abs(measure(name)[0] - plain) <= 0.3, f"{name} is as the voice gives it")
    result = rawi("save", "article.md", "-o", "-", "--loudness", "-16")
    expect(result.returncode == 0, "a mastered pipe", result)
    with open("pipe.wav", "wb") as file:
        file.write(result.stdout)
    expect(abs(measure("pipe.wav")[0] + 16) <= 0.2, "at -16 LUFS too")


def chapters_of(name):
    said = subprocess.run(["ffprobe", "-v", "error", "-show_chapters", "-of", "json", name],
                          capture_output=True, check=True)
    return [(chapter["tags"]["title"], round(float(chapter["start_time"]), 2))
            for chapter in json.loads(said.stdout)["chapters"]]


def test_encoded_while_narrated():
    """An article of more than a minute: its sound is encoded before all is spoken, its chapters are
    those of a format that cannot have that."""
    with open("article.md", "a") as file:
        file.write("\nكان البيت بعيدًا عن النهر، وكانت الطريق طويلة جدًّا.\n" * 20)
        file.write("\n## الختام\n\nوصلنا إلى البيت مساءً.\n")
    result = rawi("save", "article.md", "-o", "out.ogg")
    expect(result.returncode == 0, "saved", result)
    chapters = chapters_of("out.ogg")
    expect(len(chapters) == 3 and chapters[2][1] > 75, f"chapters: {chapters}")
    for name in ("out.mp3", "out.flac"):
        result = rawi("save", "article.md", "-o", name)
        expect(result.returncode == 0, f"{name} is saved", result)
        loudness, peak = measure(name)
        expect(abs(loudness + 16) <= 0.5 and peak <= -1, f"{name}: {loudness} LUFS, {peak} dBTP")
        expect(chapters_of(name) == chapters, f"{name}: {chapters_of(name)}, not {chapters}")


def cues_of(name):
    """Where each begins, and what it says."""
    with open(name, encoding="utf-8") as file:
        blocks = file.read().strip().split("\n\n")[1:]
    cues = [block.split("\n") for block in blocks]
    return [(sum(float(part) * 60 ** (2 - i) for i, part in enumerate(times[:12].split(":"))),
             " ".join(words)) for _, times, *words in cues]


def test_opening_before_the_article_ends():
    """What is said before the article tells how long it is. Where the sound is encoded while it is
    narrated that is estimated; where the estimate fails it is said anew."""
    plain = "\nكان البيت بعيدًا عن النهر، وكانت الطريق إليه طويلة جدًّا في أيام الشتاء كلها.\n"
    digits = "\nالرقم 987654321.\n"
    with open("even.md", "w") as file:
        file.write("# بيت\n" + plain * 12 + "\n## الختام\n" + plain)
    with open("uneven.md", "w") as file:
        file.write("# أرقام\n" + digits * 11 + "\n## كلام\n" + plain * 8)
    for name in ("even", "uneven"):
        told = {}
        for extension in ("ogg", "flac"):
            sound = f"{name}.{extension}"
            result = rawi("save", f"{name}.md", "-o", sound, "--edition")
            expect(result.returncode == 0, sound, result)
            loudness, peak = measure(sound)
            expect(abs(loudness + 16) <= 0.5 and peak <= -1, f"{sound}: {loudness}, {peak}")
            told[extension] = cues_of(f"{name}.vtt"), chapters_of(sound)
        (after, chapters_after), (before, chapters_before) = told["ogg"], told["flac"]
        expect(any("مدة الاستماع" in words for _, words in after), f"{name}: {after}")
        expect([words for _, words in after] == [words for _, words in before],
               f"{name}: {after} and {before}")
        moved = max(abs(one - other) for (one, _), (other, _) in zip(after, before))
        expect(moved < 0.1, f"{name}: cues are {moved} s apart")
        expect(all(one[0] == other[0] and abs(one[1] - other[1]) < 0.1
                   for one, other in zip(chapters_after, chapters_before)),
               f"{name}: {chapters_after} and {chapters_before}")


def test_whole_edition():
    for extension in ("wav", "mp3", "opus"):
        name = f"out.{extension}"
        result = rawi("save", "article.md", "-o", name, "--edition")
        expect(result.returncode == 0, f"{extension}", result)
        loudness, peak = measure(name)
        expect(abs(loudness + 16) <= 0.2 and peak <= -1, f"{name}: {loudness} LUFS, {peak} dBTP")
    for beside in ("vtt", "srt", "json", "txt", "html", "chapters.json", "edition.json"):
        expect(os.path.getsize(f"out.{beside}") > 0, beside)
    expect(not [n for n in os.listdir() if n.startswith(".")], "no temporary file is left")
    with open("out.json") as file:
        said = [part["body"] for part in json.load(file)["segments"]]
    expect(said[0] == "مكتبةُ الحيّ تفتح أبوابها", f"the title first: {said}")
    places = [next((i for i, body in enumerate(said) if start in body), -1)
              for start in ("بقلم", "الخامس عشر", "مدة الاستماع", "فتحت", "استمعتم", "شكر")]
    expect(-1 not in places and places == sorted(places), f"in their order: {said}")


def test_words_are_where_they_sound():
    """The sound is silent before the first word of each sentence and not where words are."""
    expect(rawi("save", "article.md", "-o", "out.wav", "--edition", "--intro", "none", "--outro",
                "none").returncode == 0, "saved")
    with open("out.json") as file:
        segments = json.load(file)["segments"]
    with wave.open("out.wav") as file:
        rate = file.getframerate()
        samples = struct.unpack(f"<{file.getnframes()}h", file.readframes(file.getnframes()))

    def loudest(start, end):
        return max(abs(s) for s in samples[int(max(start, 0) * rate):int(end * rate)])
    for part in segments:
        start, end = part["startTime"], part["endTime"]
        expect(loudest(start - 0.2, start - 0.03) < 200, f"silence before {part['body']}")
        expect(loudest(start, start + 0.4) > 2000, f"sound at {part['body']}")
        expect(loudest(end + 0.03, end + 0.2) < 200, f"silence after {part['body']}")


def test_intro_file():
    write_tone("jingle.wav", 3)
    subprocess.run(["ffmpeg", "-v", "error", "-i", "jingle.wav", "jingle.ogg"], check=True)
    lengths = {}
    for intro in ("none", "jingle.wav", "jingle.ogg", "chime"):
        result = rawi("save", "article.md", "-o", "out.wav", "--loudness", "-16", "--json",
                      "--intro", intro)
        expect(result.returncode == 0, intro, result)
        lengths[intro] = json.loads(result.stdout)["seconds"]
        loudness, peak = measure("out.wav")
        expect(abs(loudness + 16) <= 0.2 and peak <= -1, f"{intro}: {loudness} LUFS, {peak} dBTP")
    for intro in ("jingle.wav", "jingle.ogg"):
        added = lengths[intro] - lengths["none"]
        expect(3.1 < added < 4.5, f"{intro}: {added} seconds more")
    expect(1.5 < lengths["chime"] - lengths["none"] < 4, f"the chime: {lengths}")


def test_bad_intro():
    with open("text.wav", "w") as file:
        file.write("no sound")
    write_tone("empty.wav", 0)
    before = sorted(os.listdir())
    for intro in ("missing.wav", "text.wav", "empty.wav", "/"):
        for option in ("--intro", "--outro"):
            result = rawi("save", "article.md", "-o", "out.mp3", option, intro)
            expect(result.returncode in (1, 2) and intro in result.stderr.decode(), intro, result)
            expect(sorted(os.listdir()) == before, "nothing is left")


def test_refusals():
    for option in ("--loudness=-40", "--loudness=loud", "--loudness=0", "--opening=maybe",
                   "--intro="):
        result = rawi("save", "article.md", "-o", "out.mp3", option)
        expect(result.returncode == 2, option, result)
    result = rawi("save", "article.md", "-o", "-", "--edition")
    expect(result.returncode == 2, "no files beside a pipe", result)


def test_short_and_silent():
    with open("short.md", "w") as file:
        file.write("نعم")
    for options in ((), ("--edition",)):
        result = rawi("save", "short.md", "-o", "out.mp3", *options)
        expect(result.returncode == 0, "one word", result)
        loudness, peak = measure("out.mp3")
        expect(abs(loudness + 16) <= 0.5 and peak <= -1, f"one word: {loudness} LUFS, {peak} dBTP")


def test_interrupted():
    with open("long.md", "w") as file:
        file.write(ARTICLE + "\nكان البيت بعيدًا عن النهر، وكانت الطريق طويلة جدًّا.\n" * 400)
    before = sorted(os.listdir())
    for pause in (0.2, 1.0, 2.5):
        process = subprocess.Popen([COMMAND, "save", "long.md", "-o", "out.opus", "--edition"],
                                   env=ENVIRONMENT, stderr=subprocess.PIPE)
        wait_for_handler(signal.SIGTERM, process.pid)
        time.sleep(pause)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=120)
        expect(process.returncode == -signal.SIGTERM, f"{process.returncode} {said}")
        expect(sorted(os.listdir()) == before, "nothing is left")


def test_full_disk():
    """Wherever the files stop growing: the spool, the sound, the page with the sound in it."""
    before = sorted(os.listdir())
    for size in (4000, 100000, 1300000):
        result = rawi("save", "article.md", "-o", "out.flac", "--edition", preexec_fn=lambda:
                      resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        expect(result.returncode == 1 and b"too large" in result.stderr, f"{size} bytes", result)
        expect(sorted(os.listdir()) == before, "nothing is left")


@contextlib.contextmanager
def small_file_system(limit):
    """The folder small/ has so much room; None where nothing can be mounted."""
    os.mkdir("small")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", limit, "none", "small"],
                             capture_output=True).returncode == 0
    if not mounted:
        print("not shown: file systems cannot be mounted here")
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "small"], check=True)
        os.rmdir("small")


def test_full_file_system():
    with small_file_system("size=700k") as mounted:
        for name in ("out.wav", "out.mp3") if mounted else ():
            result = rawi("save", "article.md", "-o", f"small/{name}", "--edition")
            expect(result.returncode == 1 and b"No space left" in result.stderr, name, result)
            expect(os.listdir("small") == [], "nothing is left")


def test_room_for_so_many_files():
    """Whichever file finds no more room, the record among them: all appear, or none."""
    whole = {"out.mp3", "out.vtt", "out.srt", "out.edition.json"}
    for files in range(2, 8):
        with small_file_system(f"size=5m,nr_inodes={files}") as mounted:
            if not mounted:
                return
            result = rawi("save", "article.md", "--out", "small", "--transcript", "vtt,srt")
            names = {"article" + name[len("out"):] for name in whole}
            made = result.returncode == 0
            expect(set(os.listdir("small")) == (names if made else set()), f"{files} files", result)
    expect(made, "in the end there is room")


need("ffmpeg")
main(article=ARTICLE)
