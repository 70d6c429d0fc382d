"""What a line for `/digest` wants: its verb, by the names that people have for it."""

from collections.abc import Mapping
from typing import Literal

from knowledge.digest.typed import Line
from knowledge.matching import MARGIN, Spellings
from knowledge.query import Correction

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
    "help": "help, usage, show help, how, what, hello, hi, hey, -h, --help, ?, hilfe, ayuda, aide, "
    "can, could, may, why",
    "unsubscribe": "unsubscribe, un-subscribe, un subscribe, stop, cancel, remove, delete, end, off, "
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
"""Words beside a verb that mean nothing by themselves."""

LEAST_ALIKE = 0.74
SHORTEST = 4

_spellings = Spellings(
    " ".join(name) for name in VERBS if len(" ".join(name)) >= SHORTEST and name[0] != "un"
)


def take_verb(line: Line) -> Verb | None:
    """Take the verb that a line begins with; None where there is none, or two are spelt alike."""
    places = [place for place in line.left if line.words[place].form not in (*POLITE, "")]
    for length in (3, 2, 1):
        verb = VERBS.get(line.form(*places[:length]))
        if verb is not None:
            line.take(places[:length])
            return verb
    for length in (2, 1):
        typed = " ".join(line.form(*places[:length]))
        near = _spellings.like(typed, LEAST_ALIKE, limit=4) if len(typed) >= SHORTEST else []
        verbs: set[Verb] = {
            VERBS[tuple(name.split())] for name, score in near if near[0][1] - score < MARGIN
        }
        if len(verbs) == 1:
            line.corrections.append(Correction(line.typed(places[:length]), near[0][0]))
            line.take(places[:length])
            return verbs.pop()
    return None
