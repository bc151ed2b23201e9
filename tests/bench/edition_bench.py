#!/usr/bin/env python3
"""What an edition costs beside a plain WAV file of the same article, format by format, and how much
memory an article many times as long takes.

usage: edition_bench.py RAWI ARTICLE [TIMES]

Each line is the median of runs that take turns. "mastered" is one file at -16 LUFS, "edition" has
everything beside it (--edition)."""

import os
import subprocess
import sys
import tempfile
import time

LONGER = 10


def median(values):
    return sorted(values)[len(values) // 2]


def run(command):
    """Seconds on the clock, seconds of processor, and the most memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return (time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main():
    rawi, article = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory() as folder:
        long = os.path.join(folder, "long" + os.path.splitext(article)[1])
        with open(article, "rb") as source, open(long, "wb") as target:
            target.write((source.read() + b"\n\n") * LONGER)

        def save(source, name, *options):
            return [rawi, "save", source, "-q", "-o", os.path.join(folder, name), *options]
        commands = {"plain .wav": save(article, "a.wav"),
                    "mastered .wav": save(article, "b.wav", "--loudness", "-16")}
        for extension in ("flac", "mp3", "ogg", "opus"):
            commands[f"mastered .{extension}"] = save(article, f"b.{extension}")
        commands["edition .flac"] = save(article, "c.flac", "--edition")
        commands["edition .mp3"] = save(article, "c.mp3", "--edition")
        runs = {name: [] for name in commands}
        for _ in range(times):
            for name, command in commands.items():
                runs[name].append(run(command))
        runs[f"mastered .flac, {LONGER} times as long"] = [run(save(long, "long.flac"))]
    plain = [median(column) for column in zip(*runs["plain .wav"])]
    print(f"{'':36} {'clock':>9} {'processor':>11} {'memory':>10}")
    for name, measured in runs.items():
        wall, cpu, memory = (median(column) for column in zip(*measured))
        print(f"{name:36} {wall:7.2f} s {cpu:9.2f} s {memory:7.1f} MB"
              f"   {wall / plain[0]:.2f} times (processor: {cpu / plain[1]:.2f})")


main()
