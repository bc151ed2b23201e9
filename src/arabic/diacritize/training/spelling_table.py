#!/usr/bin/env python3
"""The right spellings of words that are often spelled carelessly:
python spelling_table.py CORPUS_DIR > ../../normalize/spellings.tsv

Writes `careless spelling, tab, right spelling` for the words of the corpus that an author may mean by
a spelling with ا for أ إ آ and, at the end, ي and ى for one another and ه for ة: the letters on which
all of them agree. Words are without clitics and article, whose taking off is the program's
(normalize/spelling.c); with them where only the whole word is certain (الآن, واكد) or would be mistaken
for another (كانت, no ك and أنت): those are to be left alone, their right spelling is "=".
"""
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import corpus
import encoding as enc
from frequency_table import SOURCES

# Times of news that a word has to be seen, by what is to be mended: a hamza at its beginning, inside, before a lam
# that looks like the article's (الماني), the alif of اجتماع, final ي, ى, ة.
LEAST = {'hamza': 1.5, 'hamza inside': 12, 'article': 20, 'wasl': 4, 'yeh': 6, 'alif': 15, 'teh': 6}
LEAST_WHOLE = 3
LEAST_WITH_CLITIC = 40    # of a word with و ف ب ل ك before its hamza: وأكد, لأن
NOISE = 0.012             # share of other spellings, which are errors of the corpus
NOISE_OF_HAMZA = 0.03     # of those without hamza, the commonest
PRONOUNS = 0.10           # of ه for ة, which is also «his»
SHORT = 5                 # letters below which a conjunction or preposition is not taken off (واصل)
CERTAIN = {'اكد': 'أكد', 'اخر': 'آخر', 'ادم': 'آدم', 'القي': 'ألقي', 'الفي': 'ألفي', 'الان': 'الآن', 'للاسف': 'للأسف', 'الامارات': 'الإمارات'}
# Words that are right so, too: names, a marriage, a mouse, «they redden».
LEFT_ALONE = ('علي اودي القران فاره احمر اسود ابيض اصفر اخضر ازرق احمرت اسودت ابيضت اصفرت اخضرت متي '
              'فان بالا لامها لامه لامهم لامك رضى كلى مصلى بان شاه باسها لباسها واعدت واصلي '
              'سال سالت سالوا وسالت فسالت فسال وسال').split()
# «Her residence» and «she set it up»: إقامتها, أقامتها.
DEED = re.compile('[وفبلك]?إ.ا.ت(ه|ها|هم|هما|هن|نا|ك)$')
# Words whose hamza is no error beside the spelling without it: masdars of the fourth form, «ethnic».
BOTH = 'اطلاع اتباع اثني'.split()
GUARDED = 0.5             # times that a word is seen which is to be left alone,
RARELY = 0.10             # if its mended form is not more than so much commoner
# Words of أ and three letters that are no «I» and whose letters without hamza are no imperative of the first form
# (أعلن, not أعرف): of others only the sentence tells.
KEPT = ('أعلن أكثر أربع أشهر أكبر أحمد أفضل أحسن أسهم أوقف أقرب أغلق أصغر أصبح أقدم أعظم أبعد أوضح أنفق أسرع أبلغ أجمل '
        'أنقذ أصعب أصدر أسفل أدرك أبرز أشرف أخطأ أودع أيمن أحدث أغلب أكرم أخطر أرخص أضعف أوسط أوسع أعرب أفرج أخبر أطلس '
        'أورد أنشأ أوقع أوجب أنذر أسفر أنشئ أهدر أوفر أبرم أثمن أرجح أعدم أهمل أسدل أذرع أوبك أنجز أمثل أضخم أبحر أنجب '
        'أقرض أرجأ أرجئ أسطر أوفد أدهش أغفل أقنع أوصل أطلق أحرز أكمل أفسد أبطأ أدرج أبطل أسهل أنتج أحبط أعقب أوشك أورث '
        'أسطح أسقف أوكل أضرم أندر أجدر أنسب أشجع أوعز أيقظ أحرج أبدع أثمر أفلت أسعف أوجز أقصر أعجب '
        'أنفس أهله أنفه أعين').split()
