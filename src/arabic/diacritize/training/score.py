"""Error rates of diacritized text by pronunciation.

DER counts letters, WER words, `-` the same without each word's last mark (the case ending). Two
spellings of one sound are equal: a sukun or nothing; a fatha before alif, a damma before waw, a kasra
before ya or none; any mark on the article's lam, and the shadda of a sun letter after it; tanwin
fath before its alif or on it; whatever stands on an initial alif without hamza.
"""
import encoding as enc

SUN = set('تثدذرزسشصضطظلن')
LONG = {'ا': enc.FATHA, 'ى': enc.FATHA, 'و': enc.DAMMA, 'ي': enc.KASRA}
BARE_ALIF = 'اٱ'


def spelled(word):
    """[[letter, vowel, shadda]] of a word."""
    out = []
    for c in word:
        if c == enc.SHADDA and out:
            out[-1][2] = True
        elif c in enc.MARKS and out:
            out[-1][1] = '' if c == enc.SUKUN else enc.FATHA if c == enc.DAGGER else c
        elif enc.symbol(c) >= enc.FIRST_LETTER:
            out.append([c, '', False])
    return out


def article(letters):
    """Index of the article's alif, or -1."""
    for i in range(max(0, len(letters) - 2)):
        if letters[i][0] in BARE_ALIF and letters[i + 1][0] == 'ل':
            return i
        if letters[i][0] not in 'وفبك':
            break
    return -1


def sounds(word):
    """[(letter, sound)]: equal for words that sound equal."""
    p = spelled(word)
    for i in range(1, len(p)):
        if p[i][0] in 'اى' and p[i][1] == enc.FATHATAN:
            p[i][1], p[i - 1][1] = '', enc.FATHATAN
    alif = article(p)
    if alif >= 0:
        p[alif][1] = p[alif + 1][1] = ''
        p[alif + 2][2] |= p[alif + 2][0] in SUN
    out = []
    for i, (letter, vowel, shadda) in enumerate(p):
        after = p[i + 1] if i + 1 < len(p) else ('', '', False)
        lengthens = after[0] in LONG and not after[1] and not after[2]
        if after[0] in ('و', 'ي') and i + 2 < len(p) and p[i + 2][0] in 'اى' and not p[i + 2][1]:
            lengthens = False                                   # a consonant before a long a
        if lengthens and vowel in ('', LONG[after[0]]):
            vowel = 'long'
        elif after[0] == 'ة' and not vowel:
            vowel = enc.FATHA
        if i == 0 and letter == 'إ':
            vowel = vowel or enc.KASRA
        judged = not (i == 0 and letter in BARE_ALIF)
        out.append((letter, (vowel, shadda) if judged else None))
    return out


def score(references, answers):
    """Error rates in per cent of lines against reference lines with the same letters."""
    letters = words = wrong_letters = wrong_words = inner = wrong_inner = wrong_inner_words = 0
    for reference, answer in zip(references, answers, strict=True):
        for a, b in zip(reference.split(), answer.split(), strict=True):
            a, b = sounds(a), sounds(b)
            if not a:
                continue
            wrong = [x != y for x, y in zip(a, b, strict=True)]
            letters += len(wrong); wrong_letters += sum(wrong)
            words += 1; wrong_words += any(wrong)
            inner += len(wrong) - 1; wrong_inner += sum(wrong[:-1]); wrong_inner_words += any(wrong[:-1])
    rate = lambda part, of: 100 * part / max(1, of)
    return {'DER': rate(wrong_letters, letters), 'WER': rate(wrong_words, words),
            'DER-': rate(wrong_inner, inner), 'WER-': rate(wrong_inner_words, words)}
