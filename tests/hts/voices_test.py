"""rawi voices: listing, downloads from a real HTTP server with every fault that servers, networks and
disks have, files, removal. Usage: voices_test.py RAWI MAKE_TINY_VOICE SOURCE_DIR"""

import hashlib
import http.server
import json
import os
import pty
import re
import resource
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

RAWI, MAKE_TINY_VOICE, SOURCE_DIR = map(os.path.abspath, sys.argv[1:4])


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves one file; the path says how: /whole, /cut, /stalls…"""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        server = self.server
        server.requests.append((self.path, self.headers.get("Range")))
        getattr(self, "serve_" + self.path.strip("/").split("/")[0])(server.content)

    def start_of_range(self):
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        return int(asked.group(1)) if asked else 0

    def head(self, status, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def head_of(self, content, start):
        if start:
            self.head(206, Content_Length=len(content) - start,
                      Content_Range=f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.head(200, Content_Length=len(content))

    def break_off(self):
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def serve_whole(self, content):
        start = self.start_of_range()
        self.head_of(content, start)
        self.wfile.write(content[start:])

    def serve_absent(self, content):
        self.head(404, Content_Length=0)

    def serve_broken(self, content):
        self.head(500, Content_Length=0)

    def serve_cut(self, content):
        """Breaks off after 1000 bytes, whatever was asked for."""
        start = self.start_of_range()
        self.head_of(content, start)
        self.wfile.write(content[start:start + 1000])
        self.break_off()

    def serve_lengthless(self, content):
        """Says no length; a closed connection is the end. Sends half."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content[:len(content) // 2])
        self.break_off()

    def serve_endless(self, content):
        """Says no length and does not stop."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                self.wfile.write(content)
        except OSError:
            self.close_connection = True

    def serve_rangeless(self, content):
        self.head(200, Content_Length=len(content))
        self.wfile.write(content)

    def serve_unsatisfied(self, content):
        """Answers 416 to every range."""
        if self.start_of_range():
            self.head(416, Content_Length=0)
        else:
            self.serve_whole(content)

    def serve_damaged(self, content):
        start = self.start_of_range()
        self.head_of(content, start)
        self.wfile.write(bytes([content[0] ^ 1]) + content[1:] if start == 0 else content[start:])

    def serve_larger(self, content):
        self.head(200, Content_Length=len(content) + 1)
        self.wfile.write(content + b"x")

    def serve_smaller(self, content):
        self.head(200, Content_Length=len(content) - 1)
        self.wfile.write(content[:-1])

    def serve_stalls(self, content):
        """Sends 1000 bytes and falls silent; goes on normally when asked for the rest."""
        start = self.start_of_range()
        self.head_of(content, start)
        self.wfile.write(content[start:] if start else content[:1000])
        self.wfile.flush()
        if not start:
            self.server.stalled.set()
            self.server.go_on.wait(30)
            self.close_connection = True

    def serve_silent(self, content):
        self.server.go_on.wait(30)
        self.close_connection = True

    def redirect(self, to):
        self.head(302, Location=to, Content_Length=0)

    def serve_moved(self, content):
        self.redirect("/whole")

    def serve_moved_to_https(self, content):
        self.redirect(f"https://127.0.0.1:{self.server.server_port}/whole")

    def serve_moved_to_file(self, content):
        self.redirect("file:///etc/hostname")

    def serve_moved_to_ftp(self, content):
        self.redirect("ftp://127.0.0.1/whole")

    def serve_round(self, content):
        self.redirect("/round")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about; anything else is a mistake here."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError)):
            super().handle_error(request, client_address)


class VoicesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.TemporaryDirectory()
        cls.tiny = os.path.join(cls.shared.name, "tiny.htsvoice")
        subprocess.run([MAKE_TINY_VOICE, cls.tiny], check=True)
        with open(cls.tiny, "r+b") as file:
            file.seek(0, os.SEEK_END)
            file.write(b"\n" * 100000)  # what no part of the header names does not count
            file.seek(0)
            cls.content = file.read()

    @classmethod
    def tearDownClass(cls):
        cls.shared.cleanup()

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.home = temporary.name
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.content = self.content
        self.server.requests = []
        self.server.stalled, self.server.go_on = threading.Event(), threading.Event()
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.addCleanup(self.server.go_on.set)
        self.folder = os.path.join(self.home, "data", "rawi", "voices")
        self.place = os.path.join(self.folder, "tiny.htsvoice")
        self.part = self.place + ".part"
        self.catalog("whole")

    def entry(self, how, **changes):
        entry = {
            "name": "tiny", "language": "ar", "gender": "female", "engine": "hts",
            "description": {"en": "A tiny voice", "ar": "صوت صغير"}, "licence": "CC0-1.0",
            "home": "http://127.0.0.1/tiny",
            "address": f"http://127.0.0.1:{self.server.server_port}/{how}",
            "size": len(self.content), "sha256": hashlib.sha256(self.content).hexdigest(),
        }
        entry.update(changes)
        return entry

    def catalog(self, how, **changes):
        built_in = {"name": "salim", "language": "ar", "gender": "male", "engine": "espeak",
                    "description": {"en": "Salim"}, "licence": "GPL-3.0-or-later"}
        self.write_catalog(json.dumps({"voices": [built_in, self.entry(how, **changes)]}))

    def write_catalog(self, text):
        self.catalog_path = os.path.join(self.home, "catalog.json")
        with open(self.catalog_path, "w", encoding="utf-8") as file:
            file.write(text)

    def environment(self):
        return dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en", HOME=self.home,
                    XDG_DATA_HOME=os.path.join(self.home, "data"),
                    XDG_STATE_HOME=os.path.join(self.home, "state"),
                    RAWI_CATALOG=self.catalog_path, no_proxy="127.0.0.1", NO_PROXY="127.0.0.1")

    def rawi(self, *arguments, **options):
        return subprocess.run([RAWI, *arguments], capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, env=self.environment(), **options)

    def add(self, *options, **more):
        return self.rawi("voices", "add", "tiny", *options, **more)

    def assert_fails(self, result, *said):
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertTrue(result.stderr.startswith("rawi: "), result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        for text in said:
            self.assertIn(text, result.stderr)
        self.assertFalse(os.path.exists(self.place), "a wrong voice was installed")

    def assert_installed(self, result):
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(self.place, "rb") as file:
            self.assertEqual(file.read(), self.content)
        self.assertEqual(os.listdir(self.folder), ["tiny.htsvoice"])

    def ranges(self):
        return [asked for _, asked in self.server.requests]

    # ---- listing

    def test_list(self):
        lines = self.rawi("voices").stdout.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertRegex(lines[0], r"^ +NAME +LANGUAGE +GENDER +ENGINE +STATE +SIZE +DESCRIPTION$")
        self.assertRegex(lines[1], r"^\* salim +ar +male +espeak +built in +Salim$")
        self.assertRegex(lines[2], r"^  tiny +ar +female +hts +available +\d+ kB +A tiny voice$")
        self.assertEqual(len({lines[0].index("STATE"), lines[1].index("built in"),
                              lines[2].index("available")}), 1)
        self.add()
        lines = self.rawi("voices").stdout.splitlines()
        self.assertRegex(lines[1], r"^  salim ")
        self.assertRegex(lines[2], r"^\* tiny .* installed ")

    def test_json(self):
        voices = json.loads(self.rawi("voices", "--json").stdout)
        self.assertEqual([voice["name"] for voice in voices], ["salim", "tiny"])
        tiny = voices[1]
        self.assertEqual((tiny["installed"], tiny["default"], tiny["built_in"]), (False,) * 3)
        self.assertEqual(tiny["size"], len(self.content))
        self.assertNotIn("path", tiny)
        self.assert_installed(self.add())
        tiny = json.loads(self.rawi("voices", "info", "tiny", "--json").stdout)
        self.assertEqual((tiny["installed"], tiny["default"]), (True, True))
        self.assertEqual(tiny["path"], self.place)

    def test_info(self):
        result = self.rawi("voices", "info", "tiny")
        entry = self.entry("whole")
        for fact in ("tiny", "female", "hts", "available", "CC0-1.0", entry["home"],
                     entry["address"], entry["sha256"]):
            self.assertIn(fact, result.stdout)
        self.assert_fails(self.rawi("voices", "info", "nobody"), "nobody")

    def test_usage(self):
        for arguments in (["sing"], ["add"], ["add", "a", "b"], ["remove"], ["info"]):
            self.assertEqual(self.rawi("voices", *arguments).returncode, 2)

    # ---- downloads that succeed

    def test_add(self):
        result = self.add()
        self.assert_installed(result)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, r"^rawi: the voice tiny is installed")
        again = self.add()
        self.assert_installed(again)
        self.assertEqual(len(self.server.requests), 1, "downloaded twice")

    def test_quiet(self):
        self.assertEqual(self.add("--quiet").stderr, "")

    def test_redirect(self):
        self.catalog("moved")
        self.assert_installed(self.add())

    def test_damaged_installation_is_mended(self):
        self.assert_installed(self.add())
        with open(self.place, "r+b") as file:
            file.truncate(500)
        self.assert_installed(self.add())

    def test_catalog_option(self):
        other = os.path.join(self.home, "other.json")
        os.rename(self.catalog_path, other)
        self.write_catalog('{"voices": []}')
        self.assert_installed(self.rawi("voices", "--catalog", other, "add", "tiny"))

    # ---- faults of the server

    def test_absent(self):
        self.catalog("absent")
        self.assert_fails(self.add(), "/absent", "404")

    def test_server_error(self):
        self.catalog("broken")
        self.assert_fails(self.add(), "/broken", "500")

    def test_no_server(self):
        self.catalog("whole", address="http://127.0.0.1:1/whole")
        self.assert_fails(self.add(), "127.0.0.1")

    def test_truncated_and_resumed(self):
        self.catalog("cut")
        for attempt in range(1, 4):
            result = self.add()
            self.assert_fails(result, "broke off")
            self.assertEqual(os.path.getsize(self.part), 1000 * attempt)
        self.catalog("whole")
        self.assert_installed(self.add())
        self.assertEqual(self.ranges(), [None, "bytes=1000-", "bytes=2000-", "bytes=3000-"])

    def test_truncated_without_length(self):
        self.catalog("lengthless")
        self.assert_fails(self.add(), "broke off")
        self.catalog("whole")
        self.assert_installed(self.add())
        self.assertEqual(self.ranges()[-1], f"bytes={len(self.content) // 2}-")

    def test_server_without_ranges(self):
        for how in ("rangeless", "unsatisfied"):
            with self.subTest(how):
                self.catalog("cut")
                self.assert_fails(self.add(), "broke off")
                self.catalog(how)
                self.assert_installed(self.add())
                os.remove(self.place)

    def test_wrong_checksum(self):
        self.catalog("damaged")
        self.assert_fails(self.add(), "tiny", "SHA-256")
        self.assertEqual(os.listdir(self.folder), [])
        self.catalog("whole")
        self.assert_installed(self.add())

    def test_right_checksum_of_no_voice(self):
        self.server.content = b"not a voice " * 100
        self.catalog("whole", size=1200, sha256=hashlib.sha256(self.server.content).hexdigest())
        self.assert_fails(self.add(), "no .htsvoice file")
        self.assertEqual(os.listdir(self.folder), [])

    def test_unexpected_size(self):
        for how in ("larger", "smaller"):
            with self.subTest(how):
                self.catalog(how)
                self.assert_fails(self.add(), "bytes instead of", str(len(self.content)))

    def test_endless(self):
        self.catalog("endless")
        self.assert_fails(self.add(), "bytes instead of")
        self.assertLessEqual(os.path.getsize(self.part), len(self.content))

    def test_slow(self):
        for how in ("stalls", "silent"):
            with self.subTest(how):
                self.catalog(how)
                began = time.monotonic()
                self.assert_fails(self.add("--patience", "1"), "silent", how)
                self.assertLess(time.monotonic() - began, 15)
        self.catalog("whole")
        self.assert_installed(self.add())
        self.assertEqual(self.ranges()[-1], "bytes=1000-")

    def test_redirect_to_another_scheme(self):
        for how in ("moved_to_https", "moved_to_file", "moved_to_ftp"):
            with self.subTest(how):
                self.catalog(how)
                self.assert_fails(self.add(), how, "refused")

    def test_redirect_without_end(self):
        self.catalog("round")
        self.assert_fails(self.add(), "round")
        self.assertLess(len(self.server.requests), 10)

    def test_untrusted_certificate(self):
        if not shutil.which("openssl"):
            self.skipTest("openssl is not here")
        key, certificate = (os.path.join(self.home, name) for name in ("key.pem", "certificate.pem"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                        "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = Server(("127.0.0.1", 0), Handler)
        server.content, server.requests = self.content, []
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.catalog("whole", address=f"https://127.0.0.1:{server.server_port}/whole")
        self.assert_fails(self.add(), "certificate")
        self.assertEqual(server.requests, [])

    # ---- faults of the disk, interruptions

    def test_file_that_may_not_grow(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))

        self.assert_fails(self.add(preexec_fn=limit), self.part, "File too large")
        self.assertEqual(os.path.getsize(self.part), 5000)
        self.assert_installed(self.add())
        self.assertEqual(self.ranges()[-1], "bytes=5000-")

    def test_full_disk(self):
        """A file system of 16 kB of its own, where the system lets us make one."""
        data = os.path.join(self.home, "data")
        os.mkdir(data)
        script = (f'mount -t tmpfs -o size=16k tmpfs "{data}" || exit 77\n'
                  f'"{RAWI}" voices add tiny; status=$?\nls -R "{data}" >&2\nexit $status')
        if not shutil.which("unshare"):
            self.skipTest("unshare is not here")
        result = subprocess.run(["unshare", "--map-root-user", "--mount", "sh", "-c", script],
                                capture_output=True, text=True, env=self.environment(), timeout=60)
        if result.returncode == 77 or "unshare" in result.stderr:
            self.skipTest("no file system can be made: " + result.stderr.strip())
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("no room on the disk", result.stderr)
        self.assertNotIn("tiny.htsvoice\n", result.stderr)

    def test_folder_that_cannot_be_written(self):
        with open(os.path.join(self.home, "data"), "w", encoding="utf-8"):
            pass
        self.assert_fails(self.add(), "data")

    def test_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            with self.subTest(number):
                self.catalog("stalls")
                self.server.stalled.clear()
                process = subprocess.Popen([RAWI, "voices", "add", "tiny"], env=self.environment(),
                                           stderr=subprocess.PIPE, text=True)
                self.assertTrue(self.server.stalled.wait(20))
                while not os.path.exists(self.part) or os.path.getsize(self.part) < 1000:
                    time.sleep(0.01)
                process.send_signal(number)
                said = process.communicate(timeout=20)[1]
                self.assertEqual(process.returncode, -number)
                if number != signal.SIGKILL:
                    self.assertIn("goes on from here", said)
                self.assertFalse(os.path.exists(self.place))
                self.catalog("whole")
                self.assert_installed(self.add())
                self.assertEqual(self.ranges()[-1], "bytes=1000-")
                os.remove(self.place)

    def test_two_at_once(self):
        self.catalog("stalls")
        process = subprocess.Popen([RAWI, "voices", "add", "tiny"], env=self.environment(),
                                   stderr=subprocess.DEVNULL)
        self.assertTrue(self.server.stalled.wait(20))
        self.assert_fails(self.add(), "another rawi")
        process.kill()
        process.wait()

    def test_bad_part(self):
        os.makedirs(self.folder)
        for rest in (b"x" * 100, b"x" * (len(self.content) + 100)):
            with self.subTest(len(rest)):
                with open(self.part, "wb") as file:
                    file.write(rest)
                result = self.add()
                if result.returncode:
                    self.assert_fails(result, "SHA-256")
                    self.assertEqual(os.listdir(self.folder), [])
                    result = self.add()
                self.assert_installed(result)
                os.remove(self.place)

    # ---- files

    def test_add_file(self):
        own = os.path.join(self.home, "my-voice.htsvoice")
        with open(own, "wb") as file:
            file.write(self.content + b"\n")  # not the catalog's: another checksum
        self.catalog("whole")
        result = self.rawi("voices", "add", own)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("my-voice", result.stderr)
        voices = {voice["name"]: voice for voice in json.loads(self.rawi("voices", "--json").stdout)}
        self.assertTrue(voices["my-voice"]["installed"] and voices["my-voice"]["default"])
        self.assertEqual(self.rawi("voices", "add", own).returncode, 2, "the name is in use")
        self.assertEqual(self.rawi("voices", "remove", "my-voice").returncode, 0)
        self.assertEqual(os.listdir(self.folder), [])

    def test_add_file_of_the_catalog(self):
        result = self.rawi("voices", "add", self.tiny)
        self.assert_installed(result)
        self.assertEqual(self.server.requests, [])

    def test_add_bad_file(self):
        own = os.path.join(self.home, "bad.htsvoice")
        for content in (b"", b"hello", self.content[:3000], self.content[:700]):
            with open(own, "wb") as file:
                file.write(content)
            self.assert_fails(self.rawi("voices", "add", own), own)
        self.assert_fails(self.rawi("voices", "add", "/nonexistent/x.htsvoice"), "/nonexistent/x")
        self.assert_fails(self.rawi("voices", "add", "nobody"), "nobody")
        spaced = os.path.join(self.home, "my voice.htsvoice")
        shutil.copy(self.tiny, spaced)
        with open(spaced, "ab") as file:
            file.write(b"\n")
        result = self.rawi("voices", "add", spaced)
        self.assertEqual(result.returncode, 2)
        self.assertIn("my voice.htsvoice", result.stderr)

    def test_remove(self):
        self.assert_installed(self.add())
        result = self.rawi("voices", "remove", "tiny")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(os.listdir(self.folder), [])
        self.assertEqual(self.rawi("voices", "remove", "tiny").returncode, 2)
        self.catalog("cut")
        self.assert_fails(self.add(), "broke off")
        self.assertEqual(self.rawi("voices", "remove", "tiny").returncode, 0)
        self.assertEqual(os.listdir(self.folder), [], "what there is of a download goes too")
        self.assertEqual(self.rawi("voices", "remove", "salim").returncode, 2)
        self.assert_fails(self.rawi("voices", "remove", "nobody"), "nobody")

    # ---- bad catalogs

    def test_bad_catalogs(self):
        rows = [
            ("{", "line"), ("[]", "no catalog"), ('{"voices": 3}', "no catalog"),
            (dict(name="../../x"), "name"), (dict(name=""), "name"), (dict(name="salim"), "name"),
            (dict(name=5), "name"), (dict(sha256="abc"), "sha256"), (dict(size=0), "size"),
            (dict(size=-1), "size"), (dict(size=10**12), "size"),
            (dict(address="file:///etc/passwd"), "address"), (dict(description=None), "description"),
        ]
        for flaw, said in rows:
            with self.subTest(flaw):
                if isinstance(flaw, str):
                    self.write_catalog(flaw)
                else:
                    self.catalog("whole", **flaw)
                self.assert_fails(self.rawi("voices"), self.catalog_path, said)
        os.remove(self.catalog_path)
        self.assert_fails(self.rawi("voices"), self.catalog_path)

    # ---- on a terminal

    def on_terminal(self, *arguments):
        """Runs rawi with standard error on a terminal; returns what it wrote there."""
        master, slave = pty.openpty()
        process = subprocess.Popen([RAWI, *arguments], stderr=slave, stdout=subprocess.DEVNULL,
                                   stdin=subprocess.DEVNULL, env=self.environment())
        os.close(slave)
        said = b""
        while True:
            if not select.select([master], [], [], 60)[0]:
                self.fail("it hangs")
            try:
                piece = os.read(master, 4096)
            except OSError:
                break
            if not piece:
                break
            said += piece
        os.close(master)
        return process.wait(), said.decode()

    def test_progress_bar(self):
        self.catalog("stalls")
        threading.Timer(1.0, self.server.go_on.set).start()
        _, said = self.on_terminal("voices", "add", "tiny")
        self.assertRegex(said, r"[#-]{10}.* of .* left")
        self.assertNotIn("#", self.add().stderr)

    def test_suggestion(self):
        article = os.path.join(self.home, "article.txt")
        with open(article, "w", encoding="utf-8") as file:
            file.write("وَصَلَ الوَفْدُ إِلَى العَاصِمَةِ.\n")
        save = ("save", article, "-o", os.path.join(self.home, "article.wav"))
        self.assertNotIn("voices add", self.rawi(*save).stderr)
        self.assertNotIn("voices add", self.on_terminal(*save, "--quiet")[1])
        self.assertNotIn("voices add", self.on_terminal(*save, "--voice", "salim")[1])
        self.assertIn("rawi voices add tiny", self.on_terminal(*save)[1])
        self.assertNotIn("voices add", self.on_terminal(*save)[1])
        os.remove(os.path.join(self.home, "state", "rawi", "natural-voice-suggested"))
        self.assert_installed(self.add())
        self.assertNotIn("voices add", self.on_terminal(*save)[1])

    def test_installed_voice_speaks(self):
        article = os.path.join(self.home, "article.txt")
        with open(article, "w", encoding="utf-8") as file:
            file.write("وَصَلَ الوَفْدُ إِلَى العَاصِمَةِ.\n")
        sound = os.path.join(self.home, "article.wav")
        result = self.rawi("save", article, "-o", sound, "--voice", "tiny")
        self.assert_fails(result, "rawi voices add tiny")
        self.assert_installed(self.add())
        result = self.rawi("save", article, "-o", sound)
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(sound, "rb") as file:
            self.assertEqual(int.from_bytes(file.read(28)[24:], "little"), 16000)
        with open(self.place, "r+b") as file:
            file.truncate(2000)
        result = self.rawi("save", article, "-o", sound)
        self.assertEqual(result.returncode, 1)
        self.assertIn(self.place, result.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
