#!/usr/bin/env python3
"""From a corpus to weights: python train.py --corpus DIR --out DIR [--shape cpu|large] [--minutes N]

Seeded; resumes from OUT/last.pt when it is there; writes OUT/log.tsv, OUT/curve.png and, whenever
news-dev improves, OUT/best.pt (averaged weights, ready for export.py). The texts may grow between two
starts: remove OUT/encoded.pt and they are encoded anew. On a GPU it runs bf16 with
large batches, on a CPU bf16 where the processor has it.
"""
import argparse
import copy
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

import corpus
import encoding as enc
from evaluate import evaluate
from model import Diacritizer, Shape, count

SHAPES = {
    'cpu': dict(shape=dict(), rows=(9000, 40000, 30000), letters=7000, lr=2e-3, drop=.3, pretrain=0.),
    'large': dict(shape=dict(letter=48, three=48, five=64, channels=256, word=320, hidden=320),
                  rows=(12000, 24000, 16000), letters=48000, lr=2e-3, drop=.3, pretrain=.15),
}

# Share of letters drawn from each source, by progress (0 to 1) of the run; between two rows, interpolated.
SOURCES = ('news', 'modern', 'classical', 'frequent', 'buckwalter')
CURRICULUM = [
    (0.00, (.24, .38, .31, .03, .04)),
    (0.35, (.34, .40, .20, .03, .03)),
    (0.55, (.52, .36, .07, .03, .02)),
    (0.80, (.66, .28, .01, .03, .02)),
    (1.00, (.80, .18, .00, .01, .01)),
]
VARIANTS = (.52, .43, .05)        # paragraphs, sentences, sentences without hamza on alif
COUNT_WEIGHT = dict(news=4, modern=1.5, classical=.5, frequent=1, buckwalter=.5)


def shares(progress):
    for (a, x), (b, y) in zip(CURRICULUM, CURRICULUM[1:]):
        if progress <= b:
            t = (progress - a) / (b - a)
            return [(1 - t) * u + t * v for u, v in zip(x, y)]
    return CURRICULUM[-1][1]


class Sampler:
    """Draws examples by the curriculum, sorts a pool of them by length and cuts it to batches."""

    def __init__(self, sources, letters, seed):
        self.sources, self.letters = sources, letters
        self.rng = np.random.default_rng(seed)
        self.queues = {}

    def draw(self, name, want):
        """Examples of one source worth `want` letters, each variant shuffled and walked through in turn."""
        out, got = [], 0
        variants = self.sources[name]
        while got < want:
            v = 0 if len(variants) == 1 else int(self.rng.choice(len(variants), p=VARIANTS))
            queue = self.queues.get((name, v))
            if not queue:
                queue = self.queues[name, v] = self.rng.permutation(len(variants[v])).tolist()
            e = queue.pop()
            got += variants[v].letters[e]
            out.append((variants[v], e))
        return out

    def batches(self, progress, pool=32):
        examples = []
        for name, share in zip(SOURCES, shares(progress)):
            if share > 0 and name in self.sources:
                examples += self.draw(name, share * pool * self.letters)
        lengths = np.array([s.ex[e + 1] - s.ex[e] for s, e in examples]) + self.rng.uniform(0, 2, len(examples))
        out, here, got = [], [], 0
        for i in np.argsort(lengths):
            here.append(examples[i])
            got += examples[i][0].letters[examples[i][1]] + 2
            if got >= self.letters:
                out.append(here)
                here, got = [], 0
        if here:
            out.append(here)
        self.rng.shuffle(out)
        return out


def author_marks(lab, example_of, examples, rng):
    """Which marks the author wrote: none in most sentences; in a few a random part, or the kind that writers add."""
    given = np.zeros_like(lab)
    style = rng.random(examples)
    part = rng.uniform(0, .7, examples)
    known = np.where(lab == corpus.IGNORE, 0, lab)
    some = (style > .86)[example_of] & (rng.random(len(lab)) < part[example_of])
    given[some] = known[some]
    typical = (style < .05)[example_of] & ((known >= enc.FIRST_SHADDA) | (known == corpus.FATHATAN))
    typical &= rng.random(len(lab)) < .8
    given[typical] = known[typical]
    both = (given > enc.FIRST_SHADDA)
    half = rng.random(len(lab))
    given[both & (half < .3)] = enc.FIRST_SHADDA                     # the shadda alone
    lone = both & (half > .9)
    given[lone] -= enc.FIRST_SHADDA                                  # the vowel alone
    return given


