"""Things worth asking: every question that the knowledge answers, with its command line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from weakref import WeakKeyDictionary

from knowledge.answers import Comparison, RoleCard, RoleSectionsAnswer, SalaryAnswer, TrendsAnswer
from knowledge.answers_offer import OfferAnswer
from knowledge.asking import answer_line
from knowledge.digest.edition import Tip
from knowledge.digest.questions import (
    employer_question,
    level_question,
    offer_question,
    part_question,
    place_question,
    section_questions,
    with_article,
    years_question,
)
from knowledge.library import Library
from knowledge.model import Figure, Role
from knowledge.query import Reading

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
    """Whether the command answers just what the question asks, with nothing left to clear up."""
    answer = answer_line(library, idea.tip.command, idea.tip.text)
    if answer.reading != Reading():
        return False
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
    yield Idea("card", Tip(f"What is {one}?", "role", role.name), (role.id,))
    for tip in section_questions(library, role):
        yield Idea("section", tip, (role.id,))
    if library.named_trends.on_roles([role.id]):
        tip = Tip(f"Which trends concern {one}?", "trends", role.name)
        yield Idea("role trends", tip, (role.id,))
    figures = library.figures_of(role.id)
    if figures:
        tip = Tip(f"What does {one} earn, source by source?", "salary", role.name)
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
        tip = Tip(question, "compare", f"{one.name} vs {other.name}")
        yield Idea("compare", tip, (one.id, other.id))


def _topics(library: Library) -> Iterator[Idea]:
    numbered = (topic for fact in library.facts for topic in fact.topics)
    for topic in dict.fromkeys((*library.topics, *numbered)):
        name = library.topic_name(topic)
        tip = Tip(f"What do the documents say about {name}?", "trends", name)
        yield Idea("topic", tip, topic=topic)
