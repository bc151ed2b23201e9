#!/usr/bin/env python3
"""What rawi save writes about the sound, as others' programs read it: tags, chapters and cover by
ffprobe, mutagen and id3v2.

usage: tags_test.py RAWI [TEST...]"""

import functools
import json
import os
import shutil
import struct
import subprocess
import sys
import zlib

from harness import ENVIRONMENT, expect, main, need, rawi

# Debian's mutagen is seen only by Debian's Python.
sys.path.append("/usr/lib/python3/dist-packages")
try:
    import mutagen
    import mutagen.flac
    import mutagen.mp4
except ImportError:
    mutagen = None

RATES = {"mp3": 44100, "ogg": 44100, "opus": 48000, "flac": 22050, "m4b": 44100, "m4a": 44100}
TITLE = "مكتبةُ الحيّ تفتح أبوابها"
HEADINGS = [TITLE, "الكتب الجديدة", "مواعيد العمل"]
ARTICLE = f"""# {TITLE}

فتحت المكتبة أبوابها صباح اليوم.

## {HEADINGS[1]}

في المكتبة ألف كتاب جديد.

## {HEADINGS[2]}

تفتح المكتبة كل يوم.
"""
TAGS = {"author": "سلمى الأنصاري", "album": "صحيفة الحيّ", "date": "2026-01-31",
        "genre": "أخبار", "comment": "قراءة آلية 📚"}
OPTIONS = [part for name, value in TAGS.items() for part in ("--" + name, value)]


def save(name, *options, article="article.md"):
    result = rawi("save", article, "-o", name, *options)
    expect(result.returncode == 0, f"{name} is saved", result)
    return result


@functools.cache
def formats():
    """Those that this rawi can write."""
    result = rawi("save", "article.md", "-o", "probe.m4b")
    if result.returncode == 0:
        return list(RATES)
    expect(b"FFmpeg" in result.stderr, "why there is no M4B", result)
    print("M4B is not shown:", result.stderr.decode().splitlines()[0])
    return [name for name in RATES if not name.startswith("m4")]


@functools.cache
def draws():
    result = rawi("save", "article.md", "-o", "probe.flac", "--cover", "draw")
    if result.returncode:
        expect(b"Pango" in result.stderr, "why no cover is drawn", result)
        print("covers are not shown:", result.stderr.decode().splitlines()[0])
    return result.returncode == 0


def probe(path):
    asked = subprocess.run(["ffprobe", "-v", "error", "-of", "json", "-show_format",
                            "-show_streams", "-show_chapters", path],
                           capture_output=True, check=True)
    return json.loads(asked.stdout)


def sound_of(found):
    return next(s for s in found["streams"] if s["codec_type"] == "audio")


def tags_of(found):
    return {key.lower(): value for part in (sound_of(found), found["format"])
            for key, value in part.get("tags", {}).items()}


def attached(path):
    """The bytes of the cover as ffmpeg takes them out."""
    asked = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-c", "copy", "-f",
                            "image2pipe", "-"], capture_output=True, check=True)
    return asked.stdout


def png(width, height):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    rows = (b"\0" + bytes((7 * x) & 255 for x in range(3 * width))) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0,
                                                             0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def test_ffprobe_reads_tags():
    for extension in formats():
        name = "a." + extension
        save(name, *OPTIONS)
        found = probe(name)
        sound = sound_of(found)
        tags = tags_of(found)
        expect(int(sound["sample_rate"]) == RATES[extension] and sound["channels"] == 1,
               f"{name}: {sound['sample_rate']} Hz, {sound['channels']} channels")
        wanted = dict(TAGS, title=TITLE, artist=TAGS["author"])
        del wanted["author"]
        for key, value in wanted.items():
            expect(tags.get(key) == value, f"{name}: {key} is {tags.get(key)}, not {value}")
        expect(tags.get("language") in ("ar", "ara"), f"{name}: language in {tags}")


