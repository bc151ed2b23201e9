#!/usr/bin/env python3
"""How many number words come back as their author wrote them.

number_bench.py RAWI FILE... turns the numbers in words of diacritized texts (one paragraph a line) into
digits, has RAWI read the texts without their marks, and compares its number words with the
author's, marks and case endings included. Of words with several right forms the author's counts
alone. With --errors what differs is shown; the table at the end is by the reason of each case."""

import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile

MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
UNITS = {"ثلاث": 3, "اربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثمان": 8, "تسع": 9, "عشر": 10}
TENS = {"عشر": 20, "ثلاث": 30, "اربع": 40, "خمس": 50, "ست": 60, "سبع": 70, "ثمان": 80, "تسع": 90}
PAIRS = {"واحد": 1, "واحدا": 1, "واحدة": 1, "احدى": 1, "احد": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2,
         "اثنتين": 2, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2}
# Before عشر they are its first part, with an article that digits would lose.
PARTS_OF_TEENS = ("حادي|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|اثن|احد|احدى|"
                  "ثلاث|اربع|خمس|ست|سبع|ثمان|تسع")
CLITICS = ["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل"]


def skeleton(word):
    return re.sub("[أإآٱ]", "ا", MARKS.sub("", word))


def number_words():
    """Every number word: its value and kind."""
    words = {name: (value, "unit") for name, value in PAIRS.items()}
    for name, value in UNITS.items():
        for form in (name, name + "ة", name + "ا"):
            words[form] = (value, "unit")
        if value < 10:
            words[name + "مئة"] = words[name + "مائة"] = (value * 100, "hundred")
    words["ثماني"] = words["ثمانية"] = words["ثمانيا"] = (8, "unit")
    words["ثمانيمئة"] = (800, "hundred")
    for name, value in TENS.items():
        words[name + "ون"] = words[name + "ين"] = (value, "ten")
    for form, value in (("مئة", 100), ("مئتان", 200), ("مئتين", 200), ("مئتا", 200), ("مئتي", 200)):
        words[form] = (value, "hundred")
    for form, value in (("الف", 1), ("الفا", 1), ("الاف", 1), ("الفان", 2), ("الفين", 2),
                        ("الفا", 1), ("الفي", 2)):
        words[form] = (value, "thousand")
    return words


WORDS = number_words()
# What the words of other senses do not begin with: خُمُسٌ، ثُمَانِيُّ، أَلَّفَ، أَلِفَ.
BEGINNINGS = {"خمس": "خَمْ", "سبع": "سَبْ", "تسع": "تِسْ", "ست": "سِت", "عشر": "عَ", "ثلاث": "ثَلَ", "ثمان": "ثَمَ",
              "اربع": "أَرْ", "الف": "أَلْ"}


def split(word):
    """(clitic with its marks, rest, value, kind), or None where the word is no number."""
    bare = skeleton(word)
    for clitic in CLITICS:
        rest = bare[len(clitic):]
        if not bare.startswith(clitic) or rest not in WORDS:
            continue
        cut = 0
        for _ in clitic:
            cut += 1
            while cut < len(word) and MARKS.match(word[cut]):
                cut += 1
        form = word[cut:]
        if rest == "واحد" and form.startswith("وَأَ"):
            return word[:cut] + "وَ", form[2:], 1, "unit"
        value, kind = WORDS[rest]
        for name, beginning in BEGINNINGS.items():
            of_name = rest.startswith(name) if kind == "unit" else rest == name
            if of_name and not form.startswith(beginning):
                return None
        if rest == "عشر" and form.startswith("عَشَر") and not clitic:
            return word[:cut], form, 10, "teen"
        if rest == "الفا" and form.endswith("ا") and "ً" not in form:
            value = 2
        return word[:cut], form, value, kind
    return None


class Phrase:
    """The words [start, end) of a paragraph that are one number."""

    def __init__(self, words, start):
        self.start = self.end = start
        self.value = self.group = 0
        last = 1000000
        while self.end < len(words):
            word, after = words[self.end]
            part = split(word)
            if not part:
                break
            clitic, form, value, kind = part
            joined = skeleton(clitic) == "و"
            bare = skeleton(form)
            if self.end == start:
                self.clitic = clitic
                if kind == "teen" or bare == "الاف":
                    break
            elif kind == "thousand":
                if clitic and not joined:
                    break
                if not joined and (self.group == 0 or self.value or value != 1):
                    break
                if joined and (self.group or self.value):
                    break
            elif kind == "teen" or (kind == "unit" and bare in ("عشرة", "عشر") and not clitic):
                if not 0 < self.group % 100 < 10 or clitic:
                    break
            elif not joined or not self.follows(kind, value):
                break
            if kind == "thousand":
                self.value, self.group = 1000 * (self.group * value or value), 0
            else:
                self.group += value
            self.end += 1
            if after.strip():
                break
        self.value += self.group

    def follows(self, kind, value):
        group = self.group
        if kind == "ten":
            return group == 0 and self.value or 0 < group % 100 < 10 or group and group % 100 == 0
        if kind == "hundred":
            return group == 0 and self.value > 0
        return group % 100 == 0


