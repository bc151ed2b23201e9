"""A sound server of the test's own: PulseAudio with a null sink, and a recording of what arrives
there. PortAudio reaches it through ALSA's pulse plug-in."""

import array
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

SKIP = 77


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIP)


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            skip(f"there is no {program}")


def side_by_side(names, alone=(), at_once=4):
    """Runs the calling program once for each named test, a few at a time: they wait for sound, not for
    the processor. Those in `alone` bear no late sound and run one by one. Ends the program: with status 1
    where one failed."""
    def run(name):
        done = subprocess.run([sys.executable, sys.argv[0], sys.argv[1], name], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        print(done.stdout, end="", flush=True)
        return done.returncode

    results = set(map(run, alone))
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        results |= set(pool.map(run, [name for name in names if name not in alone]))
    sys.exit(SKIP if SKIP in results else 1 if results - {0} else 0)


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
        for _ in range(100):
            if subprocess.run(["pactl", "info"], env=self.environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0:
                return self
            if self.server.poll() is not None:
                break
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
    """What sounds at the server from now on: 16-bit samples in `samples`, and in `first_sound` the
    clock's time when the first that is not silent came."""

    def __init__(self, server):
        self.samples = array.array("h")
        self.first_sound = None
        self.recorder = subprocess.Popen(
            ["parec", "--device=null.monitor", "--format=s16le", f"--rate={server.rate}",
             "--channels=1", "--latency-msec=5"], env=server.environment, stdout=subprocess.PIPE)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()
        while not self.samples:
            time.sleep(0.01)

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

    def stop(self):
        time.sleep(0.3)
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


def envelope(samples, rate):
    """Loudness in steps of ten milliseconds."""
    step = rate // 100
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
