"""The lexicon of attested words: which patterns of marks each word of the corpus has been seen with.

The network decides letter by letter; the lexicon lets it choose among whole words (lexicon.c). A
pattern is a word's classes with what depends on the sentence left open: the last letter's vowel and,
before a suffixed pronoun, the noun's or verb's ending; of an open letter only its shadda counts.
"""
import math
from collections import Counter, defaultdict

import numpy as np

import corpus
import encoding as enc
from frequency_table import SOURCES, forms_of

PRONOUNS = [tuple(enc.SYMBOL_OF[c] for c in p) for p in
            ('هما', 'كما', 'ها', 'هم', 'هن', 'كم', 'كن', 'نا', 'ه', 'ك')]
STEM_LEAST = 3          # letters before a pronoun
LEAST_WEIGHT = 0.3      # of a word; one classical occurrence weighs less
LEAST_SHARE = 0.01      # of a word's occurrences, for a pattern
RARITY_STEP = 0.5       # natural logarithms
RARITY_MOST = 15


def open_from(symbols):
    """The first letter whose vowel a pattern leaves open."""
    for p in PRONOUNS:
        if len(symbols) >= len(p) + STEM_LEAST and tuple(symbols[-len(p):]) == p:
            return len(symbols) - len(p) - 1
    return len(symbols) - 1


def pattern(symbols, classes):
    first = open_from(symbols)
    return tuple(c if i < first else enc.FIRST_SHADDA * (c >= enc.FIRST_SHADDA) for i, c in enumerate(classes))


def build(root):
    """{symbols of a word: {pattern: weight}}"""
    words = defaultdict(Counter)
    cache = {}
    for patterns, weight, lexicon in SOURCES:
        try:
            paths = corpus.expand(patterns, root)
        except SystemExit:
            continue
        for path in paths:
            for line in corpus.read_lines(path):
                for _, form in forms_of(line, lexicon):
                    if form not in cache:
                        word = enc.split_words(form)
                        cache[form] = [k for k in zip(*word[0])] if len(word) == 1 else None
                    if cache[form]:
                        symbols, classes = cache[form]
                        words[symbols][pattern(symbols, classes)] += weight
    return {s: p for s, p in words.items() if p.total() >= LEAST_WEIGHT}


def encode(words):
    """Sorted fingerprints, where each word's patterns start (and the last end), and the patterns: of
    each a nibble for its rarity and one for each letter's class, low nibble first."""
    entries = {}
    for symbols, patterns in words.items():
        data = bytearray()
        for p, weight in patterns.most_common():
            share = weight / patterns.total()
            if share < LEAST_SHARE:
                break
            nibbles = [min(RARITY_MOST, round(-math.log(share) / RARITY_STEP)), *p]
            nibbles += [0] * (len(nibbles) % 2)
            data += bytes(a | b << 4 for a, b in zip(nibbles[::2], nibbles[1::2]))
        entries[enc.fingerprint(9, symbols)] = bytes(data)
    keys = sorted(entries)
    starts = np.cumsum([0] + [len(entries[k]) for k in keys])
    return np.array(keys, np.uint32), starts.astype(np.uint32), b''.join(entries[k] for k in keys)
