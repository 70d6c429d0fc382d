"""Things worth asking: every question that the knowledge answers, with its command line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from weakref import WeakKeyDictionary

from knowledge.answers import (
    Comparison,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)
from knowledge.asking import answer as answer_query
from knowledge.asking.salary import years_band
from knowledge.digest.edition import Tip
from knowledge.fields import Section, money
from knowledge.library import Library
from knowledge.model import Figure, Role
from knowledge.offers.checked import OfferAnswer
from knowledge.query import (
    CompareQuery,
    Offer,
    OfferAmount,
    OfferTerms,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    TrendsQuery,
    YearsAsked,
)

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

ROUND_OFFER = 5_000
"""Offers come in round amounts, of a year's pay in dollars and the like."""


def with_article(name: str) -> str:
    """`a Data Engineer`, `an AI Engineer`, `an MLOps Engineer`."""
    first = name.split()[0].split("/")[0]
    spelt = len(first) > 1 and first[:2].isupper()
    vowels = SPOKEN_WITH_A_VOWEL if spelt else frozenset("AEIO")
    return f"a{'n' if first[:1].upper() in vowels else ''} {name}"


def section_questions(library: Library, role: Role) -> Iterator[Tip]:
    """One for each section that is written about a role."""
    for section in role.written_sections():
        question = SECTION_QUESTIONS.get(section)
        if question is not None:
            text = f"{role.name} {library.section_name(section).lower()}"
            query = RoleQuery(role.id, (section,))
            yield Tip(question.format(one=with_article(role.name)), query, "role", text)


def level_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What the role earns at the figure's level."""
    if figure.level is None:
        return None
    level = library.name("levels", figure.level).lower()
    at = level if level.endswith(" level") else f"{level} level"
    return _earns(role, f"at {at}", SalaryFilters(levels=(figure.level,)), level)


def years_question(_: Library, role: Role, figure: Figure) -> Tip | None:
    """What the role earns after as many years as the figure's band begins with."""
    if years_band(figure) is None or not figure.years_min:
        return None
    asked = YearsAsked(figure.years_min, figure.years_min)
    return _earns(role, f"after {asked}", SalaryFilters(years=(asked,)), str(asked))


def place_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What the role earns in the figure's place, where that is no whole country."""
    if figure.place is None or library.is_national(figure.place):
        return None
    name = library.name("places", figure.place)
    term = library.term("places", figure.place)
    remote = term is not None and term.place_kind == "remote"
    how = "working remotely" if remote else f"in {name}"
    return _earns(role, how, SalaryFilters(places=(figure.place,)), name)


def employer_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What the figure's company, kind of company or industry pays the role."""
    one = with_article(role.name)
    if figure.company is not None:
        name = library.name("companies", figure.company)
        filters = SalaryFilters(companies=(figure.company,))
        return _pays(f"What does {name} pay {one}?", role, filters, name)
    if figure.company_kind is not None:
        name = library.name("company_kinds", figure.company_kind)
        shown = name if name[:2].isupper() else name.lower()
        filters = SalaryFilters(company_kinds=(figure.company_kind,))
        return _pays(f"What do {shown} pay {one}?", role, filters, name)
    if figure.industry is not None:
        name = library.name("industries", figure.industry)
        filters = SalaryFilters(industries=(figure.industry,))
        return _earns(role, f"in the field of {name.lower()}", filters, name)
    return None


def part_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """What sources state for the figure's part of pay."""
    if figure.component == "unspecified":
        return None
    name = library.name("components", figure.component).lower()
    question = f"What {name} do sources state for {with_article(role.name)}?"
    return _pays(question, role, SalaryFilters(components=(figure.component,)), name)


