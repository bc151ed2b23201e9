#!/usr/bin/env python3
"""How fast `rawi save` makes a WAV file and how much memory it takes, beside espeak-ng with the same
text, and with the same article a hundred times as long.

usage: save_bench.py RAWI ARTICLE [TIMES]

Ratios are of medians in one run, the programs taking turns; times are of the whole process."""

import os
import statistics
import subprocess
import sys
import tempfile
import time


def run(command):
    """Seconds on the clock, seconds of processor, and the most memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def show(name, runs):
    wall, cpu, memory = (statistics.median(column) for column in zip(*runs))
    print(f"{name:34} {wall:8.3f} s {cpu:8.3f} s {memory:8.1f} MB")
    return wall, cpu, memory


def main():
    rawi, article = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    with tempfile.TemporaryDirectory() as folder:
        wav = os.path.join(folder, "out.wav")
        long = os.path.join(folder, "long" + os.path.splitext(article)[1])
        with open(article, "rb") as source, open(long, "wb") as target:
            target.write((source.read() + b"\n\n") * 100)
        save = [rawi, "save", article, "-q", "-o", wav]
        espeak = ["espeak-ng", "-v", "ar", "-f", article, "-w", wav]
        ours, theirs = [], []
        for _ in range(times):
            ours.append(run(save))
            theirs.append(run(espeak))
        longs = [run([rawi, "save", long, "-q", "-o", wav]) for _ in range(3)]
    print(f"{'':34} {'clock':>10} {'processor':>10} {'memory':>11}")
    one = show("rawi save", ours)
    other = show("espeak-ng -v ar -w", theirs)
    hundred = show("rawi save, 100 times as long", longs)
    print(f"rawi takes {one[0] / other[0]:.2f} times as long as espeak-ng "
          f"(processor: {one[1] / other[1]:.2f})")
    print(f"100 times as long: {hundred[0] / one[0]:.0f} times the time "
          f"(processor: {hundred[1] / one[1]:.0f}), {hundred[2] - one[2]:+.1f} MB")


main()
