#!/usr/bin/env python3
"""How soon a command is heard, from MPRIS, from the socket and from a key, and what speaking costs.

usage: remote_bench.py RAWI ARTICLE [TIMES] [OPTION...]

A command's time runs until it is heard in the recording: the silence of a pause, the sound after it,
the end of what a move leaves and the beginning of the sentence that it leads to, which is known by how
it sounded before. (Often there is no silence between the two.) The time includes the server's and the
recorder's latency (some 10 ms).

Where a pause falls into silence of the article itself, the sound after it waits for the rest of that:
where "play" took long it is said how long the article is silent there.
The options go to rawi: --voice ziad."""

import array
import json
import os
import pty
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "e2e"))
from sound_server import SoundServer, envelope, find_envelope, need, read_wav  # noqa: E402


PAUSED = 4410  # silent samples: longer than between words
NEAR = 2.1  # seconds into a sentence, from which on a move back leads to its own beginning
FINE = 0.001  # seconds, to which the beginning of a sentence is found
COARSE = 0.01
RECALLED = 0.25  # seconds of sound behind a pause, by which its place in the article is found
ALIKE = 0.93
LATE = 60  # milliseconds that a command may take


class Bus:
    """Just enough of D-Bus to call methods over a connection that is open already."""

    def __init__(self):
        path = dict(part.split("=") for part in os.environ["DBUS_SESSION_BUS_ADDRESS"].split(":", 1)[1].split(","))["path"]
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        self.socket.recv(1024)
        self.socket.sendall(b"BEGIN\r\n")
        self.serial = 0
        self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")

    def call(self, destination, path, interface, member, count=None):
        fields = b""
        for code, kind, text in ((1, "o", path), (2, "s", interface), (3, "s", member), (6, "s", destination)):
            fields += b"\0" * (-len(fields) % 8)
            fields += bytes((code, 1)) + kind.encode() + b"\0" + struct.pack("<I", len(text)) + text.encode() + b"\0"
        body = b""
        if count is not None:
            fields += b"\0" * (-len(fields) % 8) + b"\x08\x01g\0\x01i\0"
            body = struct.pack("<i", count)
        self.serial += 1
        message = struct.pack("<cBBBIII", b"l", 1, 1, 1, len(body), self.serial, len(fields)) + fields
        self.socket.sendall(message + b"\0" * (-len(message) % 8) + body)

    def player(self, member, interface="org.mpris.MediaPlayer2.Player", count=None):
        self.call("org.mpris.MediaPlayer2.rawi", "/org/mpris/MediaPlayer2", interface, member, count)


class Script:
    """The article as it is saved, to see where it is silent."""

    def __init__(self, rawi, article, options):
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            subprocess.run([rawi, "save", "-q", *options, article, "-o", file.name], check=True)
            self.samples, self.rate = read_wav(file.name)
        listed = subprocess.run([rawi, "text", "--json", *options, article], check=True, capture_output=True)
        self.sentences = {tuple(said["span"]): (said["start"], said["end"])
                          for said in json.loads(listed.stdout)["utterances"]}

    def silence_before(self, span, heard):
        """Milliseconds of silence that the sentence has where it sounds as what was heard; None where it does
        not."""
        start, end = (int(seconds * self.rate) for seconds in self.sentences[tuple(span)])
        place, end = start, end + self.rate
        for seconds in (COARSE, FINE):
            step, likeness = find_envelope(envelope(self.samples[place:end], self.rate, seconds),
                                           envelope(heard, self.rate, seconds))
            found = place + int(step * seconds * self.rate)
            place, end = found - int(COARSE * self.rate), found + len(heard) + int(COARSE * self.rate)
        if likeness < ALIKE:
            return None
        slack = int(COARSE * self.rate)
        longest = run = 0
        for i in range(max(start, found - self.rate), found + slack):
            run = run + 1 if not self.samples[i] else 0
            longest = max(longest, run) if i > found - slack else 0
        return 1000 * longest / self.rate


class Lateness:
    """How late a thread that only sleeps is woken: on a busy machine sound is late too."""

    def __init__(self):
        self.most = 0.0
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while True:
            before = time.monotonic()
            time.sleep(0.005)
            self.most = max(self.most, time.monotonic() - before - 0.005)

    def take(self):
        """The most since the last time, in milliseconds."""
        most, self.most = self.most, 0.0
        return 1000 * most


class Recorder:
    """What sounds, and when each piece of it came."""

    def __init__(self, server):
        self.samples = array.array("h")
        self.times = []
        self.process = subprocess.Popen(
            ["parec", "--device=null.monitor", "--format=s16le", f"--rate={server.rate}", "--channels=1",
             "--latency-msec=5"], env=server.environment, stdout=subprocess.PIPE)
        threading.Thread(target=self.read, daemon=True).start()
        while not self.samples:
            time.sleep(0.01)

    def read(self):
        rest = b""
        while chunk := os.read(self.process.stdout.fileno(), 65536):
            chunk = rest + chunk
            whole = len(chunk) & ~1
            rest = chunk[whole:]
            self.samples.extend(array.array("h", chunk[:whole]))
            self.times.append((time.monotonic(), len(self.samples)))

    def time_of(self, sample):
        return next(when for when, count in self.times if count > sample)

    def wait_for_sound(self):
        while max(map(abs, self.samples[-400:])) < 1500:
            time.sleep(0.003)

    def silence_after(self, begin, samples):
        """The first of so many silent samples from `begin` on."""
        run = 0
        for i in range(begin, len(self.samples)):
            run = run + 1 if self.samples[i] == 0 else 0
            if run == samples:
                return i - run + 1
        return None

    def sound_after(self, begin):
        return next((i for i in range(begin, len(self.samples)) if self.samples[i]), None)

    def wait_to_find(self, find, *arguments):
        """What find gives once that is there: a busy machine and the pause between paragraphs take their time."""
        while (found := find(*arguments)) is None:
            time.sleep(0.05)
        return found


