"""The network: letters, pooled to words, read by recurrent layers, and back to letters.

letters  symbol + author's mark + place in word | 3-gram | 5-gram  -> convolutions
words    max, first and last letter | whole word  -> bidirectional LSTM layers
letters  convolutions over letter + word  -> 15 classes
"""
from dataclasses import dataclass, asdict

import torch
import torch.nn as nn
import torch.nn.functional as F

import encoding as enc


@dataclass
class Shape:
    """Sizes of a network; they stand in the header of its weight file."""
    letter: int = 32          # symbol + mark + place
    three: int = 40           # 3-gram
    five: int = 56            # 5-gram
    whole: int = 96           # whole word
    channels: int = 192       # letter convolutions
    word: int = 256           # input of the recurrent layers
    hidden: int = 256         # of each direction
    recurrent: int = 2        # layers
    rows_three: int = 0       # rows of the tables, the row of the unknown included
    rows_five: int = 0
    rows_whole: int = 0


class Recurrent(nn.Module):
    """One bidirectional LSTM layer over padded sentences; the backward pass starts at each sentence's last word."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.forth = nn.LSTM(inputs, hidden)
        self.back = nn.LSTM(inputs, hidden)
        for lstm in (self.forth, self.back):
            nn.init.orthogonal_(lstm.weight_hh_l0)
            nn.init.zeros_(lstm.bias_hh_l0)
            lstm.bias_hh_l0.requires_grad_(False)
            nn.init.zeros_(lstm.bias_ih_l0)
            with torch.no_grad():
                lstm.bias_ih_l0[hidden:2 * hidden] = 1.0     # remember at first

    def forward(self, words, forth, back, place_forth, place_back):
        """words [W + 1, inputs], its last row zero; forth, back [T, B]: which word stands there;
        place_*: where each word went. Returns [W, 2 * hidden]."""
        a = self.forth(words[forth])[0].flatten(0, 1)
        b = self.back(words[back])[0].flatten(0, 1)
        return torch.cat([a[place_forth], b[place_back]], 1)


def convolve(layer, x, mask):
    """x [N, C] of sentences set apart by zero rows -> [N, C']"""
    return layer(x.t().unsqueeze(0))[0].t() * mask


class Dropout(nn.Module):
    """Dropout that cuts its masks from a pool of random ones: drawing them anew costs a CPU an eighth of a step."""
    POOL = 1 << 23

    def __init__(self, p):
        super().__init__()
        self.p, self.pool, self.uses = p, None, 0

    def forward(self, x):
        if not self.training or not self.p:
            return x
        if x.is_cuda or x.numel() > self.POOL // 2:
            return F.dropout(x, self.p)
        if self.pool is None or self.uses >= 400:
            self.pool = (torch.rand(self.POOL) >= self.p).to(torch.bfloat16)
            self.uses = 0
        self.uses += 1
        at = int(torch.randint(self.POOL - x.numel(), ()))
        return x * (self.pool[at:at + x.numel()].view(x.shape) * (1 / (1 - self.p))).to(x.dtype)


class Diacritizer(nn.Module):
    def __init__(self, shape, drop=0.2):
        super().__init__()
        self.shape, s = shape, shape
        self.symbol = nn.Embedding(enc.SYMBOLS, s.letter)
        self.mark = nn.Embedding(len(enc.CLASSES), s.letter)
        self.start = nn.Embedding(enc.MAX_EDGE + 1, s.letter)
        self.end = nn.Embedding(enc.MAX_EDGE + 1, s.letter)
        self.three = nn.Embedding(s.rows_three, s.three)
        self.five = nn.Embedding(s.rows_five, s.five)
        self.whole = nn.Embedding(s.rows_whole, s.whole)
        for e, scale in ((self.symbol, .5), (self.mark, .5), (self.start, .3), (self.end, .3),
                         (self.three, .3), (self.five, .1), (self.whole, .1)):
            nn.init.normal_(e.weight, std=scale)
        c = s.channels
        self.in1 = nn.Conv1d(s.letter + s.three + s.five, c, 5, padding=2)
        self.in2 = nn.Conv1d(c, c, 3, padding=1)
        self.to_word = nn.Linear(3 * c + s.whole, s.word)
        self.recurrent = nn.ModuleList(
            Recurrent(s.word if i == 0 else 2 * s.hidden, s.hidden) for i in range(s.recurrent))
        self.from_word = nn.Linear(2 * s.hidden, c)
        self.out1 = nn.Conv1d(c, c, 3, padding=1)
        self.out2 = nn.Conv1d(c, c, 3, padding=1)
        self.classify = nn.Linear(c, len(enc.CLASSES))
        self.guess = nn.Linear(c, enc.SYMBOLS)               # pre-training on hidden letters; not exported
        self.drop = Dropout(drop)

    def forward(self, b, hidden_letters=False):
        mask = b['mask'].unsqueeze(1)
        x = torch.cat([self.symbol(b['sym']) + self.mark(b['given']) + self.start(b['start']) + self.end(b['end']),
                       self.three(b['three']), self.five(b['five'])], 1) * mask
        x = self.drop(x)
        x = F.relu(convolve(self.in1, x, mask))
        x = x + F.relu(convolve(self.in2, self.drop(x), mask))
        x = x * mask
        flat = x[b['letters']]                               # without the zero rows
        top = torch.segment_reduce(flat.float(), 'max', lengths=b['wlen'], axis=0, unsafe=True).to(x.dtype)
        words = torch.cat([top, x[b['first']], x[b['last']], self.whole(b['whole']).to(x.dtype)], 1)
        words = F.relu(self.to_word(self.drop(words)))
        for i, layer in enumerate(self.recurrent):
            padded = F.pad(self.drop(words), (0, 0, 0, 1))
            y = layer(padded, b['forth'], b['back'], b['place_forth'], b['place_back'])
            words = y if i == 0 else words + y
        context = F.relu(self.from_word(self.drop(words)))
        x = x.index_add(0, b['letters'], context[b['word_of']].to(x.dtype))
        x = x + F.relu(convolve(self.out1, self.drop(x), mask))
        x = x + F.relu(convolve(self.out2, self.drop(x), mask))
        x = x[b['letters']]
        return (self.guess if hidden_letters else self.classify)(self.drop(x)).float()


def count(model):
    return sum(p.numel() for p in model.parameters())
