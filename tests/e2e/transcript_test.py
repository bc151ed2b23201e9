#!/usr/bin/env python3
"""Transcripts: cues that a reader can follow, the author's words unharmed, times that agree.

usage: transcript_test.py RAWI SAMPLES"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

from harness import expect, rawi

SAMPLES = os.path.abspath(sys.argv[2])
RLE, PDF, RLM, JOINER = "\u202b", "\u202c", "\u200f", "\u2060"
LINE = 42

# What belongs together in the samples.
TOGETHER = ("«أطلس كومبيوت»", "NVIDIA H100", "AMD EPYC", "Windows Server", "د. سلمى", "عام 2027",
            "محمد السادس", "340 مهندسًا", "14,900 دولار", "الثلاثاء 12 مايو 2026", "99 يومًا",
            "14 شهرًا", "الربع الثالث", "أ.د. حسن", "Atlas X2", "85 مليون دولار", "خمسة أعوام", "إيما هيوز", "كريم العلوي")

HOSTILE = """أثر <b>الأسواق</b> & {\\an8} المدن

قال: <i onclick="x"> ثم {\\pos(1,1)} ومضى --> إلى بيته &amp; عاد.

00:00:01,000 --> 00:00:02,000 موعد القطار.

كتب Rawi reads بالعربية. 12 مايو. DGX Spark جهاز جديد.

نعم. لا. ربما.