def collate(examples, tables, rng=None, unknown=(0., 0., 0.), hide=0.):
    """One batch of examples [(Source, index)] as tensors."""
    words = [(s, s.ex[e], s.ex[e + 1]) for s, e in examples]
    spans = [(s, s.word_start[a], s.word_start[b]) for s, a, b in words]
    cat = lambda name: np.concatenate([getattr(s, name)[a:b] for s, a, b in spans])
    wlen = np.concatenate([s.wlen[a:b] for s, a, b in words])
    whole = np.concatenate([s.whole[a:b] for s, a, b in words])
    nwords = np.array([b - a for _, a, b in words])
    nletters = np.array([b - a for _, a, b in spans])
    sym, lab = cat('sym').astype(np.int64), cat('lab').astype(np.int64)
    word_of = np.repeat(np.arange(len(wlen)), wlen)
    end_of_word = np.cumsum(wlen)
    start_of_word = end_of_word - wlen
    at = np.arange(len(sym))
    example_of = np.repeat(np.arange(len(examples)), nletters)
    place = at + 2 * (example_of + 1)                                # two zero rows around every example
    total = len(sym) + 2 * (len(examples) + 1)
    keys = [corpus.rows(t, k) for t, k in zip(tables, (cat('three'), cat('five'), whole))]
    given = np.zeros_like(lab)
    if rng is not None:
        given = author_marks(lab, example_of, len(examples), rng)
        for k, p in zip(keys, unknown):
            k[rng.random(len(k)) < p] = 0
    target = lab
    if hide:
        chosen = (rng.random(len(wlen)) < hide)
        letters = chosen[word_of] & (rng.random(len(sym)) < .6)
        target = np.where(letters, sym, corpus.IGNORE)
        sym = np.where(letters, enc.PAD, sym)
        given[:] = 0
        keys[0][chosen[word_of]] = 0
        keys[1][chosen[word_of]] = 0
        keys[2][chosen] = 0

    def flat(values):
        out = np.zeros(total, np.int64)
        out[place] = values
        return torch.from_numpy(out)

    longest = nwords.max()
    first_word = np.cumsum(nwords) - nwords
    t = np.arange(longest)[:, None]
    forth = np.where(t < nwords, first_word + t, len(wlen))
    back = np.where(t < nwords, first_word + nwords - 1 - t, len(wlen))
    sentence = np.repeat(np.arange(len(examples)), nwords)
    step = np.arange(len(wlen)) - first_word[sentence]
    mask = np.zeros(total, np.float32)
    mask[place] = 1
    tensor = lambda a: torch.from_numpy(np.ascontiguousarray(a, np.int64))
    return dict(
        sym=flat(sym), given=flat(given), start=flat(np.minimum(at - start_of_word[word_of], enc.MAX_EDGE)),
        end=flat(np.minimum(end_of_word[word_of] - 1 - at, enc.MAX_EDGE)),
        three=flat(keys[0]), five=flat(keys[1]), whole=tensor(keys[2]), mask=torch.from_numpy(mask),
        letters=tensor(place), wlen=tensor(wlen), first=tensor(place[start_of_word]),
        last=tensor(place[end_of_word - 1]), word_of=tensor(word_of), forth=tensor(forth), back=tensor(back),
        place_forth=tensor(step * len(examples) + sentence),
        place_back=tensor((nwords[sentence] - 1 - step) * len(examples) + sentence),
        target=tensor(target))


