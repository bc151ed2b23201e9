"""The real speech-dispatcher server with Rawi's module alone, on a sound server of the test's own."""

import os
import re
import shutil
import socket
import subprocess
import time

from harness import PATIENCE, need, skip


class SpeechDispatcher:
    """A context: inside it clients connect with `environment` or with `Client`."""

    def __init__(self, module, sound, settings=""):
        need("speech-dispatcher", "spd-say")
        version = subprocess.run(["speech-dispatcher", "--version"], capture_output=True, text=True)
        numbers = re.search(r"(\d+)\.(\d+)", version.stdout)
        if not numbers or tuple(map(int, numbers.groups())) < (0, 11):
            skip("sound through the server needs speech-dispatcher 0.11")
        self.module = os.path.abspath(module)
        self.sound = sound
        self.settings = settings

    def __enter__(self):
        self.folder = os.path.join(self.sound.folder, "speechd")
        modules = os.path.join(self.folder, "modules")
        configuration = os.path.join(self.folder, "configuration")
        os.makedirs(os.path.join(configuration, "modules"))
        os.makedirs(modules)
        os.symlink(self.module, os.path.join(modules, "sd_rawi"))
        with open(os.path.join(configuration, "speechd.conf"), "w") as file:
            file.write('LogLevel 3\nAudioOutputMethod "pulse"\nAddModule "rawi" "sd_rawi" "rawi.conf"\n'
                       'DefaultModule rawi\nDefaultLanguage "ar"\nDefaultVolume 100\n')
        with open(os.path.join(configuration, "modules", "rawi.conf"), "w") as file:
            file.write(self.settings)
        self.path = os.path.join(self.folder, "socket")
        self.environment = dict(self.sound.environment, SPEECHD_ADDRESS=f"unix_socket:{self.path}",
                                LC_ALL="C.UTF-8")
        self.server = subprocess.Popen(
            ["speech-dispatcher", "--run-single", "--communication-method=unix_socket",
             f"--socket-path={self.path}", f"--config-dir={configuration}",
             f"--module-dir={modules}", f"--log-dir={self.folder}", "--timeout=0",
             f"--pid-file={self.folder}/pid"],
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while self.server.poll() is None and time.monotonic() < end:
            if os.path.exists(self.path):
                return self
            time.sleep(0.05)
        self.__exit__()
        raise AssertionError("speech-dispatcher does not start: " + self.log())

    def log(self):
        """What the server and the module wrote."""
        text = ""
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".log"):
                with open(os.path.join(self.folder, name), errors="replace") as file:
                    text += f"--- {name}\n{file.read()}"
        return text

    def module_process(self):
        """The module's process number."""
        for number in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{number}/stat") as file:
                    fields = file.read().rsplit(")", 1)
                if fields[0].endswith("(sd_rawi") and int(fields[1].split()[1]) == self.server.pid:
                    return int(number)
            except (FileNotFoundError, ProcessLookupError):
                continue
        raise AssertionError("the module does not run: " + self.log())

    def __exit__(self, *_):
        if self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(10)
            except subprocess.TimeoutExpired:
                self.server.kill()
        self.server.wait()


class Client:
    """An SSIP connection, as a screen reader's."""

    def __init__(self, server):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(server.path)
        self.socket.settimeout(PATIENCE)
        self.file = self.socket.makefile("rb")
        self.events = []
        self.command("SET SELF CLIENT_NAME test:test:main")
        self.command("SET SELF NOTIFICATION ALL ON")

    def close(self):
        self.file.close()
        self.socket.close()

    def lines(self):
        """The lines of the next reply or event, the last one without its hyphen."""
        lines = []
        while True:
            line = self.file.readline().decode().rstrip("\r\n")
            assert line, "the server closed the connection"
            lines.append(line)
            if line[3:4] == " ":
                return lines

    def reply(self):
        while (lines := self.lines())[-1][0] == "7":
            self.take_event(lines)
        return lines

    def take_event(self, lines):
        name = lines[-1][4:]
        mark = lines[2][4:] if lines[-1].startswith("700") else None
        self.events.append((name, mark, time.monotonic()))

    def command(self, line):
        self.socket.sendall((line + "\r\n").encode())
        lines = self.reply()
        assert lines[-1][0] == "2", f"{line}: {lines}"
        return lines

    def speak(self, text):
        """Sends a text to be spoken."""
        self.command("SPEAK")
        self.socket.sendall((text + "\r\n.\r\n").encode())
        lines = self.reply()
        assert lines[-1][0] == "2", f"{text}: {lines}"

    def wait(self, *names):
        """Waits for one of these events, which is returned with its mark and its time."""
        taken = 0
        while True:
            for event in self.events[taken:]:
                taken += 1
                if event[0] in names:
                    self.events = self.events[taken:]
                    return event
            self.take_event(self.lines())

    def marks_until_end(self):
        """The names of the marks reached until the message ends, each with its time."""
        marks = []
        while (event := self.wait("INDEX MARK", "END"))[0] != "END":
            marks.append(event[1:])
        return marks
