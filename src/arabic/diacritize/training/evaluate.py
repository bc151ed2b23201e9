#!/usr/bin/env python3
"""Diacritize with a trained checkpoint, or score one: python evaluate.py CHECKPOINT FILE...

Scores are by pronunciation, as a listener would judge: spelling habits (a sukun or nothing, a fatha
before an alif or not, the article's lam) do not count.
"""
import sys

import numpy as np
import torch

import corpus
import encoding as enc
from score import score


def diacritize(model, tables, lines, device='cpu', letters=12000):
    """Undiacritized lines -> the same with marks."""
    from train import collate
    pieces = [(i, p) for i, line in enumerate(lines) for p in corpus.cut(enc.split_words(line)) if p]
    classes = {}
    source = corpus.Source([p for _, p in pieces])
    order = sorted(range(len(pieces)), key=lambda k: len(pieces[k][1]))
    while order:
        here, got = [], 0
        while order and got < letters:
            here.append(order.pop())
            got += source.letters[here[-1]]
        batch = {k: v.to(device) for k, v in collate([(source, k) for k in here], tables).items()}
        with torch.no_grad(), torch.autocast(device, torch.bfloat16, enabled=device != 'cpu'):
            best = model(batch).argmax(1).cpu().numpy()
        at = 0
        for k in here:
            classes[k] = best[at:at + source.letters[k]]
            at += source.letters[k]
    of_line = [[] for _ in lines]
    for k, (i, _) in enumerate(pieces):
        of_line[i].extend(classes[k])
    return [insert(line, c) for line, c in zip(lines, of_line)]


def insert(line, classes):
    out, i = [], 0
    for c in line:
        out.append(c)
        if not c.isspace() and c != enc.TATWEEL:
            if enc.symbol(c) >= enc.FIRST_LETTER:
                out.append(enc.CLASSES[classes[i]])
            i += 1
    return ''.join(out)


def evaluate(model, tables, lines, device='cpu'):
    bare = [enc.MARK.sub('', line) for line in lines]
    return score(lines, diacritize(model, tables, bare, device))


def load(path, device='cpu'):
    from model import Diacritizer
    state = torch.load(path, map_location=device, weights_only=False)
    model = Diacritizer(state['shape']).to(device).eval()
    model.load_state_dict(state['average'])
    return model, state['tables']


def main():
    model, tables = load(sys.argv[1])
    for path in sys.argv[2:]:
        s = evaluate(model, tables, corpus.read_lines(path))
        print(f'{path}\t' + '\t'.join(f'{k} {v:.2f}' for k, v in s.items()))


if __name__ == '__main__':
    main()
