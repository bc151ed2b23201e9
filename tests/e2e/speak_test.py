#!/usr/bin/env python3
"""rawi speak heard at a sound server: keys do what they say, and no failure of the device hangs or leaves the terminal in disorder.

usage: speak_test.py RAWI [TEST...]"""

import os
import re
import signal
import subprocess
import time

from harness import COMMAND, PATIENCE, Terminal, expect, main, wait_until
from sound_server import Recording, SoundServer, envelope, find_envelope, read_wav, strip_silence

ARTICLE = """# سوق المدينة

فتحت السوق أبوابها صباحًا للزوار القادمين من المدن المجاورة. وصل الباعة من القرى البعيدة. امتلأت الساحة بالناس.

نزل المطر بعد الظهر. بقي الأطفال تحت الأقواس.

عاد الجميع إلى بيوتهم مساءً.
"""

SENTENCES = ("سوق المدينة", "فتحت السوق أبوابها صباحًا للزوار القادمين من المدن المجاورة.",
             "وصل الباعة من القرى البعيدة.",
             "امتلأت الساحة بالناس.", "نزل المطر بعد الظهر.", "بقي الأطفال تحت الأقواس.",
             "عاد الجميع إلى بيوتهم مساءً.")

SPACE, LEFT, RIGHT, UP, DOWN = b" ", b"\033[D", b"\033[C", b"\033[A", b"\033[B"


def play(server, *arguments, source=None):
    return Terminal(*arguments, environment=server.environment, source=source)


def save(server, *arguments):
    subprocess.run([COMMAND, "save", "article.md", "-o", "saved.wav", "-q", *arguments], check=True,
                   env=server.environment)
    return read_wav("saved.wav")


def start_of(sentence):
    text = ARTICLE[len("# "):].replace("\n\n", "\n")
    return len(text[:text.index(sentence)].encode())


def alone(server, number, *arguments):
    """One sentence as it sounds, its envelope in steps of ten milliseconds."""
    with open("alone.md", "w") as file:
        file.write(SENTENCES[number] + "\n")
    subprocess.run([COMMAND, "save", "alone.md", "-o", "alone.wav", "-q", *arguments], check=True,
                   env=server.environment)
    samples, rate = read_wav("alone.wav")
    return envelope(strip_silence(samples), rate)


def test_pause(server):
    wanted, _ = save(server, "--rate", "2")
    wanted = strip_silence(wanted)
    recording = Recording(server)
    rawi = play(server, "article.md", "--rate", "2")
    rawi.wait_for(SENTENCES[2])
    rawi.listen(0.8)
    paused = time.monotonic()
    rawi.press(SPACE)
    rawi.wait_for("[paused]")
    recording.wait_for_silence(1.5)
    expect(server.streams() == 1, "the device is kept")
    rawi.press(SPACE)
    paused = time.monotonic() - paused
    expect(rawi.end() == 0, rawi.said)
    heard = strip_silence(recording.stop())
    longer = (len(heard) - len(wanted)) / server.rate
    expect(longer > 1, f"{longer} s longer by a pause of {paused} s")
    if not recording.is_in_time():
        return
    expect(longer < paused + 2, f"{longer} s longer by a pause of {paused} s")
    steps = envelope(heard, server.rate)
    for part in (wanted[:server.rate], wanted[-server.rate:]):
        _, likeness = find_envelope(steps, envelope(part, server.rate))
        expect(likeness > 0.9, f"the same on both sides of the pause: {likeness}")


