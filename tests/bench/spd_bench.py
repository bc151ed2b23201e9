"""How fast the output module of Speech Dispatcher speaks and falls silent, alone and as heard behind
the real server on PulseAudio's null sink:

    python3 tests/bench/spd_bench.py build/bin/sd_rawi [VOICE]
"""

import os
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
from sound_server import Recording, SoundServer
from speech_dispatcher import Client, SpeechDispatcher

MODULE = sys.argv[1]
VOICE = sys.argv[2] if len(sys.argv) > 2 else "salim"
ROUNDS = 40
WORDS = ["مرحبا", "نعم", "ملف", "تحرير", "كتاب", "إغلاق", "المستندات", "بحث"]
SENTENCE = "قرأ الطالب الكتاب في المدرسة الجديدة، ثم عاد إلى البيت مع أصدقائه ونام حتى الصباح. "


def show(name, seconds):
    seconds = sorted(seconds)
    print(f"{name:44} median {seconds[len(seconds) // 2] * 1e3:5.1f} ms   "
          f"9 of 10 {seconds[len(seconds) * 9 // 10] * 1e3:5.1f} ms   "
          f"worst {seconds[-1] * 1e3:5.1f} ms", flush=True)


class Module:
    """The module with nothing around it."""

    def __init__(self):
        self.process = subprocess.Popen([MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.wait(b"INIT\n", b"299 ")
        self.wait(b"AUDIO\naudio_output_method=server\n.\n", b"203 ")
        self.wait(f"SET\nsynthesis_voice={VOICE}\n.\n".encode(), b"203 OK SETTINGS")

    def wait(self, command, *starts):
        """Seconds from a command to the first line that starts so."""
        begin = time.monotonic()
        self.process.stdin.write(command)
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith(starts):
                return time.monotonic() - begin
        raise AssertionError("the module has gone")

    def word(self, text):
        taken = self.wait(f"SPEAK\n<speak>{text}</speak>\n.\n".encode(), b"705-AUDIO")
        self.wait(b"", b"702 ")
        return taken

    def stop(self):
        self.wait(f"SPEAK\n<speak>{SENTENCE * 20}</speak>\n.\n".encode(), b"705-AUDIO")
        return self.wait(b"STOP\n", b"703 ")


class TimedRecording(Recording):
    """Knows when each sample was heard."""

    def __init__(self, server):
        self.arrivals = []
        super().__init__(server)

    def read(self):
        fd = self.recorder.stdout.fileno()
        while chunk := os.read(fd, 65536):
            self.samples.frombytes(chunk[:len(chunk) & ~1])
            self.arrivals.append((time.monotonic(), len(self.samples)))

    def time_of(self, index):
        return next(when - (count - index) / 22050 for when, count in self.arrivals if count > index)

    def onset(self, first):
        """When the first sound was heard from a sample on."""
        while True:
            for index in range(first, len(self.samples)):
                if abs(self.samples[index]) > 30:
                    return self.time_of(index)
            first = len(self.samples)
            time.sleep(0.005)

    def silence(self):
        """When the last sound was heard."""
        for index in range(len(self.samples) - 1, 0, -1):
            if abs(self.samples[index]) > 30:
                return self.time_of(index)
        raise AssertionError("nothing was heard")


def measure_server():
    with SoundServer() as sound, SpeechDispatcher(MODULE, sound) as server:
        client = Client(server)
        client.command(f"SET SELF SYNTHESIS_VOICE {VOICE}")
        client.speak("نعم")
        client.wait("END")
        recording = TimedRecording(sound)
        starts, stops = [], []
        for i in range(ROUNDS):
            time.sleep(0.3)
            begin, first = time.monotonic(), len(recording.samples)
            client.speak(WORDS[i % len(WORDS)])
            starts.append(recording.onset(first) - begin)
            client.wait("END")
        recording.stop()
        for i in range(ROUNDS):
            recording = TimedRecording(sound)
            client.speak(SENTENCE * 3)
            client.wait("BEGIN")
            time.sleep(0.7 + i % 7 / 10)
            begin = time.monotonic()
            client.command("STOP SELF")
            client.wait("CANCELED")
            time.sleep(0.2)
            recording.stop()
            stops.append(max(recording.silence() - begin, 0))
        show("server: from a word to its sound", starts)
        show("server: from STOP to silence", stops)
        client.close()


alone = Module()
for text in WORDS:
    alone.word(text)
show("module: from a word to its sound", [alone.word(WORDS[i % len(WORDS)]) for i in range(ROUNDS)])
show("module: from STOP to its answer", [alone.stop() for i in range(ROUNDS)])
measure_server()
