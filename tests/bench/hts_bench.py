#!/usr/bin/env python3
"""How fast a natural voice narrates: `rawi save` and Festival's text2wave with the same voice and the
same sentences, taking turns; real-time factors, memory, and with a sound server the first sound.

usage: hts_bench.py RAWI FOLDER [TIMES]

FOLDER holds the voice ara_norm_ziad.htsvoice and labels/ with its reference sentences and labels.
Festival has no letter-to-sound rules of this voice here: it finds the words in a lexicon made of the
labels, which costs it less than rules would."""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import wave

VOWELS = "a aa A AA i ii I II u uu U UU ia ua".split()
PHONES = VOWELS + """pau ah ahh b bb t tt ^ ^^ j jj H HH x xx d dd th thh r rr z zz s ss ch chh S SS D DD
T TT Z ZZ E EE g gg f ff q qq k kk l ll m mm n nn h hh w ww y yy v""".split()
VOICED = "b d j th r z D Z E g l m n w y v".split()
LABEL = re.compile(r".+?\^.+?-(?P<phone>.+?)\+.+?=.+?@\w+/.*/B:\w+-\w+-\w+@(?P<syllable>\w+)-.*"
                   r"/E:\w+\+\w+@(?P<word>\w+)\+")

VOICE = """(require 'hts)
(require_module 'hts_engine)
(defPhoneSet ara ((vc + -) (vlng s l d a 0) (vheight 1 2 3 0 -) (vfront 1 2 3 0 -) (vrnd + - 0)
                  (ctype s f a n l 0) (cplace l a p b d v 0) (cvox + - 0)) ({phones}))
(PhoneSet.silences '(pau))
(lex.create "ara")
(lex.set.phoneset "ara")
(define (unknown_word word features) (error "no such word" word))
(lex.set.lts.method 'unknown_word)
{entries}
(define (leave utt) utt)
(voice_reset)
(Param.set 'Language 'arabic)
(PhoneSet.select 'ara)
(set! token_to_words (lambda (token name) (list name)))
(set! token.punctuation "")
(set! token.prepunctuation "")
(set! pos_lex_name nil)
(set! guess_pos nil)
(set! phrase_cart_tree '((n.name is 0) ((BB)) ((NB))))
(Parameter.set 'Phrase_Method 'cart_tree)
(lex.select "ara")
(set! postlex_rules_hooks nil)
(Param.set 'PostLex_Method leave)
(Parameter.set 'Int_Method nil)
(Parameter.set 'Int_Target_Method nil)
(Parameter.set 'Duration_Method nil)
(set! hts_engine_params (list (list "-m" "{voice}")))
(set! hts_feats_list nil)
(Parameter.set 'Synth_Method 'HTS)
(set! current-voice 'ara)
"""


def phone_features(name):
    if name in VOWELS:
        return f"({name} + {'l' if len(name) == 2 and name not in ('ia', 'ua') else 's'} 1 1 - 0 0 0)"
    if name == "pau":
        return "(pau - 0 0 0 0 0 0 -)"
    base = next(end for end in ("ah", "th", "ch", name[0]) if name.startswith(end))
    kind = {"r": "l", "m": "n", "n": "n"}.get(base, "s")
    return f"({name} - 0 0 0 0 {kind} a {'+' if base in VOICED else '-'})"


def lexicon(folder, sentences):
    """Each word of the sentences with the syllables that its labels name."""
    entries = {}
    for number, sentence in enumerate(sentences, 1):
        words = sentence.split()
        with open(os.path.join(folder, "labels", f"{number:02}.lab"), encoding="ascii") as labels:
            for match in filter(None, map(LABEL.match, labels)):
                if match["phone"] != "pau":
                    syllables = entries.setdefault((number, int(match["word"])), {})
                    syllables.setdefault(int(match["syllable"]), []).append(match["phone"])
        for place, word in enumerate(words, 1):
            entries[word] = entries.pop((number, place))
    return "\n".join(
        f"(lex.add.entry '(\"{word}\" nil ("
        + " ".join(f"(({' '.join(phones)}) 0)" for _, phones in sorted(syllables.items())) + ")))"
        for word, syllables in entries.items())


def run(command, environment=None):
    """Seconds of processor and the most memory in MB."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def seconds_of(path):
    with wave.open(path) as sound:
        return sound.getnframes() / sound.getframerate()


def show(name, runs, seconds):
    cpu, memory = (statistics.median(column) for column in zip(*runs))
    print(f"{name:28} {seconds:7.1f} s of sound {cpu:7.3f} s of processor {memory:7.1f} MB  "
          f"real-time factor {cpu / seconds:.4f}")
    return cpu / seconds


def main():
    rawi, folder = map(os.path.abspath, sys.argv[1:3])
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    voice = os.path.join(folder, "ara_norm_ziad.htsvoice")
    with open(os.path.join(folder, "labels", "sentences.txt"), encoding="utf-8") as file:
        sentences = file.read().split("\n")[:63]
    with tempfile.TemporaryDirectory() as work:
        def inside(name):
            return os.path.join(work, name)

        os.makedirs(inside("data/rawi/voices"))
        shutil.copy(voice, inside("data/rawi/voices/ziad.htsvoice"))
        environment = dict(os.environ, XDG_DATA_HOME=inside("data"))
        with open(inside("article.txt"), "w", encoding="utf-8") as file:
            file.write(".\n\n".join(sentences) + ".\n")
        with open(inside("festival.txt"), "w", encoding="utf-8") as file:
            file.write("\n\n".join(sentences) + "\n")
        with open(inside("voice.scm"), "w", encoding="utf-8") as file:
            file.write(VOICE.format(phones=" ".join(map(phone_features, PHONES)), voice=voice,
                                    entries=lexicon(folder, sentences)))
        ours = [rawi, "save", inside("article.txt"), "-o", inside("rawi.wav"), "--voice", "ziad",
                "--quiet"]
        theirs = ["text2wave", "-eval", inside("voice.scm"), inside("festival.txt"), "-o",
                  inside("festival.wav")]
        has_festival = shutil.which("text2wave")
        our_runs, their_runs = [], []
        for _ in range(times):
            our_runs.append(run(ours, environment))
            if has_festival:
                their_runs.append(run(theirs))
        factor = show("rawi save", our_runs, seconds_of(inside("rawi.wav")))
        if has_festival:
            theirs_factor = show("festival's text2wave", their_runs,
                                 seconds_of(inside("festival.wav")))
            print(f"Rawi is {theirs_factor / factor:.1f} times as fast as text2wave")
        else:
            print("text2wave is not here (Debian: festival)")
        if shutil.which("pulseaudio"):
            subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "first_sound.py"),
                            rawi, inside("article.txt")], env=environment, check=True)


main()
