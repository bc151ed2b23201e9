#!/usr/bin/env python3
"""From a checkpoint to the weight file of the C library: python export.py CHECKPOINT ../weights.bin \\
    --corpus DIR --calibrate FILE...

Weights become signed 8-bit numbers with one scale an output channel, activations unsigned 8-bit
numbers with one scale a place in the network, set so that the texts given to --calibrate seldom
exceed it. Zero points are folded into the biases, so that inference sums u8 x s8 products and
nothing else.

The file, little-endian, every section padded with zeros to 64 bytes:
    "RAWIDIAC", u32 version, u32 x 11 the fields of model.Shape, u32 symbols, classes, edges,
        words and pattern bytes of the lexicon
    f32 x 6: what an activation is multiplied by to be quantized, in the order of STEPS
    u32 sorted fingerprints of the 3-grams, 5-grams, whole words (row 0 is the unknown's and has none)
    f32 tables of symbol, mark, start, end in quantized units
    u8  tables of 3-grams, 5-grams, whole words, zero at 128
    layers: s8 weights packed [outputs / 16][inputs / 4][16][4], f32 scale, f32 bias by output
        in1, in2, to_word, for each recurrent layer forth.x forth.h back.x back.h, from_word, out1, out2, classify
        (outputs padded to 16 with zeros; .h have no bias)
    lexicon (lexicon.py): u32 sorted fingerprints, u32 starts, patterns
    u64 checksum of all before
"""
import argparse
import struct

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import encoding as enc
import lexicon
from evaluate import load
from model import convolve
from train import collate

FORMAT_VERSION = 1
STEPS = ('in1', 'x', 'word', 'out1', 'out2', 'classify')
PERCENTILE = 99.995
HIDDEN_STEP = 1 / 127


def checksum(data):
    """Four interleaved 64-bit lanes; len(data) is a multiple of 32."""
    mask, prime = (1 << 64) - 1, 0x9E3779B97F4A7C15
    lanes = [prime * (i + 1) & mask for i in range(4)]
    for i, word in enumerate(np.frombuffer(data, '<u8').tolist()):
        lane = ((lanes[i & 3] ^ word) * prime) & mask
        lanes[i & 3] = lane ^ (lane >> 29)
    total = len(data)
    for lane in lanes:
        total = ((total ^ lane) * prime) & mask
        total ^= total >> 32
    return total


def top(values):
    return float(np.percentile(np.abs(values.numpy()), PERCENTILE)) or 1.0


def activations(model, tables, lines):
    """The largest usual magnitude at every place that is quantized. Follows Diacritizer.forward."""
    s = corpus.Source([p for line in lines for p in corpus.cut(enc.split_words(line)) if p])
    b = collate([(s, i) for i in range(len(s))], tables, np.random.default_rng(1))
    mask, seen = b['mask'].unsqueeze(1), {}
    with torch.no_grad():
        letter = model.symbol(b['sym']) + model.mark(b['given']) + model.start(b['start']) + model.end(b['end'])
        seen['letter'] = letter.abs().max().item()
        x = torch.cat([letter, model.three(b['three']), model.five(b['five'])], 1) * mask
        x = F.relu(convolve(model.in1, x, mask))
        seen['in1'] = top(x)
        x = (x + F.relu(convolve(model.in2, x, mask))) * mask
        seen['x'] = top(x)
        flat = x[b['letters']]
        best = torch.segment_reduce(flat, 'max', lengths=b['wlen'], axis=0, unsafe=True)
        words = torch.cat([best, x[b['first']], x[b['last']], model.whole(b['whole'])], 1)
        words = F.relu(model.to_word(words))
        seen['word'] = top(words)
        for i, layer in enumerate(model.recurrent):
            y = layer(F.pad(words, (0, 0, 0, 1)), b['forth'], b['back'], b['place_forth'], b['place_back'])
            words = y if i == 0 else words + y
        x = x.index_add(0, b['letters'], F.relu(model.from_word(words))[b['word_of']])
        seen['out1'] = top(x)
        x = x + F.relu(convolve(model.out1, x, mask))
        seen['out2'] = top(x)
        x = x + F.relu(convolve(model.out2, x, mask))
        seen['classify'] = top(x)
    return seen


