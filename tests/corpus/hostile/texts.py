"""Files that were never good ones: bytes, bombs, and what is no knowledge at all."""

from tests.corpus.hostile.cases import TEXTS, Case, lone

GOOD_ROLE = TEXTS["roles/ai-engineer.yaml"]
NAME = "new-role.yaml"
PLACED = "roles/ai-engineer.yaml"

BILLION_LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

MANY = "has more than 50,000 values"
DEEP = "is nested deeper than 20 levels"
UTF8 = "is not UTF-8 text here"
CHARACTER = "contains a character that YAML doesn't allow"
NEITHER = "is not clearly a role"

PLAIN_CASES: list[Case] = [
    lone("a byte order mark", NAME, b"\xef\xbb\xbf" + GOOD_ROLE.encode(), "1:1:", "byte order mark"),
    lone("UTF-16 with a mark", NAME, GOOD_ROLE.encode("utf-16"), "1:1:", UTF8),
    lone("UTF-16, little end first", NAME, "name: x\n".encode("utf-16-le"), "1:2:", CHARACTER),
    lone("UTF-16, big end first", NAME, "name: x\n".encode("utf-16-be"), "1:1:", CHARACTER),
    lone("UTF-32", NAME, "name: x\n".encode("utf-32"), "1:1:", UTF8),
    lone("Latin-1", NAME, "name: x\nsummary: caf\xe9\n".encode("latin-1"), "2:13:", UTF8),
    lone("Windows quotes", NAME, "name: x\nsummary: \x93a\x94\n".encode("latin-1"), "2:10:", UTF8),
    lone("UTF-7", NAME, "name: x\nfamily: +AGEA-\nfamily: b\n", "3:1:", "family: this key appears twice"),
    lone("an overlong slash", NAME, b"name: x\nfamily: \xc0\xaf\n", "2:9:", UTF8),
    lone("half of a pair", NAME, b"name: x\nfamily: \xed\xa0\x80\n", "2:9:", UTF8),
    lone("cut amid a character", NAME, "name: é".encode()[:-1], "1:7:", UTF8),
    lone("a NUL", NAME, "name: x\nfamily: a\0b\n", "2:10:", CHARACTER),
    lone("an escape sequence", NAME, "name: x\nfamily: \x1b[31ma\n", "2:9:", CHARACTER),
    lone("a next-line character", NAME, "name: x\nfamily: a\x85b\n", "2:10:", "odd line break (U+0085)"),
    lone("a line separator", NAME, "name: x\nfamily: a\u2028b\n", "2:10:", "odd line break (U+2028)"),
    lone("a Mac's line ends", NAME, "name: x\rfamily: a\r", "1:8:", "odd line break (U+000D)"),
    lone("a tab to indent", NAME, "name: x\nsections:\n\tskills: []\n", "3:1:", "use spaces, not tabs"),
    lone("nothing", NAME, "", "1:1:", "is empty"),
    lone("only a comment", NAME, "# nothing yet\n", "1:1:", "is empty"),
    lone("only a word", NAME, "rolecall\n", "1:1:", "must be a mapping"),
    lone("a list", NAME, "- name: x\n", "1:1:", "must be a mapping"),
    lone("a web page", NAME, "<!DOCTYPE html>\n<html></html>\n", "1:1:", "must be a mapping"),
    lone("JSON of something else", NAME, '{"version": 2, "services": {}}\n', " ", NEITHER),
    lone("a container's file", NAME, "services:\n  web:\n    image: x\n", " ", NEITHER),
    lone("a role and a source at once", NAME, "name: x\ntitle: y\n", " ", NEITHER),
    lone("terms of no kind", "words.yaml", "terms: []\n", " ", "name it after their kind"),
    lone("a zip by another name", NAME, b"PK\x03\x04\x14\x00\x00\x00", "1:3:", CHARACTER),
    lone("a picture by another name", NAME, b"\x89PNG\r\n\x1a\n", "1:1:", UTF8),
    lone("an alias bomb", NAME, BILLION_LAUGHS, "1:4:", "anchors (&) and aliases (*)"),
    lone("an alias to itself", NAME, "name: x\nrelated: &r [*r]\n", "2:10:", "anchors (&) and aliases (*)"),
    lone("a merge of an alias", NAME, "name: x\nsections:\n  <<: *a\n", "3:7:", "anchors (&) and aliases (*)"),
    lone("an object of Python's", NAME, "name: !!python/name:os.system\n", "1:7:", "tags (!)"),
    lone("binary data", NAME, "name: !!binary R0lGODlh\n", "1:7:", "tags (!)"),
    lone("a directive", NAME, "%YAML 9.9\n---\nname: x\n", "1:1:", "is not YAML"),
    lone("two documents", NAME, "name: x\n---\nname: y\n", "2:1:", "one file holds one document"),
    lone("brackets without end", NAME, "[" * 1_000_000, "1:21:", DEEP),
    lone("mappings without end", NAME, "{a: " * 250_000, "1:81:", DEEP),
    lone("bullets without end", NAME, "- " * 500_000, "1:41:", DEEP),
    lone("keys without end", NAME, "? " * 500_000, "1:41:", DEEP),
    lone("a hundred thousand entries", NAME, "name: x\nrelated:\n" + "- a\n" * 100_000, "49998:3:", MANY),
    lone("half a million entries in a line", NAME, f"related: [{'a,' * 490_000}]", "1:", MANY),
    lone("a hundred thousand keys", NAME, "".join(f"k{n}: 1\n" for n in range(90_000)), "25000:", MANY),
    lone("a hundred thousand of one key", NAME, "name: x\n" * 100_000, "25000:", MANY),
    lone("twenty thousand of one key", NAME, "name: x\n" * 20_000, "2:1:", "name: this key appears twice"),
    lone("a million digits", NAME, f"name: x\nfamily: {'9' * 900_000}\n", "2:9:", "this number is too long"),
    lone("a key of a megabyte", NAME, f"name: x\n? {'k' * 900_000}\n: y\n", "2:3:", "a key is longer than 80"),
    lone("a first key of a thousand letters", NAME, f"name: x\n{'k' * 1000}: y\n", "2:1:", "a key is longer than 80"),
    lone("an implicit key that is too long", NAME, f"name: x\n{'k' * 2000}: y\n", "2:", "is not YAML"),
    lone("more than a megabyte", NAME, "# " + "x" * 1_000_000, " ", "is larger than 1,000,000 bytes"),
    lone("no knowledge at all", "notes.txt", "name: x\n", " ", "is not a supported type"),
    lone("a script", "roles.yaml.exe", "name: x\n", " ", "is not a supported type"),
    lone("no ending", "README", "name: x\n", " ", "is not a supported type"),
]  # fmt: skip


