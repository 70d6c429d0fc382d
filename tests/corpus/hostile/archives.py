"""Zips that are damaged, that lead elsewhere, or that grow beyond measure."""

import stat
import struct
import zipfile
import zlib

from knowledge.uploads import UploadedFile
from tests.corpus.hostile.cases import TEXTS, Case
from tests.corpus.hostile.zips import zipped

NAME = "knowledge.zip"
ROLE = "roles/ai-engineer.yaml"
TEXT = TEXTS[ROLE].encode()


def _linked(info: zipfile.ZipInfo) -> None:
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def _device(info: zipfile.ZipInfo) -> None:
    info.create_system = 3
    info.external_attr = (stat.S_IFCHR | 0o666) << 16


def _patched(data: bytes, at: int, change: bytes) -> bytes:
    """The zip with other bytes at an offset of every local header and every directory entry."""
    changed = bytearray(data)
    for mark, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        start = data.find(mark)
        while start >= 0:
            changed[start + at + shift : start + at + shift + len(change)] = change
            start = data.find(mark, start + 1)
    return bytes(changed)


def _quine() -> bytes:
    """A zip whose entry is the zip itself, as far as one that is made by hand can be."""
    inner = zipped({"r/r.zip": b""})
    return zipped({"r/r.zip": inner})


def _overlapping() -> bytes:
    """A directory of two hundred entries that all mean the same bytes."""
    one = zipped({"roles/a.yaml": "a: 1\n" * 100_000})
    start = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entry = one[start:end]
    count = 200
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return one[:start] + entry * count + tail


def _understated() -> bytes:
    """Headers that claim ten bytes of a file that expands to far more."""
    data = zipped({ROLE: "# " + "x" * 5_000_000})
    return _patched(data, 22, struct.pack("<L", 10))


def _bomb() -> bytes:
    """One file of 500 MB of spaces, put together of equal pieces: to compress them all takes seconds."""
    piece, count = b" " * 1_000_000, 500
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    deflated = deflate.compress(piece) + deflate.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(count):
        checksum = zlib.crc32(piece, checksum)
    content = deflated * count + deflate.flush()
    stored = zipped({ROLE: content}, method=zipfile.ZIP_STORED)
    sizes = struct.pack("<LLL", checksum, len(content), len(piece) * count)
    return _patched(_patched(stored, 8, struct.pack("<H", zipfile.ZIP_DEFLATED)), 14, sizes)


def _swapped(old: bytes, new: bytes) -> bytes:
    data = zipped({ROLE: TEXT}, method=zipfile.ZIP_STORED)
    assert old in data
    return data.replace(old, new, 1)


def _case(title: str, content: bytes, entry: str, words: str) -> Case:
    at = f"{NAME}/{entry}: " if entry else f"{NAME}: "
    return Case(title, (UploadedFile(NAME, content),), at, words)


def _named(title: str, name: str, words: str, shown: str | None = None) -> Case:
    return _case(title, zipped({name: TEXT}), name if shown is None else shown, words)


BROKEN = "is not a complete zip"
DAMAGED = "is damaged inside the zip"
ABSOLUTE = "has an absolute path"
DOTS = "has a path with empty steps or dots"
HIDDEN = "has a control or invisible character in its name"
KIND = "is not a supported type"
PLACE = "must be directly in one of"

GOOD = zipped({ROLE: TEXT})