PRONOUNS_BEHIND_VERBS = 'ه|ها|هم|هن|هما|ك|كم|ني|نا'
# Short words with a hamza inside that no name has without it (تاسي).
INSIDE = 'رأس رأي رأى كأس يأتي تأتي يأخذ تأخذ يأمل تأمل جأش بأس لأن بأن كأن قرأ بدأ لجأ نشأ يبدأ تبدأ يقرأ تقرأ ينشأ تنشأ يلجأ تلجأ يطرأ مبدأ منشأ ملجأ'.split()
# Words that are written with ي for ى; of others it may be «my» or «I», or make an adjective (سلمي, معني).
ALIFS = 'حتى أخرى إحدى مستشفى منتدى ملتقى مقهى فوضى أنثى مصطفى عيسى موسى'.split()
TWO_LETTERS = ('في', 'او', 'اي', 'اذ', 'ام')
# Hamzat al-wasl; foreign nouns have a hamza of their own, which may be written.
WASL = re.compile('(?!استاد|استراتيج|استوديو)(?:است|ان|ات|ا.ت|اصط|اضط|ازد|اد|اط|اسم|ابن|اثن|امرأ|امرؤ)')
WORD = re.compile('[\u0621-\u063a\u0641-\u064a]+')
HEADER = '''# Words that are often spelled carelessly (ا for أ إ آ; at the end ي and ى for one another, ه for ة)
# and how they are right; "=" leaves a word alone that would be taken for another. Made by
# training/spelling_table.py of the diacritizer from the sources of frequency.tsv.
'''


def clitics():
    """(letters, whether they hold the article), the shorter first."""
    path = Path(__file__).parents[2] / 'normalize' / 'clitics.tsv'
    rows = [line.rstrip('\n').split('\t') for line in open(path) if not line.startswith('#')]
    return sorted(((r[0], r[2] == 'y') for r in rows if r[3] != 'v'), key=lambda c: len(c[0]))


CLITICS = clitics()


def without_hamza(word):
    return re.sub('[أإآ]', 'ا', word)


def plain(word):
    word = without_hamza(word)
    return word[:-1] + {'ى': 'ي', 'ة': 'ه'}.get(word[-1], word[-1])


def stems(word):
    """(whether the article was taken off, whether any clitic was, the rest)."""
    yield False, False, word
    for letters, definite in CLITICS:
        if word.startswith(letters) and len(word) - len(letters) >= 2:
            yield definite, True, word[len(letters):]


def respelled(word, right, definite, careless):
    """As normalize/spelling.c does it for an author with all bad habits where he is `careless`."""
    out = list(word)
    wrong = right[0] == 'ا' and word[0] == 'إ'
    careful = re.search('[أإآ]', word[1:] if wrong else word)
    for i, (a, b) in enumerate(zip(word, right)):
        wasl = i == 0 and wrong
        if (a == 'ا' and not careful) or wasl or (a in 'يى' and b in 'يى') or (a == 'ه' and b == 'ة' and (definite or careless)):
            out[i] = b
    return ''.join(out)


def mended(word, rows, careless=False):
    for definite, taken, rest in stems(word):
        short = (taken and not definite and rest[0] not in 'أإآ' and
                 (len(rest) < SHORT or (rest[0] == 'ا' and not careless)))
        right = None if short else rows.get(without_hamza(rest))
        if right and not (taken and re.match('[وفبلك][أإآ]', right)):
            return word if right == '=' else word[:-len(rest)] + respelled(rest, right, definite or rest.startswith('ال'), careless)
    return word


def needs(word):
    """What can be mended in the word."""
    found = []
    if re.match('[وفبلك]?[أإآ]', word):
        found.append('article' if word[1] == 'ل' else 'hamza')
    elif re.search('[أإآ]', word) and (len(word) > 4 or word in INSIDE):
        found.append('hamza inside')
    if len(word) > 2 and WASL.match(word):
        found.append('wasl')
    return found + {'ي': ['yeh'], 'ى': ['alif'], 'ة': ['teh']}.get(word[-1], [])


def reachable(written, right):
    """Whether an author who means `right` may write so by mistake."""
    return all(a == b or (a == 'ا' and b in 'أإآ') or (i == len(right) - 1 and (a + b in ('ىي', 'هة') or (a + b == 'يى' and right in ALIFS)))
               for i, (a, b) in enumerate(zip(written, right)))


def noise(written, best, other):
    """The share of `other` that is errors of the corpus, where `best` is the commonest spelling."""
    if other == written:
        if written[-1] + best[-1] == 'هة':
            return PRONOUNS
        return NOISE_OF_HAMZA
    return NOISE * 3 if len(best) == 2 else NOISE


