"""Diacritized text to arrays: symbols, n-grams, labels with what must not be learned masked.

A corpus is encoded once; batches are then cut from flat arrays. Sources are plain text (or .xz),
one sentence or paragraph a line; a lexicon has one word a line.
"""
import glob
import lzma
import os
import re
from collections import Counter

import numpy as np

import encoding as enc

IGNORE = 255
MAX_WORDS = 96     # words of one training example

ALIF, LAM, WAW, YA, YA_DOTLESS, TA_MARBUTA, MADDA, WASL = (enc.SYMBOL_OF[c] for c in 'الويىةآٱ')
LONG = {ALIF, WAW, YA, YA_DOTLESS, MADDA, WASL}
HAMZA_BELOW = enc.SYMBOL_OF['إ']
PREFIXES = {enc.SYMBOL_OF[c] for c in 'وفبكل'}
FATHA, DAMMA, KASRA, FATHATAN = (enc.CLASS_OF[c] for c in (enc.FATHA, enc.DAMMA, enc.KASRA, enc.FATHATAN))


def read_lines(path):
    opener = lzma.open if path.endswith('.xz') else open
    with opener(path, 'rt', encoding='utf-8') as f:
        return [line.strip() for line in f if line.strip()]


def article_lam(symbols):
    """Index of the article's lam, or -1."""
    for i in range(min(3, len(symbols) - 2)):
        if symbols[i] == ALIF and symbols[i + 1] == LAM:
            return i + 1
        if symbols[i] not in PREFIXES:
            break
    return -1


def labels(word, lexicon=False):
    """Classes of a word's letters, IGNORE where the text does not tell."""
    symbols = [s for s, _ in word]
    marks = [m for _, m in word]
    if symbols[0] < enc.FIRST_LETTER:
        return [IGNORE] * len(word)
    n = len(word)
    marks = [IGNORE if m is None else m for m in marks]
    for i in range(1, n):
        if symbols[i] in (ALIF, YA_DOTLESS) and marks[i] == FATHATAN and marks[i - 1] in (0, FATHA):
            marks[i], marks[i - 1] = 0, FATHATAN            # tanwin fath stands before its alif
        elif symbols[i] == ALIF and marks[i] == FATHA and marks[i - 1] in (0, FATHA):
            marks[i], marks[i - 1] = 0, FATHA               # لاَ
        elif symbols[i] == ALIF and marks[i] != 0:
            marks[i] = IGNORE
    if symbols[0] == ALIF and marks[0] != 0:
        marks[0] = 0                                        # hamzat al-wasl
    if not any(0 < m < 15 for m in marks):
        return [IGNORE] * n
    lam = article_lam(symbols)
    missing = 0
    for i in range(n):
        if marks[i] != 0 or symbols[i] in (ALIF, YA_DOTLESS, MADDA, WASL):
            continue
        before = marks[i - 1] % 8 if i and marks[i - 1] != IGNORE else 0
        if (symbols[i] == WAW and before == DAMMA) or (symbols[i] == YA and before == KASRA):
            continue
        if i == lam and i + 1 < n and enc.FIRST_SHADDA <= marks[i + 1] < 15:
            continue
        if symbols[i] == LAM and i + 1 < n and symbols[i + 1] == LAM and marks[i + 1] >= enc.FIRST_SHADDA:
            continue                                        # الله، الذي written with two lams
        if i and symbols[i] == symbols[i - 1] == LAM and i + 1 < n and enc.FIRST_SHADDA <= marks[i + 1] < 15:
            continue                                        # للشمس
        if i + 1 == n and n > 1 and symbols[i] in (WAW, YA) and before == 0 and not lexicon:
            marks[i] = IGNORE
            continue
        if i + 1 < n and symbols[i + 1] == TA_MARBUTA:
            marks[i] = FATHA
            continue
        marks[i] = IGNORE
        missing += i + 1 < n and i != lam
    if missing > max(0, (n - 1) // 3):
        return [IGNORE] * n
    return marks


class Source:
    """Encoded examples: flat arrays of letters and words, and where each example starts."""

    def __init__(self, examples, fold=False, lexicon=False):
        sym, lab, three, five, whole, wlen, ex = [], [], [], [], [], [], [0]
        cache = {}
        for words in examples:
            for word in words:
                symbols = tuple(enc.fold(s) if fold else s for s, _ in word)
                lab.extend(labels(word, lexicon))
                if symbols not in cache:
                    cache[symbols] = enc.ngrams(symbols)
                t, f, w = cache[symbols]
                sym.extend(symbols); three.extend(t); five.extend(f)
                whole.append(w); wlen.append(len(symbols))
            ex.append(len(wlen))
        self.sym = np.array(sym, np.uint8)
        self.lab = np.array(lab, np.uint8)
        self.three, self.five, self.whole = (np.array(a, np.uint32) for a in (three, five, whole))
        self.wlen = np.array(wlen, np.int32)
        self.word_start = np.concatenate([[0], np.cumsum(self.wlen)]).astype(np.int64)
        self.ex = np.array(ex, np.int64)
        self.letters = np.diff(self.word_start[self.ex])     # letters of each example

    def __len__(self):
        return len(self.ex) - 1


def cut(words):
    """Pieces of at most MAX_WORDS words, none tiny."""
    pieces = max(1, -(-len(words) // MAX_WORDS))
    size = max(1, -(-len(words) // pieces))
    return [words[i:i + size] for i in range(0, len(words), size)]


SENTENCE_END = {enc.symbol(c) for c in '.!؟…'}


def sentences(words):
    out, here = [], []
    for w in words:
        here.append(w)
        if w[0][0] in SENTENCE_END and len(here) > 3:
            out.append(here)
            here = []
    if here:
        out.append(here)
    return out


def encode(paths, lexicon=False):
    """Variants of one source: paragraphs, sentences, sentences without hamza on alif."""
    lines = [enc.split_words(line) for path in paths for line in read_lines(path)]
    lines = [w for w in lines if w]
    if lexicon:
        return [Source(lines, lexicon=True)]
    whole = [p for w in lines for p in cut(w)]
    single = [p for w in lines for s in sentences(w) for p in cut(s)]
    return [Source(whole), Source(single), Source(single, fold=True)]


def expand(patterns, root):
    out = []
    for p in patterns.split(','):
        out += sorted(glob.glob(os.path.join(root, p)))
    if not out:
        raise SystemExit(f'{root}: no file matches {patterns}')
    return out


def vocabulary(counted, sizes, least):
    """Fingerprints worth a row of their own: the most frequent ones. counted: [(Source, weight)]"""
    tables = []
    for name, size, least_count in zip(('three', 'five', 'whole'), sizes, least):
        total = Counter()
        for source, weight in counted:
            keys, n = np.unique(getattr(source, name), return_counts=True)
            for k, c in zip(keys.tolist(), n.tolist()):
                total[k] += c * weight
        keep = [k for k, c in total.most_common(size) if c >= least_count]
        tables.append(np.array(sorted(keep), np.uint32))
    return tables


def rows(table, keys):
    """Row of each fingerprint, 1 + its place in the sorted table; 0 when it is not there."""
    i = np.searchsorted(table, keys)
    i[i == len(table)] = 0
    return np.where(table[i] == keys, i + 1, 0).astype(np.int32)