def _large(title: str, text: str, at: str, words: str) -> Case:
    """A file of a role that there is, so large that it could take its time."""
    case = lone(title, "ai-engineer.yaml", text, "", words)
    return Case(title, case.files, f"{PLACED}:{at}", words)


def _line(key: str) -> int:
    """The line of the good role in which a key stands."""
    return GOOD_ROLE[: GOOD_ROLE.index(f"\n{key}:") + 1].count("\n") + 1


LARGE_CASES: list[Case] = [
    _large("a summary of a megabyte", GOOD_ROLE.replace("summary: >-", f"summary: {'x ' * 450_000}\n#", 1).replace("\n  The source", "\n#").replace("\n  what it says", "\n#"), f"{_line('summary')}:", "longer than 900"),
    _large("a name of a megabyte", GOOD_ROLE.replace("name: AI Engineer", f"name: {'x' * 900_000}"), "2:", "longer than 200"),
    _large("a family of a megabyte", GOOD_ROLE.replace("family: ai", f"family: {'x' * 900_000}"), f"{_line('family')}:", "family: "),
    _large("ten thousand neighbours that are not there", GOOD_ROLE.replace("related: [", "related: [" + ", ".join(f"no-role-{n}" for n in range(10_000)) + ", "), f"{_line('related')}:", "no role"),
    _large("thirty thousand unknown keys", GOOD_ROLE.replace("family: ai", "family: ai\n" + "\n".join(f"famly{n}: 1" for n in range(20_000))), f"{_line('family') + 1}:", "unknown key"),
    _large("forty thousand entries of a wrong type", GOOD_ROLE.replace("aliases: [", "aliases: [" + "1," * 40_000), "3:", "must be text"),
    _large("twenty thousand aliases of signs", GOOD_ROLE.replace("aliases: [", "aliases: [" + "'-'," * 20_000), "3:", "no letter or digit"),
    Case("a literal of a megabyte", lone("", "ml-engineer-jobs.yaml", TEXTS["sources/ml-engineer-jobs.yaml"].replace("statistic: mean", f"statistic: {'mean' * 200_000}"), "", "").files, "sources/ml-engineer-jobs.yaml:31:", "is not one of"),
    Case("five thousand figures that name their source", lone("", "ml-engineer-jobs.yaml", TEXTS["sources/ml-engineer-jobs.yaml"].partition("figures:\n")[0] + "figures:\n" + "  - {source: a, low: 1}\n" * 5_000, "", "").files, "sources/ml-engineer-jobs.yaml:32:", "remove `source`"),
]  # fmt: skip

TEXT_CASES = [*PLAIN_CASES, *LARGE_CASES]