def is_counted(words, phrase):
    """Whether the phrase is a number that the press would write in digits."""
    if phrase.end == phrase.start or phrase.value <= 2 or phrase.value > 999999:
        return False
    before = words[phrase.start - 1] if phrase.start else ("", "")
    after = words[phrase.end] if phrase.end < len(words) else ("", "")
    bare = skeleton(before[0])
    if re.match("[وفبلك]?(ال|لل)", bare) and not before[1].strip():
        if re.match(PARTS_OF_TEENS, bare[2:]):
            return False
    if bare in ("بضع", "بضعة", "نيف", "فاصلة") or skeleton(after[0]) in ("فاصلة", "ونيف"):
        return False
    if phrase.end < len(words) and not words[phrase.end - 1][1].strip() and split(after[0]):
        return False
    if split(before[0]) and not before[1].strip():
        return False
    return not re.match("و?(نصف|ربع|ثلث)", skeleton(after[0]))


def put_digits(line):
    """The line without marks and with digits, and the numbers in it: (words, offset in bytes)."""
    words = re.findall(r"([\w\u064b-\u0652\u0670\u0640]+)([^\w\u064b-\u0652\u0670\u0640]*)", line)
    text = re.match(r"[^\w]*", line).group()
    numbers = []
    at = 0
    while at < len(words):
        phrase = Phrase(words, at)
        if is_counted(words, phrase):
            clitic = MARKS.sub("", phrase.clitic)
            text += clitic + ("ـ" if clitic and clitic not in ("و", "ف") else "")
            digits = str(phrase.value)
            numbers.append(([w for w, _ in words[at:phrase.end]], len(text.encode()), digits))
            text += digits + words[phrase.end - 1][1]
            at = phrase.end
        else:
            for word, after in words[at:max(phrase.end, at + 1)]:
                text += MARKS.sub("", word) + after
            at = max(phrase.end, at + 1)
    return text, numbers


def comparable(word):
    """Spellings and words that are as good as one another are one."""
    word = word.replace("مِائَ", "مِئَ").replace("\u0652", "")
    word = word.replace("ثَمَانِيَمِ", "ثَمَانِمِ").replace("ثَمَانِيمِ", "ثَمَانِمِ")
    return word.replace("اِث", "اث").replace("وَأَحَد", "وَوَاحِد")


def run(rawi, path, *options):
    environment = {"XDG_CONFIG_HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin"}
    return subprocess.run([rawi, "text", *options, path], check=True, env=environment,
                          capture_output=True, text=True).stdout


def explained(rawi, path):
    """The grammar of each number that was read, in the order of the text."""
    found = []
    for written, reason in re.findall(r"^    (\S.*) →.*\n        (.*)$", run(rawi, path, "--explain"), re.M):
        digits = re.search("[0-9]+", written)
        if digits:
            found.append((digits.group(), reason.partition("; ")[2] or reason))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rawi")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    numbers, text = [], ""
    for path in options.files:
        for line in open(path, encoding="utf-8"):
            paragraph, found = put_digits(line.rstrip("\n"))
            if not found:
                continue
            base = len(text.encode())
            numbers += [(words, base + offset, digits, paragraph) for words, offset, digits in found]
            text += paragraph + "\n\n"
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        script = json.loads(run(options.rawi, file.name, "--json"))
        reasons = explained(options.rawi, file.name)
    spoken = collections.defaultdict(list)
    for utterance in script["utterances"]:
        for word in utterance["words"]:
            spoken[tuple(word["source"])].append(word["text"])
    starts = sorted(spoken)
    right = total = 0
    by_reason = collections.defaultdict(lambda: [0, 0])
    at = 0
    for expected, offset, digits, paragraph in numbers:
        while at < len(reasons) and reasons[at][0] != digits:
            at += 1
        reason = reasons[at][1] if at < len(reasons) else "?"
        at += 1
        said = [w for span in starts if span[0] <= offset < span[1] for w in spoken[span]]
        same = len(said) >= len(expected) and all(
            comparable(a) == comparable(b) for a, b in zip(said, expected))
        total += len(expected)
        good = len(expected) if same else sum(
            comparable(a) == comparable(b) for a, b in zip(said, expected))
        right += good
        by_reason[reason][0] += good == len(expected)
        by_reason[reason][1] += 1
        if options.errors and good < len(expected):
            print(f"{digits}\t{' '.join(expected)}\t{' '.join(said)}\t{reason}\t{paragraph}")
    for reason, (good, count) in sorted(by_reason.items(), key=lambda item: -item[1][1]):
        print(f"{good:5} of {count:5} ({100 * good / count:5.1f} %)  {reason}")
    whole = sum(good for good, _ in by_reason.values())
    print(f"{whole} of {len(numbers)} numbers ({100 * whole / len(numbers):.2f} %), "
          f"{right} of {total} words ({100 * right / total:.2f} %)")


if __name__ == "__main__":
    sys.exit(main())
