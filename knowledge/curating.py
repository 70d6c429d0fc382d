"""What can be asked of `/knowledge`, and how a line is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

from knowledge.commands import HELP_WORDS
from knowledge.query import Correction, Reading
from knowledge.spelling import MARGIN, Spellings
from knowledge.words import bare, singular, undecorated

LookVerb = Literal[
    "state", "history", "check", "stale", "conflicts", "reports", "gaps", "reviews", "feeds", "help"
]
ExportStyle = Literal["csv", "jsonl", "json-ld"]
TemplateKind = Literal["role", "source", "feed"]

Verb = LookVerb | Literal["diff", "rollback", "export", "template"]


@dataclass(frozen=True, slots=True)
class LookRequest:
    """Something that needs nothing more than its verb."""

    verb: LookVerb
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class RevisionRequest:
    """What a revision changed, or going back to it; None where no number was said."""

    verb: Literal["diff", "rollback"]
    number: int | None
    reading: Reading = field(default_factory=Reading)
    why: str = ""
    """The words behind a rollback's number: its reason."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """All salary figures as a file."""

    style: ExportStyle
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class TemplateRequest:
    """A file to fill in; the name is empty where none was said."""

    kind: TemplateKind
    name: str
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What a page states is to be added; without an address, it is asked for."""

    url: str = ""
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class AddFeedRequest:
    """A feed is to be added; without an address, it is asked for."""

    url: str = ""
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class UnclearRequest:
    """Not understood; what was probably `meant`, and the line with which people ask for it."""

    typed: str
    suggestion: str | None = None
    meant: "ClearRequest | None" = None


ClearRequest = LookRequest | RevisionRequest | ExportRequest | TemplateRequest
KnowledgeRequest = ClearRequest | AddRequest | AddFeedRequest | UnclearRequest

_NAMES: Mapping[Verb, str] = {
    "state": "state, status, show, info, overview",
    "history": "history, log, revisions, changes",
    "diff": "diff, difference",
    "rollback": "rollback, revert, undo, restore",
    "export": "export, download, dump",
    "check": "check, validate, lint, problems, warnings",
    "template": "template, new, example",
    "stale": "stale, due, freshness, old",
    "conflicts": "conflicts, conflict, clashes",
    "reports": "reports, report, reported",
    "gaps": "gaps, gap, missing, requests, requested, wanted",
    "reviews": "reviews, review, unfinished",
    "feeds": "feeds, feed, rss, boards",
    "help": ", ".join((*HELP_WORDS, "how")),
}
VERBS: Mapping[str, Verb] = {
    name.strip(): verb for verb, names in _NAMES.items() for name in names.split(",")
}
_STYLES: Mapping[str, ExportStyle] = {
    "csv": "csv",
    "jsonl": "jsonl",
    "json": "jsonl",
    "ndjson": "jsonl",
    "json-ld": "json-ld",
    "jsonld": "json-ld",
}
_KINDS: Mapping[str, TemplateKind] = {
    "role": "role",
    "roles": "role",
    "source": "source",
    "sources": "source",
    "feed": "feed",
    "feeds": "feed",
}

ADD = "add"
_LINK = re.compile(r"<?(?P<url>https?://[^\s<>|]+)(?:\|[^<>]*)?>?", re.IGNORECASE)

_NUMBER = re.compile(
    r"(?:#|r|rev|revision)?\s*#?0*(?P<number>\d{1,9})(?:[:,;]?\s+(?P<why>.+))?$", re.IGNORECASE
)

LEAST_ALIKE = 0.7
SHORTEST = 3
LONGEST = 40

_verbs = Spellings(name for name in VERBS if len(name) > SHORTEST)
_styles = Spellings(_STYLES)
_kinds = Spellings(_KINDS)


def parse_knowledge(text: str) -> KnowledgeRequest:
    """Read the text after `/knowledge`; nothing asks for the state."""
    typed = undecorated(text)
    words = [word for word in map(bare, typed.split()) if word]
    if [word.casefold() for word in words[:2]] == ["roll", "back"]:
        words[:2] = ["rollback"]
    if not words:
        return LookRequest("help" if "?" in typed else "state")
    first, rest = words[0], " ".join(words[1:])
    if first.casefold() == ADD:
        return _of_add(text)
    corrections: list[Correction] = []
    word = _known(first, VERBS, _verbs, corrections)
    if word is None:
        near = _verbs.like([first.casefold()[:LONGEST]], LEAST_ALIKE - 0.2, limit=1)
        return _unclear(typed, near[0][0], VERBS[near[0][0]]) if near else UnclearRequest(typed)
    verb = VERBS[word]
    match verb:
        case "diff" | "rollback":
            return _of_revision(verb, typed, rest, corrections)
        case "export":
            return _of_export(typed, rest, corrections)
        case "template":
            return _of_template(typed, rest, corrections)
        case "feeds" if links_in(text) or rest.split()[:1] == [ADD]:
            return _of_feed(text, corrections)
        case _:
            return LookRequest(verb, _read(corrections, rest))


def links_in(text: str) -> tuple[str, ...]:
    """The addresses in a text, as people type them and as Slack marks them up, each once."""
    return tuple(dict.fromkeys(map(_address, _LINK.finditer(text))))


def only_link(text: str) -> str | None:
    """The address that a text consists of; None where it is something else."""
    found = _LINK.fullmatch(text.strip())
    return _address(found) if found else None


def _address(found: re.Match[str]) -> str:
    # Slack escapes no more than this, and an address may hold what else reads as an entity: `&copy=1`.
    return found["url"].replace("&amp;", "&")


def _of_add(text: str) -> AddRequest:
    links = links_in(text)
    others = undecorated(_LINK.sub(" ", text)).split()[1:]
    return AddRequest(links[0] if links else "", _read([], " ".join([*others, *links[1:]])))


def _of_feed(text: str, corrections: list[Correction]) -> AddFeedRequest:
    links = links_in(text)
    others = undecorated(_LINK.sub(" ", text)).split()[1:]
    unused = [*(others[1:] if others[:1] == [ADD] else others), *links[1:]]
    return AddFeedRequest(links[0] if links else "", _read(corrections, " ".join(unused)))


def _unclear(typed: str, suggestion: str, verb: Verb) -> UnclearRequest:
    """What a verb alone asks for is suggested, if anything."""
    match verb:
        case "diff" | "rollback":
            return UnclearRequest(typed, suggestion, RevisionRequest(verb, None))
        case "export":
            return UnclearRequest(typed, suggestion, ExportRequest("csv"))
        case "template":
            return UnclearRequest(typed, suggestion, TemplateRequest("role", ""))
        case _:
            return UnclearRequest(typed, suggestion, LookRequest(verb))


def speaks_of_knowledge(text: str) -> bool:
    """Whether words after "knowledge" ask something of it, and are no role such as an engineer."""
    return not isinstance(parse_knowledge(text), UnclearRequest)


def _of_revision(
    verb: Literal["diff", "rollback"], text: str, rest: str, corrections: list[Correction]
) -> KnowledgeRequest:
    if not rest:
        return RevisionRequest(verb, None, _read(corrections))
    number = _NUMBER.match(rest.removeprefix("to "))
    if number is None or (number["why"] and verb == "diff"):
        return UnclearRequest(text, "history", LookRequest("history"))
    return RevisionRequest(
        verb, int(number["number"]), _read(corrections), unescape(number["why"] or "")
    )


def _of_export(text: str, rest: str, corrections: list[Correction]) -> KnowledgeRequest:
    if not rest:
        return ExportRequest("csv", _read(corrections))
    style = _known(rest.removeprefix("as "), _STYLES, _styles, corrections)
    if style is None:
        return UnclearRequest(text, "export csv", ExportRequest("csv"))
    return ExportRequest(_STYLES[style], _read(corrections))


def _of_template(text: str, rest: str, corrections: list[Correction]) -> KnowledgeRequest:
    kind, _, name = rest.partition(" ")
    known = _known(kind, _KINDS, _kinds, corrections) if kind else None
    if known is None:
        return UnclearRequest(text, "template role", TemplateRequest("role", ""))
    return TemplateRequest(_KINDS[known], name, _read(corrections))


def _known(
    typed: str, known: Mapping[str, object], spellings: Spellings, corrections: list[Correction]
) -> str | None:
    """The known word that is meant; a slip is noted."""
    word = typed.casefold()
    if word in known:
        return word
    one = singular(word)
    if len(one) > SHORTEST and one in known:
        return one
    near = spellings.like([word[:LONGEST]], LEAST_ALIKE, limit=4) if len(word) >= SHORTEST else []
    meant = {known[name] for name, score in near if near[0][1] - score < MARGIN}
    if len(meant) != 1:
        return None
    corrections.append(Correction(typed, near[0][0]))
    return near[0][0]


def _read(corrections: list[Correction], unused: str = "") -> Reading:
    return Reading(corrections=tuple(corrections), unused=(unused,) if unused else ())