class Writer:
    def __init__(self):
        self.data = bytearray()

    def section(self, array, dtype):
        self.data += np.ascontiguousarray(array, dtype).tobytes()
        self.data += bytes(-len(self.data) % 64)

    def layer(self, weight, bias, step, zero):
        """weight [outputs, inputs] on inputs worth `step` each, whose zero is at `zero`: a number or one an input."""
        outputs, inputs = weight.shape
        padded = -(-outputs // 16) * 16
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        q = np.clip(np.rint(weight / scale[:, None]), -127, 127)
        self.folded = -(q * zero).sum(1) * scale * step
        w = np.zeros((padded, inputs))
        w[:outputs] = q
        self.section(w.reshape(padded // 16, 16, inputs // 4, 4).transpose(0, 2, 1, 3), 'i1')
        self.section(np.pad(scale * step, (0, padded - outputs)), '<f4')
        if bias is not None:
            self.section(np.pad(bias + self.folded, (0, padded - outputs)), '<f4')


def table_step(*tables):
    return max(float(np.percentile(np.abs(t), PERCENTILE)) for t in tables) / 127


def table_u8(values, step):
    return np.clip(np.rint(values / step), -127, 127) + 128


def window(conv):
    """A convolution's weights as a matrix over the rows under its window, one after the other."""
    w = conv.weight.detach().numpy()
    return w.transpose(0, 2, 1).reshape(w.shape[0], -1), conv.bias.detach().numpy()


def export(model, tables, lines, words, path):
    s, out = model.shape, Writer()
    keys, starts, patterns = lexicon.encode(words)
    for part, size in (('letters', s.letter + s.three + s.five), ('whole', s.whole), ('channels', s.channels),
                       ('word', s.word), ('hidden', s.hidden)):
        if size % 16:
            raise SystemExit(f'{part}: {size} is no multiple of 16')
    seen = activations(model, tables, lines)
    p = {n: v.detach().float().numpy() for n, v in model.state_dict().items()}
    step = {k: seen[k] / 255 for k in STEPS}
    letter_step = seen['letter'] / 127
    parts = {n: table_step(p[f'{n}.weight']) for n in ('three', 'five', 'whole')}

    out.data += b'RAWIDIAC' + struct.pack(
        '<17I', FORMAT_VERSION, s.letter, s.three, s.five, s.whole, s.channels, s.word, s.hidden, s.recurrent,
        s.rows_three, s.rows_five, s.rows_whole, enc.SYMBOLS, len(enc.CLASSES), enc.MAX_EDGE + 1,
        len(keys), len(patterns))
    out.data += bytes(-len(out.data) % 64)
    out.section([1 / step[k] for k in STEPS], '<f4')
    for t in tables:
        out.section(t, '<u4')
    for n in ('symbol', 'mark', 'start', 'end'):
        out.section(p[f'{n}.weight'] / letter_step, '<f4')
    for n in ('three', 'five', 'whole'):
        out.section(table_u8(p[f'{n}.weight'], parts[n]), 'u1')

    w, bias = window(model.in1)
    width = np.concatenate([np.ones(s.letter), np.full(s.three, parts['three'] / letter_step),
                            np.full(s.five, parts['five'] / letter_step)])
    out.layer(w * np.tile(width, 5), bias, letter_step, 128)
    out.layer(*window(model.in2), step['in1'], 0)
    w = p['to_word.weight'].copy()
    w[:, 3 * s.channels:] *= parts['whole'] / step['x']
    out.layer(w, p['to_word.bias'], step['x'], np.repeat([0, 128], [3 * s.channels, s.whole]))
    for i in range(s.recurrent):
        for way in ('forth', 'back'):
            q = {k: p[f'recurrent.{i}.{way}.{k}_l0'] for k in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')}
            probe = Writer()
            probe.layer(q['weight_hh'], None, HIDDEN_STEP, 128)
            bias = q['bias_ih'] + q['bias_hh'] + probe.folded
            if i == 0:
                out.layer(q['weight_ih'], bias, step['word'], 0)
            else:
                out.layer(q['weight_ih'], bias, HIDDEN_STEP, 128 * i)     # a sum of i layers' outputs
            out.layer(q['weight_hh'], None, HIDDEN_STEP, 128)
    out.layer(p['from_word.weight'], p['from_word.bias'], HIDDEN_STEP, 128 * s.recurrent)
    out.layer(*window(model.out1), step['out1'], 0)
    out.layer(*window(model.out2), step['out2'], 0)
    out.layer(p['classify.weight'], p['classify.bias'], step['classify'], 0)
    out.section(keys, '<u4')
    out.section(starts, '<u4')
    out.section(np.frombuffer(patterns, np.uint8), 'u1')
    out.data += struct.pack('<Q', checksum(bytes(out.data)))
    with open(path, 'wb') as f:
        f.write(out.data)
    print(f'{path}: {len(out.data)} bytes; ' + ', '.join(f'{k} {v:.2f}' for k, v in seen.items()))


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('checkpoint')
    a.add_argument('file')
    a.add_argument('--corpus', required=True, help='folder of the texts that the lexicon is counted in')
    a.add_argument('--calibrate', nargs='+', required=True)
    args = a.parse_args()
    model, tables = load(args.checkpoint)
    lines = [line for path in args.calibrate for line in corpus.read_lines(path)]
    export(model.float(), tables, lines, lexicon.build(args.corpus), args.file)


if __name__ == '__main__':
    main()
