"""What a line for `/digest` wants: its verb, by the names that people have for it."""

from collections.abc import Mapping
from typing import Literal

from knowledge.commands import HELP_WORDS
from knowledge.digest.grammar.line import Line
from knowledge.digest.grammar.parts import part_named
from knowledge.query import Correction
from knowledge.spelling import MARGIN, PHRASE_SIMILARITY, WORD_SIMILARITY, Spellings

Verb = Literal[
    "show", "list", "preview", "history", "send now", "help", "unsubscribe", "pause", "resume",
    "subscribe", "change",
]  # fmt: skip

_NAMES: Mapping[Verb, str] = {
    "show": "status, show, show status, show settings, settings, info, state, when, is, are",
    "list": "list, list all, list subscriptions, show all, show list, all, subscriptions",
    "preview": "preview, show preview, example, show example",
    "history": "history, show history, past, show past",
    "send now": "send now, sendnow, post now, now, publish now",
    "help": ", ".join((*HELP_WORDS, "show help, how, what, hello, hi, hey, can, could, may, why")),
    "unsubscribe": "unsubscribe, unsub, un-subscribe, un subscribe, stop, cancel, remove, delete, end, off, "
    "turn off, switch off, opt out",
    "pause": "pause, skip, snooze, mute",
    "resume": "resume, unpause, un-pause, un pause, continue, unmute",
    "subscribe": "subscribe, start, follow, add, weekly, sign up, turn on, switch on, on, opt in, dm",
    "change": "change, move, set, edit, update, reschedule",
}
VERBS: Mapping[tuple[str, ...], Verb] = {
    tuple(name.strip().split()): verb for verb, names in _NAMES.items() for name in names.split(",")
}

POLITE = frozenset(
    """please pls plz kindly we wed we'd we'll i id i'd i'll like want would love to let's lets me a an
    the it us this that my our your of channel digest digests subscription everyone team""".split()
)
"""Words alongside a verb that mean nothing by themselves."""

CORRECTED = (
    "subscribe", "unsubscribe", "cancel", "change", "pause", "unpause", "resume", "list", "help",
    "status", "settings", "preview", "history", "send now",
)  # fmt: skip
"""Verbs in which slips are allowed; the others are too near other words: remove and remote."""

SHORTEST = 4

_spellings = Spellings(CORRECTED)


def take_verb(line: Line) -> Verb | None:
    """Take the verb that a line begins with; None where there is none, or two are spelt alike."""
    places = [place for place in line.left if line.words[place].form not in (*POLITE, "")]
    for length in (3, 2, 1):
        verb = VERBS.get(line.form(*places[:length]))
        if verb is not None:
            line.take(places[:length])
            return verb
    for length in (2, 1):
        words = line.form(*places[:length])
        typed = " ".join(words)
        if len(typed) < SHORTEST or part_named(typed) is not None:
            continue
        # Of four letters, two that are swapped are half.
        least = PHRASE_SIMILARITY if len(typed) > SHORTEST else WORD_SIMILARITY
        near = _spellings.like(words, least, limit=4)
        verbs: set[Verb] = {
            VERBS[tuple(name.split())] for name, score in near if near[0][1] - score < MARGIN
        }
        if len(verbs) == 1:
            line.corrections.append(Correction(line.typed(places[:length]), near[0][0]))
            line.take(places[:length])
            return verbs.pop()
    return None