def load_sources(args):
    """Encoded corpora, kept beside the checkpoints so that a second start is quick."""
    cache = os.path.join(args.out, 'encoded.pt')
    if os.path.exists(cache):
        return torch.load(cache, weights_only=False)
    sources = {}
    for name in SOURCES:
        patterns = getattr(args, name)
        if patterns:
            sources[name] = corpus.encode(corpus.expand(patterns, args.corpus), name in ('frequent', 'buckwalter'))
            print(f'{name}: {len(sources[name][0])} examples, {sources[name][0].letters.sum()} letters, '
                  f'{np.mean(sources[name][0].lab == corpus.IGNORE):.3f} of them not learned', flush=True)
    rows = SHAPES[args.shape]['rows']
    tables = corpus.vocabulary([(sources[n][0], COUNT_WEIGHT[n]) for n in sources], rows, (3, 4, 4))
    torch.save((sources, tables), cache)
    return sources, tables


def carry_rows(state, tables, embeddings, first):
    """Lets a checkpoint go on with other tables: an n-gram that both know keeps its row, a new one begins as the unknown.
    The embeddings are the optimizer's parameters from `first` on."""
    for i, (name, old, new) in enumerate(zip(embeddings, state['tables'], tables)):
        source = torch.from_numpy(np.concatenate([[0], corpus.rows(old, new)]).astype(np.int64))
        for weights in (state['model'], state['average']):
            weights[f'{name}.weight'] = weights[f'{name}.weight'][source]
        moments = state['optimizer']['state'][first + i]
        for key in ('exp_avg', 'exp_avg_sq'):
            moments[key] = moments[key][source]