def only_spelling(written, spellings, least=0):
    """The right spelling of a written one: its letters on which all agree that it may stand for; None
    where nothing is to be mended."""
    meant = Counter({s: n for s, n in spellings.items() if reachable(written, s)})
    if not meant:
        return None
    best, times = meant.most_common(1)[0]
    found = needs(best)
    if not found or times < max(least, max(LEAST[need] for need in found)):
        return None
    whole = meant.total()
    agreed = list(best)
    for other, n in meant.items():
        if n > noise(written, best, other) * whole:
            agreed = [a if a == b else w for a, b, w in zip(agreed, other, written)]
    if not {'hamza', 'article', 'hamza inside'} & set(found):
        agreed = [w if a in 'أإآ' else a for a, w in zip(agreed, written)]
    return None if written == ''.join(agreed) != best else ''.join(agreed)


def may_be_imperative(word):
    """Whether the hamza may make «I soak» of «soak!» (انقع)."""
    verb = re.fullmatch(f'[وف]?(أ[^اوي][^اوي][^اىءةت])(وا|ا|ي|ن|و)?({PRONOUNS_BEHIND_VERBS})?', word)
    return verb is not None and verb[1] not in KEPT


def written_spellings(key, spellings):
    """How careless and careful authors write the words of a plain spelling."""
    ends = {'ي': 'يى', 'ه': 'هة'}.get(key[-1], key[-1])
    return [key[:-1] + end for end in ends]


def count_words(folder):
    words = Counter()
    for pattern, weight, _ in SOURCES:
        for path in corpus.expand(pattern, folder):
            for line in corpus.read_lines(path):
                for word in WORD.findall(enc.MARK.sub('', line).replace(enc.TATWEEL, '')):
                    words[word] += weight
    return words


def find_rows(words):
    alone = Counter(words)
    for word, n in words.items():
        if word.startswith('ال') and len(word) >= 4:
            alone[word[2:]] += n
    of_stems, of_words = defaultdict(Counter), defaultdict(Counter)
    for word, n in words.items():
        of_words[plain(word)][word] += n
        for definite, taken, rest in stems(word):
            if len(rest) > 1 and not (taken and alone[rest] < (0.1 if definite else n)):
                of_stems[plain(rest)][rest] += n
    rows = {}
    for table, least in ((of_stems, 0), (of_words, LEAST_WHOLE)):
        for key, spellings in table.items():
            if key[0] == 'ء' or not (len(key) > 2 or key in TWO_LETTERS):
                continue
            for written in written_spellings(key, spellings):
                right = only_spelling(written, spellings, least)
                if not right or written in rows or written in BOTH or may_be_imperative(right) or DEED.match(right):
                    continue
                if right[0] == 'أ' and re.match('ا.ت..|است..', written):
                    continue  # اقترحه, «I suggest it» and «he suggested it»
                if re.match('[وفبلك][أإآ]', right) and words[right] < LEAST_WITH_CLITIC:
                    continue
                if right != written or WASL.match(right):
                    rows[written] = right
    return rows


def drop_needless(rows):
    """Rows that the others make needless, longest words first."""
    for key in sorted(rows, key=lambda k: (-len(k), k)):
        right = rows.pop(key)
        spellings = {key, right} | ({'إ' + key[1:]} if WASL.match(right) else set())
        if any(mended(s, rows, True) != respelled(s, right, False, True) for s in spellings):
            rows[key] = right


def guard(rows, words):
    """Leaves alone the words of the corpus that would become others."""
    for word, n in words.items():
        other = mended(word, rows)
        if other == word and re.match('[وفبلك]+ا', word):
            other = mended(word, rows, True)
        error = other.startswith('ا') and word.startswith('إ')
        if other != word and n >= GUARDED and n > RARELY * words[other] and 'الإ' not in word and not error:
            rows[without_hamza(word)] = '='
    rows.update(CERTAIN)
    rows.update(dict.fromkeys(LEFT_ALONE, '='))


def main():
    words = count_words(sys.argv[1])
    rows = find_rows(words)
    drop_needless(rows)
    guard(rows, words)
    sys.stdout.write(HEADER)
    sys.stdout.writelines(f'{key}\t{right}\n' for key, right in sorted(rows.items()))


if __name__ == '__main__':
    main()
