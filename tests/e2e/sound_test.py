#!/usr/bin/env python3
"""What rawi speak plays is what rawi save writes, sample for sample. Runs alone: sound that is late
has gaps.

usage: sound_test.py RAWI [TEST...]"""

import json
import subprocess

from harness import COMMAND, PATIENCE, expect, main
from sound_server import Recording, SoundServer, find, read_wav, strip_silence

ARTICLE = """# سوق المدينة

فتحت السوق أبوابها صباحًا. وصل الباعة من القرى البعيدة.

عاد الجميع إلى بيوتهم مساءً.
"""


def test_plays_what_save_writes(server):
    """Often enough that it is once in time."""
    subprocess.run([COMMAND, "save", "article.md", "-o", "saved.wav", "-q", "--rate", "2"], check=True,
                   env=server.environment)
    wanted, rate = read_wav("saved.wav")
    expect(rate == server.rate, f"the server runs at the voice's rate, {rate}")
    wanted = strip_silence(wanted)
    was_in_time = False
    for _ in range(10):
        recording = Recording(server)
        result = subprocess.run([COMMAND, "article.md", "--json", "--rate", "2"], env=server.environment,
                                timeout=PATIENCE, stdin=subprocess.DEVNULL, capture_output=True,
                                start_new_session=True)
        heard = strip_silence(recording.stop())
        expect(result.returncode == 0 and result.stderr == b"", f"ends well: {result}")
        said = json.loads(result.stdout)
        expect(said["finished"], f"it says so: {said}")
        if abs(len(heard) - len(wanted)) <= 2 and find(heard, wanted[5:-5]) is not None:
            return
        print(f"{len(heard)} samples, not the same {len(wanted)}")
        was_in_time = recording.is_in_time() or was_in_time
    expect(not was_in_time, "the same samples without a gap")


main(article=ARTICLE, context=SoundServer)
