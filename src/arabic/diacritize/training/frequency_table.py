#!/usr/bin/env python3
"""The commonest diacritized forms of each word: python frequency_table.py CORPUS_DIR > ../frequency.tsv

Counts fully marked words of the corpus (news weighs most, classical least; the lexicons give words
that the texts lack) and writes `word, tab, form`, the forms of a word in order of their frequency,
for as many words, the commonest first, as LIMIT bytes hold.
"""
import sys
from collections import Counter, defaultdict

import corpus
import encoding as enc

SOURCES = (('news/*.txt', 4.0, False), ('tashkeela-modern.txt.xz', 1.5, False),
           ('tashkeela-classical.txt.xz', 0.25, False),
           ('lexicon-frequent.txt', 0.4, True), ('lexicon-buckwalter.txt', 0.1, True))
LIMIT = 990_000
LEAST_SHARE = 0.06        # of a word's occurrences, for a form beside the commonest
MOST_FORMS = 4
HEADER = '''# Words of modern Arabic and their commonest diacritized forms, commonest first (made by
# training/frequency_table.py). Counted in this project's news texts, in Tashkeela (T. Zerrouki and
# A. Balla, Data in Brief 11, 2017) and in lexicons derived from eSpeak NG and from Buckwalter's
# Arabic Morphological Analyzer.
'''


def forms_of(line, lexicon):
    """(bare word, form) of every word of a line that is fully marked."""
    spelled = ''.join(c for c in enc.MARK.sub('', line) if c != enc.TATWEEL and not c.isspace())
    at = 0
    for word in enc.split_words(line):
        bare = spelled[at:at + len(word)]
        at += len(word)
        if word[0][0] < enc.FIRST_LETTER or len(word) < 2:
            continue
        classes = corpus.labels(word, lexicon)
        if corpus.IGNORE in classes[:-1] or (classes[-1] == corpus.IGNORE and not lexicon):
            continue
        yield bare, ''.join(c + (enc.CLASSES[k] if k != corpus.IGNORE else '') for c, k in zip(bare, classes))


def main():
    forms = defaultdict(Counter)
    for pattern, weight, lexicon in SOURCES:
        for path in corpus.expand(pattern, sys.argv[1]):
            for line in corpus.read_lines(path):
                for bare, form in forms_of(line, lexicon):
                    forms[bare][form] += weight
    size = len(HEADER.encode())
    kept = []
    for bare, counted in sorted(forms.items(), key=lambda f: (-f[1].total(), f[0])):
        ranked = sorted(counted.items(), key=lambda c: (-c[1], c[0]))[:MOST_FORMS]
        rows = [f'{bare}\t{form}\n' for form, n in ranked if n >= LEAST_SHARE * counted.total()]
        size += sum(len(r.encode()) for r in rows)
        if size > LIMIT:
            break
        kept.append((bare, rows))
    sys.stdout.write(HEADER)
    for _, rows in sorted(kept):
        sys.stdout.writelines(rows)


if __name__ == '__main__':
    main()
