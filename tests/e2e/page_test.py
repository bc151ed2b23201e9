#!/usr/bin/env python3
"""The read-along page in a real browser: what is heard is what is marked; pointer, keyboard, screen
reader, memory; nothing hostile in an article runs, nothing is asked of any network.

usage: page_test.py RAWI [SAMPLES]"""

import functools
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import urllib.parse

import chromium
from harness import COMMAND, ENVIRONMENT, expect, skip

ARTICLE = """---
title: "سوق المدينة يعود"
author: "ليلى <الخطيب> & أصحابها"
date: 2026-06-03
---

# سوق المدينة يعود

فتحت السوق أبوابها صباح الأحد 12 مايو 2026، ووصل إليها 340 بائعًا من القرى. وبيع الكيلو بسعر 1.8 دولار.

## ما الجديد؟

- خيام من شركة NVIDIA وشركة Dell.
- دراجات للأطفال:
    - صغيرة بثلاث عجلات.
    - كبيرة بعجلتين.

> الناس هنا كلهم أهل — ومن يأتِ يُكرَم.

## وماذا بعد؟

قال المدير: «سنفتح كل يوم»، ثم عاد إلى مكتبه. فهل يعود الناس غدًا؟
"""

HOSTILE = """خبر </script><script>alert(1)</script> عاجل

قال الرجل <img src=x onerror=alert(2)> ثم مضى --> إلى بيته & "لم يعد" 'قط'.

كتب على الباب <!-- ثم محا، وقال: ]]> انتهى ${alert(3)} و{{script}}.
"""


def save(folder, name, source, extension, *options):
    """Narrates; gives the path of the sound without its extension."""
    path = os.path.join(folder, name)
    stem = os.path.join(folder, name.rsplit(".", 1)[0] + "-edition")
    with open(path, "w", encoding="utf-8") as file:
        file.write(source)
    subprocess.run([COMMAND, "save", path, "-o", stem + extension, "--quiet", *options], check=True,
                   env=ENVIRONMENT, timeout=120)
    return stem


def transcript(stem):
    with open(stem + ".json", encoding="utf-8") as file:
        return json.load(file)


def timed_words(stem):
    return [(word, segment) for segment in transcript(stem)["segments"]
            for word in segment["words"] if "span" in word]


def file_url(path):
    return "file://" + urllib.parse.quote(path)


def open_page(browser, url):
    browser.open(url)
    browser.wait("audio.readyState >= 1")


def go_to(browser, time):
    browser.evaluate(f"""new Promise(done => {{
        audio.addEventListener("seeked", () => setTimeout(done), {{once: true}});
        audio.currentTime = {time};
    }})""")


def marked(browser):
    return browser.evaluate("""[...document.querySelectorAll(".now")].map(word =>
        [word.textContent, word.closest(".s").textContent])""")


