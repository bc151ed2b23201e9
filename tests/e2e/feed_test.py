#!/usr/bin/env python3
"""rawi feed from outside: the feed against a schema (feed.rng, with xmllint) and a reader
(feedparser), every address in it fetched from a server on loopback, and what a second run does.

usage: feed_test.py RAWI [TEST...]"""

import email.utils
import functools
import html
import http.server
import json
import os
import shutil
import subprocess
import threading
import urllib.parse
import urllib.request
import uuid
import xml.etree.ElementTree as ElementTree

from harness import expect, main, rawi

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "feed.rng")
BASE = "https://example.org/podcast/"
SPACES = {"itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
          "podcast": "https://podcastindex.org/namespace/1.0",
          "atom": "http://www.w3.org/2005/Atom"}
HOSTILE = "</title>]]><script>alert(1)</script> & \"'«ثعلب» \ufeff\u202e"


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def article(path, title="عنوان", date=None, author=None):
    lines = ["---", "title: " + json.dumps(title, ensure_ascii=False)]
    lines += [f"date: {date}"] if date else []
    lines += [f"author: {author}"] if author else []
    write(path, "\n".join(lines) + "\n---\n\n" +
          "كان البيت بعيدًا عن النهر.\n\n## قسم\n\nوكانت الطريق طويلة.\n")


def feed(folder="out", *more, base=BASE, status=0):
    result = rawi("feed", folder, "--base-url", base, *more)
    expect(result.returncode == status, f"a feed of {folder}", result)
    return ElementTree.parse(os.path.join(folder, "feed.xml")).getroot().find("channel"), result


def check(path="out/feed.xml"):
    if not shutil.which("xmllint"):
        print("not checked against the schema: there is no xmllint")
        return
    result = subprocess.run(["xmllint", "--noout", "--relaxng", SCHEMA, path], capture_output=True)
    expect(result.returncode == 0, "the schema holds", result)


def all_of(channel, tag, attribute=None):
    found = channel.iterfind(".//" + tag, SPACES)
    return [element.get(attribute) if attribute else element.text for element in found]


def addresses(channel):
    found = []
    for element in channel.iter():
        found += [element.get(name) for name in ("url", "href") if element.get(name)]
        if element.tag in ("link", "url"):
            found.append(element.text)
    return found


def edition(name, **changes):
    """An edition without the work of narrating one."""
    record = {"rawi_edition": 1, "source": name, "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
              "title": name, "author": None, "date": None, "site": None, "language": "ar",
              "summary": None, "published": "2026-01-01", "made": "2026-02-01T00:00:00Z",
              "sound": {"file": name + ".mp3", "bytes": 9, "seconds": 3.5}, "beside": [],
              "chapters": [], "made_from": None} | changes
    write(f"out/{record['sound']['file']}", "not sound")
    write(f"out/{name}.edition.json", json.dumps(record))


# ---- the feed ----------------------------------------------------------------------------------