ARCHIVE_CASES: list[Case] = [
    _named("a step up", "../ai-engineer.yaml", DOTS),
    _named("steps up from within", "roles/../../etc/cron.yaml", DOTS),
    _named("a step up at the end", "roles/..", DOTS),
    _named("a step nowhere", "roles/./ai-engineer.yaml", DOTS),
    _named("an empty step", "roles//ai-engineer.yaml", DOTS),
    _named("an absolute path", "/etc/ai-engineer.yaml", ABSOLUTE),
    _named("a home", "~/ai-engineer.yaml", ABSOLUTE),
    _named("a drive", "C:/roles/ai-engineer.yaml", ABSOLUTE),
    _named("a drive without a slash", "c:ai-engineer.yaml", ABSOLUTE),
    _named("steps up with backslashes", "..\\..\\ai-engineer.yaml", DOTS, "../../ai-engineer.yaml"),
    _named("a share", "\\\\host\\roles\\a.yaml", ABSOLUTE, "//host/roles/a.yaml"),
    _named("a drive with backslashes", "C:\\roles\\ai-engineer.yaml", ABSOLUTE, "C:/roles/ai-engineer.yaml"),
    _named("a NUL that hides the ending", "roles/a.yaml\0.exe", HIDDEN, r"roles/a.yaml\x00.exe"),
    _named("a line break in a name", "roles/a\nb.yaml", HIDDEN, r"roles/a\nb.yaml"),
    _named("an escape sequence in a name", "roles/\x1b[31m.yaml", HIDDEN, r"roles/\x1b[31m.yaml"),
    _named("letters that run backwards", "roles/a\u202elmay.yaml", HIDDEN, r"roles/a\u202elmay.yaml"),
    _named("a letter of no width", "roles/a\u200bb.yaml", HIDDEN, r"roles/a\u200bb.yaml"),
    Case("no name", (UploadedFile(NAME, zipped({"": TEXT})),), f"{NAME}/: ", DOTS),
    _named("too deep", "a/b/roles/ai-engineer.yaml", PLACE),
    _named("a folder within a folder", "roles/more/ai-engineer.yaml", PLACE),
    _named("a folder of another name", "role/deep/ai-engineer.yaml", PLACE),
    _named("a name beyond measure", f"roles/{'x' * 5000}.txt", KIND, "roles/" + "x" * (120 - len(f"{NAME}/roles/")) + "…"),
    _named("a program", "roles/run.sh", KIND),
    _named("no ending in a zip", "roles/ai-engineer", KIND),
    Case("a file without a name", (UploadedFile(NAME, zipped({"roles/.yaml": TEXT})),), "roles/", "must be lowercase words"),
    Case("a role in the sources", (UploadedFile(NAME, zipped({"sources/ai-engineer.yaml": TEXT})),), "sources/ai-engineer.yaml:2:", "name: unknown key"),
    Case("a vocabulary of another name", (UploadedFile(NAME, zipped({"vocabulary/words.yaml": "terms: []\n"})),), "vocabulary/words.yaml:1:", "is not one of"),
    _case("a zip within a zip", zipped({"roles/more.zip": GOOD}), "roles/more.zip", "is a zip within a zip"),
    _case("a zip that holds itself", _quine(), "r/r.zip", "is a zip within a zip"),
    # In which line its bytes are no text any more depends on what is in it.
    Case("a zip within, by another name", (UploadedFile(NAME, zipped({"roles/more.yaml": GOOD})),), f"{NAME}/roles/more.yaml:", "is not UTF-8 text here"),
    _case("a symbolic link", zipped({ROLE: "/etc/passwd"}, _linked), ROLE, "is a link or a device"),
    _case("a link to a folder", zipped({"roles": "/etc"}, _linked), "roles", "is a link or a device"),
    _case("a device", zipped({ROLE: TEXT}, _device), ROLE, "is a link or a device"),
    _case("a password", _patched(GOOD, 6, b"\x01\x00"), ROLE, "is encrypted"),
    _case("another method", zipped({ROLE: TEXT}, method=zipfile.ZIP_LZMA), ROLE, "uses an unusual compression"),
    _case("an unknown method", _patched(GOOD, 8, b"\x63\x00"), ROLE, "uses an unusual compression"),
    _case("one file twice", zipped({ROLE: TEXT, "roles/zz-engineer.yaml": TEXT}).replace(b"roles/zz-", b"roles/ai-"), ROLE, "upload only one of them"),
    _case("one file twice but for its case", zipped({ROLE: TEXT, "roles/AI-engineer.yaml": TEXT}), "roles/AI-engineer.yaml", "upload only one of them"),
    _case("one file twice but for its ending", zipped({ROLE: TEXT, "roles/ai-engineer.yml": TEXT}), "roles/ai-engineer.yml", "upload only one of them"),
    _case("nothing in it", zipped({}), "", "contains no knowledge files"),
    _case("only what a Mac adds", zipped({"__MACOSX/roles/._a.yaml": b"\0\5", ".DS_Store": b"\0"}), "", "contains no knowledge files"),
    _case("more files than are taken", zipped({f"roles/r{n}.yaml": "" for n in range(1001)}), "", "has 1,001 files"),
    _case("a bomb in one file", _bomb(), ROLE, "is larger than 1,000,000 bytes"),
    _case("a bomb in many files", zipped({f"roles/r{n}.yaml": b"#" * 999_999 for n in range(30)}), "", "expands to more than 10,000,000 bytes"),
    # Newer Pythons see the overlap; to older ones the files are many and large.
    Case("files that lie upon each other", (UploadedFile(NAME, _overlapping()),), NAME, ""),
    _case("a size that is understated", _understated(), ROLE, DAMAGED),
    _case("a wrong checksum", _swapped(b"AI Engineer", b"AI Enginerr"), ROLE, DAMAGED),
    _case("cut in the middle", GOOD[: len(GOOD) // 2], "", BROKEN),
    _case("without its end", GOOD[:-10], "", BROKEN),
    _case("without its beginning", GOOD[200:], ROLE, DAMAGED),
    _case("no zip at all", b"name: x\n", "", BROKEN),
    _case("nothing at all", b"", "", BROKEN),
    _case("only its end", zlib.compress(b"x"), "", BROKEN),
    _case("a directory beyond the file", GOOD[:-6] + b"\xff\xff\xff\x7f\0\0", ROLE, DAMAGED),
    _case("another name in the file's own header", _swapped(b"roles/ai-engineer", b"roles/xx-engineer"), ROLE, DAMAGED),
    _case("compressed bytes that are noise", GOOD[:80] + b"\xff" * 400 + GOOD[480:], ROLE, DAMAGED),
    Case("no files", (), "upload: ", "contains no file"),
    Case("too many files", tuple(UploadedFile(f"r{n}.yaml", b"") for n in range(21)), "upload: ", "has 21 files"),
    Case("one document in two files", (UploadedFile("ai-engineer.yaml", TEXT), UploadedFile(NAME, GOOD)), f"{NAME}/{ROLE}: ", "upload only one of them"),
    Case("a zip of a megabyte and more", (UploadedFile(NAME, b"\0" * 1_000_001),), f"{NAME}: ", "is larger than 1,000,000 bytes"),
    Case("a path for a name", (UploadedFile("../ai-engineer.yaml", TEXT),), "../ai-engineer.yaml: ", DOTS),
    Case("a name that is markup", (UploadedFile("<!channel>.yaml", b"name: x\n"),), "roles/<!channel>.yaml:1:1:", "must be lowercase words"),
    Case("UTF-16 in a zip", (UploadedFile(NAME, zipped({ROLE: "name: x\n".encode("utf-16")})),), f"{NAME}/{ROLE}:1:1:", "is not UTF-8 text here"),
    Case("YAML that is none in a zip", (UploadedFile(NAME, zipped({ROLE: "name: [\n"})),), f"{ROLE}:2:1:", "is not YAML"),
]  # fmt: skip