def test_next_and_previous(server):
    recording = Recording(server)
    rawi = play(server, "article.md")
    rawi.wait_for(SENTENCES[0])
    rawi.press(RIGHT)
    rawi.wait_for(SENTENCES[1])
    rawi.listen(0.9)
    rawi.press(RIGHT)
    rawi.wait_for(SENTENCES[2])
    rawi.listen(0.9)
    rawi.wait_for(SENTENCES[1], since=rawi.press(LEFT))  # near its beginning: the one before
    rawi.listen(3.4)
    rawi.press(LEFT)  # further on: the same again
    rawi.listen(0.9)
    rawi.press(DOWN)
    rawi.wait_for(SENTENCES[4])
    rawi.listen(0.9)
    rawi.wait_for(SENTENCES[1], since=rawi.press(UP))
    rawi.listen(0.9)
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    heard = envelope(recording.stop(), server.rate)
    shown = [line.split("\033[K")[-1] for line in rawi.said.splitlines()]
    shown = [SENTENCES.index(line) for line in shown if line in SENTENCES]
    expect(shown == [0, 1, 2, 1, 4, 1] or shown == [0, 1, 2, 1, 2, 1, 4, 1],
           f"the sentences in this order: {shown}")
    at = 0
    for number in (1, 2, 1, 4, 1) if recording.is_in_time() else ():
        piece = alone(server, number)[:35]
        offset, likeness = find_envelope(heard, piece, at)
        expect(likeness > 0.9, f"sentence {number} is heard after {at}: {likeness}")
        if number != 1:
            at = offset


def test_quit_and_resume(server):
    rawi = play(server, "article.md", "--pitch", "2")
    rawi.wait_for(SENTENCES[2])
    rawi.listen(0.3)
    rawi.press("ض".encode())  # q on an Arabic keyboard
    expect(rawi.end() == 0, rawi.said)
    command = re.search(r"rawi (--from (\d+) --pitch 2 article\.md)", rawi.said)
    expect(command, f"says how to go on: {rawi.said!r}")
    expect(int(command[2]) == start_of(SENTENCES[2]), f"from {command[2]}")
    rawi = play(server, *command[1].split())
    rawi.wait_for(SENTENCES[2])
    expect(SENTENCES[1] not in rawi.said, "goes on there")
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)


def test_rate(server):
    recording = Recording(server)
    rawi = play(server, "article.md")
    rawi.wait_for(SENTENCES[1])
    rawi.press(b"+++++=====")
    rawi.wait_for("[2.0×]")
    rawi.wait_for(SENTENCES[3])
    rawi.listen(0.5)
    rawi.press(b"-")
    rawi.wait_for("[1.9×]")
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    expect("--rate 1.9" in rawi.said, rawi.said)
    heard = envelope(recording.stop(), server.rate)
    _, likeness = find_envelope(heard, alone(server, 2, "--rate", "2"))
    expect(likeness > 0.9 or not recording.is_in_time(), f"the third sentence at twice the speed: {likeness}")


def test_rate_from_the_next_word(server):
    """What sounds while + is pressed is not begun again: no word is said twice."""
    recording = Recording(server)
    rawi = play(server, "article.md", "--from", str(start_of(SENTENCES[1])), "--rate", "0.5")
    rawi.wait_for(SENTENCES[1])
    rawi.listen(1.0)
    rawi.press(b"+" * 35)
    rawi.wait_for("[4.0×]")
    rawi.wait_for(SENTENCES[2])
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    seconds = len(strip_silence(recording.stop())) / server.rate
    slow = len(alone(server, 1, "--rate", "0.5")) / 100
    expect(seconds < slow - 0.5 or not recording.is_in_time(), f"{seconds} s in all; slow it lasts {slow} s")


def test_terminal_is_restored(server):
    for end, status in ((lambda rawi: rawi.press(b"q"), 0),
                        (lambda rawi: rawi.press(b"\003"), -signal.SIGINT),
                        (lambda rawi: rawi.signal(signal.SIGTERM), -signal.SIGTERM)):
        rawi = play(server, "article.md")
        cooked = rawi.mode()
        rawi.wait_for(SENTENCES[0])
        expect(rawi.mode() != cooked, "keys come one by one")
        end(rawi)
        wait_until(lambda: rawi.mode() == cooked, "the terminal is as before")
        expect(rawi.end() == status, f"not {status}: {rawi.said}")
        expect("--from" in rawi.said, f"says how to go on: {rawi.said!r}")


