"""Questions that the knowledge answers, in the words of someone who wonders."""

from collections.abc import Iterator, Mapping

from knowledge.amounts import money
from knowledge.asking.pay import years_band
from knowledge.digest.edition import Tip
from knowledge.fields import Section
from knowledge.library import Library
from knowledge.model import Figure, Role

SECTION_QUESTIONS: Mapping[Section, str] = {
    "responsibilities": "What does {one} do?",
    "skills": "Which skills does {one} need?",
    "soft_skills": "Which soft skills help {one}?",
    "education": "What education does {one} need?",
    "experience": "How much experience does {one} need?",
    "certifications": "Which certifications help {one}?",
    "career_path": "What can {one} become next?",
    "market_demand": "How in demand is {one}?",
    "industries": "Which industries hire {one}?",
    "salary": "What drives pay for {one}?",
    "negotiation": "How does {one} negotiate pay?",
    "trends": "What is changing for {one}?",
    "best_practices": "What are best practices for {one}?",
    "challenges": "What is hard about being {one}?",
    "differences": "How does {one} differ from related roles?",
    "appeal": "Why become {one}?",
    "learning_resources": "Where does {one} learn more?",
}
"""(The overview is what a card begins with.)"""

SPOKEN_WITH_A_VOWEL = frozenset("AEFHILMNORSX")
"""Letters whose name begins with a vowel: an ML Engineer, but a DB Engineer."""

LONGEST_ABBREVIATION = 3
ROUND_OFFER = 5_000
"""Offers come in round amounts, of a year's pay in dollars and the like."""


def with_article(name: str) -> str:
    """`a Data Engineer`, `an AI Engineer`, `an ML Developer`."""
    first = name.split()[0].split("/")[0]
    spelt = first.isupper() and len(first) <= LONGEST_ABBREVIATION
    vowels = SPOKEN_WITH_A_VOWEL if spelt else frozenset("AEIO")
    return f"a{'n' if first[:1].upper() in vowels else ''} {name}"


def section_questions(library: Library, role: Role) -> Iterator[Tip]:
    """One for each section that is written about a role."""
    for section in role.written_sections():
        question = SECTION_QUESTIONS.get(section)
        if question is not None:
            text = f"{role.name} {library.section_name(section).lower()}"
            yield Tip(question.format(one=with_article(role.name)), "role", text)


def level_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What the role earns at the figure's level."""
    if figure.level is None:
        return None
    level = library.name("levels", figure.level).lower()
    at = level if level.endswith(" level") else f"{level} level"
    return _earns(role, f"at {at}", level)


def years_question(_: Library, role: Role, figure: Figure) -> Tip | None:
    """What the role earns after as many years as the figure's band begins with."""
    if years_band(figure) is None or not figure.years_min:
        return None
    years = f"{figure.years_min:g} year{'' if figure.years_min == 1 else 's'}"
    return _earns(role, f"after {years}", years)


def place_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What the role earns in the figure's place, where that is no whole country."""
    if figure.place is None or library.is_national(figure.place):
        return None
    name = library.name("places", figure.place)
    term = library.term("places", figure.place)
    remote = term is not None and term.place_kind == "remote"
    return _earns(role, "working remotely" if remote else f"in {name}", name)


def employer_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What the figure's company, kind of company or industry pays the role."""
    one = with_article(role.name)
    if figure.company is not None:
        name = library.name("companies", figure.company)
        return Tip(f"What does {name} pay {one}?", "salary", f"{role.name} {name}")
    if figure.company_kind is not None:
        name = library.name("company_kinds", figure.company_kind)
        shown = name if name[:2].isupper() else name.lower()
        return Tip(f"What do {shown} pay {one}?", "salary", f"{role.name} {name}")
    if figure.industry is not None:
        name = library.name("industries", figure.industry)
        return _earns(role, f"in the field of {name.lower()}", name)
    return None


def part_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What sources state for the figure's part of pay."""
    if figure.component == "unspecified":
        return None
    name = library.name("components", figure.component).lower()
    question = f"What {name} do sources state for {with_article(role.name)}?"
    return Tip(question, "salary", f"{role.name} {name}")


def offer_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """Where a round offer within the figure's range would fall."""
    if figure.low is None or figure.high is None or figure.period != "year":
        return None
    offer = -(-figure.low // ROUND_OFFER) * ROUND_OFFER
    if offer > figure.high:
        return None
    part = figure.component if figure.component in ("base", "total") else ""
    amount = f"{money(offer, figure.currency)} {part}".rstrip()
    level = library.name("levels", figure.level).lower() if figure.level else ""
    one = with_article(role.name)
    question = f"Offered {amount} as {one}{f' ({level})' if level else ''}: where does that fall?"
    return Tip(question, "salary", f"check {amount} {role.name} {level}".rstrip())


def _earns(role: Role, how: str, narrowing: str) -> Tip:
    question = f"What does {with_article(role.name)} earn {how}?"
    return Tip(question, "salary", f"{role.name} {narrowing}")