def offer_question(library: Library, role: Role, figure: Figure) -> Tip | None:
    """Where a round offer within the figure's range would fall."""
    if figure.low is None or figure.high is None or figure.period != "year":
        return None
    offer = -(-figure.low // ROUND_OFFER) * ROUND_OFFER
    if offer > figure.high:
        return None
    component = figure.component if figure.component in ("base", "total") else "unspecified"
    part = "" if component == "unspecified" else component
    asked = OfferAmount(
        low=offer, high=offer, currency=figure.currency, period="year", component=component
    )
    levels = (figure.level,) if figure.level else ()
    query = Offer(role.id, OfferTerms((asked,), SalaryFilters(levels=levels)))
    amount = f"{money(offer, figure.currency)} {part}".rstrip()
    level = library.name("levels", figure.level).lower() if figure.level else ""
    one = with_article(role.name)
    question = f"Offered {amount} as {one}{f' ({level})' if level else ''}: where does that fall?"
    return Tip(question, query, "salary", f"check {amount} {role.name} {level}".rstrip())


def _earns(role: Role, how: str, filters: SalaryFilters, narrowing: str) -> Tip:
    return _pays(f"What does {with_article(role.name)} earn {how}?", role, filters, narrowing)


def _pays(question: str, role: Role, filters: SalaryFilters, narrowing: str) -> Tip:
    return Tip(question, SalaryQuery(role.id, filters), "salary", f"{role.name} {narrowing}")


TipKind = Literal[
    "card", "section", "compare", "role trends", "topic", "pay", "level", "years", "place",
    "employer", "part", "offer",
]  # fmt: skip

TIP_KINDS: tuple[TipKind, ...] = get_args(TipKind)

OF_FIGURES: Mapping[TipKind, Callable[[Library, Role, Figure], Tip | None]] = {
    "level": level_question,
    "years": years_question,
    "place": place_question,
    "employer": employer_question,
    "part": part_question,
    "offer": offer_question,
}
"""Questions that a figure suggests: so there is an answer."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A tip and what it is about: ids of roles, or a topic."""

    kind: TipKind
    tip: Tip
    roles: tuple[str, ...] = ()
    topic: str | None = None

    @property
    def key(self) -> str:
        """`tip:salary AI Engineer senior`."""
        return f"tip:{self.tip.command} {self.tip.text}"


_ideas: WeakKeyDictionary[Library, Mapping[str, Idea]] = WeakKeyDictionary()
# They depend on the snapshot alone: each one's are made once, and fall with it.


def tip_ideas(library: Library) -> Mapping[str, Idea]:
    """Every tip that the knowledge suggests, by its key."""
    known = _ideas.get(library)
    if known is None:
        made = [idea for role in library.roles.values() for idea in _of_role(library, role)]
        made += [*_comparisons(library), *_topics(library)]
        known = _ideas[library] = {idea.key: idea for idea in made}
    return known


def works(library: Library, idea: Idea) -> bool:
    """Whether there is an answer to just what the question asks."""
    answer = answer_query(library, idea.tip.query)
    match answer:
        case RoleCard():
            return idea.kind == "card" and (answer.role.id,) == idea.roles
        case RoleSectionsAnswer():
            one = idea.kind == "section" and len(answer.sections) == 1 and not answer.absent
            return one and (answer.role.id,) == idea.roles
        case SalaryAnswer():
            as_asked = bool(answer.filters) == (idea.kind != "pay")
            return bool(answer.matching) and as_asked and (answer.role.id,) == idea.roles
        case OfferAnswer():
            checked = answer.has_figures and bool(answer.checks)
            return checked and (answer.role.id,) == idea.roles
        case Comparison():
            return tuple(column.role.id for column in answer.columns) == idea.roles
        case TrendsAnswer():
            return answer.subject is not None
        case _:
            return False


def _of_role(library: Library, role: Role) -> Iterator[Idea]:
    one = with_article(role.name)
    yield Idea("card", Tip(f"What is {one}?", RoleQuery(role.id), "role", role.name), (role.id,))
    for tip in section_questions(library, role):
        yield Idea("section", tip, (role.id,))
    if library.named_trends.on_roles([role.id]):
        tip = Tip(
            f"Which trends concern {one}?", TrendsQuery(roles=(role.id,)), "trends", role.name
        )
        yield Idea("role trends", tip, (role.id,))
    figures = library.figures_of(role.id)
    if figures:
        question = f"What does {one} earn, source by source?"
        tip = Tip(question, SalaryQuery(role.id), "salary", role.name)
        yield Idea("pay", tip, (role.id,))
    for figure in figures:
        for kind, question in OF_FIGURES.items():
            tip = question(library, role, figure)
            if tip is not None:
                yield Idea(kind, tip, (role.id,))


def _comparisons(library: Library) -> Iterator[Idea]:
    """Each role with each of its neighbors, once."""
    pairs = {
        frozenset((role.id, other)): (role, library.roles[other])
        for role in library.roles.values()
        for other in role.related
    }
    for one, other in pairs.values():
        question = f"{one.name} or {other.name}: what is the difference?"
        query = CompareQuery((one.id, other.id))
        tip = Tip(question, query, "compare", f"{one.name} vs {other.name}")
        yield Idea("compare", tip, (one.id, other.id))


def _topics(library: Library) -> Iterator[Idea]:
    numbered = (topic for fact in library.facts for topic in fact.topics)
    for topic in dict.fromkeys((*library.topics, *numbered)):
        name = library.topic_name(topic)
        question = f"What do sources say about {name}?"
        tip = Tip(question, TrendsQuery(topics=(topic,)), "trends", name)
        yield Idea("topic", tip, topic=topic)
