"""The questions that are measured: a mix as people ask it, and the same made new again and again."""

from collections.abc import Iterator
from random import Random

Question = tuple[str, str]
"""A command without its slash, and the text behind it."""

MIX: tuple[Question, ...] = (
    ("salary", "mle"),
    ("salary", "senior data engineer"),
    ("salary", "ml developer 7 years"),
    ("salary", "mle nyc"),
    ("salary", "what does a senior ML engineer make in NYC?"),
    ("salary", "machien lerning enginer senoir"),
    ("salary", "ai engineer total"),
    ("salary", "mle meta"),
    ("salary", "ml dev senior austin"),
    ("salary", "data governance analyst"),
    ("role", "mle"),
    ("role", "data engineering manager"),
    ("role", "ml data engineer skills"),
    ("role", "ml developer carreer path"),
    ("role", "machine learning enginer challenges"),
    ("compare", "mle vs data engineer"),
    ("compare", "ai engineer vs ml engineer vs ml developer"),
    ("trends", "mlops"),
    ("trends", "azure"),
    ("trends", "ml developer"),
)

HARD: tuple[Question, ...] = (
    ("role", "engineer"),
    ("role", "machine learning"),
    ("salary", "machien lerning enginer senoir"),
    ("salary", "frontend developer"),
    ("salary", "purple unicorn whisperer in atlantis"),
    ("role", "astronaut"),
    ("role", ""),
    ("compare", "mle vs plumber"),
    ("compare", "dta engineer vs machien lerning enginer"),
    ("trends", ""),
    ("trends", "blockchain"),
)
"""Ambiguous, misspelt, unknown and bare: what has to be searched for, or lists a great deal."""

OPENINGS = (
    "", "", "", "please", "what about", "show me", "tell me about", "hi", "i want to know", "how is",
    "can you give me", "info on", "what is", "looking for",
)  # fmt: skip
ADDITIONS = {
    "salary": (
        "junior", "mid level", "senior", "staff", "principal", "2 years", "4 yrs", "5+ yoe",
        "8 years", "12 years", "nyc", "sf", "boston", "texas", "seattle", "remote", "bay area",
        "los angeles", "base", "total comp", "bonus", "median", "startup", "google", "finance",
    ),
    "role": (
        "skills", "education", "responsibilities", "career path", "challenges", "certifications",
        "soft skills", "market demand", "industries", "experience", "best practices", "overview",
    ),
    "compare": ("please", "today", "for me", "and data engineer", "vs ai engineer", "now"),
    "trends": ("today", "now", "growth", "demand", "jobs", "privacy", "automl", "python"),
}  # fmt: skip
ENDINGS = ("", "?", "!", " please", " thanks", " ...", " pls", ".")


IN_VAIN = 200
"""Attempts after which there is nothing new to be said."""


def made_new(question: Question) -> Iterator[Question]:
    """The question in other words, not twice the same in thousands: every third has a slip."""
    command, text = question
    chance = Random(f"{command} {text}")  # noqa: S311 — the same texts in every run
    given, in_vain = {text}, 0
    while True:
        words = [*chance.choice(OPENINGS).split(), *text.split()]
        words += chance.choice(ADDITIONS[command]).split()
        if chance.random() < 1 / 3:
            words = _with_slip(words, chance)
        asked = " ".join(words) + chance.choice(ENDINGS)
        if asked not in given:
            given.add(asked)
            in_vain = 0
            yield command, asked
        elif (in_vain := in_vain + 1) > IN_VAIN:
            # Everything has been asked: by now it is forgotten.
            given.clear()


def _with_slip(words: list[str], chance: Random) -> list[str]:
    """The words with two neighbouring letters swapped in one of the longer ones, if there is any."""
    longer = [place for place, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not longer:
        return words
    place = chance.choice(longer)
    word = words[place]
    at = chance.randrange(1, len(word) - 2)
    slipped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return [*words[:place], slipped, *words[place + 1 :]]
