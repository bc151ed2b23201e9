#!/usr/bin/env python3
"""rawi save ARTICLE... --out FOLDER from outside: names, what a second run does, and that neither
signals nor broken articles nor killed workers leave anything half or stop the others.

usage: batch_test.py RAWI [TEST...]"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess

from harness import COMMAND, ENVIRONMENT, Terminal, expect, main, rawi, wait_until

SENTENCE = "كان البيت بعيدًا عن النهر، وكانت الطريق طويلة جدًّا.\n\n"


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    return path


def article(path, title="عنوان", sentences=2):
    return write(path, f"# {title}\n\n" + SENTENCE * sentences)


def records(folder="out"):
    found = {}
    for name in os.listdir(folder):
        if name.endswith(".edition.json"):
            with contextlib.suppress(FileNotFoundError), open(os.path.join(folder, name)) as file:
                found[name[:-len(".edition.json")]] = json.load(file)
    return found


def whole(folder="out"):
    """The names of the editions, each of which is complete, and nothing else is there."""
    known = set()
    for name, record in records(folder).items():
        sound = record["sound"]
        expect(os.path.getsize(os.path.join(folder, sound["file"])) == sound["bytes"] > 0,
               f"{name} is as long as its record says")
        expect(record["made_from"] is not None, f"the record of {name} is finished")
        known |= {name + ".edition.json", sound["file"], *record["beside"]}
    expect(known == set(os.listdir(folder)),
           f"only editions in {folder}: {sorted(known ^ set(os.listdir(folder)))}")
    return set(records(folder))


def lines(result):
    return {os.path.basename(line["source"]): line
            for line in map(json.loads, result.stdout.splitlines())}


def times(folder="out"):
    return {name: os.stat(os.path.join(folder, name)).st_mtime_ns for name in os.listdir(folder)}


def children(process):
    try:
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
            return [int(number) for number in file.read().split()]
    except FileNotFoundError:
        return []


def begin(*arguments):
    return subprocess.Popen([COMMAND, *arguments], env=ENVIRONMENT, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, start_new_session=True)


# ---- what is made ------------------------------------------------------------------------------

def test_many_and_a_broken_one():
    for i in range(6):
        article(f"in/{i}.md", f"المقال {i}")
    write("in/4.md", "only English here, nothing else\n" * 5)
    result = rawi("save", "in", "nowhere.txt", "--out", "out", "--jobs", "2", "--json")
    expect(result.returncode == 1, "a broken article makes the status 1", result)
    said = lines(result)
    expect(len(said) == 7, "a line for each", result)
    for name, line in said.items():
        broken = name in ("4.md", "nowhere.txt")
        expect(line["result"] == ("failed" if broken else "made"), f"{name}: {line}")
        expect((line["error"] is not None) == broken and (line["file"] is None) == broken,
               f"{name}: {line}")
    summary = result.stderr.decode()
    expect("in/4.md" in summary and "Arabic" in summary and "nowhere.txt" in summary and
           "made: 5" in summary and "failed: 2" in summary, f"the broken are named: {summary}")
    expect(whole() == {"0", "1", "2", "3", "5"}, "the others are there")
    expect(said["0.md"]["bytes"] == os.path.getsize("out/0.mp3") and said["0.md"]["seconds"] > 1,
           "what the line says is so")


def test_links_that_lead_nowhere():
    article("in/whole.md", "مقال كامل")
    os.symlink("/nowhere/at/all", "in/broken.md")
    os.symlink("/nowhere/at/all", "in/picture.png")
    result = rawi("save", "in", "--out", "out", "--json")
    said = lines(result)
    expect(set(said) == {"whole.md", "broken.md"} and said["broken.md"]["result"] == "failed",
           "a link to no article is named, another is none", result)


def test_folders_that_cannot_be_written():
    article("in/a.md", "مقال")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", "in"],
                      capture_output=True).returncode != 0:
        print("not shown: file systems cannot be mounted here")
        return
    try:
        result = rawi("save", article("b.md", "مقال"), "--out", "in")
    finally:
        subprocess.run(["umount", "in"], check=True)
    expect(result.returncode == 1 and result.stderr.decode().splitlines() ==
           ["rawi: in cannot be written: Read-only file system"], "said once", result)


def test_nobody_listens():
    """Who reads the results goes away: the batch ends without a word about it."""
    for i in range(4):
        article(f"in/{i}.md", f"المقال {i}")
    process = begin("save", "in", "--out", "out", "--jobs", "1", "--json", "--quiet")
    process.stdout.close()
    said = process.stderr.read().decode()
    expect(process.wait() == 1 and "standard output" not in said, f"said {said}")
    with open("/dev/full", "wb") as full:
        result = subprocess.run([COMMAND, "save", "in", "--out", "new", "--json"], stdout=full,
                                stderr=subprocess.PIPE, env=ENVIRONMENT)
    expect(b"standard output: No space left" in result.stderr, f"said {result.stderr}")


def test_names():
    sources = [article("x/a.md", "س"), article("y/a.md", "ص"), article("y/A.txt", "ض"),
               article("y/مقال: «أول»؟.md", "ط"), article("y/.hidden.md", "ظ"),
               article("y/" + "ط" * 120 + ".md", "ع"), article("y/Straße.md", "غ"),
               article("y/STRASSE.md", "ف")]
    result = rawi("save", *sources, "x/../x/a.md", "--out", "out", "--json")
    expect(result.returncode == 0, "all are made", result)
    names = whole()
    expect(len(names) == len(sources), f"an edition for each, once: {sorted(names)}")
    expect({"a", "a-2", "A-3", "مقال_ «أول»؟", "_hidden"} <= names, f"names: {sorted(names)}")
    expect(len({name.casefold() for name in names}) == len(names), "also without upper case")
    titles = {name: record["title"] for name, record in records().items()}
    expect(titles["a"] == "س" and titles["a-2"] == "ص", f"first come: {titles}")
    result = rawi("save", "y/a.md", "--out", "out", "--force", "-q")
    expect(result.returncode == 0 and whole() == names, "the same name when it comes alone", result)
    titles = {name: record["title"] for name, record in records().items()}
    expect(titles["a"] == "س" and titles["a-2"] == "ص", f"names stay: {titles}")


def test_folders():
    article("in/b.md")
    article("in/deep/c.html.md")
    article("in/deep/d.txt")
    article("in/.git/e.md")
    write("in/notes.csv", "1,2")
    os.symlink("..", "in/deep/up")
    result = rawi("save", "in", "--out", "in/out")
    expect(result.returncode == 0 and whole("in/out") == {"b", "c.html", "d"}, "walked", result)
    result = rawi("save", "in/", "--out", "in/out", "--json")
    expect({line["result"] for line in lines(result).values()} == {"current"} and
           len(lines(result)) == 3, "what it made itself is no article", result)
    os.mkdir("empty")
    result = rawi("save", "empty", "--out", "out2")
    expect(result.returncode == 1 and b"empty: no article" in result.stderr, "says so", result)


def test_other_files_stay():
    article("a.md")
    write("out/a.mp3", "mine")
    result = rawi("save", "a.md", "--out", "out")
    expect(result.returncode == 0 and open("out/a.mp3").read() == "mine", "not replaced", result)
    expect(set(records()) == {"a-2"}, f"another name: {set(records())}")


def test_beside_the_articles():
    """The page of an edition would be called as the article is."""
    write("a.html", "<html><body><h1>عنوان</h1><p>" + SENTENCE * 5 + "</p></body></html>")
    before = open("a.html").read()
    result = rawi("save", ".", "--out", ".")
    expect(result.returncode == 0 and set(records(".")) == {"a"}, "the sound takes its name", result)
    for want in ("made", "current"):
        result = rawi("save", ".", "--out", ".", "--page", "--json")
        expect(result.returncode == 0 and lines(result).keys() == {"a.html"} and
               lines(result)["a.html"]["result"] == want and set(records(".")) == {"a", "a-2"},
               f"another name where there is a page: {want}", result)
    expect(open("a.html").read() == before, "the article stays")


def test_formats():
    article("a.md")
    for extension in ("opus", "flac", "wav"):
        result = rawi("save", "a.md", "--out", extension, "--extension", extension, "-q")
        expect(result.returncode == 0 and result.stderr == b"" and
               os.path.exists(f"{extension}/a.{extension}"), extension, result)


def test_misuse():
    article("a.md")
    for arguments, words in ((("a.md", "--out", "o", "-o", "x.mp3"), "--output"),
                             (("a.md", "--out", "o", "--jobs", "0"), "--jobs"),
                             (("a.md", "--out", "o", "--jobs", "two"), "--jobs"),
                             (("a.md", "--out", "o", "--extension", "doc"), "doc"),
                             (("a.md", "--out", "o", "--extension", "../mp3"), "../mp3"),
                             (("a.md", "-", "--out", "o"), "standard input"),
                             (("a.md", "--out", ""), "--out"),
                             (("--out", "o"), "which articles"),
                             (("a.md", "--out", "o", "--heading-voice", ":99"), "99"),
                             (("a.md", "--out", "o", "--from", "3"), "--from")):
        result = rawi("save", *arguments, stdin=subprocess.DEVNULL)
        expect(result.returncode == 2 and words in result.stderr.decode(), f"{arguments}", result)
    for arguments, words in ((("--voice", "nobody"), "nobody"),
                             (("--lexicon", "none.tsv"), "none.tsv")):
        result = rawi("save", "a.md", "b.md", "--out", "o", *arguments)
        expect(result.returncode == 1 and result.stderr.decode().count(words) == 1,
               f"{arguments}: said once", result)
    write("file", "")
    result = rawi("save", "a.md", "--out", "file")
    expect(result.returncode == 1 and b"file" in result.stderr, "no folder", result)


# ---- the second run ----------------------------------------------------------------------------

def test_only_what_changed():
    for i in range(4):
        article(f"in/{i}.md", f"المقال {i}")
    write("words.tsv", "النهر\tالبَحْر\n")
    run = ("save", "in", "--out", "out", "--jobs", "2", "--lexicon", "words.tsv")
    expect(rawi(*run).returncode == 0, "made")
    first, guids = times(), {name: record["guid"] for name, record in records().items()}

    def made(*more):
        result = rawi(*run, *more, "--json")
        expect(result.returncode == 0, "a run", result)
        whole()
        return {name for name, line in lines(result).items() if line["result"] == "made"}

    expect(made() == set() and times() == first, "nothing to do, nothing touched")
    article("in/2.md", "عنوان آخر")
    expect(made() == {"2.md"}, "what changed")
    expect({name: record["guid"] for name, record in records().items()} == guids,
           "the world knows it by the same name")
    everything = {f"{i}.md" for i in range(4)}
    expect(made("--rate", "1.5") == everything, "other options")
    expect(made("--rate", "1.5") == set(), "again")
    expect(made("--rate", "1.5", "--voice", "noura") == everything, "another voice")
    expect(made() == everything, "back")
    write("words.tsv", "النهر\tالنِّيل\n")
    expect(made() == everything, "the lexicon has changed")
    expect(made("--force") == everything, "forced")
    os.remove("out/1.mp3")
    write("out/3.mp3", "")
    write("out/0.edition.json", "{")
    expect(made() == {"0.md", "1.md", "3.md"}, "what is gone or damaged")
    os.rename("in", "moved")
    article("in/0.md", "المقال 0")
    expect(made() == set() and "المقال 0" == records()["0"]["title"], "the same content again")


def test_edition_saved_alone():
    """A batch knows the edition that was made of an article by itself, whatever it is called."""
    article("in/a.md", "المقال الأول")
    article("in/b.md", "المقال الثاني")
    os.mkdir("out")
    alone = ("save", "in/a.md", "-o", "out/chosen.mp3", "--edition", "-q")
    run = ("save", "in", "--out", "out", "--edition", "--json")
    expect(rawi(*alone).returncode == 0, "made alone")
    made = lines(rawi(*run))
    expect(made["a.md"]["result"] == "current" and made["b.md"]["result"] == "made", f"{made}")
    expect(whole() == {"chosen", "b"}, "each article has one edition")
    article("in/a.md", "عنوان آخر")
    expect(lines(rawi(*run))["a.md"]["file"] == "out/chosen.mp3", "it keeps its name")
    expect(rawi(*alone).returncode == 0 and lines(rawi(*run))["a.md"]["result"] == "current",
           "and may be made again alone")
    with open("in/b.md") as file:
        result = rawi("save", "-", "-o", "out/read.mp3", "--edition", "-q", stdin=file)
    expect(result.returncode == 0 and records()["read"]["source"] is None, "of standard input",
           result)
    expect({line["result"] for line in lines(rawi(*run)).values()} == {"current"},
           "which is no article of the batch")


# ---- interruptions -----------------------------------------------------------------------------

def long_batch(count=8, sentences=75):
    for i in range(count):
        article(f"in/{i}.md", f"المقال {i}", sentences)
    return ("save", "in", "--out", "out", "--jobs", "2", "--extension", "wav")


def ended():
    """How many editions are finished; a record may come and go while it is looked at."""
    if not os.path.isdir("out"):
        return 0
    return sum(record["made_from"] is not None for record in records().values())


def goes_on(run, count, before):
    """Another run makes what is missing and no more."""
    kept = {name: stamp for name, stamp in times().items()
            if name.split(".")[0] in before and not name.startswith(".")}
    result = rawi(*run, "--json")
    expect(result.returncode == 0, "the next run ends well", result)
    expect(len(whole()) == count, "all are there")
    now = times()
    expect(all(now[name] == stamp for name, stamp in kept.items()), "what was done stayed")
    made = sum(line["result"] == "made" for line in lines(result).values())
    expect(made == count - len(before), f"{made} made, {len(before)} were there", result)


def test_signals():
    run = long_batch()
    for number in (signal.SIGINT, signal.SIGTERM):
        shutil.rmtree("out", ignore_errors=True)
        process = begin(*run)
        wait_until(lambda: ended() >= 2, "two articles are made")
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as the terminal does
        else:
            process.send_signal(number)
        _, said = process.communicate(timeout=300)
        expect(process.returncode == -number and b"interrupted" in said,
               f"ends by {number}: {process.returncode} {said}")
        expect(b"no edition" not in said, f"what was interrupted is not broken: {said}")
        before = whole()
        expect(0 < len(before) < 8, f"interrupted in between: {before}")
        goes_on(run, 8, before)


def test_killed_parent():
    run = long_batch()
    process = begin(*run)
    wait_until(lambda: ended() >= 2 and len(children(process)) == 2, "two articles are made")
    workers = children(process)
    process.kill()
    process.communicate(timeout=300)
    wait_until(lambda: not any(os.path.exists(f"/proc/{worker}") for worker in workers),
               "the workers end with their parent")
    before = {name for name, record in records().items() if record["made_from"]}
    goes_on(run, 8, before)


def test_all_killed():
    """Not even the workers can tidy up: the next run does."""
    run = long_batch()
    process = begin(*run)
    wait_until(lambda: ended() >= 2 and
               any(name.startswith(".rawi-") for name in os.listdir("out")), "at work")
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=300)
    expect(any(name.startswith(".rawi-") for name in os.listdir("out")), "something was left")
    before = {name for name, record in records().items() if record["made_from"]}
    wait_until(lambda: lock_is_free("out"), "all have ended")
    goes_on(run, 8, before)


def lock_is_free(folder):
    fd = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(fd)


def test_killed_workers():
    run = long_batch()
    process = begin(*run, "--json")
    for number in (signal.SIGKILL, signal.SIGABRT):
        before = ended()
        wait_until(lambda: len(children(process)) == 2 and ended() > before, "at work")
        os.kill(children(process)[0], number)
    out, said = process.communicate(timeout=300)
    lost = [line for line in map(json.loads, out.splitlines()) if line["result"] == "failed"]
    expect(process.returncode == 1 and len(lost) == 2, f"two are lost: {lost} {said.decode()}")
    expect({"9", "6"} == {line["error"].split("signal ")[1].split()[0] for line in lost},
           f"and why: {lost}")
    expect(all(line["source"] in said.decode() for line in lost), f"named: {said.decode()}")
    before = whole()
    # A worker that is killed between its edition's last step and its report leaves it whole.
    expect(len(before) in (6, 7, 8), f"the others are there: {before}")
    goes_on(run, 8, before)


def test_one_batch_in_a_folder():
    run = long_batch(2)
    process = begin(*run)
    wait_until(lambda: os.path.isdir("out") and not lock_is_free("out"), "at work")
    result = rawi(*run)
    expect(result.returncode == 1 and b"another rawi" in result.stderr, "refused", result)
    process.communicate(timeout=300)
    expect(process.returncode == 0 and len(whole()) == 2, "the first is not disturbed")


# ---- what is said ------------------------------------------------------------------------------

def test_progress():
    run = long_batch(4)
    terminal = Terminal(*run)
    status, said = terminal.end(), terminal.said
    expect(status == 0 and "\r" in said and "#" in said and " of 4 " in said and " left" in said,
           f"a bar on a terminal: {said[-800:]!r}")
    expect("[1/4]" not in said and "made: 4" in said, f"and the summary: {said[-800:]!r}")
    result = rawi(*run, "--force")
    expect(result.stderr.count(b"\n") == 6 and b"\r" not in result.stderr and
           all(f"[{i}/4] out/".encode() in result.stderr for i in (1, 2, 3, 4)),
           "a line for each in a log", result)
    write("in/broken.md", "")
    result = rawi(*run, "--quiet")
    expect(result.returncode == 1 and result.stdout == b"" and
           result.stderr.startswith(b"rawi: in/broken.md") and result.stderr.count(b"\n") == 1,
           "quiet but for errors", result)


main()