def test_chapters():
    for extension in formats():
        name = "a." + extension
        save(name, "--chapters")
        found = probe(name)
        chapters = found["chapters"]
        expect([c["tags"]["title"] for c in chapters] == HEADINGS, f"{name}: {chapters}")
        with open("a.chapters.json") as file:
            beside = json.load(file)
        expect(beside["version"] == "1.2.0" and beside["title"] == TITLE, f"{beside}")
        expect([c["title"] for c in beside["chapters"]] == HEADINGS, f"{beside}")
        for chapter, said in zip(chapters, beside["chapters"]):
            expect(abs(float(chapter["start_time"]) - said["startTime"]) < 0.002, f"{name}: starts")
            expect(abs(float(chapter["end_time"]) - said["endTime"]) < 0.05, f"{name}: ends")
        ends = beside["chapters"][-1]["endTime"]
        expect(abs(float(found["format"]["duration"]) - ends) < 0.1, f"{name}: the end of all")
    with open("plain.txt", "w") as file:
        file.write("جاء الأطفال مع آبائهم إلى المكتبة.\n")
    save("plain.mp3", "--chapters", article="plain.txt")
    expect(probe("plain.mp3")["chapters"] == [], "no chapters where there are no headings")
    expect(not os.path.exists("plain.chapters.json"), "nor a file of none")


def test_given_cover():
    write("cover.png", png(1500, 1400))
    subprocess.run(["ffmpeg", "-v", "error", "-i", "cover.png", "-q:v", "3", "cover.jpg"],
                   check=True)
    for picture in ("cover.png", "cover.jpg"):
        with open(picture, "rb") as file:
            wanted = file.read()
        for extension in formats():
            name = "a." + extension
            save(name, "--cover", picture)
            streams = [s for s in probe(name)["streams"] if s["disposition"]["attached_pic"]]
            expect(len(streams) == 1 and (streams[0]["width"], streams[0]["height"]) == (1500, 1400),
                   f"{name}: {streams}")
            expect(attached(name) == wanted, f"{name}: the very bytes of {picture}")


def test_drawn_cover():
    if not draws():
        return
    for extension in formats():
        name = "a." + extension
        save(name)
        streams = [s for s in probe(name)["streams"] if s["disposition"]["attached_pic"]]
        expect([(s["codec_name"], s["width"], s["height"]) for s in streams] ==
               [("mjpeg", 1400, 1400)], f"{name}: {streams}")
        save(name, "--cover", "none")
        expect(not any(s["disposition"]["attached_pic"] for s in probe(name)["streams"]), "none")


def test_refused_covers():
    whole = png(64, 64)
    write("torn.png", whole[:-40])
    write("flipped.png", whole[:60] + bytes([whole[60] ^ 255]) + whole[61:])
    write("wide.png", png(4097, 2))
    write("text.jpg", b"no picture at all")
    write("empty.jpg", b"")
    write("huge.jpg", b"\xff\xd8\xff" + bytes(9 << 20))
    os.mkdir("folder.png")
    for name, words in (("torn.png", "broken"), ("flipped.png", "broken"), ("wide.png", "4096"),
                        ("text.jpg", "neither a JPEG nor a PNG"), ("empty.jpg", "neither"),
                        ("huge.jpg", "8 MB"), ("folder.png", "no file"),
                        ("absent.png", "absent.png")):
        result = rawi("save", "article.md", "-o", "a.mp3", "--cover", name)
        expect(result.returncode in (1, 2) and words in result.stderr.decode(), f"{name}", result)
        expect(not os.path.exists("a.mp3"), "nothing is written")


def test_bit_rates():
    for name, rate, tolerance in (("a.mp3", 128, 1), ("b.mp3", None, 1), ("a.opus", 32, 8),
                                  ("b.opus", None, 10)):
        save(name, "--cover", "none", *(["--bitrate", str(rate)] if rate else []))
        usual = {"mp3": 96, "opus": 40}[name[2:]]
        got = int(probe(name)["format"]["bit_rate"]) / 1000
        expect(abs(got - (rate or usual)) <= tolerance, f"{name}: {got} kbit/s")
    for name, rate in (("a.mp3", "8"), ("a.mp3", "999"), ("a.opus", "400"), ("a.flac", "96"),
                       ("a.wav", "96"), ("a.mp3", "96.5"), ("a.mp3", "many")):
        result = rawi("save", "article.md", "-o", name, "--bitrate", rate)
        expect(result.returncode == 2, f"{name} at {rate} is refused", result)


def test_dates():
    for date in ("yesterday", "2026-1-1", "31-01-2026", ""):
        result = rawi("save", "article.md", "-o", "a.mp3", "--date", date)
        expect(result.returncode == 2 and b"--date" in result.stderr, f"{date} is refused", result)