def test_of_a_batch():
    article("in/قديم.md", "القديم", "2024-01-31", "سلمى")
    article("in/جديد & حسن?.md", HOSTILE, "2025-10-15T08:30:00+03:00")
    article("in/b.md", "الأوسط", "2025-10-15")
    shutil.copytree("in", "more")
    result = rawi("save", "in", "--out", "out", "--transcript", "vtt,srt,json,txt", "--page",
                  "--chapters")
    expect(result.returncode == 0, "editions", result)
    write("out/cover.jpg", "a picture")
    channel, result = feed("out", "--title", "بودكاست الحيّ", "--owner-email", "a@example.org",
                           "--category", "News/Politics", "--description", "<b>عن</b> الحيّ")
    check()
    expect(all_of(channel, "item/title")[1:] == ["الأوسط", "القديم"], "the newest first")
    expect(all_of(channel, "item/title")[0].startswith("</title>]]><script>"), "hostile titles")
    dates = [email.utils.parsedate_to_datetime(date) for date in all_of(channel, "item/pubDate")]
    expect([date.isoformat() for date in dates] ==
           ["2025-10-15T08:30:00+03:00", "2025-10-15T00:00:00+00:00", "2024-01-31T00:00:00+00:00"],
           f"the articles' dates: {dates}")
    for item in channel.iterfind("item"):
        enclosure = item.find("enclosure")
        name = urllib.parse.unquote(enclosure.get("url").removeprefix(BASE))
        expect(int(enclosure.get("length")) == os.path.getsize("out/" + name), "the length")
        expect(enclosure.get("type") == "audio/mpeg", "the type")
        with open("out/" + name.removesuffix(".mp3") + ".edition.json") as file:
            seconds = json.load(file)["sound"]["seconds"]
        expect(abs(float(item.find("itunes:duration", SPACES).text) - seconds) <= 0.5, "duration")
        expect(sorted(all_of(item, "podcast:transcript", "type")) ==
               ["application/json", "application/x-subrip", "text/plain", "text/vtt"],
               "transcripts")
    expect(channel.find("podcast:guid", SPACES).text ==
           str(uuid.uuid5(uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"),
                          "example.org/podcast/feed.xml")), "the podcast's UUID")
    expect(channel.find("itunes:category/itunes:category", SPACES).get("text") == "Politics",
           "the category")
    expect(channel.find("itunes:image", SPACES).get("href") == BASE + "cover.jpg", "the picture")
    expect(html.unescape(channel.find("description").text) == "<b>عن</b> الحيّ" and
           "<" not in channel.find("description").text, "a description is HTML by custom")
    return channel


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def test_served():
    """Every address in the feed leads to a file, with its length and type."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0),
                                             functools.partial(Quiet, directory=os.getcwd()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    article("in/مقال «أول» 100%.md", "أول", "2025-01-01")
    result = rawi("save", "in", "--out", "حلقات", "--transcript", "vtt,srt,json,txt", "--page",
                  "--chapters")
    expect(result.returncode == 0, "editions", result)
    write("حلقات/cover.png", "a picture")
    channel, _ = feed("حلقات", base=f"http://127.0.0.1:{server.server_port}/حلقات")
    check("حلقات/feed.xml")
    found = addresses(channel)
    expect(len(found) >= 9, f"addresses: {found}")
    for address in found:
        with urllib.request.urlopen(address) as answer:
            expect(answer.status == 200, address)
            content = answer.read()
            for enclosure in channel.iterfind("item/enclosure"):
                if enclosure.get("url") == address:
                    expect(len(content) == int(enclosure.get("length")), "the length")
                    expect(answer.headers["Content-Type"] == enclosure.get("type"), "the type")
    server.shutdown()


def test_feedparser():
    try:
        import feedparser
    except ImportError:
        print("not read by feedparser: it is not here")
        return
    test_of_a_batch()
    read = feedparser.parse("out/feed.xml")
    expect(not read.bozo, f"well-formed: {read.get('bozo_exception')}")
    expect(read.feed.title == "بودكاست الحيّ" and read.feed.language == "ar" and
           read.feed.image.href == BASE + "cover.jpg", f"the channel: {read.feed}")
    expect([entry.published_parsed[:3] for entry in read.entries] ==
           [(2025, 10, 15), (2025, 10, 15), (2024, 1, 31)], "dates")
    expect(all(entry.enclosures[0].type == "audio/mpeg" for entry in read.entries), "enclosures")
    expect(read.entries[2].author == "سلمى", "the author")


# ---- runs --------------------------------------------------------------------------------------

def test_unchanged():
    for i in range(5):
        edition(f"e{i}", published="2026-01-01")
    feed()
    check()
    before = os.stat("out/feed.xml"), open("out/feed.xml", "rb").read()
    for name in os.listdir("out"):
        if name != "feed.xml":
            os.utime("out/" + name)
    _, result = feed()
    after = os.stat("out/feed.xml"), open("out/feed.xml", "rb").read()
    expect(before[1] == after[1] and before[0].st_ino == after[0].st_ino and
           before[0].st_mtime_ns == after[0].st_mtime_ns, "not written again", result)
    guids = all_of(ElementTree.parse("out/feed.xml").getroot(), "guid")
    edition("e9", published="2026-05-05T00:00:00Z", made="2026-06-01T00:00:00Z")
    os.remove("out/e0.mp3")
    channel, _ = feed()
    check()
    expect(all_of(channel, "item/title") == ["e9", "e1", "e2", "e3", "e4"], "one more, one less")
    expect(all_of(channel, "item/guid")[1:] == guids[1:], "the same episodes")
    expect(channel.find("lastBuildDate").text == "Mon, 01 Jun 2026 00:00:00 +0000", "built when")


def test_what_is_gone():
    edition("a", beside=["a.vtt", "a.srt", "a.jpg", "a.unknown"], site="الناشر")
    write("out/a.vtt", "WEBVTT")
    channel, result = feed()
    check()
    expect(all_of(channel, "podcast:transcript", "type") == ["text/vtt"] and
           not all_of(channel, "item/itunes:image", "href"), "only what is there")
    expect(channel.find("title").text == "الناشر", "titled as the publication")
    expect(b"picture" in result.stderr, "directories want a picture", result)


def test_damaged_records():
    edition("good")
    write("out/bad.edition.json", "{")
    write("out/evil.edition.json", json.dumps({"rawi_edition": 1}))
    edition("sly", sound={"file": "../secret.mp3", "bytes": 1, "seconds": 1})
    _, result = feed(status=1)
    check()
    expect(all(f"{name}.edition.json".encode() in result.stderr for name in ("bad", "evil", "sly")),
           "named", result)
    channel, _ = feed(status=1)
    expect(all_of(channel, "item/title") == ["good"], "the others are there")


def test_odd_values():
    edition("a", title="\u0001\u0007 نصّ \ufffe", summary="<img src=x onerror=alert(1)> & ]]>",
            published="yesterday", sound={"file": "a.mp3", "bytes": 1, "seconds": 0})
    edition("b", published="0000-00-00", made="2026-13-45", language="ar-EG")
    edition("c", published="2026-02-30T99:99:99Z")
    edition("d", published="2026-03", author="<b>&\"'")
    edition("e", published="2026-07-01T12:00:00.250-0330")
    channel, _ = feed("out", "--language", "ar-EG", "--explicit")
    check()
    expect(channel.find("language").text == "ar-EG", "the language")
    dates = dict(zip(all_of(channel, "item/title"), all_of(channel, "item/pubDate")))
    expect(dates["e"] == "Wed, 01 Jul 2026 12:00:00 -0330" and
           dates["d"] == "Sun, 01 Mar 2026 00:00:00 +0000" and
           dates["c"] == "Sun, 01 Feb 2026 00:00:00 +0000", f"dates: {dates}")
    expect(all("<" not in text for text in all_of(channel, "item/description")), "no HTML comes in")


def test_sounds_without_a_record():
    article("a.md", "من الوسوم", "2025-05-06", "سلمى")
    os.mkdir("out")
    for extension in ("mp3", "opus", "flac"):
        expect(rawi("save", "a.md", "-o", f"out/{extension}.{extension}").returncode == 0, "saved")
    write("out/noise.mp3", "no sound at all")
    channel, _ = feed()
    check()
    expect(all_of(channel, "item/title") == ["من الوسوم"] * 3, "titles from tags")
    expect(len(set(all_of(channel, "item/guid"))) == 3, "each its own")
    dates = {urllib.parse.urlparse(enclosure.get("url")).path.rsplit(".")[-1]: item.find("pubDate").text
             for item in channel.iterfind("item") for enclosure in item.iterfind("enclosure")}
    expect("06 May 2025" in dates["opus"] and "06 May 2025" in dates["flac"] and
           "2025" in dates["mp3"], f"dates: {dates}")  # of ID3 libsndfile reads the year alone


def test_many():
    for i in range(1000):
        edition(f"e{i:04}", published=f"20{i % 20 + 10}-{i % 12 + 1:02}-{i % 28 + 1:02}")
    channel, _ = feed()
    check()
    dates = [email.utils.parsedate_to_datetime(date) for date in all_of(channel, "item/pubDate")]
    expect(len(dates) == 1000 and dates == sorted(dates, reverse=True), "in order")


def test_misuse():
    edition("a")
    for arguments, status, words in ((("out",), 2, "--base-url"), (("--base-url", BASE), 2, "folder"),
                                     (("out", "--base-url", "example.org"), 2, "example.org"),
                                     (("out", "--base-url", "ftp://example.org/"), 2, "ftp"),
                                     (("out", "--base-url", "https://example.org/?a=b"), 2, "?a=b"),
                                     (("out", "--base-url", "https://مثال.org/"), 2, "ASCII"),
                                     (("out", "--base-url", "https://a b/"), 2, "a b"),
                                     (("nowhere", "--base-url", BASE), 1, "nowhere"),
                                     (("out", "--base-url", BASE, "--image", "../x.jpg"), 2, "x.jpg"),
                                     (("out", "--base-url", BASE, "--owner-email", "me"), 2, "me"),
                                     (("out", "--base-url", BASE, "-o", "no/feed.xml"), 1, "no/")):
        result = rawi("feed", *arguments)
        expect(result.returncode == status and words in result.stderr.decode(), f"{arguments}",
               result)
    expect(not os.path.exists("out/feed.xml"), "no feed")


main()
