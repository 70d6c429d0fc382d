"""What people read is held to the list of phrases in `docs/voice.md` that we don't write.

People read: every string of the source but docstrings, patterns and lists of words that are read rather
than shown; the text of the playground's page; the knowledge files but for what is typed or quoted; the docs.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
import yaml

ROOT = Path(__file__).parents[2]
VOICE = (ROOT / "docs" / "voice.md").read_text(encoding="utf-8")
SOURCES = sorted(
    path for room in ("bot", "handlers", "knowledge") for path in ROOT.glob(f"{room}/**/*.py")
)
PAGES = sorted(
    path for kind in ("js", "html") for path in ROOT.glob(f"bot/playground/page/*.{kind}")
)
CONTENT = sorted(ROOT.glob("knowledge/content/*/*.yaml"))
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".env.example", ROOT / "Makefile"] + [
    page for page in sorted(ROOT.glob("docs/*.md")) if page.name != "voice.md"
]

NOT_OURS = frozenset({"aliases", "section", "title", "document", "url", "publisher"})
"""Keys of the knowledge files whose text people type or a source words."""
STORED = frozenset({"cancelled"})
"""Values that the database holds by this name; views word them."""
NOT_SHOWN = frozenset({"split", "compile", "_words"})
"""Calls whose text is read, not shown: lists of words, patterns."""
JS_STRING = re.compile(
    r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|>([^<>{}]+)<"
)


def section(heading: str) -> str:
    """The text under a heading of the page."""
    return VOICE.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


BANNED = [phrase for row in rows("Don't write") for phrase in re.findall(r"`([^`]+)`", row[0])]
ANY_OF_THEM = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(one).replace(r"\*", r"\w*") for one in BANNED)
    + r")(?![\w-])",
    re.IGNORECASE,
)


def faults(text: str) -> list[str]:
    """The phrases of a text that we don't write."""
    return ANY_OF_THEM.findall(" ".join(text.split()))


def is_an_identifier(text: str) -> bool:
    """Whether a string names something in code rather than being shown."""
    return text in STORED or re.fullmatch(r"[a-z_-]*[./:_][a-z_.:/-]*", text) is not None


def name_of(called: ast.expr) -> str:
    """The last name of what is called: `compile` of `re.compile`."""
    match called:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Call(func=func):
            return name_of(func)
        case _:
            return ""


def strings_of_python(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every string that may be shown; `…` for what an f-string fills in."""
    tree = ast.parse(source)
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and {"command", "group"} & set(
            map(name_of, node.decorator_list)
        ):
            yield node.lineno, ast.get_docstring(node) or ""  # what `--help` prints
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        elif isinstance(node, ast.Call) and name_of(node.func) in NOT_SHOWN:
            skipped |= {id(one) for one in ast.walk(node)}
        elif isinstance(node, ast.JoinedStr) and id(node) not in skipped:
            skipped |= {id(one) for one in node.values}
            pieces = [one.value if isinstance(one, ast.Constant) else "…" for one in node.values]
            yield node.lineno, "".join(map(str, pieces))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in skipped
        ):
            yield node.lineno, node.value


def strings_of_a_page(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every string of a script or an HTML page, without comments."""
    code = re.sub(r"/\*.*?\*/|<!--.*?-->", "", source, flags=re.DOTALL)
    for number, line in enumerate(code.splitlines(), 1):
        if not line.lstrip().startswith(("//", "import ")):
            for found in JS_STRING.findall(line):
                yield number, "".join(found)


def strings_of_yaml(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Line and text of every scalar but those that are typed or quoted."""
    if isinstance(node, yaml.MappingNode):
        for key, value in cast("list[tuple[yaml.ScalarNode, yaml.Node]]", node.value):
            if key.value not in NOT_OURS:
                yield from strings_of_yaml(value)
    elif isinstance(node, yaml.SequenceNode):
        for one in cast("list[yaml.Node]", node.value):
            yield from strings_of_yaml(one)
    else:
        yield node.start_mark.line + 1, str(node.value)


def shown(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of everything in a file that people read."""
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".py":
            yield from strings_of_python(text)
        case ".yaml":
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
            assert node is not None
            yield from strings_of_yaml(node)
        case ".js" | ".html":
            yield from strings_of_a_page(text)
        case _:
            yield from enumerate(text.splitlines(), 1)


def found_in(path: Path) -> list[str]:
    """Each fault of a file, with its line."""
    return [
        f"{path.relative_to(ROOT)}:{line}: {fault!r} in {text!r}"
        for line, text in shown(path)
        if not is_an_identifier(text)
        for fault in faults(text)
    ]


@pytest.mark.parametrize(
    "paths", [SOURCES, PAGES, CONTENT, DOCS], ids=["source", "page", "content", "docs"]
)
def test_what_people_read_has_none_of_the_phrases(paths: list[Path]) -> None:
    assert len(paths) > 5
    assert not [fault for path in paths for fault in found_in(path)]


def test_the_list_is_read() -> None:
    assert len(BANNED) > 100
    assert faults("Somebody\nelse keeps  it by\nitself") == ["Somebody", "by itself"]
    assert faults("The organisation specialises; its colours") == [
        "organisation",
        "specialises",
        "colours",
    ]
    assert not faults("A specialist besides analyses and mending")


@pytest.mark.parametrize(("before", "after"), rows("Before and after"))
def test_what_comes_after_is_better(before: str, after: str) -> None:
    assert before != after
    assert not faults(after)


def test_the_page_is_one_screen_of_pairs() -> None:
    assert len(rows("Before and after")) == 10
    assert len(VOICE.splitlines()) <= 90


def test_strings_are_found_and_what_is_not_shown_is_not() -> None:
    source = '''"""Somebody."""
import re
def told(name):
    """By itself."""
    re.compile("anew"); "mend anew".split()
    return f"Ask {name} anew" "or mend it", "whoever asks"
@rolecall.command("x")
def asked():
    """Somebody."""
'''
    assert {text for _, text in strings_of_python(source)} == {
        "Somebody.",
        "Ask … anewor mend it",
        "whoever asks",
        "x",
    }
    page = '// somebody\nsay("whoever asks"); /* anew */\n<p>mend it</p>'
    assert [text for _, text in strings_of_a_page(page)] == ["whoever asks", "mend it"]
    node = yaml.compose("{name: anew, aliases: [whoever], one: [{text: mend}]}")
    assert node is not None
    assert [text for _, text in strings_of_yaml(node)] == ["anew", "mend"]