def plot(path, log):
    import matplotlib
    matplotlib.use('Agg')
    import matplotlib.pyplot as plt
    rows = [line.split('\t') for line in open(log).read().splitlines()[1:]]
    steps = [int(r[0]) for r in rows]
    figure, left = plt.subplots(figsize=(7, 4))
    left.plot(steps, [float(r[3]) for r in rows], color='tab:gray', label='training loss')
    left.set_xlabel('steps'); left.set_ylabel('loss'); left.set_yscale('log')
    right = left.twinx()
    scored = [(s, float(r[4]), float(r[5])) for s, r in zip(steps, rows) if r[4]]
    right.plot([s for s, _, _ in scored], [w for _, _, w in scored], 'o-', ms=3, color='tab:red', label='news-dev WER')
    right.plot([s for s, _, _ in scored], [d for _, d, _ in scored], 'o-', ms=3, color='tab:blue', label='news-dev DER')
    right.set_ylabel('%'); right.set_ylim(0, 40)
    figure.legend(loc='upper right', bbox_to_anchor=(.88, .88))
    figure.tight_layout(); figure.savefig(path, dpi=80); plt.close(figure)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument('--corpus', required=True, help='folder that the patterns below start from')
    p.add_argument('--out', required=True)
    p.add_argument('--news', default='news/*.txt')
    p.add_argument('--modern', default='tashkeela-modern.txt.xz')
    p.add_argument('--classical', default='tashkeela-classical.txt.xz')
    p.add_argument('--frequent', default='lexicon-frequent.txt')
    p.add_argument('--buckwalter', default='lexicon-buckwalter.txt')
    p.add_argument('--dev', default='news-dev/*.txt')
    p.add_argument('--shape', choices=SHAPES, default='cpu')
    p.add_argument('--minutes', type=float, default=100, help='length of the whole run; the schedule follows the clock')
    p.add_argument('--steps', type=int, help='length in steps instead, for a run that repeats exactly')
    p.add_argument('--letters', type=int, help='letters of a batch')
    p.add_argument('--pretrain', type=float, help='share of the run spent on hidden letters first')
    p.add_argument('--threads', type=int, default=2)
    p.add_argument('--every', type=float, default=4, help='minutes between evaluations')
    p.add_argument('--float32', action='store_true')
    p.add_argument('--seed', type=int, default=1)
    args = p.parse_args()
    config = SHAPES[args.shape]
    letters = args.letters or config['letters']
    pretrain = config['pretrain'] if args.pretrain is None else args.pretrain
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    random.seed(args.seed); np.random.seed(args.seed); torch.manual_seed(args.seed)
    device = 'cuda' if torch.cuda.is_available() else 'cpu'

    sources, tables = load_sources(args)
    shape = Shape(**config['shape'], rows_three=len(tables[0]) + 1, rows_five=len(tables[1]) + 1,
                  rows_whole=len(tables[2]) + 1)
    model = Diacritizer(shape, config['drop']).to(device)
    average = copy.deepcopy(model).eval()
    print(f'{device}: {count(model)} parameters, {shape}', flush=True)
    looked_up = ('three', 'five', 'whole')
    embeddings = [model.get_submodule(name).weight for name in looked_up]
    ids = {id(q) for q in embeddings}
    others = [q for q in model.parameters() if q.requires_grad and id(q) not in ids]
    optimizer = torch.optim.AdamW([dict(params=others, weight_decay=.01), dict(params=embeddings, weight_decay=0)],
                                  lr=config['lr'], betas=(.9, .98), fused=True)
    dev = [line for path in corpus.expand(args.dev, args.corpus) for line in corpus.read_lines(path)]

    step, spent, best = 0, 0., 1e9
    last = os.path.join(args.out, 'last.pt')
    log = os.path.join(args.out, 'log.tsv')
    if os.path.exists(last):
        state = torch.load(last, map_location=device, weights_only=False)
        carry_rows(state, tables, looked_up, len(others))
        model.load_state_dict(state['model']); average.load_state_dict(state['average'])
        optimizer.load_state_dict(state['optimizer'])
        step, spent, best = state['step'], state['spent'], state['best']
        torch.manual_seed(args.seed + step)
        print(f'resumed at step {step}, {spent / 60:.1f} minutes', flush=True)
    else:
        open(log, 'w').write('step\tminutes\tlearning rate\tloss\tDER\tWER\tDER inner\tWER inner\tletters/s\n')
    sampler = Sampler(sources, letters, args.seed + step)
    rng = np.random.default_rng(args.seed + 7 * step)

    def progress():
        return step / args.steps if args.steps else spent / 60 / args.minutes

    def save(path, **more):
        torch.save(dict(shape=shape, tables=tables, step=step, **more), path + '.new')
        os.replace(path + '.new', path)

    queue, losses, seen, since = [], [], 0, spent
    while progress() < 1:
        began = time.monotonic()
        if not queue:
            queue = sampler.batches(progress())
        hiding = progress() < pretrain
        batch = collate(queue.pop(), tables, rng, (.05, .14, .25), .3 if hiding else 0.)
        batch = {k: v.to(device) for k, v in batch.items()}
        done = progress()
        rate = config['lr'] * min(1, (step + 1) / 300) * max(.002, .5 * (1 + math.cos(math.pi * min(1, done))))
        for group in optimizer.param_groups:
            group['lr'] = rate
        model.train()
        with torch.autocast(device, torch.bfloat16, enabled=not args.float32):
            scores = model(batch, hiding)
        loss = F.cross_entropy(scores, batch['target'], ignore_index=corpus.IGNORE)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimizer.step()
        decay = min(.9985, (1 + step) / (20 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - decay)
        step += 1
        losses.append(loss.item()); seen += len(batch['target'])
        spent += time.monotonic() - began
        over = progress() >= 1
        if spent - since > args.every * 60 or over:
            score = evaluate(average, tables, dev, device)
            line = [str(step), f'{spent / 60:.2f}', f'{rate:.6f}', f'{np.mean(losses):.4f}',
                    *(f'{score[k]:.2f}' for k in ('DER', 'WER', 'DER-', 'WER-')), f'{seen / (spent - since):.0f}']
            open(log, 'a').write('\t'.join(line) + '\n')
            print('\t'.join(line), flush=True)
            save(last, model=model.state_dict(), average=average.state_dict(), optimizer=optimizer.state_dict(),
                 spent=spent, best=min(best, score['WER']))
            if score['WER'] < best and not hiding:
                best = score['WER']
                save(os.path.join(args.out, 'best.pt'), average=average.state_dict(), score=score)
            try:
                plot(os.path.join(args.out, 'curve.png'), log)
            except ImportError:
                pass
            losses, seen, since = [], 0, spent


if __name__ == '__main__':
    main()
