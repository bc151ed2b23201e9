"""Arabic text as the diacritizer sees it: letters, marks, words and hashed n-grams.

Everything here has its twin in C (src/arabic/diacritize/encode.c); change both together
and raise FORMAT_VERSION in export.py.
"""
import re

FATHATAN, DAMMATAN, KASRATAN, FATHA, DAMMA, KASRA, SHADDA, SUKUN, DAGGER = map(chr, (
    0x64B, 0x64C, 0x64D, 0x64E, 0x64F, 0x650, 0x651, 0x652, 0x670))

# The 15 classes of a letter. Class 0 is "no mark"; 8 to 14 carry a shadda.
CLASSES = ['', FATHA, DAMMA, KASRA, FATHATAN, DAMMATAN, KASRATAN, SUKUN,
           SHADDA, SHADDA + FATHA, SHADDA + DAMMA, SHADDA + KASRA,
           SHADDA + FATHATAN, SHADDA + DAMMATAN, SHADDA + KASRATAN]
NONE, FIRST_SHADDA = 0, 8
CLASS_OF = {marks: i for i, marks in enumerate(CLASSES)}
MARKS = FATHATAN + DAMMATAN + KASRATAN + FATHA + DAMMA + KASRA + SHADDA + SUKUN + DAGGER
MARK = re.compile(f'[{MARKS}]')

# Symbols: 0 pads, 1 bounds a word inside an n-gram, 2 is anything not listed,
# 3 a digit, 4 a Latin letter, then punctuation, then letters.
PAD, BOUND, OTHER, DIGIT, LATIN = range(5)
PUNCTUATION = ['.', '،,', ':', '؛;', '؟?', '!', '«“„', '»”', '"', '([{', ')]}', '-–—', '…', '%٪', '/\\|']
LETTERS = 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱ'
FOREIGN = {'پ': 'ب', 'چ': 'ج', 'ڤ': 'ف', 'ڨ': 'ق', 'گ': 'ك', 'ک': 'ك', 'ی': 'ي', 'ژ': 'ز', 'ۀ': 'ه', 'ە': 'ه'}
FIRST_PUNCTUATION = 5
FIRST_LETTER = FIRST_PUNCTUATION + len(PUNCTUATION)
SYMBOLS = FIRST_LETTER + len(LETTERS)

SYMBOL_OF = {}
for i, group in enumerate(PUNCTUATION):
    for c in group:
        SYMBOL_OF[c] = FIRST_PUNCTUATION + i
for i, c in enumerate(LETTERS):
    SYMBOL_OF[c] = FIRST_LETTER + i
for c, like in FOREIGN.items():
    SYMBOL_OF[c] = SYMBOL_OF[like]
for c in '0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹':
    SYMBOL_OF[c] = DIGIT
for c in 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ':
    SYMBOL_OF[c] = LATIN

TATWEEL = '\u0640'
MAX_WORD = 20      # letters of one word; a longer run is cut
MAX_EDGE = 7       # distances from a word's start and end are told apart up to this


def symbol(c):
    return SYMBOL_OF.get(c, OTHER)


def kind(s):
    """Runs of one kind make a word; punctuation stands alone."""
    return 'l' if s >= FIRST_LETTER else 'd' if s == DIGIT else 'a' if s == LATIN else 'p'


def fold(s):
    """The symbol of a letter written without its hamza (for texts that write so)."""
    return SYMBOL_OF['ا'] if s in (SYMBOL_OF['أ'], SYMBOL_OF['إ'], SYMBOL_OF['آ'], SYMBOL_OF['ٱ']) else s


def fingerprint(salt, symbols):
    """32-bit FNV-1a with a final mix; 0 is kept for empty places of a table."""
    h = 2166136261 ^ salt
    for s in symbols:
        h = ((h ^ s) * 16777619) & 0xFFFFFFFF
    h ^= h >> 15
    h = (h * 0x2C1B3C6D) & 0xFFFFFFFF
    h ^= h >> 13
    return h or 1


def ngrams(word):
    """Fingerprints of a word of symbols: (3-gram, 5-gram around each letter), the whole word."""
    w = (BOUND, BOUND, *word, BOUND, BOUND)
    three = [fingerprint(3, w[i + 1:i + 4]) for i in range(len(word))]
    five = [fingerprint(5, w[i:i + 5]) for i in range(len(word))]
    return three, five, fingerprint(7, word)


def letters(text):
    """[(character, its marks)] of everything but spaces; marks without a letter are dropped."""
    out = []
    for c in text:
        if c in MARKS:
            if out and out[-1]:
                out[-1][1] += c
        elif c.isspace():
            out.append(None)
        elif c != TATWEEL:
            out.append([c, ''])
    return out


def mark_class(marks):
    """Class of a letter's marks in any order; None when they make no class."""
    s = SHADDA if SHADDA in marks else ''
    rest = [FATHA if m == DAGGER else m for m in marks if m != SHADDA]
    if len(set(rest)) > 1:
        return None
    return CLASS_OF.get(s + ''.join(rest[:1]))


def split_words(text):
    """Words of a line: lists of (symbol, class or None)."""
    words, last = [], None
    for item in letters(text):
        if item is None:
            last = None
            continue
        c, marks = item
        s = symbol(c)
        k = kind(s)
        if k == 'p' or k != last or len(words[-1]) >= MAX_WORD:
            words.append([])
        words[-1].append((s, mark_class(marks)))
        last = k
    return words
