#!/usr/bin/env python3
"""word_lists_test.py SOURCE: every list that the code asks for is in the table, and the other way round;
there are no more lists than the code has room for."""

import pathlib
import re
import sys

rooms = pathlib.Path(sys.argv[1])
table = (rooms / "word_lists.tsv").read_text(encoding="utf-8")
listed = {line.split("\t")[0] for line in table.splitlines() if line and not line.startswith("#")}
CALL = re.compile(r'rawi_(?:word_in_list|item_in_list|clause_has_listed|latin_stands_near)\((?:[^()]|\([^()]*\))*?"([a-z_]+)"\)')
asked = {name for path in rooms.rglob("*.c") for name in CALL.findall(path.read_text(encoding="utf-8"))}
contexts = (rooms / "latin_contexts.tsv").read_text(encoding="utf-8").splitlines()
rows = [line.split("\t") for line in contexts if line and not line.startswith("#")]
asked |= {row[1] for row in rows} - {"arabs"}  # that one is the lexicon's
for name in sorted(asked - listed):
    print(f"{name}: the code asks for it, word_lists.tsv has no such list")
for name in sorted(listed - asked):
    print(f"{name}: in word_lists.tsv, but nothing asks for it")
most = int(re.search(r"RAWI_WORD_LISTS_MOST = (\d+)", (rooms / "word_lists.h").read_text(encoding="utf-8")).group(1))
if len(listed) > most:
    print(f"{len(listed)} lists, word_lists.h has room for {most}")
sys.exit(asked != listed or len(listed) > most)
