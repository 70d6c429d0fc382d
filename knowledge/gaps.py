"""What was asked and not found: in a few words, without who asked."""

from dataclasses import dataclass

from knowledge.answers import (
    Answer,
    NoFigures,
    NotFound,
    NoTrends,
    RoleSectionsAnswer,
    SalaryAnswer,
)
from knowledge.english import is_english
from knowledge.words import normalise

MAX_SUBJECT = 80
MOST_WORDS = 5
"""What has more words is a sentence, and no name of anything."""

MOST_OF_ONE = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that isn't covered: how often it was asked for, and how often requested."""

    subject: str
    asked: int
    requested: int


@dataclass(frozen=True, slots=True)
class Rated:
    """A question, and how often people said that its answer helped, or didn't."""

    question: str
    helped: int
    no_help: int


def subject_of(typed: str) -> str:
    """What was typed in the form that is counted; empty where that names nothing."""
    forms = normalise(typed)
    return " ".join(forms)[:MAX_SUBJECT].strip() if len(forms) <= MOST_WORDS else ""


def says_something(answer: NotFound) -> bool:
    """Whether a word of it is one of English or near one of a name: "asdkjh" is neither."""
    return bool(answer.nearest) or any(map(is_english, normalise(answer.typed)))


def missing(answer: Answer) -> tuple[str, ...]:
    """What an answer had to leave open."""
    match answer:
        case NotFound() if says_something(answer):
            found = (subject_of(answer.typed),)
        case NoTrends(subject):
            found = (_trend(subject),)
        case NoFigures(role):
            found = (f"{role.name}: pay",)
        case SalaryAnswer():
            found = tuple(f"{unmet}: pay" for unmet in answer.unmet)
        case RoleSectionsAnswer():
            found = tuple(f"{answer.role.name}: {one.replace('_', ' ')}" for one in answer.absent)
        case _:
            return ()
    return tuple(one[:MAX_SUBJECT] for one in found[:MOST_OF_ONE] if one)


def _trend(subject: str) -> str:
    named = subject_of(subject)
    return f"{named}: trends" if named else ""
