#!/usr/bin/env python3
"""How fast `rawi save ARTICLE... --out` gets through many articles on one processor and on several,
and whether its memory grows on the way.

usage: batch_bench.py RAWI ARTICLE [--count N] [--jobs N] [--paragraphs N] [--slice N] [--memory]
                      [-- OPTION...]

COUNT (1000) articles are made of the paragraphs of one, four to each, in another order each time;
with --paragraphs 0 each is a title and one sentence. --memory leaves the throughput out.
Throughput is articles a second on the clock: one worker kept to one processor, and JOBS (2) workers
on as many, taking turns over slices of so many (24), so that a busy machine disturbs both alike;
idle processors show it undisturbed. One worker that is not kept to one processor comes between
them: its threads narrate and encode at a time.
Memory is what the parent and its workers together have of their own (the anonymous part of their
proportional set size; pages of the program that come in with the words that need them are not
counted), sampled after every article of one run over all of them."""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time

SLICES = 5


def make_articles(source, folder, count, paragraphs):
    with open(source, encoding="utf-8") as file:
        parts = [part for part in file.read().split("\n\n") if len(part) > 80]
    if paragraphs == 0:
        parts = [sentence + "." for part in parts for sentence in part.split(". ")]
    chance = random.Random(1)
    for i in range(count):
        text = "\n\n".join(chance.sample(parts, min(paragraphs or 1, len(parts))))
        with open(os.path.join(folder, f"{i:05}.md"), "w", encoding="utf-8") as file:
            file.write(f"# المقال {i}\n\n{text}\n")


def own_memory(process):
    """In MB, of a process and its children."""
    total = 0
    with open(f"/proc/{process}/task/{process}/children") as file:
        children = file.read().split()
    for one in (process, *children):
        try:
            with open(f"/proc/{one}/smaps_rollup") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss_Anon:"))
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total / 1024


def run(rawi, sources, out, jobs, options, processors=None, sample=False):
    """Seconds on the clock, seconds of processor, and memory after each article. `processors` is how
    many of them may be used."""
    mine = sorted(os.sched_getaffinity(0))[:processors]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen([rawi, "save", *sources, "--out", out, "--jobs", str(jobs), "--json",
                                *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               preexec_fn=lambda: os.sched_setaffinity(0, mine))
    memory = []
    for line in process.stdout:
        if json.loads(line)["result"] != "made":
            sys.exit(line.decode())
        if sample:
            memory.append(own_memory(process.pid))
    if process.wait() != 0:
        sys.exit("rawi failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    elapsed = time.monotonic() - start
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory


def compare(rawi, sources, folder, jobs, slice_size, options):
    ways = {"one processor, one worker": (1, 1), f"{jobs} processors, one worker": (jobs, 1),
            f"{jobs} processors, {jobs} workers": (jobs, jobs)}
    rates = {way: [] for way in ways}
    busy = {way: [] for way in ways}
    for i in range(SLICES):
        part = sources[i * slice_size:(i + 1) * slice_size]
        for way, (processors, workers) in ways.items():
            out = os.path.join(folder, f"out-{i}-{processors}-{workers}")
            elapsed, processor, _ = run(rawi, part, out, workers, options, processors)
            rates[way].append(len(part) / elapsed)
            busy[way].append(processor / len(part))
    one = next(iter(rates.values()))
    for way, found in rates.items():
        ratios = [many / alone for alone, many in zip(one, found)]
        print(f"{way}: {statistics.median(found):.2f} articles a second, "
              f"{statistics.median(ratios):.2f} times the first ({min(ratios):.2f} to "
              f"{max(ratios):.2f}), {statistics.median(busy[way]):.3f} s of processor each",
              flush=True)


def show_memory(rawi, sources, folder, jobs, options):
    elapsed, processor, memory = run(rawi, sources, os.path.join(folder, "all"), jobs, options,
                                     sample=True)
    tenth = max(1, len(sources) // 10)
    print(f"{len(sources)} articles, {jobs} at a time: {elapsed:.0f} s, "
          f"{processor:.0f} s of processor")
    tenths = [statistics.median(memory[i:i + tenth]) for i in range(0, len(memory), tenth)]
    print("memory by tenths of the articles, MB:", *(f"{one:.1f}" for one in tenths),
          f"({max(memory):.1f} at most)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rawi", type=os.path.abspath)
    parser.add_argument("article")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--paragraphs", type=int, default=4)
    parser.add_argument("--slice", type=int, default=24)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("options", nargs="*")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_articles(asked.article, folder, max(asked.count, SLICES * asked.slice),
                      asked.paragraphs)
        sources = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        if not asked.memory:
            compare(asked.rawi, sources, folder, asked.jobs, asked.slice, asked.options)
        if asked.count > 0:
            show_memory(asked.rawi, sources[:asked.count], folder, asked.jobs, asked.options)


main()
