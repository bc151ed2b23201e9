"""What the tests of the command share: running it, by itself or on a terminal of its own, saying what
is expected of it, and running tests, each in a folder of its own.

A test is a function of the program, named test_...; a program takes the command and, where only some
are to be run, their names: TEST_FILE RAWI [TEST...]. No test may depend on how busy the machine is:
what must happen some time is waited for with PATIENCE."""

import codecs
import concurrent.futures
import contextlib
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time
import traceback

SKIP = 77
PATIENCE = 120  # seconds
COMMAND = os.path.abspath(sys.argv[1])
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8")


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIP)


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            skip(f"there is no {program}")


def expect(condition, what, result=None):
    """`result` is of a program that ran: it is shown where the condition does not hold."""
    if not condition:
        if result is not None:
            print(result.returncode, result.stdout[-2000:], result.stderr.decode(errors="replace")[-2000:])
        raise AssertionError(what)


def wait_until(holds, what, seconds=PATIENCE):
    """The first value of `holds()` that is true."""
    end = time.monotonic() + seconds
    while not (value := holds()):
        expect(time.monotonic() < end, f"never: {what}")
        time.sleep(0.01)
    return value


def rawi(*arguments, **options):
    """Runs the command to its end; `options` are subprocess.run's."""
    options.setdefault("env", ENVIRONMENT)
    return subprocess.run([COMMAND, *arguments], capture_output=True, timeout=300, **options)


def wait_for_handler(number, process):
    """Waits until a program that has just begun takes this signal in its own way."""
    def is_caught():
        with open(f"/proc/{process}/status") as file:
            return any(line.startswith("SigCgt:") and int(line.split()[1], 16) >> (number - 1) & 1
                       for line in file)
    wait_until(is_caught, f"signal {number} is handled")


class Terminal:
    """The command on a terminal of its own, which shows what was `said`. Its standard input is the
    terminal, or a pipe that gives `source`."""

    def __init__(self, *arguments, environment=ENVIRONMENT, source=None):
        self.said = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        read_end, write_end = os.pipe()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            if source is not None:
                os.dup2(read_end, 0)
            os.close(write_end)
            os.execve(COMMAND, [COMMAND, *arguments], environment)
        os.close(read_end)
        if source is not None:
            os.write(write_end, source.encode())
        os.close(write_end)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.child:
            self.kill()

    def listen(self, seconds):
        """Takes what is said meanwhile; false where the terminal was left before."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                try:
                    self.said += self.decoder.decode(os.read(self.terminal, 65536))
                except OSError:
                    return False
        return True

    def wait_for(self, text, since=0):
        """Waits until a text was said, behind the first `since` characters."""
        end = time.monotonic() + PATIENCE
        while text not in self.said[since:] and time.monotonic() < end and self.listen(0.02):
            pass
        expect(text in self.said[since:], f"{text!r} behind {since} of {self.said!r}")

    def press(self, keys):
        """Returns how much was said before."""
        self.listen(0.001)
        os.write(self.terminal, keys)
        return len(self.said)

    def signal(self, number):
        os.kill(self.child, number)

    def mode(self):
        """Whether keys come by lines and are shown."""
        return termios.tcgetattr(self.terminal)[3] & (termios.ICANON | termios.ECHO)

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            self.signal(signal.SIGKILL)
        self.leave(os.waitpid(self.child, 0)[1])

    def leave(self, status):
        os.close(self.terminal)
        self.child = None
        return os.waitstatus_to_exitcode(status)

    def end(self):
        """The exit status once it ended, as subprocess gives it."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            self.listen(0.02)
            child, status = os.waitpid(self.child, os.WNOHANG)
            if child:
                self.listen(0.1)
                return self.leave(status)
        self.kill()
        raise AssertionError(f"it does not end: {self.said!r}")


def run(test, article, context):
    """Runs one test; true where it passed."""
    folder = tempfile.mkdtemp(prefix=f"rawi_{test.__name__}_")
    os.chdir(folder)
    if article:
        with open("article.md", "w") as file:
            file.write(article)
    try:
        if context:
            with context() as value:
                test(value)
        else:
            test()
        print("ok", test.__name__, flush=True)
        return True
    except Exception as problem:  # whatever it is, the next test runs all the same
        if not isinstance(problem, AssertionError):
            traceback.print_exc(file=sys.stdout)
        print("FAILED", test.__name__ + ":", problem, flush=True)
        return False
    finally:
        os.chdir("/")
        shutil.rmtree(folder, ignore_errors=True)


def run_by_itself(name):
    """Runs the program again for one test; its exit status."""
    done = subprocess.run([sys.executable, sys.argv[0], sys.argv[1], name], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout, end="", flush=True)
    return done.returncode


def main(article=None, context=None, at_once=1):
    """Runs the program's tests, `at_once` side by side. `article` stands in each one's folder as
    article.md; each gets the value of a `context()` of its own, where there is one. Ends the program."""
    program = vars(sys.modules["__main__"])
    names = sys.argv[2:] or [name for name in program if name.startswith("test_")]
    if at_once > 1 and len(names) > 1:
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            results = set(pool.map(run_by_itself, names))
        sys.exit(1 if results - {0, SKIP} else SKIP if SKIP in results else 0)
    passed = [run(program[name], article, context) for name in names]
    sys.exit(0 if all(passed) else 1)