def test_id3_frames():
    save("a.mp3", *OPTIONS)
    if shutil.which("id3v2"):
        listed = subprocess.run(["id3v2", "-l", "a.mp3"], capture_output=True, check=True)
        text = listed.stdout.decode(errors="replace")
        for frame in ("TIT2", "TPE1", "TALB", "TYER", "TDAT", "TLAN", "TCON", "COMM", "CTOC"):
            expect(frame in text, f"{frame} in {text}")
        expect(text.count("CHAP") == 3, text)
    else:
        print("not shown: id3v2 is not here")
    if not mutagen:
        print("not shown: mutagen is not here")
        return
    file = mutagen.File("a.mp3")
    tags = file.tags
    expect(tags.version == (2, 3, 0), f"version {tags.version}")
    expect(str(tags["TIT2"]) == TITLE and str(tags["TDRC"]) == "2026-01-31", "title and date")
    expect(str(tags["COMM::ara"]) == TAGS["comment"], "the comment, beyond the first plane")
    contents = tags["CTOC:toc"]
    expect(contents.child_element_ids == ["ch0", "ch1", "ch2"], f"{contents}")
    expect([str(tags["CHAP:" + c].sub_frames["TIT2"]) for c in contents.child_element_ids] ==
           HEADINGS, "the chapters' titles")
    times = [(tags["CHAP:" + c].start_time, tags["CHAP:" + c].end_time)
             for c in contents.child_element_ids]
    expect(times[0][0] == 0 and all(a[1] == b[0] for a, b in zip(times, times[1:])), f"{times}")
    expect(abs(times[-1][1] / 1000 - file.info.length) < 0.05, f"{times} of {file.info.length}")
    expect(file.info.sketchy is False and file.info.encoder_info.startswith("LAME"), "the frames")


def test_mutagen_reads_the_others():
    if not mutagen:
        print("not shown: mutagen is not here")
        return
    can_draw = draws()
    for extension in formats():
        name = "a." + extension
        save(name, *OPTIONS)
        file = mutagen.File(name)
        if extension in ("ogg", "opus", "flac"):
            expect(file["title"] == [TITLE] and file["artist"] == [TAGS["author"]], f"{name}")
            expect(file["chapter001"] == ["00:00:00.000"] and
                   [file[f"chapter{i:03}name"][0] for i in (1, 2, 3)] == HEADINGS, f"{name}: {file}")
        if not can_draw:
            continue
        if extension in ("ogg", "opus"):
            import base64
            picture = mutagen.flac.Picture(base64.b64decode(file["metadata_block_picture"][0]))
        elif extension == "flac":
            picture = file.pictures[0]
        else:
            continue
        expect((picture.type, picture.mime, picture.width, picture.height) ==
               (3, "image/jpeg", 1400, 1400) and picture.data[:3] == b"\xff\xd8\xff", f"{name}")
    if "m4b" in formats():
        file = mutagen.mp4.MP4("a.m4b")
        expect(file["\xa9nam"] == [TITLE] and file["\xa9ART"] == [TAGS["author"]], "M4B")
        expect(not can_draw or len(file["covr"]) == 1, "the cover of M4B")


def test_index_comes_first():
    """A player that gets an M4B from the network begins before it has all of it."""
    if "m4b" not in formats():
        return
    save("a.m4b")
    with open("a.m4b", "rb") as file:
        data = file.read()
    expect(0 < data.find(b"moov") < data.find(b"mdat"), "the index is before the sound")


def test_without_ffmpeg():
    if "m4b" not in formats():
        return
    os.mkdir("lib")
    names = subprocess.run(["sh", "-c", "ldconfig -p | grep -o 'libavformat.so.[0-9]*' | sort -u"],
                           capture_output=True, text=True).stdout.split()
    for name in names:
        write("lib/" + name, b"no library")
    result = rawi("save", "article.md", "-o", "a.m4b",
                  env=dict(ENVIRONMENT, LD_LIBRARY_PATH=os.path.abspath("lib")))
    expect(result.returncode == 2 and b"libavformat" in result.stderr and b".mp3" in result.stderr,
           "a clear message", result)
    expect(not os.path.exists("a.m4b"), "nothing is written")


def test_hostile_tags():
    long = "عنوان طويل " * 5000  # 100 kB; an argument has 128 kB at most
    for extension in formats():
        name = "a." + extension
        save(name, "--title", long, "--author", b"\xff\xfe bad \x01 utf-8\nline",
             "--album", "‮" * 50)
        title = tags_of(probe(name))["title"]
        expect(title.startswith("عنوان طويل") and title.endswith("…") and
               len(title.encode()) <= 4000, f"{name}: {len(title)} characters")
        author = tags_of(probe(name))["artist"]
        expect("\n" not in author and "\x01" not in author and "bad" in author, f"{author!r}")
        save(name, "--title", "")


need("ffprobe")
main(article=ARTICLE)