def spread(items, count):
    return [items[(2 * i + 1) * len(items) // (2 * count)] for i in range(count)]


def expect_marked(browser, word, segment):
    now = marked(browser)
    expect(len(now) == 1, f"{len(now)} words are marked, not one")
    expect(word["body"] in now[0][0], f"marked is {now[0][0]}, heard {word['body']}")
    expect(now[0][1] == segment["body"], f"marked in {now[0][1]}, heard in {segment['body']}")


# ---- the tests: each gets a browser with the page open, and the page's stem ----


def test_marks(browser, stem):
    """At ten times, the marked word is the one that the transcript has there."""
    for word, segment in spread(timed_words(stem), 10):
        go_to(browser, (word["startTime"] + word["endTime"]) / 2)
        expect_marked(browser, word, segment)


def test_marks_while_playing(browser, stem):
    words = timed_words(stem)
    go_to(browser, 0)
    for _ in range(4):
        before = browser.evaluate("audio.currentTime")
        browser.evaluate("audio.play()")
        browser.wait(f"audio.currentTime > {before} + 0.4")
        browser.evaluate("""new Promise(done => {
            audio.addEventListener("pause", () => { show(); done(); }, {once: true});
            audio.pause();
        })""")
        time = browser.evaluate("audio.currentTime")
        heard = [pair for pair in words if pair[0]["startTime"] <= time]
        expect_marked(browser, *heard[-1])


def test_click(browser, stem):
    browser.evaluate("audio.pause()")
    browser.evaluate("""addEventListener("seeking", () => { window.sought ??= audio.currentTime; },
        true)""")
    for i in spread(range(browser.evaluate("words.length")), 4):
        browser.evaluate(f"window.sought = undefined; words[{i}].id = 'target'")
        browser.click("#target")
        browser.wait("window.sought !== undefined")
        start, end = browser.evaluate(f"words[{i}].id = '', [starts[{i}], ends[{i}]]")
        expect(start <= browser.evaluate("window.sought") < end, "a click goes to its word")
        browser.wait("!audio.paused")
        browser.evaluate("audio.pause()")


def test_keyboard(browser, stem):
    browser.evaluate("audio.pause(); words[5].focus(); makeReachable(5); words[5].focus()")
    browser.press("ArrowLeft")  # onwards: Arabic goes from right to left
    expect(browser.evaluate("document.activeElement === words[6]"), "left goes to the next word")
    browser.press("ArrowRight")
    browser.press("ArrowRight")
    expect(browser.evaluate("document.activeElement === words[4]"), "right goes to the one before")
    browser.press("ArrowDown")
    expect(browser.evaluate("document.activeElement.closest('.s') === "
                            "sentences[sentenceOf.get(words[4].closest('.s')) + 1]"),
           "down goes to the next sentence")
    expect(browser.evaluate("document.querySelectorAll('.w[tabindex]').length") == 1,
           "one word is in the order of the Tab key")
    expect(browser.evaluate("[...document.querySelectorAll('[role=button]')]"
                            ".every(word => word === document.activeElement)"),
           "it is announced as what can be pressed")
    browser.evaluate("window.focused = wordIndex.get(document.activeElement)")
    browser.press("Enter")
    browser.wait("!audio.paused && audio.currentTime >= starts[focused]")
    browser.press(" ", "Space")
    browser.wait("audio.paused")
    sentence = browser.evaluate("audio.currentTime = starts[0] + 0.01, markedSentence")
    browser.press("l", "KeyL")
    browser.wait(f"markedSentence === {sentence + 1} || audio.currentTime >= starts[firstWords[1]]")
    browser.press("+", "Equal")
    expect(browser.evaluate("audio.playbackRate") == 1.15, "+ is faster")
    browser.press("-", "Minus")
    browser.evaluate("at('shortcuts').click()")
    browser.press("+", "Equal")
    expect(browser.evaluate("audio.playbackRate") == 1, "shortcuts can be switched off")
    browser.evaluate("at('shortcuts').click()")


def test_chapters(browser, stem):
    count = browser.evaluate("chapterButtons.length")
    expect(count == 3, f"{count} chapters, not 3")
    browser.evaluate("chapterButtons[2].click()")
    browser.wait("audio.currentTime >= chapterStarts[2]")
    browser.wait("chapterButtons[2].getAttribute('aria-current') === 'true'")
    heading = [word for word in timed_words(stem) if word[1]["kind"] == "heading"][-1][1]
    expect(abs(browser.evaluate("chapterStarts[2]") - heading["startTime"]) < 0.002,
           "a chapter begins at its heading")
    browser.evaluate("audio.pause()")


def test_announcements(browser, stem):
    """The sentence that begins is announced politely, unless the listener wants none."""
    expect(browser.evaluate("at('announcement').getAttribute('aria-live')") == "polite", "polite")
    browser.evaluate("goToWord(firstWords[3]), audio.play()")
    browser.wait("at('announcement').textContent === sentences[3].textContent")
    browser.evaluate("at('announce').click(), goToWord(firstWords[1])")
    browser.wait("markedSentence === 1")
    expect(browser.evaluate("at('announcement').textContent === sentences[3].textContent"),
           "announcements can be switched off")
    browser.evaluate("at('announce').click(), audio.pause()")


def test_accessibility(browser, stem):
    nodes = [node for node in browser.call("Accessibility.getFullAXTree")["nodes"]
             if not node["ignored"]]
    roles = [node["role"]["value"] for node in nodes]
    for role in ("main", "navigation", "region", "article", "slider", "blockquote", "list"):
        expect(role in roles, f"no {role} for a screen reader")
    for node in nodes:
        if node["role"]["value"] in ("button", "slider", "checkbox", "combobox", "region",
                                     "navigation"):
            expect(node["name"]["value"], f"a {node['role']['value']} without a name")
    levels = browser.evaluate("[...article.querySelectorAll('h1,h2,h3')].map(h => h.tagName)")
    expect(levels == ["H1", "H2", "H2"], f"headings are {levels}")
    expect(browser.evaluate("article.querySelector('ul ul li') !== null"), "lists nest")
    expect(browser.evaluate("[document.documentElement.lang, document.documentElement.dir]")
           == ["ar", "rtl"], "an Arabic page")


def test_valid_markup(browser, stem):
    """What the W3C's validator would complain of."""
    expect(browser.evaluate("""[...document.querySelectorAll("[href]")]
        .every(link => !/\\s/.test(link.getAttribute("href")))"""), "addresses have no spaces")
    expect(browser.evaluate("""document.querySelectorAll("time:not([datetime])").length""") == 0,
           "a time says which")


def test_preferences(browser, stem):
    light = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    browser.media(prefers_color_scheme="dark", prefers_reduced_motion="reduce")
    dark = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    expect(light != dark, "there is a dark mode")
    expect(browser.evaluate("getComputedStyle(words[0]).transitionProperty") == "none",
           "nothing moves where the reader wants no motion")
    browser.media()


def test_small_screens(browser, stem):
    """Down to 320 pixels, which is also a desktop's width at 400 %, everything is in sight."""
    for width in (320, 360, 414):
        browser.size(width, 640, mobile=True)
        expect(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"),
               f"{width} pixels are enough for the text")
        hidden = browser.evaluate("""[...player.querySelectorAll("button, select, input")]
            .filter(control => {
                const box = control.getBoundingClientRect();
                return box.width < 24 || box.left < 0 || box.right > innerWidth ||
                    box.bottom > innerHeight;
            }).map(control => control.id)""")
        expect(hidden == [], f"out of sight at {width} pixels: {hidden}")
    browser.size(320, 256, mobile=False)
    expect(browser.evaluate("getComputedStyle(player).position") == "static",
           "the player leaves a small window to the text")
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_print(browser, stem):
    """On paper there are no player, no marks, and dark letters, whatever the screen shows."""
    go_to(browser, timed_words(stem)[3][0]["startTime"])
    shown = """["--soft", "--accent"].map(name =>
        getComputedStyle(document.documentElement).getPropertyValue(name))"""
    browser.media(prefers_color_scheme="light")
    light = browser.evaluate(shown)
    browser.media("print", prefers_color_scheme="dark")
    expect(browser.evaluate(shown) == light, "the colours are those for paper")
    expect(browser.evaluate("""[document.querySelector(".now"), document.querySelector(".current")]
        .every(mark => getComputedStyle(mark).backgroundColor === "rgba(0, 0, 0, 0)")"""),
           "no word is marked")
    expect(browser.evaluate("getComputedStyle(player).display") == "none", "no player")
    browser.media()


def test_policy(browser, stem):
    """What an attacker would try in the page is refused by its policy."""
    violated = browser.evaluate("""(async () => {
        const violated = [];
        document.addEventListener("securitypolicyviolation", event =>
            violated.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "window.broken = true";
        document.body.append(script);
        const image = document.createElement("img");
        image.src = "http://127.0.0.1:9/image";
        document.body.append(image);
        await fetch("http://127.0.0.1:9/").catch(() => {});
        await new Promise(done => setTimeout(done, 100));
        script.remove();
        image.remove();
        return window.broken ? ["broken"] : violated;
    })()""")
    expect({"script-src-elem", "img-src", "connect-src"} == set(violated), f"refused: {violated}")


PAGE_TESTS = (test_marks, test_marks_while_playing, test_click, test_keyboard, test_chapters,
              test_announcements, test_accessibility, test_valid_markup, test_preferences,
              test_small_screens, test_print, test_policy)


def requests(browser):
    return [event["params"]["request"]["url"] for event in browser.events
            if event.get("method") == "Network.requestWillBeSent"]


def complaints(browser):
    return [event for event in browser.events
            if event.get("method") in ("Runtime.exceptionThrown", "Page.javascriptDialogOpening")
            or (event.get("method") == "Log.entryAdded"
                and event["params"]["entry"]["level"] == "error")]


def check_quiet(browser, *allowed):
    """Nothing was asked for but the page and its own sound; nothing failed."""
    expect(not complaints(browser), f"the browser complains: {complaints(browser)}")
    for url in requests(browser):
        expect(url in allowed or url.startswith(("blob:", "data:")), f"the page asks for {url}")


def check_page(path, folder, extension, *options):
    stem = save(folder, f"market{extension[1:]}.md", ARTICLE, extension, "--transcript", "json",
                *options)
    url = file_url(stem + ".html")
    with chromium.Chromium(path) as browser:
        open_page(browser, url)
        check_quiet(browser, url, file_url(stem + extension))
        for test in PAGE_TESTS:
            if test is test_policy:
                check_quiet(browser, url, file_url(stem + extension))
            test(browser, stem)


def check_hostile(path, folder):
    stem = save(folder, "hostile.txt", HOSTILE, ".ogg", "--page", "--transcript", "json,vtt")
    url = file_url(stem + ".html")
    title = HOSTILE.splitlines()[0]
    with chromium.Chromium(path) as browser:
        open_page(browser, url)
        expect(browser.evaluate("document.title") == title, "the title stands as it was written")
        expect(browser.evaluate("document.querySelector('h1').textContent") == title, "so in h1")
        text = browser.evaluate("article.textContent")
        for line in HOSTILE.splitlines()[2:]:
            expect(line in text, f"{line} stands as it was written")
        expect(browser.evaluate("document.images.length") == 0, "no image came in")
        expect(browser.evaluate("document.scripts.length") == 2, "no script came in")  # sound is gone
        test_marks(browser, stem)
        check_quiet(browser, url)


def check_memory(path, folder, address):
    """Position and speed are there again at the next visit."""
    url = f"{address}/marketopus-edition.html"
    with chromium.Chromium(path) as browser:
        open_page(browser, url)
        browser.evaluate("rate.value = '1.25', setRate()")
        go_to(browser, 7.5)
        open_page(browser, url + "?again")
        browser.wait("audio.currentTime > 7 && audio.currentTime < 8")
        expect(browser.evaluate("audio.playbackRate") == 1.25, "the speed is remembered")
        open_page(browser, url + "?shared#t=3")
        browser.wait("audio.currentTime === 3")


def check_lists(path, folder):
    """Numbered lists keep their numbers, lists in lists and other lists between them."""
    article = ("# قوائم\n\nهذه قوائم.\n\n3. ثالث الأشياء.\n    - شيء بلا رقم.\n4. رابع الأشياء.\n"
               "    1. أول ما فيه.\n\nوهذه أخرى.\n\n- شيء آخر.\n- وآخر غيره.\n")
    stem = save(folder, "lists.md", article, ".ogg", "--page", "--transcript", "txt")
    with chromium.Chromium(path) as browser:
        open_page(browser, file_url(stem + ".html"))
        items = browser.evaluate("""[...article.querySelectorAll('ol li, ul li')]
            .filter(item => item.querySelector('span') && !item.closest('.about'))
            .map(item => [item.parentNode.tagName, item.value])""")
        expect(items == [["OL", 3], ["UL", 0], ["OL", 4], ["OL", 1], ["UL", 0], ["UL", 0]],
               f"the items are {items}")
        expect(browser.evaluate("article.querySelectorAll('ol').length") == 2, "one list, one in it")
    with open(stem + ".txt", encoding="utf-8") as file:
        text = file.read()
    expect("\n3. ثالث" in text and "\n  - شيء" in text and "\n4. رابع" in text and "\n  1. أول" in text, text)


def check_lists_side_by_side(path, folder):
    """A list after a numbered one is its own; only what goes on with an item stays in it."""
    article = ("# قوائم\n\nهذه قوائم.\n\n1. أول الأشياء.\n2. ثاني الأشياء.\n- شيء آخر.\n- وآخر غيره.\n\n"
               "<ol start=\"999\"><li>قبل الأخير.<br>وله سطر ثان.<ul><li>وفيه شيء.</ul>وله سطر ثالث.\n"
               "<li>أخير الأشياء.<li>وما بعده.</ol>\n")
    stem = save(folder, "side-by-side.md", article, ".ogg", "--page", "--transcript", "txt")
    with chromium.Chromium(path) as browser:
        open_page(browser, file_url(stem + ".html"))
        items = browser.evaluate("""[...article.querySelectorAll('ol li, ul li')]
            .filter(item => item.querySelector('span') && !item.closest('.about'))
            .map(item => [item.parentNode.tagName, item.value, item.innerText.split('\\n').length])""")
        expect(items == [["OL", 1, 1], ["OL", 2, 1], ["UL", 0, 1], ["UL", 0, 1],
                         ["OL", 999, 4], ["UL", 0, 1], ["OL", 1000, 1], ["OL", 1001, 1]], f"the items are {items}")
    with open(stem + ".txt", encoding="utf-8") as file:
        text = file.read()
    expect("\n2. ثاني" in text and "\n- شيء" in text and "\n999. قبل" in text and "\n  وله سطر ثان" in text
           and "\n  - وفيه" in text and "\n  وله سطر ثالث" in text and "\n1000. أخير" in text, text)


def check_english(path, folder):
    stem = save(folder, "english.md", ARTICLE, ".ogg", "--page=inside,english")
    with chromium.Chromium(path) as browser:
        open_page(browser, file_url(stem + ".html"))
        expect(browser.evaluate("[document.documentElement.lang, article.lang, article.dir]")
               == ["en", "ar", "rtl"], "an English page around an Arabic article")
        expect(browser.evaluate("play.getAttribute('aria-label')") == "Listen", "in English")


def check_track(path, folder, address):
    """Chromium takes the WebVTT as a track, every cue of it."""
    for name in ("markettrack", "hostile"):
        source = ARTICLE if name == "markettrack" else HOSTILE
        stem = save(folder, name + ".txt", source, ".wav", "--transcript", "vtt,json")
        with open(stem + ".vtt", encoding="utf-8") as file:
            count = file.read().count(" --> ")
        player = f"{name}-player.html"
        with open(os.path.join(folder, player), "w", encoding="utf-8") as file:
            file.write(f'<!DOCTYPE html><video src="{name}-edition.wav">'
                       f'<track default kind=captions srclang=ar src="{name}-edition.vtt"></video>')
        with chromium.Chromium(path) as browser:
            browser.open(f"{address}/{player}")
            browser.wait("document.querySelector('track').readyState >= 2")
            cues = browser.evaluate("[...document.querySelector('track').track.cues].map(cue => "
                                    "[cue.startTime, cue.endTime, cue.getCueAsHTML().textContent])")
        expect(len(cues) == count, f"{len(cues)} cues of {count}")
        read = " ".join(cue[2] for cue in cues).replace("\u200f", "").split()
        written = " ".join(segment["body"] for segment in transcript(stem)["segments"]).split()
        expect(read == written, "the cues are the article's words, as the author wrote them")


class QuietServer(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def main():
    path = chromium.find()
    if not path:
        skip("there is no Chromium")
    with tempfile.TemporaryDirectory() as folder:
        handler = functools.partial(QuietServer, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        check_page(path, folder, ".mp3", "--page")
        check_page(path, folder, ".opus", "--page=beside")
        check_hostile(path, folder)
        check_english(path, folder)
        check_lists(path, folder)
        check_lists_side_by_side(path, folder)
        check_memory(path, folder, address)
        check_track(path, folder, address)
        server.shutdown()


if __name__ == "__main__":
    main()