https://example.org/a/very/long/address/that/no/line/of/a/subtitle/can/hold/at/all هنا.
"""


def save(folder, source, name):
    stem = os.path.join(folder, name)
    result = rawi("save", source, "-o", stem + ".wav", "--transcript", "vtt,srt,json,txt", text=True)
    expect(result.returncode == 0, result.stderr)
    return stem


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def seconds(time):
    hours, minutes, rest = re.fullmatch(r"(\d\d):([0-5]\d):([0-5]\d[.,]\d\d\d)", time).groups()
    return int(hours) * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))


def cues(text, head):
    """The cues of a WebVTT or SRT file: start, end, lines."""
    expect(text.startswith(head), f"begins with {head!r}")
    parts = text[len(head):].split("\n\n")
    expect(parts.pop() == "", "ends with an empty line")
    found = []
    for number, part in enumerate(parts, 1):
        lines = part.split("\n")
        expect(lines[0] == str(number), f"cue {number} is numbered {lines[0]}")
        start, end = lines[1].split(" --> ")
        found.append((seconds(start), seconds(end), lines[2:]))
    return found


def width(line):
    return sum(unicodedata.category(character) not in ("Mn", "Me", "Cf") for character in line)


def from_vtt(line):
    expect(not re.search(r"[<>]|&(?!(amp|lt|gt);)", line), f"markup in {line}")
    line = line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return line.replace(RLM, "")


def from_srt(line):
    expect(line[0] == RLE and line[-1] == PDF, f"{line} goes from right to left")
    expect(not re.search(r"<[a-z/]|{\\|-->", line), f"markup in {line}")
    return line.strip(RLE + PDF).replace(JOINER, "")


def check_cues(found, duration, decode, long_lines=0):
    before = 0.0
    too_long = 0
    for start, end, lines in found:
        expect(before <= start < end <= duration + 0.001, f"{start}–{end} after {before}")
        expect(1 <= len(lines) <= 2 and all(lines), f"{len(lines)} lines")
        too_long += sum(width(decode(line)) > LINE for line in lines)
        before = end
    expect(too_long <= long_lines, f"{too_long} lines are longer than {LINE} characters")


def check_speed(found):
    """A reader has the time: a second at least, and 21 characters a second at most, where the
    speech gives it."""
    hurried = [cue for cue in found
               if cue[1] - cue[0] < 0.999 or sum(map(width, cue[2])) > 21 * (cue[1] - cue[0])]
    expect(len(hurried) <= len(found) / 20, f"{len(hurried)} of {len(found)} cues are too short")
    lasting = [cue for cue in found if cue[1] - cue[0] > 8.5]
    expect(not lasting, f"stays too long: {lasting}")


def check_json(document, found):
    expect(document["version"] == "1.0.0" and document["language"] == "ar", "Podcasting 2.0")
    before = 0.0
    for segment in document["segments"]:
        expect(before <= segment["startTime"] < segment["endTime"], "segments are in order")
        before = segment["endTime"]
        last = segment["startTime"]
        for word in segment["words"]:
            expect(last <= word["startTime"] < word["endTime"] <= segment["endTime"],
                   f"{word} stands in its segment")
            last = word["endTime"]
            expect(word["body"] in segment["body"], f"{word['body']} is of its sentence")
    starts = {round(word["startTime"] * 1000) for segment in document["segments"]
              for word in segment["words"]}
    for start, _, lines in found:
        expect(round(start * 1000) in starts, f"{lines} begins with a word")


def check_spans(document, source):
    """`source` gives the bytes of the file."""
    bytes_of_source = source.encode()
    for segment in document["segments"]:
        for word in segment["words"]:
            start, end = word["source"]
            expect(bytes_of_source[start:end].decode() == word["body"],
                   f"{word['body']} is at {start}")


def check_all(folder, source, name, long_lines=0):
    stem = save(folder, source, name)
    document = json.loads(read(stem + ".json"))
    duration = document["duration"]
    bodies = " ".join(segment["body"] for segment in document["segments"])
    vtt = cues(read(stem + ".vtt"), "WEBVTT\n\n")
    srt = cues(read(stem + ".srt"), "")
    check_cues(vtt, duration, from_vtt, long_lines)
    check_cues(srt, duration, from_srt, long_lines)
    for found, decode in ((vtt, from_vtt), (srt, from_srt)):
        said = " ".join(decode(line) for cue in found for line in cue[2])
        expect(said == bodies, "the cues are the sentences, nothing lost, nothing split")
    check_json(document, vtt)
    plain = read(stem + ".txt")
    expect(re.sub(r"(?m)^ *(- |\d+\. )", "", plain).split() == bodies.split(), "the text is the sentences")
    return vtt, document, plain


def test_samples(folder):
    for name in ("chips.txt", "market.md", "glacier.html"):
        path = os.path.join(SAMPLES, name)
        vtt, document, _ = check_all(folder, path, name.split(".")[0])
        check_speed(vtt)
        lines = [from_vtt(line) for cue in vtt for line in cue[2]]
        whole = " ".join(lines)
        for phrase in TOGETHER:
            expect(phrase not in whole or any(phrase in line for line in lines),
                   f"{phrase} is on one line")
        if name == "chips.txt":
            check_spans(document, read(path))


def test_hostile(folder):
    path = os.path.join(folder, "hostile.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HOSTILE)
    vtt, document, _ = check_all(folder, path, "hostile-edition", long_lines=1)
    spoken = " ".join(segment["body"] for segment in document["segments"])
    expect('<i onclick="x">' in spoken and "{\\pos(1,1)}" in spoken, "text stands as it is")
    for _, _, lines in vtt:
        for line in lines:
            if re.match(r"[\W\d]*[A-Za-z]", html.unescape(line).lstrip(RLM)):
                expect(line.startswith(RLM), f"{line} goes from right to left")


def test_surnames(folder):
    """A name whose surname no table has is in one line, wherever in a sentence it stands."""
    names = ("سامي بوشناق", "ليلى قنديلجي", "طارق بلعيدي")
    openings = ("ثم التقى", "وقبل أن يعود إلى بيته التقى",
                "وعلى الطريق القديمة قرب النهر التقى", "وفي مقهى صغير عند الميناء القديم شاهد",
                "وفي قرية بعيدة خلف الجبال لا يعرفها كثيرون التقى")
    source = os.path.join(folder, "names.txt")
    with open(source, "w", encoding="utf-8") as file:
        file.write("أسماء كثيرة في المدينة\n\n" + "\n\n".join(
            f"{opening} {name} رجلًا يبيع الكتب القديمة في السوق."
            for opening in openings for name in names))
    text = read(save(folder, source, "names") + ".srt")
    for name in names:
        expect(text.count(name) == len(openings), f"«{name}» is in one line, always: {text}")


def test_times_of_day(folder):
    """«صباحًا» stands with its clock time, wherever in a sentence that is."""
    source = os.path.join(folder, "times.txt")
    with open(source, "w", encoding="utf-8") as file:
        file.write("مواعيد كثيرة في المدينة\n\n" + "\n\n".join(
            f"{opening} في 15/6/2026 عند الساعة 10:30 صباحًا لبحث سعر التوريد للموسم المقبل."
            for opening in ("يجتمع المجلس", "وسوف يجتمع المجلس المحلي", "يجتمع مجلس المدينة القديمة كله",
                            "وقال المدير العام للشركة إنهم سيجتمعون")))
    text = read(save(folder, source, "times") + ".srt")
    expect(text.count("10:30 صباحًا") == 4, f"in one line, always: {text}")


def test_other_readers(folder):
    """FFmpeg sees the cues that are there."""
    if not shutil.which("ffprobe"):
        print("FFmpeg is not here: its reading is not tested")
        return
    for name in ("chips", "hostile-edition"):
        stem = os.path.join(folder, name)
        for extension, head in ((".vtt", "WEBVTT\n\n"), (".srt", "")):
            asked = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "packet=pts_time",
                                    "-of", "csv=p=0", stem + extension], capture_output=True,
                                   text=True, check=True)
            times = [float(line.strip(",")) for line in asked.stdout.split()]
            ours = [cue[0] for cue in cues(read(stem + extension), head)]
            expect(len(times) == len(ours) and
                   all(abs(a - b) < 0.0005 for a, b in zip(times, ours)),
                   f"FFmpeg reads {name}{extension} so: {times}")


def test_messages(folder):
    article = os.path.join(folder, "article.txt")
    shutil.copy(os.path.join(SAMPLES, "chips.txt"), article)
    before = read(article)
    result = rawi("save", article, "-o", os.path.join(folder, "article.wav"), "--transcript", "txt", text=True)
    expect(result.returncode == 0 and read(article) == before, "the article is as it was")
    expect("توريد 250 خادمًا" in read(os.path.join(folder, "article.rawi.txt")), "another name")
    for wrong in ("vtt,doc", "", "vtt,", "VTT"):
        result = rawi("save", article, "-o", os.path.join(folder, "a.wav"), "--transcript", wrong, text=True)
        expect(result.returncode == 2 and "--transcript" in result.stderr, result.stderr)
    result = rawi("save", article, "-o", "-", "--transcript", "vtt", text=True)
    expect(result.returncode == 2 and "beside the sound" in result.stderr, result.stderr)
    expect(not os.path.exists(os.path.join(folder, "a.wav")), "nothing was made")


def main():
    with tempfile.TemporaryDirectory() as folder:
        test_samples(folder)
        test_hostile(folder)
        test_surnames(folder)
        test_times_of_day(folder)
        test_other_readers(folder)
        test_messages(folder)


if __name__ == "__main__":
    main()
