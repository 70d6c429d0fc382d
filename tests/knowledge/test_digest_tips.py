"""Every tip is a question that its command line answers."""

import pytest

from handlers.values import Carried, carried, carry
from knowledge.answers import (
    Ambiguous,
    CompareWithWhat,
    Comparison,
    Help,
    NoFigures,
    NotFound,
    NoTrends,
    RoleCard,
    RoleSectionsAnswer,
    SalaryAnswer,
    TrendsAnswer,
)
from knowledge.asking import answer_read, read_line
from knowledge.digest.edition import Tip
from knowledge.digest.tips import Idea, TipKind, tip_ideas, with_article, works
from knowledge.library import Library
from knowledge.offers.checked import OfferAnswer
from knowledge.offers.terms import UnclearOffer
from knowledge.query import (
    CompareQuery,
    HelpQuery,
    MentionQuery,
    Misread,
    Offer,
    OfferTerms,
    Reading,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    TrendsQuery,
    WholeQuery,
)
from tests.conftest import Slash
from tests.handlers.made_up import Amounts, made_up
from tests.knowledge.small_world import figure, library_of, source

NO_ANSWERS = Ambiguous, CompareWithWhat, Help, NoFigures, NotFound, NoTrends, UnclearOffer

ANSWERED_BY: dict[TipKind, type] = {
    "card": RoleCard,
    "section": RoleSectionsAnswer,
    "compare": Comparison,
    "role trends": TrendsAnswer,
    "topic": TrendsAnswer,
    "offer": OfferAnswer,
}
"""All others ask for a salary."""


def test_every_tip_is_answered_properly(library: Library) -> None:
    ideas = tip_ideas(library)
    assert len(ideas) > 200
    for key, idea in ideas.items():
        read = read_line(library, idea.tip.command, idea.tip.text)
        assert carried(carry(idea.tip.query)) == Carried(idea.tip.query)
        assert not isinstance(read, HelpQuery | MentionQuery | Misread | UnclearOffer), key
        assert carry(read) == carry(idea.tip.query), key
        answer = answer_read(library, read)
        assert not isinstance(answer, NO_ANSWERS), key
        assert isinstance(answer, ANSWERED_BY.get(idea.kind, SalaryAnswer)), key
        assert answer.reading == Reading(), key
        if isinstance(answer, SalaryAnswer):
            assert answer.matching, key
            assert not answer.unmet, key
        assert works(library, idea), key


def test_every_kind_of_tip_is_there(library: Library) -> None:
    kinds = {idea.kind for idea in tip_ideas(library).values()}
    assert {"pay", "level", "years", "place", "employer", "part", "topic"} <= kinds
    assert set(ANSWERED_BY) <= kinds


def test_tips_can_be_clicked(library: Library, slash: Slash) -> None:
    for idea in list(tip_ideas(library).values())[::9]:
        assert "Not understood" not in slash(f"/{idea.tip.command} {idea.tip.text}").shown


def test_questions_read_well(library: Library) -> None:
    questions = {idea.tip.question for idea in tip_ideas(library).values()}
    assert "What does a Machine Learning Engineer earn at senior level?" in questions
    assert "What does a Machine Learning Developer earn working remotely?" in questions
    assert "What do AI startups pay a Machine Learning Developer?" in questions
    assert "What does Meta pay a Machine Learning Engineer?" in questions
    assert "Which certifications help a Big Data ML Engineer?" in questions
    for question in questions:
        assert question.endswith("?")
        assert "  " not in question


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Data Engineer", "a Data Engineer"),
        ("AI Engineer", "an AI Engineer"),
        ("AI/ML Data Engineer", "an AI/ML Data Engineer"),
        ("ML Developer", "an ML Developer"),
        ("BI Analyst", "a BI Analyst"),
        ("Analytics Engineer", "an Analytics Engineer"),
        ("MLOps Engineer", "an MLOps Engineer"),
        ("/", "a /"),
    ],
)
def test_articles(name: str, said: str) -> None:
    assert with_article(name) == said


MLE = "ml-engineer"
INTERN = SalaryFilters(levels=("intern",))


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("card", RoleQuery(MLE)),
        ("card", RoleQuery("data-engineer", ("skills",))),
        ("section", RoleQuery("data-engineer")),
        ("section", RoleQuery("data-engineer", ("certifications",))),
        ("pay", SalaryQuery("data-engineer", SalaryFilters(levels=("senior",)))),
        ("level", SalaryQuery("data-engineer")),
        ("level", SalaryQuery("data-engineer", INTERN)),
        ("pay", SalaryQuery("data-engineering-manager")),
        ("offer", Offer("data-engineer", OfferTerms())),
        ("compare", CompareQuery(("data-engineer",))),
        ("compare", CompareQuery(("data-engineer", MLE))),
        ("topic", TrendsQuery()),
        ("topic", TrendsQuery(words=("zanzibar",))),
    ],
)
def test_a_tip_that_is_not_answered_is_known_as_such(
    library: Library, kind: TipKind, query: WholeQuery
) -> None:
    assert not works(library, Idea(kind, Tip("?", query, "role", "x"), ("data-engineer",)))
    card = Tip("?", RoleQuery("data-engineer"), "role", "data engineer")
    assert works(library, Idea("card", card, ("data-engineer",)))


def test_offers_lie_within_what_a_source_states() -> None:
    figures = [
        figure("r0", 141_500),
        figure("r0", 141_500, level="senior"),
        figure("r0", 45, period="hour"),
    ]
    figures.append(figure("r0", 100_001) | {"high": 101_000})
    ideas = tip_ideas(library_of([source("s0", figures=figures)]))
    offers = [idea.tip for idea in ideas.values() if idea.kind == "offer"]
    assert [tip.text for tip in offers] == [
        "check $145,000 base Role r0",
        "check $145,000 base Role r0 senior",
    ]
    assert (
        offers[1].question == "Offered $145,000 base as a Role r0 (senior): where does that fall?"
    )


def test_ideas_are_made_once_for_a_snapshot() -> None:
    library = Library(made_up(Amounts()), "made up")
    assert tip_ideas(library) is tip_ideas(library)
