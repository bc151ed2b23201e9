#!/usr/bin/env python3
"""How long from the start of `rawi SOURCE` to its first sound, heard at a sound server.

usage: first_sound.py RAWI ARTICLE [TIMES]

The time includes the server's and the recorder's latency (some 20 ms)."""

import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "e2e"))
from sound_server import Recording, SoundServer  # noqa: E402


def main():
    rawi, article = sys.argv[1:3]
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    delays = []
    with SoundServer() as server:
        for _ in range(times):
            recording = Recording(server)
            start = time.monotonic()
            process = subprocess.Popen([rawi, article, "--quiet"], env=server.environment)
            while recording.first_sound is None and time.monotonic() < start + 10:
                time.sleep(0.005)
            process.terminate()
            process.wait()
            recording.stop()
            if recording.first_sound is None:
                sys.exit("nothing sounded in ten seconds")
            delays.append(1000 * (recording.first_sound - start))
    delays.sort()
    print(f"first sound after {delays[0]:.0f} ms at best, {delays[len(delays) // 2]:.0f} ms in the "
          f"middle, {delays[-1]:.0f} ms at worst ({times} times)")


main()
