"""sd_rawi from outside: first its protocol alone, then behind the real speech-dispatcher server, as
a screen reader drives it, with what is heard recorded from a null sink."""

import array
import os
import queue
import subprocess
import threading
import time
import wave

from harness import COMMAND as MODULE
from harness import PATIENCE, main
from sound_server import Recording, SoundServer
from speech_dispatcher import Client, SpeechDispatcher

SENTENCE = "قرأ الطالب الكتاب في المدرسة، ثم عاد إلى البيت مع أصدقائه ونام."


class Module:
    """The module without a server: each command's replies and events as one list of lines, sound as
    a line of its number of samples."""

    def __init__(self, configuration=None):
        self.process = subprocess.Popen([MODULE] + ([configuration] if configuration else []),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.lines = queue.Queue()
        self.samples = array.array("h")
        threading.Thread(target=self.read, daemon=True).start()
        assert self.say("INIT")[-1] == "299 OK LOADED SUCCESSFULLY"
        assert self.say("AUDIO\naudio_output_method=server\n.", 2)[-1] == "203 OK AUDIO INITIALIZED"

    def read(self):
        for line in self.process.stdout:
            line = line.removesuffix(b"\n")
            if line.startswith(b"705-AUDIO\0"):
                raw = bytearray()
                data = iter(line[10:])
                for byte in data:
                    raw.append(next(data) ^ 0x20 if byte == 0x7D else byte)
                self.samples.frombytes(bytes(raw))
                line = b"705 sound"
            elif line.startswith(b"705"):
                continue
            self.lines.put(line.decode())

    def next(self):
        return self.lines.get(timeout=PATIENCE)

    def say(self, text, replies=1):
        self.process.stdin.write((text + "\n").encode())
        self.process.stdin.flush()
        lines = []
        while replies:
            lines.append(self.next())
            replies -= lines[-1][3] == " "
        return lines

    def set(self, **settings):
        text = "".join(f"{name}={value}\n" for name, value in settings.items())
        return self.say(f"SET\n{text}.", 2)[-1]

    def speak(self, text, command="SPEAK"):
        """The events of a message, and its sound."""
        self.samples = array.array("h")
        assert self.say(f"{command}\n{text}\n.", 2)[-1] == "200 OK SPEAKING"
        lines = []
        while not lines or lines[-1][:3] not in ("702", "703", "704"):
            lines.append(self.next())
        return lines, self.samples

    def seconds(self, text, command="SPEAK"):
        return len(self.speak(text, command)[1]) / 22050

    def quit(self):
        assert self.say("QUIT")[-1] == "210 OK QUIT"
        assert self.process.wait(PATIENCE) == 0


def level(samples):
    return (sum(s * s for s in samples) / max(len(samples), 1)) ** 0.5


def pitch(samples):
    """Hertz in the middle of the sound, by autocorrelation."""
    middle = len(samples) // 2
    x = samples[middle - 1200:middle + 1200]
    lags = {lag: sum(a * b for a, b in zip(x, x[lag:])) for lag in range(60, 320)}
    return 22050 / max(lags, key=lags.get)


def test_protocol():
    module = Module()
    assert module.say("LIST VOICES")[-3:] == ["200-salim\tar\tmale", "200-noura\tar\tfemale",
                                              "200 OK VOICE LIST SENT"]
    assert module.say("NONSENSE")[0].startswith("300")
    assert module.set(rate="fast").startswith("303")
    assert module.set(language="tlh", something_new="1") == "203 OK SETTINGS RECEIVED"
    assert module.set(rate=0, pitch=0, volume=100, punctuation_mode="none", spelling_mode="off",
                      cap_let_recogn="none", voice="male1", language="ar",
                      synthesis_voice="NULL") == "203 OK SETTINGS RECEIVED"
    lines, samples = module.speak(f"<speak>{SENTENCE}</speak>")
    assert lines[0] == "701 BEGIN" and lines[-1] == "702 END" and level(samples) > 500
    assert module.say("STOP\nPAUSE\nSET\n.", 2)[-1].startswith("203"), "an idle module says nothing"
    assert module.say("CHAR\nا\nب\n.", 2)[-1].startswith("305")
    assert module.say("SPEAK\n.", 2)[-1].startswith("301")
    lines, samples = module.speak("..\n..قال: نعم")
    assert lines[-1] == "702 END" and samples
    module.quit()


def test_settings():
    module = Module()
    plain = module.seconds(SENTENCE)
    for rate, ratio in ((-100, 0.5), (50, 2), (100, 4)):
        module.set(rate=rate)
        measured = plain / module.seconds(SENTENCE)
        assert abs(measured / ratio - 1) < 0.12, f"rate {rate}: {measured:.2f}"
    module.set(rate=0)
    loud = level(module.speak(SENTENCE)[1])
    module.set(volume=0)
    assert abs(level(module.speak(SENTENCE)[1]) / loud - 0.5) < 0.02
    module.set(volume=-100)
    assert level(module.speak(SENTENCE)[1]) == 0
    module.set(volume=100)
    pitches = {}
    for name, settings in (("male", {}), ("high", {"pitch": 100}), ("female", {"voice": "female1"}),
                           ("named", {"synthesis_voice": "noura"})):
        module.set(**{"pitch": 0, "voice": "male1", "synthesis_voice": "NULL", **settings})
        pitches[name] = pitch(module.speak("ماما")[1])
    assert pitches["high"] > 1.6 * pitches["male"] and pitches["female"] > 1.4 * pitches["male"], pitches
    assert abs(pitches["named"] / pitches["female"] - 1) < 0.1, pitches
    module.quit()


def test_names():
    """Characters, keys, spelling, punctuation and capital letters change what is said."""
    module = Module()

    def same(a, b):
        """Whether two messages sound alike, up to the melody."""
        return abs(a - b) < 0.12 * max(a, b)

    characters = {c: module.seconds(c, "CHAR") for c in "اعأ؟ #5aص→\u200fˈ"}
    characters["space"] = module.seconds("space", "CHAR")
    assert all(seconds > 0.15 for seconds in characters.values()), characters
    assert same(characters[" "], characters["space"])
    assert characters["أ"] > 1.5 * characters["ا"], "hamza is named with its seat"
    keys = {key: module.seconds(key, "KEY") for key in
            ("a", "control_a", "control_shift_a", "return", "f12", "kp-5", "kp-+", "_", "shift__")}
    assert all(seconds > 0.15 for seconds in keys.values()), keys
    assert keys["a"] < keys["control_a"] < keys["control_shift_a"]
    text = "قال (نعم)، ثم: لا."
    lengths = []
    for mode in ("none", "some", "most", "all"):
        module.set(punctuation_mode=mode)
        lengths.append(module.seconds(text))
    assert lengths[0] <= lengths[1] * 1.01 < lengths[2] < lengths[3], lengths
    assert module.seconds("؟!") > 0.6, "signs alone are named"
    module.set(punctuation_mode="none", spelling_mode="on")
    spelled = module.seconds("كتاب")
    module.set(spelling_mode="off")
    assert spelled > 2 * module.seconds("كتاب")
    by_markup = module.seconds("<speak><say-as interpret-as=\"characters\">كتاب</say-as></speak>")
    assert same(spelled, by_markup), (spelled, by_markup)
    plain = module.seconds("Linux")
    module.set(cap_let_recogn="spell")
    assert module.seconds("Linux") > plain + 0.3
    module.set(cap_let_recogn="icon")
    assert 0.03 < module.seconds("Linux") - plain < 0.1
    module.quit()


def test_marks():
    module = Module()
    text = ('<speak><mark name="__spd_0"/>قرأ <mark name="a"/>الطالب الكتاب &amp; نام. '
            '<mark name="__spd_1"/>نعم<mark name="z"/></speak>')
    lines, _ = module.speak(text)
    order = [line[4:] for line in lines if line.startswith("700-")]
    assert order == ["__spd_0", "a", "__spd_1", "z"], order
    first = lines.index("700-a")
    assert "705 sound" in lines[:first] and "705 sound" in lines[first:]
    # A pause is made behind the server's next mark, and at the latest where the message ends.
    module.process.stdin.write(f"SPEAK\n{text}\n.\nPAUSE\n".encode())
    module.process.stdin.flush()
    lines = [module.next()]
    while lines[-1][:3] not in ("702", "704"):
        lines.append(module.next())
    assert lines[-1] == "704 PAUSE" and (lines[-2] == "700 INDEX MARK"), lines
    # Text that is no SSML, though it looks like it, is spoken as it stands.
    assert module.speak("<speak>واحد & اثنان")[0][-1] == "702 END"
    assert module.speak('<speak>أ<mark name="one&#10;702 END"/>ب</speak>')[0].count("702 END") == 1
    module.quit()


def longest_silence(samples):
    """Seconds."""
    longest = run = 0
    for sample in samples:
        run = 0 if sample else run + 1
        longest = max(longest, run)
    return longest / 22050


def test_prosody():
    """SSML's prosody, emphasis and breaks change what is in them, and nothing else."""
    module = Module()
    words, rest = "قرأ الطالب", "الكتاب في المدرسة"
    plain = module.seconds(f"<speak>{words} {rest}</speak>")
    slow = module.seconds(f'<speak>{words} <prosody rate="50%">{rest}</prosody></speak>')
    slower = module.seconds(f'<speak><prosody rate="50%">{words} {rest}</prosody></speak>')
    assert plain * 1.25 < slow < slower * 0.9, (plain, slow, slower)
    emphasized = module.seconds(f'<speak>{words} <emphasis level="strong">{rest}</emphasis></speak>')
    assert plain * 1.03 < emphasized < slow, (plain, emphasized)
    loud = level(module.speak(f"<speak>{rest}</speak>")[1])
    soft = level(module.speak(f'<speak><prosody volume="-6dB">{rest}</prosody></speak>')[1])
    assert abs(soft / loud - 0.5) < 0.03, (soft, loud)
    silent = module.speak(f'<speak><prosody volume="silent">{words}</prosody> {rest}</speak>')[1]
    assert not any(silent[:6000]) and level(silent[-12000:]) > 500
    high = pitch(module.speak('<speak><prosody pitch="+12st">ماما</prosody></speak>')[1])
    assert high > 1.6 * pitch(module.speak("<speak>ماما</speak>")[1]), high
    lines, samples = module.speak(f'<speak>{words}<break time="2s"/> <mark name="m"/>{rest}</speak>')
    assert 1.95 < longest_silence(samples) < 2.2, longest_silence(samples)
    assert "700-m" in lines and lines[-1] == "702 END"
    near, far = (module.seconds(f'<speak>{words}<break time="{time}"/> {rest}</speak>') for time in ("30ms", "0.53s"))
    assert abs(far - near - 0.5) < 0.02, (near, far)
    final = module.speak(f'<speak>{words}<break time="3s"/></speak>')[1]
    assert not any(final[-66000:]) and any(final[-70000:])
    module.quit()


def test_icons():
    with wave.open("bell.wav", "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x00\x20\x00\x00" * 800)
    with open("rawi.conf", "w") as file:
        file.write(f'# a comment\nSoundIconFolder "{os.getcwd()}"\nDefaultVoice "noura"\n')
    module = Module("rawi.conf")
    assert set(module.speak("bell", "SOUND_ICON")[1]) <= set(range(0x0FF0, 0x1010))
    assert module.seconds("../bell", "SOUND_ICON") > 0.3, "a name that leads elsewhere is read"
    assert module.seconds("end-of-file", "SOUND_ICON") > 0.5
    module.quit()


def resident(process):
    with open(f"/proc/{process}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def is_sanitized(program):
    with open(program, "rb") as file:
        return b"__asan_init" in file.read()


def descriptors(number):
    """The files that the process keeps open: the fewest of twenty looks, as some are open for a moment."""
    looks = []
    for _ in range(20):
        looks.append(len(os.listdir(f"/proc/{number}/fd")))
        time.sleep(0.01)
    return min(looks)


def test_thousand_stops():
    """A thousand messages started and stopped leave memory and descriptors as they were."""
    module = Module()
    number = module.process.pid

    def cycles(count):
        for i in range(count):
            module.say(f"SPEAK\n<speak>{SENTENCE} {i}</speak>\n.", 2)
            if i % 10 == 0:
                time.sleep(0.02)
            module.process.stdin.write(b"STOP\n")
            module.process.stdin.flush()
            while module.next()[:3] not in ("702", "703"):
                pass

    cycles(100)
    before, kept = resident(number), descriptors(number)
    cycles(1000)
    grown = resident(number) - before
    print(f"memory after a thousand stops: {grown / 1024:+.0f} KiB")
    # AddressSanitizer keeps what was freed; it looks for leaks itself when the module ends.
    assert grown < 2 << 20 or is_sanitized(MODULE), grown
    assert descriptors(number) <= kept, f"{descriptors(number)} descriptors, {kept} before"
    module.quit()


def test_hostile_input():
    """Whatever comes, the module answers the next command."""
    module = Module()
    for text in ("\x01\x02\x7f", "<speak>" * 5000, "a" * 300000, "<speak><mark/></speak>", "\ufffe" * 10,
                 '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><speak>&c;</speak>'):
        module.process.stdin.write(f"SPEAK\n{text}\n.\nSTOP\n".encode())
        module.process.stdin.flush()
        while module.next()[:3] not in ("702", "703"):
            pass
    module.process.stdin.write(b"SPEAK\n\xff\xfe\xd8\n.\n")
    module.process.stdin.flush()
    while module.next()[:3] != "702":
        pass
    module.process.stdin.write(b"SPEAK\n" + b"x" * (2 << 20) + b"\n.\n")
    module.process.stdin.flush()
    while module.next()[:3] != "301":
        pass
    module.process.stdin.close()
    assert module.process.wait(PATIENCE) == 0, "it ends with the server"


def test_server():
    with SoundServer() as sound, SpeechDispatcher(MODULE, sound) as server:
        client = Client(server)
        assert client.command("LIST OUTPUT_MODULES")[0] == "250-rawi"
        assert "249-salim\tar\tmale" in client.command("LIST SYNTHESIS_VOICES")
        recording = Recording(sound)
        client.speak(SENTENCE)
        client.wait("END")
        heard = [sample for sample in recording.stop() if sample]
        assert len(heard) > 3 * sound.rate, len(heard)

        client.command("SET SELF SSML_MODE ON")
        start = time.monotonic()
        client.speak(f'<speak><mark name="a"/>{SENTENCE}<mark name="b"/> نعم<mark name="c"/></speak>')
        marks = client.marks_until_end()
        assert [name for name, _ in marks] == ["a", "b", "c"]
        assert marks[1][1] - start > 2.5 and marks[2][1] > marks[1][1] + 0.05, "marks come in time"
        client.command("SET SELF SSML_MODE OFF")

        recording = Recording(sound)
        client.speak(SENTENCE * 5)
        client.wait("BEGIN")
        time.sleep(0.5)
        client.command("STOP SELF")
        client.wait("CANCELED")
        time.sleep(0.5)
        heard = recording.stop()
        assert any(heard) and not any(heard[-sound.rate // 2:]), "a stop silences"

        client.speak("نعم. ثم نعم. ثم لا. ثم نعم.")
        client.wait("BEGIN")
        client.command("PAUSE SELF")
        client.wait("PAUSED")
        client.command("RESUME SELF")
        client.wait("RESUMED")
        client.wait("END")

        for line in ("CHAR ع", "KEY control_a", "SOUND_ICON message"):
            client.command(line)
            client.wait("END")
        client.close()

        recording = Recording(sound)
        subprocess.run(["spd-say", "--wait", "--output-module=rawi", "--rate=40", "مرحبا بكم"],
                       env=server.environment, check=True, timeout=PATIENCE)
        assert any(recording.stop())


main(at_once=4)
