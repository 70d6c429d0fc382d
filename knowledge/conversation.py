"""What someone says to the bot in their own words: which command it amounts to."""

import re
from dataclasses import dataclass

from knowledge.commands import COMMANDS, HELP_WORDS, CommandName
from knowledge.curating import speaks_of_knowledge
from knowledge.library import Library
from knowledge.offers.terms import says_amount
from knowledge.words import first_word, undecorated, words

GREETINGS = frozenset(
    "hi hello hey heya hiya howdy yo morning afternoon evening good thanks thank you cheers "
    "rolecall bot there ok okay please hola hallo bonjour".split()
)
COMPARING = frozenset("vs versus compare compared comparison difference differ against".split())
PAYING = frozenset(
    "salary salaries pay pays paid earn earns earning make makes wage wages comp compensation "
    "income offer tc bonus equity range money much worth".split()
)
TRENDING = frozenset("trend trends trending future growth market demand outlook".split())
COMMAND_NAMES: dict[str, CommandName] = {command.name: command.name for command in COMMANDS}
DIGEST_VERBS = frozenset({"subscribe", "unsubscribe"})
"""What someone writes to a bot who wants to hear more, or nothing more, of it."""

_ADDRESS = re.compile(r"^\s*(?:<@\w+(?:\|[^<>]*)?>\s*)+")
"""Who a message is to: what it begins with is no part of what it says."""

NARROWING = ("levels", "places", "companies", "company_kinds", "components", "statistics")


@dataclass(frozen=True, slots=True)
class Said:
    """A command and its text, as the words amount to; no command for a greeting."""

    command: CommandName | None
    text: str


def understand(library: Library, text: str) -> Said:
    """The command that a message amounts to.

    A message that begins with a command's name is that command (but "knowledge engineer" names a
    role), and one that begins with
    "subscribe" or "unsubscribe" speaks of the digest. Otherwise its words decide: two
    roles or "versus" compare, words of pay or what narrows pay ask for a salary, "trends" asks for
    those, and anything else for a role.
    """
    text = undecorated(_ADDRESS.sub(" ", text))
    first, rest = first_word(text)
    is_subject = first == "knowledge" and not speaks_of_knowledge(rest)
    if first in COMMAND_NAMES and not is_subject:
        return Said(COMMAND_NAMES[first], rest)
    if first in DIGEST_VERBS:
        return Said("digest", text)
    typed = words(text)
    said = {word.typed for word in typed}
    if said <= GREETINGS | HELP_WORDS:
        return Said(None, "")
    book = library.phrase_book(("roles", "topics", *NARROWING))
    kinds: list[str] = []
    place = 0
    while place < len(typed):
        match = book.longest_at(typed, place)
        if match is not None:
            kinds.append(match[1][0].kind)
        place += match[0] if match else 1
    if says_amount(text) and "roles" in kinds:
        return Said("salary", f"check {text}")
    if said & COMPARING or kinds.count("roles") > 1:
        return Said("compare", text)
    if said & PAYING or (("roles" in kinds) and any(kind in NARROWING for kind in kinds)):
        return Said("salary", text)
    if said & TRENDING or ("topics" in kinds and "roles" not in kinds):
        return Said("trends", text)
    return Said("role", text)