def go_elsewhere(bus, trial):
    """To another sentence; the article does not come to its end."""
    bus.player("Sentence", "org.rawi.Player1", count=1 if trial % 4 else -2)


def measure_pause(recorder, bus, script, lateness, trial, pause, play, span):
    """Milliseconds to silence and back to sound, in a sentence's first words. Says why where the sound was
    late."""
    go_elsewhere(bus, trial)
    time.sleep(0.25)
    recorder.wait_for_sound()
    begin, start = time.monotonic(), len(recorder.samples)
    pause()
    time.sleep(0.4)
    silent = recorder.wait_to_find(recorder.silence_after, start, PAUSED)
    paused = 1000 * (recorder.time_of(silent) - begin)
    lateness.take()
    begin, start = time.monotonic(), len(recorder.samples)
    play()
    time.sleep(0.3)
    sounding = recorder.wait_to_find(recorder.sound_after, start)
    played = 1000 * (recorder.time_of(sounding) - begin)
    recalled = int(RECALLED * script.rate)
    recorder.wait_to_find(lambda: len(recorder.samples) > sounding + recalled or None)
    if played > LATE:
        own = script.silence_before(span(), recorder.samples[sounding:sounding + recalled])
        print(f"    {played:.0f} ms to play: " + ("not recognized in the article" if own is None else
                                               f"the article is silent there for {own:.0f} ms") +
              f", the machine was {lateness.take():.0f} ms late")
    return paused, played


def hear_beginning(recorder, bus, trial, rate):
    """Goes to another sentence from silence; returns how its first third of a second sounds."""
    bus.player("Pause")
    time.sleep(0.3)
    start = len(recorder.samples)
    go_elsewhere(bus, trial)
    bus.player("Play")
    begin = recorder.wait_to_find(recorder.sound_after, start)
    time.sleep(NEAR)
    return envelope(recorder.samples[begin:begin + rate // 3], rate, FINE)


def measure_move(recorder, bus, trial, rate):
    """Milliseconds until what sounded has ended, and until the sentence sounds to which the move leads;
    None where it is not recognized."""
    beginning = hear_beginning(recorder, bus, trial, rate)
    asked, start = time.monotonic(), len(recorder.samples)
    bus.player("Sentence", "org.rawi.Player1", count=-1)
    time.sleep(0.8)
    step, likeness = find_envelope(envelope(recorder.samples[start:], rate, FINE), beginning)
    if likeness < 0.9:
        return None
    new = old = start + step * int(rate * FINE)
    while old > start and not recorder.samples[old - int(rate * FINE)]:
        old -= 1
    return tuple(1000 * (recorder.time_of(sample) - asked) for sample in (old, new))


def report(name, delays):
    delays = sorted(delays)
    print(f"{name:30} {delays[0]:5.0f} ms at best {delays[len(delays) // 2]:5.0f} in the middle {delays[-1]:5.0f} at worst",
          flush=True)


def drain(terminal):
    try:
        while os.read(terminal, 4096):
            pass
    except OSError:
        pass  # rawi has ended


def processor(process):
    fields = open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    rawi, article = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    times = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    need("dbus-run-session")
    if "RAWI_BENCH_BUS" not in os.environ:
        os.execvpe("dbus-run-session", ["dbus-run-session", "--", sys.executable, *sys.argv],
                   dict(os.environ, RAWI_BENCH_BUS="1"))
    script = Script(rawi, article, sys.argv[4:])
    with SoundServer(script.rate) as server:
        recorder = Recorder(server)
        lateness = Lateness()
        child, terminal = pty.fork()
        if child == 0:
            os.execve(rawi, [rawi, article, *sys.argv[4:]], server.environment)
        threading.Thread(target=drain, args=(terminal,), daemon=True).start()
        time.sleep(4)
        bus = Bus()
        player = socket.socket(socket.AF_UNIX)
        player.connect(os.path.join(server.folder, "rawi", "rawi.socket"))
        answers = player.makefile()

        def ask(*command):
            player.sendall((json.dumps({"command": command}) + "\n").encode())
            return json.loads(answers.readline()).get("data")

        ways = (("MPRIS", lambda: bus.player("Pause"), lambda: bus.player("Play")),
                ("socket", lambda: ask("pause"), lambda: ask("play")),
                ("key", lambda: os.write(terminal, b" "), lambda: os.write(terminal, b" ")))
        for name, pause, play in ways:
            measured = [measure_pause(recorder, bus, script, lateness, trial, pause, play,
                                      lambda: ask("get_property", "span")) for trial in range(times)]
            report(f"{name}: pause", [paused for paused, _ in measured])
            report(f"{name}: play", [played for _, played in measured])
        measured = [measure_move(recorder, bus, trial, server.rate) for trial in range(times)]
        moves = [move for move in measured if move]
        report("MPRIS: a move, the old ends", [old for old, _ in moves])
        report("MPRIS: a move, the new sounds", [new for _, new in moves])
        print(f"{len(measured) - len(moves)} of {len(measured)} moves led to a sentence that was not recognized")
        used, began = processor(child), time.monotonic()
        time.sleep(20)
        print(f"speaking takes {100 * (processor(child) - used) / (time.monotonic() - began):.1f} % of one core")
        os.write(terminal, b"q")


main()