def test_suspended(server):
    recording = Recording(server)
    rawi = play(server, "article.md")
    cooked = rawi.mode()
    rawi.wait_for(SENTENCES[1])
    rawi.press(b"\032")
    _, status = os.waitpid(rawi.child, os.WUNTRACED)
    expect(os.WIFSTOPPED(status), "it is stopped")
    expect(rawi.mode() == cooked, "the terminal is as before")
    recording.wait_for_silence(1.5)
    rawi.signal(signal.SIGCONT)
    rawi.wait_for(SENTENCES[2])
    expect(rawi.mode() != cooked, "keys come again")
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    recording.stop()


def test_keys_beside_standard_input(server):
    rawi = play(server, "-", source=ARTICLE)
    rawi.wait_for(SENTENCES[0])
    rawi.press(DOWN + DOWN)
    rawi.wait_for(SENTENCES[4])
    rawi.press(b"?")
    rawi.wait_for("Page Up")
    rawi.press(b"\033[15~xy")  # keys without a meaning
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    expect("rawi --from" in rawi.said, rawi.said)


def test_quiet(server):
    rawi = play(server, "article.md", "--quiet", "--from", str(start_of(SENTENCES[6])))
    expect(rawi.end() == 0 and rawi.said == "", f"says nothing: {rawi.said!r}")


def test_nothing_to_say(server):
    result = subprocess.run([COMMAND, "article.md", "--from", "999999", "--json"], timeout=PATIENCE,
                            env=server.environment, stdin=subprocess.DEVNULL, capture_output=True,
                            start_new_session=True)
    said = result.stderr.decode()
    expect(result.returncode == 1 and result.stdout == b"", f"status 1: {result}")
    expect(said.startswith("rawi: article.md: ") and "999999" in said and said.count("\n") == 1,
           f"one line that says why: {said!r}")


def test_seek_while_paused(server):
    rawi = play(server, "article.md")
    rawi.wait_for(SENTENCES[0])
    rawi.press(SPACE)
    rawi.wait_for("[paused]")
    rawi.press(DOWN + DOWN)
    rawi.wait_for(SENTENCES[4])
    rawi.press(SPACE)
    rawi.wait_for(SENTENCES[5])
    rawi.press(RIGHT + RIGHT)  # past the end
    expect(rawi.end() == 0, rawi.said)


def run_without_sound(environment):
    result = subprocess.run([COMMAND, "article.md"], env=environment, timeout=PATIENCE,
                            stdin=subprocess.DEVNULL, capture_output=True, start_new_session=True)
    said = result.stderr.decode()
    expect(result.returncode == 1, f"status 1: {result}")
    expect(said.startswith("rawi: ") and said.count("\n") == 1, f"one line: {said!r}")
    return said


def test_no_device(server):
    with open("none.conf", "w") as file:
        file.write("pcm.!default { type hw card 77 }\nctl.!default { type hw card 77 }\n")
    said = run_without_sound(dict(server.environment, ALSA_CONFIG_PATH="none.conf"))
    expect("no sound device" in said, said)


def test_no_server(server):
    run_without_sound(dict(server.environment, PULSE_SERVER="unix:/nonexistent"))


def test_server_does_not_answer(server):
    server.server.send_signal(signal.SIGSTOP)
    try:
        said = run_without_sound(server.environment)
    finally:
        server.server.send_signal(signal.SIGCONT)
    expect("does not answer" in said, said)


def test_server_vanishes(server):
    rawi = play(server, "article.md")
    rawi.wait_for(SENTENCES[1])
    server.stop()
    rawi.wait_for("waiting for a sound device")
    rawi.press(b"q")
    expect(rawi.end() == 0, rawi.said)
    expect("--from" in rawi.said, rawi.said)


main(article=ARTICLE, context=SoundServer, at_once=4)
