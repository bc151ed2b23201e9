#!/usr/bin/env python3
"""A player steered from outside: MPRIS by playerctl and dbus-send, the socket by rawi control and by
hand, keys on a terminal; what they do is heard at a sound server.

usage: remote_test.py RAWI [TEST...]"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

from harness import COMMAND, PATIENCE, Terminal, expect, main, need, wait_until
from sound_server import Recording, SoundServer

FIRST = """---
title: سوق المدينة
author: منى الحسن
---

فتحت السوق أبوابها صباحًا للزوار القادمين من المدن المجاورة. وصل الباعة من القرى البعيدة. امتلأت الساحة بالناس.

نزل المطر بعد الظهر على البيوت والحدائق والشوارع. بقي الأطفال تحت الأقواس حتى المساء.

عاد الجميع إلى بيوتهم مساءً. أغلقت السوق أبوابها بعد صلاة العشاء. نامت المدينة.
"""

SECOND = """# حديقة البيت

زرعت الجدة وردًا أبيض في الحديقة الصغيرة خلف البيت القديم. سقاه الأولاد كل صباح قبل المدرسة.
"""

SENTENCES = ("سوق المدينة", "فتحت السوق أبوابها صباحًا للزوار القادمين من المدن المجاورة.",
             "وصل الباعة من القرى البعيدة.", "امتلأت الساحة بالناس.",
             "نزل المطر بعد الظهر على البيوت والحدائق والشوارع.",
             "بقي الأطفال تحت الأقواس حتى المساء.", "عاد الجميع إلى بيوتهم مساءً.",
             "أغلقت السوق أبوابها بعد صلاة العشاء.", "نامت المدينة.")


class Player:
    """rawi without a terminal. Ends with the test."""

    def __init__(self, server, *arguments, **environment):
        self.environment = dict(server.environment, **environment)
        self.process = subprocess.Popen([COMMAND, *arguments], env=self.environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def end(self):
        said, problems = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said.decode(), problems.decode()


def run(server, *command, check=True):
    result = subprocess.run(command, env=server.environment, capture_output=True, text=True, timeout=PATIENCE)
    expect(not check or result.returncode == 0, f"{command}: {result}")
    return result.stdout.strip()


def playerctl(server, *arguments, player="rawi", check=True):
    return run(server, "playerctl", "-p", player, *arguments, check=check)


def control(server, *arguments, check=True):
    return run(server, COMMAND, "control", *arguments, check=check)


def value(server, name):
    return control(server, "get", name)


def call(server, method, *arguments, interface="org.rawi.Player1"):
    return run(server, "dbus-send", "--session", "--print-reply", "--dest=org.mpris.MediaPlayer2.rawi",
               "/org/mpris/MediaPlayer2", f"{interface}.{method}", *arguments)


def start(server, *arguments, **environment):
    """A player that has begun to speak and answers."""
    player = Player(server, *(arguments or ("first.md",)), **environment)
    try:
        wait_until(lambda: sentence(server), "the first sentence")
    except AssertionError:
        player.process.kill()
        raise AssertionError(f"it does not speak: {player.process.communicate()}")
    return player


def sentence(server):
    return playerctl(server, "metadata", "xesam:asText", check=False)


def wait_for_sentence(server, number):
    """Of a player that is paused."""
    wait_until(lambda: sentence(server) == SENTENCES[number], f"sentence {number}")


def pause(server):
    playerctl(server, "pause")
    wait_until(lambda: playerctl(server, "status") == "Paused", "paused")


def loudest(samples):
    return max(map(abs, samples), default=0)


def test_play_and_pause(server):
    recording = Recording(server)
    with start(server):
        expect(playerctl(server, "status") == "Playing", "it plays")
        pause(server)
        recording.wait_for_silence(1.5)
        position = playerctl(server, "position")
        expect(playerctl(server, "position") == position, "the position stands")
        before = len(recording.samples)
        playerctl(server, "play-pause")
        wait_until(lambda: loudest(recording.samples[before:]) > 1000, "it sounds again")
        expect(playerctl(server, "status") == "Playing", "it plays")
    recording.stop()


def test_metadata(server):
    with start(server):
        expect(playerctl(server, "metadata", "xesam:title") == "سوق المدينة", "the title")
        expect(playerctl(server, "metadata", "xesam:artist") == "منى الحسن", "the author")
        url = playerctl(server, "metadata", "xesam:url")
        expect(url.startswith("file:///") and url.endswith("/first.md"), url)
        length = int(playerctl(server, "metadata", "mpris:length"))
        expect(15e6 < length < 60e6, f"a length of {length} microseconds")
        expect(playerctl(server, "metadata", "mpris:trackid").startswith("'/org/rawi/item/"), "the track")
        wait_until(lambda: sentence(server) in SENTENCES[1:], "the next sentence")


def test_desktop_entry(server):
    """The desktop's file says what the player says of itself, and the desktop's own checker takes it."""
    with open(os.path.join(os.path.dirname(__file__), "..", "..", "src", "desktop", "rawi.desktop"),
              encoding="utf-8") as file:
        entry = dict(line.strip().split("=", 1) for line in file if "=" in line)
    with start(server):
        def said(name):
            answer = call(server, "Get", "string:org.mpris.MediaPlayer2", f"string:{name}",
                          interface="org.freedesktop.DBus.Properties")
            return re.findall(r'string "(.*)"', answer)
        expect(said("DesktopEntry") == ["rawi"], "the file's name")
        expect(said("Identity") == [entry["Name"]], "its name")
        expect(set(said("SupportedMimeTypes")) == set(entry["MimeType"].strip(";").split(";")), "what it opens")
    if shutil.which("desktop-file-validate"):
        run(server, "desktop-file-validate", file.name)
    else:
        print("not validated: there is no desktop-file-validate")


def test_signals(server):
    """What changes is signalled, so that a desktop need not ask."""
    monitor = subprocess.Popen(["dbus-monitor", "--session", "path=/org/mpris/MediaPlayer2,type=signal"],
                               env=server.environment, stdout=subprocess.PIPE, text=True)
    said = []
    threading.Thread(target=lambda: said.extend(monitor.stdout), daemon=True).start()
    with start(server):
        wait_until(lambda: any(SENTENCES[2] in line for line in said), "the third sentence")
        playerctl(server, "pause")
        call(server, "Set", "string:org.mpris.MediaPlayer2.Player", "string:Volume", "variant:double:0.5",
             interface="org.freedesktop.DBus.Properties")
        call(server, "Paragraph", "int32:1")
        for wanted in ('"PlaybackStatus"', '"Paused"', '"Volume"', "member=Seeked", SENTENCES[1], SENTENCES[2],
                       '"WordStart"'):
            wait_until(lambda: any(wanted in line for line in said), f"{wanted} is signalled")
    monitor.terminate()
    monitor.wait()
    monitor.stdout.close()


def test_moves(server):
    recording = Recording(server)
    with start(server):
        pause(server)  # so that no sentence is come to but by a move
        control(server, "seek", "0")
        wait_for_sentence(server, 0)
        for method, number, wanted in (("Sentence", 2, 2), ("Paragraph", 2, 6), ("Sentence", -1, 5), ("Paragraph", -1, 4)):
            call(server, method, f"int32:{number}")
            wait_for_sentence(server, wanted)
        for unit, number, wanted in (("sentence", "+1", 5), ("paragraph", "-1", 4), ("paragraph", "+1", 6)):
            control(server, unit, number)
            wait_for_sentence(server, wanted)
        before = len(recording.samples)
        playerctl(server, "play")
        wait_until(lambda: loudest(recording.samples[before:]) > 1000, "it goes on there")
        wait_until(lambda: sentence(server) in SENTENCES[7:], "the sentence after it")
    recording.stop()


def test_seek(server):
    with start(server):
        wait_until(lambda: sentence(server) in SENTENCES[1:], "the next sentence")
        pause(server)
        before = float(playerctl(server, "position"))
        playerctl(server, "position", "6+")
        wait_until(lambda: before + 4 < float(playerctl(server, "position")) < before + 9, "six seconds on")
        word = json.loads(value(server, "word"))
        control(server, "seek", "0:02")
        wait_until(lambda: float(playerctl(server, "position")) < 4, "near the beginning")
        control(server, "word", str(word[0]))
        wait_until(lambda: json.loads(value(server, "word"))[0] == word[0], "the same word")


def test_rate_and_volume(server):
    recording = Recording(server)
    with start(server):
        playerctl(server, "volume", "0")
        recording.wait_for_silence(1.5)
        control(server, "volume", "+100")
        before = len(recording.samples)
        wait_until(lambda: loudest(recording.samples[before:]) > 1000, "sound")
        expect(playerctl(server, "volume") == "1.000000", playerctl(server, "volume"))
        pause(server)  # so that the article does not come to its end
        call(server, "Set", "string:org.mpris.MediaPlayer2.Player", "string:Rate", "variant:double:2",
             interface="org.freedesktop.DBus.Properties")
        wait_until(lambda: value(server, "rate") == "2.0", "twice the speed")
        control(server, "rate", "-0.5")
        wait_until(lambda: value(server, "rate") == "1.5", "one and a half")
        control(server, "rate", "99")
        wait_until(lambda: value(server, "rate") == "4.0", "the nearest end")
    recording.stop()


def test_several_articles(server):
    with start(server):
        expect(playerctl(server, "next", check=False) == "", "nothing to go to")
        control(server, "add", "second.md")
        expect([item["source"].split("/")[-1] for item in json.loads(control(server, "--json", "list"))]
               == ["first.md", "second.md"], "both are in the queue")
        wait_until(lambda: value(server, "count") == "2", "two articles")
        playerctl(server, "next")
        wait_until(lambda: playerctl(server, "metadata", "xesam:title") == "حديقة البيت", "the second one")
        playerctl(server, "previous")
        wait_until(lambda: value(server, "number") == "1" or float(playerctl(server, "position")) < 1.5, "back")


TRACK_LIST = "org.mpris.MediaPlayer2.TrackList"
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"


def tracks(server):
    answer = call(server, "Get", f"string:{TRACK_LIST}", "string:Tracks",
                  interface="org.freedesktop.DBus.Properties")
    return re.findall(r'object path "([^"]*)"', answer)


def test_track_list(server):
    """The queue is a list of tracks, that a desktop may look at, change and go about in."""
    def edit(method, *arguments):
        return call(server, method, *arguments, interface=TRACK_LIST)

    def present():
        return playerctl(server, "metadata", "mpris:trackid").strip("'")

    monitor = subprocess.Popen(["dbus-monitor", "--session", f"type=signal,interface={TRACK_LIST}"],
                               env=server.environment, stdout=subprocess.PIPE, text=True)
    said = []
    threading.Thread(target=lambda: said.extend(monitor.stdout), daemon=True).start()
    second = "file://" + os.path.abspath("second.md")
    with start(server):
        pause(server)
        first = tracks(server)
        expect(first == [present()], f"one article, one track: {first}")
        edit("AddTrack", f"string:{second}", f"objpath:{first[0]}", "boolean:false")
        both = tracks(server)
        expect(len(both) == 2 and both[0] == first[0], f"behind the first: {both}")
        expect(present() == both[0], "goes on with the first")
        wait_until(lambda: any("member=TrackAdded" in line for line in said), "TrackAdded")
        known = edit("GetTracksMetadata", f"array:objpath:{both[0]},{both[1]},{NO_TRACK},/org/rawi/item/99")
        expect(known.count("mpris:trackid") == 2, known)
        expect("xesam:title" in known and "second.md" in known, known)
        edit("GoTo", f"objpath:{NO_TRACK}")
        edit("GoTo", "objpath:/org/rawi/item/99")
        expect(present() == both[0], "what is no track is not gone to")
        edit("GoTo", f"objpath:{both[1]}")
        wait_until(lambda: present() == both[1], "the second one")
        pause(server)
        wait_until(lambda: any("member=TrackMetadataChanged" in line for line in said), "its title is known")
        edit("GoTo", f"objpath:{both[0]}")
        wait_until(lambda: present() == both[0], "the first one again")
        pause(server)
        edit("RemoveTrack", f"objpath:{both[1]}")
        wait_until(lambda: tracks(server) == first, "the second one is removed")
        wait_until(lambda: any("member=TrackRemoved" in line for line in said), "TrackRemoved")
        edit("RemoveTrack", f"objpath:{both[1]}")
        edit("AddTrack", f"string:{second}", f"objpath:{NO_TRACK}", "boolean:true")
        wait_until(lambda: present() not in both + [NO_TRACK], "added before all others, and present")
        expect(tracks(server) == [present(), first[0]], f"{tracks(server)}")
        edit("AddTrack", f"string:{second}", f"objpath:{first[0]}", "boolean:false")
        expect(len(tracks(server)) == 2, "what is there already stays where it is")
        expect(not any("member=TrackListReplaced" in line for line in said), "single changes are signalled as such")
    monitor.terminate()
    monitor.wait()
    monitor.stdout.close()


def test_ends_with_its_article(server):
    with start(server, "first.md", "--rate", "4", "--json") as player:
        status, said, problems = player.end()
        expect(status == 0 and problems == "" and json.loads(said)["finished"], (status, said, problems))
    expect(control(server, "players") == "", "no player is left")
    expect(os.listdir(os.path.join(server.folder, "rawi")) == [], "no socket is left")


def test_quit(server):
    with start(server) as player:
        call(server, "Quit", interface="org.mpris.MediaPlayer2")
        status, _, problems = player.end()
        expect(status == 0 and "--from" in problems, problems)
    with start(server) as player:
        control(server, "quit")
        expect(player.end()[0] == 0, "ends")


def test_several_players(server):
    with start(server) as first, Player(server, "second.md") as second:
        name = f"instance{second.process.pid}"
        wait_until(lambda: f"rawi.{name}" in run(server, "playerctl", "-l"), "a name of its own")
        wait_until(lambda: playerctl(server, "metadata", "xesam:title", player=f"rawi.{name}", check=False)
                   == "حديقة البيت", "its title")
        expect(sorted(control(server, "players").split()) == sorted(["rawi", name]), "both sockets")
        control(server, "--player", name, "pause")
        wait_until(lambda: playerctl(server, "status", player=f"rawi.{name}") == "Paused", "that one pauses")
        expect(playerctl(server, "status") == "Playing", "the other goes on")
        first.process.kill()
        first.process.wait()
        expect(control(server, "get", "state") == "paused", "the one that is left is meant")
        with Player(server, "second.md") as third:
            wait_until(lambda: control(server, "--player", "rawi", "get", "state", check=False), "the name is free")
            expect(third.process.poll() is None, "it plays")


class Client:
    def __init__(self, server):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(os.path.join(server.folder, "rawi", "rawi.socket"))
        self.socket.settimeout(PATIENCE)
        self.waiting = b""

    def send(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())

    def read(self):
        while b"\n" not in self.waiting:
            some = self.socket.recv(65536)
            if not some:
                return None
            self.waiting += some
        line, self.waiting = self.waiting.split(b"\n", 1)
        return json.loads(line)

    def ask(self, *command):
        self.send(json.dumps({"command": command, "request_id": 1}) + "\n")
        answer = self.read()
        while "event" in answer:
            answer = self.read()
        return answer

    def close(self):
        self.socket.close()


def test_socket(server):
    with start(server):
        client = Client(server)
        client.send('{"command": ["get_property", "title"], "request_id": 41}\n{"command": ["dance"]}\n')
        expect(client.read() == {"request_id": 41, "error": "success", "data": "سوق المدينة"}, "the title")
        expect(client.read()["error"] == "invalid argument", "an unknown command")
        client.send('{"command": ["observe_property", 5, "sentence"]}\n')
        expect(client.read()["error"] == "success", "observed")
        heard = [client.read()["data"] for _ in range(3)]
        first = SENTENCES.index(heard[0])
        expect(heard == list(SENTENCES[first:first + 3]), f"one after another: {heard}")
        client.send(b'{"command": ["pause"]}')  # in two pieces
        time.sleep(0.1)
        client.send(b"\n")
        while "event" in (answer := client.read()):
            pass
        expect(answer == {"error": "success"}, answer)
        wait_until(lambda: playerctl(server, "status") == "Paused", "it pauses")
        mode = os.stat(os.path.join(server.folder, "rawi")).st_mode & 0o777
        expect(mode == 0o700, f"the folder is its owner's alone: {mode:o}")


def test_bad_clients(server):
    with start(server) as player:
        for bytes_sent in (b"\0" * 5000 + b"\n", b"[" * 60000 + b"\n", b"\xff\xfe\n", b"{}\n", b"\n\n\n",
                           b'{"command": ["seek", 1e999]}\n', b'{"command": [["pause"]]}\n'):
            client = Client(server)
            client.send(bytes_sent)
            client.close()
        endless = Client(server)
        try:
            for _ in range(64):
                endless.send(b"x" * 4096)
            gone = endless.read() is None
        except OSError:
            gone = True
        expect(gone, "who never ends a line is hung up on")
        deaf = Client(server)
        deaf.socket.settimeout(2)
        try:
            for _ in range(20000):
                deaf.send(b'{"command": ["status"]}\n' * 20)
        except OSError:
            pass
        crowd = []
        for _ in range(40):
            try:
                crowd.append(Client(server))
            except OSError:
                break
        for client in crowd:
            client.close()
        deaf.close()
        # Until the crowd has been seen to be gone there may be no place for one more.
        wait_until(lambda: control(server, "get", "state", check=False) in ("playing", "paused"),
                   "it still answers")
        expect(player.process.poll() is None, "it still plays")


def test_long_queue(server):
    """An answer may be larger than what may wait for a client."""
    with open("long.m3u", "w") as playlist:
        playlist.write("first.md\n")
        playlist.writelines(f"/articles/{i:0250}.md\n" for i in range(4500))
    with start(server, "listen", "long.m3u"):
        queue = control(server, "--json", "list")
        expect(len(queue) > 1 << 20 and len(json.loads(queue)) == 4501, f"the whole queue: {len(queue)} bytes")


def test_watch(server):
    with start(server):
        watching = subprocess.Popen([COMMAND, "control", "watch", "state"], env=server.environment,
                                    stdout=subprocess.PIPE, text=True)
        first = json.loads(watching.stdout.readline())
        expect(first["name"] == "state" and first["data"] == "playing", first)
        playerctl(server, "pause")
        expect(json.loads(watching.stdout.readline())["data"] == "paused", "the change")
        control(server, "quit")
        expect(watching.wait(PATIENCE) == 0, "ends with the player")
        watching.stdout.close()


def test_control_without_player(server):
    result = subprocess.run([COMMAND, "control", "pause"], env=server.environment, capture_output=True, text=True)
    expect(result.returncode == 1 and result.stderr.startswith("rawi: ") and result.stderr.count("\n") == 1,
           f"one line: {result}")
    result = subprocess.run([COMMAND, "control", "help"], env=server.environment, capture_output=True, text=True)
    expect(result.returncode == 0 and "sentence" in result.stdout, result)


def is_stopped(process):
    with open(f"/proc/{process}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0] == "T"


def test_stopped_player(server):
    """One that is stopped (Ctrl-Z, a debugger) is not asked, and it is said how it goes on."""
    with start(server) as player:
        player.process.send_signal(signal.SIGSTOP)
        wait_until(lambda: is_stopped(player.process.pid), "it is stopped")
        for command in ("pause", "quit"):
            result = subprocess.run([COMMAND, "control", command], env=server.environment, capture_output=True,
                                    text=True, timeout=PATIENCE)
            expect(result.returncode == 1 and f"kill -CONT {player.process.pid}" in result.stderr,
                   f"{command}: {result}")
        player.process.send_signal(signal.SIGCONT)
        control(server, "quit")
        expect(player.end()[0] == 0, "then it obeys")


class Bus:
    """Just enough of D-Bus to ask for the next thing before the last is answered."""

    def __init__(self, address):
        path = dict(part.split("=") for part in address.split(":", 1)[1].split(","))["path"]
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.settimeout(PATIENCE)
        self.socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        self.socket.recv(1024)
        self.socket.sendall(b"BEGIN\r\n")
        self.serial = 0
        self.socket.sendall(self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello"))

    def call(self, destination, path, interface, member, signature="", body=b""):
        fields = b""
        for code, kind, text in ((1, "o", path), (2, "s", interface), (3, "s", member), (6, "s", destination)):
            fields += b"\0" * (-len(fields) % 8)
            fields += bytes((code, 1)) + kind.encode() + b"\0" + struct.pack("<I", len(text)) + text.encode() + b"\0"
        if signature:
            fields += b"\0" * (-len(fields) % 8) + b"\x08\x01g\0" + bytes((len(signature),)) + signature.encode() + b"\0"
        self.serial += 1
        header = struct.pack("<cBBBIII", b"l", 1, 0, 1, len(body), self.serial, len(fields)) + fields
        return header + b"\0" * (-len(header) % 8) + body

    def property_call(self, member, name, value=None):
        body = b""
        for text in (b"org.mpris.MediaPlayer2.Player", name):
            body += b"\0" * (-len(body) % 4) + struct.pack("<I", len(text)) + text + b"\0"
        if value is not None:
            body += b"\x01d\0"
            body += b"\0" * (-len(body) % 8) + struct.pack("<d", value)
        return self.call("org.mpris.MediaPlayer2.rawi", "/org/mpris/MediaPlayer2", "org.freedesktop.DBus.Properties",
                         member, "ss" if value is None else "ssv", body)

    def read_until(self, bytes_wanted):
        got = b""
        while bytes_wanted not in got:
            some = self.socket.recv(65536)
            expect(some, f"{bytes_wanted} in {got}")
            got += some


def test_steps_on_the_bus(server):
    """Who sets a rate and asks at once, to go one step further, is told the new one."""
    with start(server):
        bus = Bus(os.environ["DBUS_SESSION_BUS_ADDRESS"])
        for number in range(1, 20):
            rate = 1.0 + number / 16
            bus.socket.sendall(bus.property_call("Set", b"Rate", rate) + bus.property_call("Get", b"Rate"))
            bus.read_until(b"\x01d" + bytes(6) + struct.pack("<d", rate))
        bus.socket.close()


def test_usage(server):
    with start(server):
        for words, status in ((["dance"], 2), (["seek"], 2), (["rate", "fast"], 2), ([], 2)):
            result = subprocess.run([COMMAND, "control", *words], env=server.environment, capture_output=True)
            expect(result.returncode == status, f"{words}: {result}")


def test_no_remote(server):
    with Player(server, "first.md", "--no-remote") as player:
        wait_until(lambda: server.streams() == 1, "it plays")
        time.sleep(0.5)
        expect(run(server, "playerctl", "-l", check=False) == "", "nothing on the bus")
        expect(control(server, "players") == "", "no socket")
        expect(player.process.poll() is None, "it plays on")


def test_without_a_bus(server):
    """Neither a bus nor a runtime folder is missed."""
    environment = dict(server.environment, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
    environment["XDG_RUNTIME_DIR"] = "/nonexistent/runtime"
    result = subprocess.run([COMMAND, "second.md", "--rate", "4"], env=environment, stdin=subprocess.DEVNULL,
                            capture_output=True, timeout=PATIENCE, start_new_session=True)
    expect(result.returncode == 0 and result.stderr == b"", f"silently: {result}")


def test_silent_bus(server):
    """A bus that accepts and never answers holds nothing up."""
    path = os.path.join(server.folder, "silent")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    with Player(server, "second.md", "--rate", "4", DBUS_SESSION_BUS_ADDRESS=f"unix:path={path}") as player:
        status, _, problems = player.end()
    expect(status == 0 and problems == "", problems)
    listener.close()


def test_keys(server):
    with Terminal("first.md", environment=server.environment) as rawi:
        rawi.wait_for(SENTENCES[1])
        rawi.press(b"9")
        rawi.wait_for("90 %")
        rawi.press("٠".encode())
        rawi.wait_for("100 %")
        rawi.press(b"s")
        rawi.wait_for("15 minutes")
        expect(850 < float(value(server, "sleep")) <= 900, value(server, "sleep"))
        rawi.press(b"sss")
        rawi.wait_for("no sleep timer")
        rawi.press(b"t")
        rawi.wait_for("article 1 of 1")
        control(server, "add", "second.md")
        rawi.press(b"l")
        rawi.wait_for("(now)")
        rawi.press("ى".encode())  # n on an Arabic keyboard
        rawi.wait_for("زرعت الجدة")
        rawi.press(b"?")
        rawi.wait_for("rawi control help")
        control(server, "pause")  # from outside: shown all the same
        rawi.wait_for("[paused]")
        rawi.press(b"q")
        rawi.wait_for("--from")


def test_plain(server):
    with Terminal("first.md", "--plain", environment=server.environment) as rawi:
        rawi.wait_for("سوق المدينة")
        wait_until(lambda: sentence(server) in SENTENCES[1:], "the next sentence")
        for keys, said in ((b" ", "paused"), (b" ", "playing"), (b"+", "1.1"), (b"0", "110 %"), (b"t", "article 1 of 1"),
                           (b"?", "rawi control help"), (b"q", "--from")):
            rawi.press(keys)
            rawi.wait_for(said)
        expect("\033" not in rawi.said, f"no escape sequence: {rawi.said!r}")
        expect(not re.search(r"\r(?!\n)", rawi.said), f"no line is drawn over: {rawi.said!r}")
        expect(SENTENCES[1] not in rawi.said, "the sentences are left to the voice")
        expect(rawi.said.count("playing") == 1, f"it is said once that it goes on: {rawi.said!r}")


def test_errors_are_spoken(server):
    for arguments, status in ((("missing.md", "--speak-errors"), 1), (("--speak-errors", "--rate", "fast", "first.md"), 2)):
        recording = Recording(server)
        result = subprocess.run([COMMAND, *arguments], env=server.environment, stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=PATIENCE, start_new_session=True)
        heard = recording.stop()
        expect(result.returncode == status and result.stderr.startswith(b"rawi: "), f"also printed: {result}")
        expect(sum(1 for sample in heard if abs(sample) > 500) > server.rate // 4, "also heard")
    recording = Recording(server)
    subprocess.run([COMMAND, "missing.md"], env=server.environment, stdin=subprocess.DEVNULL, capture_output=True)
    expect(loudest(recording.stop()) == 0, "without the option it is not")


@contextlib.contextmanager
def surroundings():
    """A sound server, and the articles."""
    with SoundServer() as server:
        server.environment.pop("XDG_STATE_HOME", None)  # the home is the server's folder
        for name, text in (("first.md", FIRST), ("second.md", SECOND)):
            with open(name, "w") as file:
                file.write(text)
        yield server


need("dbus-run-session", "dbus-send", "dbus-monitor", "playerctl")
if len(sys.argv) == 3 and "RAWI_TEST_BUS" not in os.environ:
    os.execvpe("dbus-run-session", ["dbus-run-session", "--", sys.executable, *sys.argv],
               dict(os.environ, RAWI_TEST_BUS="1"))
main(context=surroundings, at_once=4)
