"""A sound server of the test's own: PulseAudio with a null sink, and a recording of what arrives
there. PortAudio reaches it through ALSA's pulse plug-in."""

import array
import os
import shutil
import subprocess
import tempfile
import threading
import time

from harness import PATIENCE, need, skip, wait_until


class SoundServer:
    """A context: inside it `environment` leads programs to the server."""

    def __init__(self, rate=22050):
        need("pulseaudio", "pactl", "parec")
        self.rate = rate

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rawi_sound_")
        socket = os.path.join(self.folder, "socket")
        script = os.path.join(self.folder, "start.pa")
        alsa = os.path.join(self.folder, "asound.conf")
        with open(script, "w") as file:
            file.write(f"load-module module-native-protocol-unix auth-anonymous=1 socket={socket}\n"
                       f"load-module module-null-sink sink_name=null rate={self.rate} channels=1\n")
        with open(alsa, "w") as file:
            file.write("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
        self.environment = dict(os.environ, PULSE_SERVER=f"unix:{socket}", ALSA_CONFIG_PATH=alsa,
                                XDG_RUNTIME_DIR=self.folder, HOME=self.folder, LC_ALL="C.UTF-8")
        self.log = open(os.path.join(self.folder, "log"), "w+")
        self.server = subprocess.Popen(
            ["pulseaudio", "--system=no", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
             "-n", "-F", script], env=self.environment, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=self.log)
        end = time.monotonic() + PATIENCE
        while self.server.poll() is None and time.monotonic() < end:
            if subprocess.run(["pactl", "info"], env=self.environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0:
                return self
            time.sleep(0.1)
        self.log.seek(0)
        print(self.log.read())
        self.__exit__()
        skip("PulseAudio does not start")

    def __exit__(self, *_):
        self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self):
        if self.server.poll() is None:
            self.server.kill()
        self.server.wait()

    def streams(self):
        """How many programs play now."""
        listed = subprocess.run(["pactl", "list", "short", "sink-inputs"], env=self.environment,
                                capture_output=True, text=True, check=True)
        return len(listed.stdout.splitlines())


class Recording:
    """What sounds at the server from now on: 16-bit samples in `samples`, in `first_sound` the clock's
    time when the first that is not silent came, and in `lateness` by how many seconds a thread that
    only sleeps was woken too late."""

    def __init__(self, server):
        self.samples = array.array("h")
        self.first_sound = None
        self.lateness = 0.0
        self.rate = server.rate
        self.recorder = subprocess.Popen(
            ["parec", "--device=null.monitor", "--format=s16le", f"--rate={server.rate}",
             "--channels=1", "--latency-msec=5"], env=server.environment, stdout=subprocess.PIPE)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()
        threading.Thread(target=self.watch_the_clock, daemon=True).start()
        wait_until(lambda: self.samples, "a recording")

    def read(self):
        rest = b""
        while chunk := self.recorder.stdout.read1(65536):
            chunk = rest + chunk
            whole = len(chunk) & ~1
            rest = chunk[whole:]
            new = array.array("h", chunk[:whole])
            if self.first_sound is None and any(new):
                self.first_sound = time.monotonic()
            self.samples.extend(new)

    def watch_the_clock(self):
        while self.thread.is_alive():
            before = time.monotonic()
            time.sleep(0.01)
            self.lateness = max(self.lateness, time.monotonic() - before - 0.01)

    def is_in_time(self):
        """Whether the machine is one on which sound comes in time. On one that is too busy for it there
        are gaps in whatever is heard."""
        if self.lateness >= 0.02:
            print(f"not compared: the machine is too busy for sound, {1000 * self.lateness:.0f} ms late")
        return self.lateness < 0.02

    def wait_for_silence(self, seconds):
        """Waits until nothing has sounded for so long, from now on."""
        start, count = len(self.samples), int(seconds * self.rate)
        wait_until(lambda: len(self.samples) >= start + count and not any(self.samples[-count:]), "silence")

    def stop(self):
        """Ends with the silence after the last sound."""
        self.wait_for_silence(0.4)
        self.recorder.terminate()
        self.thread.join()
        self.recorder.wait()
        self.recorder.stdout.close()
        return self.samples


def read_wav(path):
    import wave
    with wave.open(path) as file:
        assert file.getnchannels() == 1 and file.getsampwidth() == 2
        return array.array("h", file.readframes(file.getnframes())), file.getframerate()


def strip_silence(samples):
    first = next((i for i, sample in enumerate(samples) if sample), len(samples))
    last = next((i for i in range(len(samples), 0, -1) if samples[i - 1]), 0)
    return samples[first:last]


def find(heard, piece, start=0, tolerance=3):
    """Where `piece` sounds in `heard`, from `start` on; None where it does not."""
    probes = sorted(range(len(piece)), key=lambda i: -abs(piece[i]))[:40]
    for offset in range(start, len(heard) - len(piece) + 1):
        if all(abs(heard[offset + i] - piece[i]) <= tolerance for i in probes):
            if all(abs(heard[offset + i] - piece[i]) <= tolerance for i in range(len(piece))):
                return offset
    return None


def envelope(samples, rate, seconds=0.01):
    """Loudness in steps of so many seconds."""
    step = int(rate * seconds)
    return [sum(map(abs, samples[i:i + step])) / step for i in range(0, len(samples) - step + 1, step)]


def alike(a, b):
    """The normalized correlation of two envelopes, 1 for the same."""
    count = min(len(a), len(b))
    product = sum(x * y for x, y in zip(a, b))
    energy = (sum(x * x for x in a[:count]) * sum(y * y for y in b[:count])) ** 0.5
    return product / energy if energy else 0.0


def find_envelope(heard, piece, start=0):
    """The step of `heard` from `start` on where `piece` is most likely, and how like it is there."""
    best = (start, 0.0)
    for offset in range(start, len(heard) - len(piece) + 1):
        likeness = alike(heard[offset:offset + len(piece)], piece)
        if likeness > best[1]:
            best = (offset, likeness)
    return best
