"""What the command says to bad input: exit status 1 or 2, one line that names the culprit, nothing on
standard output, no file made, no crash. Usage: bad_input_test.py RAWI"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

RAWI = os.path.abspath(sys.argv[1])
SAMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../samples/chips.txt")
ARABIC = "وصل الوفد إلى العاصمة مساء أمس، ثم غادرها صباحًا إلى مدينة أخرى.\n"

BAD_SOURCES = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n  \r\n",
    "picture.html": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1",
    "program.txt": b"\x7fELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0\1\0\0\0",
    "document.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "packed.md": b"\x1f\x8b\x08\0\0\0\0\0\0\3\xcbH\xcd\xc9\xc9\7\0",
    "zeros.txt": ARABIC.encode() + b"\0\0\0\0" + ARABIC.encode(),
    "invalid.txt": (ARABIC * 20).encode() + b"\xff\xfe\xd8\n" + ARABIC.encode(),
    "english.txt": b"The delegation arrived in the capital last night and left in the morning.\n" * 5,
}


def rawi(*arguments, **options):
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en")
    environment.update(options.pop("env", {}))
    return subprocess.run([RAWI, *arguments], capture_output=True, timeout=120, env=environment,
                          stdin=options.pop("stdin", subprocess.DEVNULL), **options)


class BadInput(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name, content=None):
        path = os.path.join(self.folder.name, name)
        if content is not None:
            with open(path, "wb") as file:
                file.write(content)
        return path

    def assert_refused(self, result, status, *named):
        stderr = result.stderr.decode()
        self.assertEqual(result.returncode, status, stderr)
        self.assertEqual(result.stdout, b"")
        lines = stderr.splitlines()
        self.assertTrue(lines and lines[0].startswith("rawi: "), stderr)
        self.assertEqual(len(lines), 1 if status == 1 else 2, stderr)
        for name in named:
            self.assertIn(name, lines[0])

    def test_sources_that_are_no_article(self):
        for name, content in BAD_SOURCES.items():
            with self.subTest(name):
                path = self.path(name, content)
                self.assert_refused(rawi("text", path), 1, name)
                self.assert_refused(rawi("save", path, "-o", self.path("out.wav")), 1, name)
                self.assertFalse(os.path.exists(self.path("out.wav")))

    def test_the_same_on_standard_input(self):
        for name, content in BAD_SOURCES.items():
            with self.subTest(name), open(self.path(name, content), "rb") as file:
                self.assert_refused(rawi("text", "-", stdin=file), 1, "standard input")

    def test_invalid_utf8_says_where(self):
        result = rawi("text", self.path("invalid.txt", BAD_SOURCES["invalid.txt"]))
        self.assertRegex(result.stderr.decode(), r"21")

    def test_missing_file(self):
        self.assert_refused(rawi("text", self.path("absent.txt")), 1, "absent.txt")

    def test_address_of_a_file(self):
        """As desktops hand it over: the file is read; one of another machine is refused."""
        path = self.path("مقال أول.txt", ARABIC.encode())
        address = "file://" + urllib.parse.quote(path)
        self.assertEqual(rawi("text", address).stdout, rawi("text", path).stdout)
        missing = rawi("text", "file://" + self.path("absent%20one.txt"))
        self.assert_refused(missing, 1, self.path("absent one.txt"))
        self.assert_refused(rawi("text", "file://elsewhere" + path), 2, "file://elsewhere")

    def test_directory(self):
        self.assert_refused(rawi("text", self.folder.name), 1, self.folder.name)

    def without_permission(self, *arguments):
        """What the command says to one who may not read the last argument."""
        os.chmod(arguments[-1], 0)
        os.chmod(self.folder.name, 0o755)
        # Root may read everything, so that the test, run by root, asks as somebody else.
        somebody = {"user": "nobody"} if os.geteuid() == 0 else {}
        try:
            return rawi(*arguments, env={"XDG_STATE_HOME": "/dev/null/state"}, **somebody)
        except PermissionError:
            self.skipTest("another user may not run the command where it was built")

    def test_no_permission(self):
        path = self.path("secret.txt", ARABIC.encode())
        self.assert_refused(self.without_permission("text", path), 1, "secret.txt")

    def test_no_permission_for_a_folder(self):
        path = self.path("secret")
        os.mkdir(path)
        self.assert_refused(self.without_permission("text", path), 1, "secret")
        self.assertIn("denied", self.without_permission("listen", path).stderr.decode())
        os.chmod(path, 0o755)

    def test_hundred_megabytes_in_a_line(self):
        path = self.path("line.txt")
        with open(path, "wb") as file:
            for _ in range(100):
                file.write(ARABIC.strip().encode() * (2 ** 20 // len(ARABIC.strip().encode())))
        result = rawi("text", path)
        self.assert_refused(result, 1, "line.txt")

    def test_unknown_voice(self):
        result = rawi("save", "--voice", "nobody", SAMPLE, "-o", self.path("out.wav"))
        self.assert_refused(result, 1, "nobody")
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_usage(self):
        for arguments, named in [
            (["text", "--bogus", SAMPLE], "--bogus"),
            (["text", "--rate", "fast", SAMPLE], "fast"),
            (["text", "--rate", "9", SAMPLE], "9"),
            (["text", "--pitch", "nan", SAMPLE], "nan"),
            (["text", "--endings", "some", SAMPLE], "some"),
            (["text", "--output", "x.wav", SAMPLE], "--output"),
            (["text", "--rate"], "--rate"),
            (["text", "--marks", "some", SAMPLE], "full|none"),
            (["save", "--page=nowhere", SAMPLE], "takes inside|beside,english"),
            (["text", SAMPLE, SAMPLE], SAMPLE),
            (["text", ""], "no source"),
            (["sve", SAMPLE], "sve"),
            (["help", "sve"], "sve"),
            (["save", SAMPLE, "-o", self.path("out.xyz")], "out.xyz"),
        ]:
            with self.subTest(" ".join(arguments)):
                self.assert_refused(rawi(*arguments), 2, named)

    def test_usage_names_the_help_to_read(self):
        for arguments, advice in [(["save", "--bogus"], "rawi save --help"), (["--bogus"], "rawi --help")]:
            self.assertIn(advice, rawi(*arguments).stderr.decode().splitlines()[1])

    def test_help_is_a_command(self):
        for arguments in [[], ["save"]]:
            result, same = rawi("help", *arguments), rawi(*arguments, "--help")
            self.assertEqual((result.returncode, result.stdout), (0, same.stdout))

    def test_missing_lexicon(self):
        self.assert_refused(rawi("text", "--lexicon", self.path("none.tsv"), SAMPLE), 1, "none.tsv")

    def test_messages_in_arabic(self):
        result = rawi("text", self.path("absent.txt"), env={"LANGUAGE": "ar"})
        self.assertEqual(result.returncode, 1)
        self.assertTrue(re.search("[\u0621-\u064a]{3}", result.stderr.decode()), result.stderr)
        # The system's reason too, which its library says in English.
        self.assertIn("لا ملف ولا مجلد بهذا الاسم", result.stderr.decode())

    def test_full_standard_output(self):
        with open("/dev/full", "wb") as full:
            environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en")
            result = subprocess.run([RAWI, "text", SAMPLE], stdout=full, stderr=subprocess.PIPE,
                                    env=environment, timeout=120)
        self.assertEqual(result.returncode, 1)
        self.assertIn("standard output", result.stderr.decode())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
