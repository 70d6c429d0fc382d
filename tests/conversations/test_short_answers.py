"""The first answer is read on a phone in passing; all of it is one click behind."""

import re
from collections.abc import Iterator
from typing import Any, cast

import pytest

from handlers.replies import Chosen, answer_to, asked
from handlers.views import ViewContext, render
from knowledge.advertised import advertised_pay
from knowledge.asking.pay import disagreements, pay_spans
from knowledge.library import Library
from knowledge.model import Figure
from knowledge.official import official_pay
from knowledge.query import SalaryFilters
from tests.conftest import TODAY, Slash


def texts(value: Any) -> Iterator[str]:
    """Every `text` in a payload's blocks, those on buttons and in menus too."""
    if isinstance(value, dict):
        for name, inner in cast("dict[str, Any]", value).items():
            yield from [inner] if name == "text" and isinstance(inner, str) else texts(inner)
    elif isinstance(value, list):
        for one in cast("list[Any]", value):
            yield from texts(one)


@pytest.mark.parametrize(
    ("line", "most"),
    [
        ("/salary mle", 1_200),
        ("/role mle", 1_400),
        ("/trends", 1_600),
        ("/compare mle vs de", 1_500),
        ("/salary check 165k base senior mle austin", 900),
    ],
)
def test_an_answer_is_short(slash: Slash, line: str, most: int) -> None:
    assert sum(map(len, texts(slash(line).payload["blocks"]))) <= most


def clicked(slash: Slash, library: Library, line: str) -> tuple[str, str]:
    """The label of an answer's button for all of it, and what a click on it shows."""
    rows = [b["elements"] for b in slash(line).payload["blocks"] if b["type"] == "actions"]
    buttons = [e for elements in rows for e in elements if e["type"] == "button"]
    (button,) = [one for one in buttons if one["text"]["text"].startswith("All")]
    question = asked(button["value"])
    assert isinstance(question, Chosen)
    text = render(answer_to(library, question), ViewContext(library, TODAY)).text
    return button["text"]["text"], text


def amounts(text: str) -> list[str]:
    """The lines of a text that begin with an amount."""
    return [line for line in text.splitlines() if line.startswith("• ")]


def test_all_figures_are_behind_a_button(slash: Slash, library: Library) -> None:
    label, everything = clicked(slash, library, "/salary mle")
    figures = len(library.figures_of("ml-engineer"))
    official = [
        pay for rows in official_pay(library, "ml-engineer", SalaryFilters()) for pay in rows
    ]
    ads = advertised_pay(library, "ml-engineer", SalaryFilters())
    assert len(amounts(slash("/salary mle").text)) == 3
    assert label == f"All {figures + sum(len(pay.amounts) for pay in (*official, *ads))} figures"
    assert len(amounts(everything)) == figures + len(official) + len(ads)


def test_all_trends_are_behind_a_button(slash: Slash, library: Library) -> None:
    label, everything = clicked(slash, library, "/trends")
    trends, numbers = map(int, re.findall(r"\d+", label))
    assert trends == len(library.topics)
    assert len(amounts(everything)) == trends + numbers


def test_every_comparison_is_behind_a_button(slash: Slash, library: Library) -> None:
    label, everything = clicked(slash, library, "/salary check 165k base senior mle austin")
    assert label == f"All {len(amounts(everything))} comparisons"
    assert "Not compared" in everything


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("/salary senior mle", "$172,654–$189,477+, no part of pay stated · Senior, United States · 2 sources"),
        ("/salary mle apple", "$145,633 base salary · $211,945 including benefits, no part of pay stated · Apple, United States · 1 source"),
        (
            "/salary senior mle boston base",
            "No base salary figure for a senior Machine Learning Engineer in Boston, MA.",
        ),
        ("/salary entry level mle at meta", "No figure for an entry level Machine Learning Engineer at Meta."),
        ("/salary de berlin", "Only United States pay is known for this role. No figure for a Data Engineer in"),
        ("/salary mle 200k", "Below ML Data Engineer guide's average total compensation ($202k)"),
        ("/salary is 130k good for a junior mle in seattle?", "Inside ML Data Engineer guide's entry level range"),
    ],
)  # fmt: skip
def test_the_first_line_answers(slash: Slash, line: str, first: str) -> None:
    # Official statistics stand above what sources state, where no level is asked for.
    assert any(said.startswith(first) for said in slash(line).text.splitlines()[1:3])


def test_each_source_is_in_the_first_rows(slash: Slash) -> None:
    few = slash("/salary mle").text
    assert all(
        label in few for label in ("AI/ML Data guide", "ML Data Engineer guide", "ML Engineer Jobs")
    )


def test_a_comparison_is_filtered_by_what_is_typed_with_it(slash: Slash) -> None:
    reply = slash("/compare mle vs ai engineer senior")
    assert reply.heading.endswith("· Senior")
    assert "$177,177–$189,477+" in reply.text
    assert "$202,614–$204,416" in reply.text
    assert "$113,992" not in reply.text


def rows(payload: dict[str, Any]) -> int:
    """How many rows a comparison's table has below its head."""
    (table,) = [block for block in payload["blocks"] if block["type"] == "table"]
    return len(table["rows"]) - 1


def test_a_comparison_fits_on_a_phone(slash: Slash) -> None:
    assert rows(slash("/compare mle vs de").payload) <= 9
    assert rows(slash("/compare mle vs de vs ml developer").payload) <= 9


def test_what_is_named_for_both_is_no_skill_of_one(slash: Slash) -> None:
    own = [
        line
        for line in slash("/compare mle vs ml developer").text.splitlines()
        if "Own skills" in line
    ]
    assert own
    assert all("Machine learning," not in line for line in own)


@pytest.mark.parametrize(
    "line",
    [
        "/salary which pays best",
        "/salary what's the highest paid job?",
        "/salary top 5",
        "/role best role",
        "/compare which is better",
    ],
)
def test_roles_are_not_ranked(slash: Slash, line: str) -> None:
    reply = slash(line)
    assert reply.text.startswith("I don't rank roles")
    (button,) = [
        e for b in reply.payload["blocks"] if b["type"] == "actions" for e in b["elements"]
    ]
    assert button["text"]["text"] == "Compare these"


@pytest.mark.parametrize("line", ["/salary top companies mle", "/role mle best practices"])
def test_words_of_a_ranking_may_mean_something_else(slash: Slash, line: str) -> None:
    assert "rank" not in slash(line).text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/role mle", "An ML data engineer also builds the pipelines and storage that feed the models"),
        ("/role ai engineer", "AI ML Engineer differs only in title"),
        ("/compare de vs mle", "Data Engineer: Owns data infrastructure and pipelines, while ML engineers deploy and"),
        ("/compare dem vs data engineering team lead", "a team lead sets the technical direction"),
    ],
)  # fmt: skip
def test_near_roles_are_told_apart(slash: Slash, line: str, said: str) -> None:
    assert said in slash(line).text


def test_each_of_the_described_roles_is_told_from_its_nearest(library: Library) -> None:
    for role in library.roles.values():
        told = [line.versus for line in role.sections.differences if line.versus]
        assert role.related[0] in told, role.id


def test_what_a_source_states_twice_is_shown_once(slash: Slash) -> None:
    assert slash("/salary data engineer all").text.count("$70,000–$225,000") == 1


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("/salary mle all", "Pay range by level, part not stated, United States"),
        ("/salary mle base all", "Average base salary by source, United States"),
        ("/compare mle vs ai engineer", "Average base salary, United States"),
    ],
)
def test_a_chart_says_what_it_draws(slash: Slash, line: str, title: str) -> None:
    blocks = slash(line).payload["blocks"]
    charts = [block for block in blocks if block["type"] == "data_visualization"]
    assert charts[-1]["title"] == title


def test_ends_of_unlike_figures_are_never_one_range(library: Library) -> None:
    for role in library.roles:
        figures = library.figures_of(role)
        for one in pay_spans(library, figures, role):
            alike = [figure for figure in figures if kind(figure) == kind(one.like)]
            amounts = {amount for figure in alike for amount in (figure.low, figure.high)}
            assert {one.low, one.high} <= amounts
            assert one.like.statistic != "potential"


def kind(figure: Figure) -> tuple[object, ...]:
    """All that two amounts have to share to be the ends of one range."""
    return (
        figure.statistic, figure.component, figure.includes, figure.currency, figure.period,
        figure.level, figure.company, figure.company_kind, figure.industry,
    )  # fmt: skip


def test_sources_differ_in_like_ends(library: Library) -> None:
    figures = library.figures_of("ml-engineer")
    for one in disagreements(library, figures, figures):
        ends = [(one.lower.low, one.higher.low), (one.lower.high, one.higher.high)]
        assert (one.lower_amount, one.higher_amount) in ends


@pytest.mark.parametrize(
    ("line", "says", "never"),
    [
        ("/role mle interview questions", "What sources say about this role doesn't mention “interview questions”", "Pay:"),
        ("/role mle growth", "Openings for ML engineers rose by 70%", "left out"),
        ("/role de sql", "Programming in Python, SQL, Java and Scala", "left out"),
        ("/role data engineer kubernets", "Read “kubernets” as kubernetes", "doesn't mention"),
        ("/role mle how do i get better", "Builds models that learn from data", "left out"),
        ("/role data engineer kafka", "“kafka”", "left out"),
        ("/role what does a data engineer do all day", "Develops and maintains pipelines", "doesn't use"),
        ("/trends bonus", "The yearly bonus comes to 10–20% of base salary", "MLOps"),
        ("/salary mle bonus", "$44,362", "$126,397"),
        ("/salary ai engineer 5 years", "By level, not by years of experience: AI/ML Data guide", "$153,490 "),
    ],
)  # fmt: skip
def test_what_a_careful_expert_would_say(slash: Slash, line: str, says: str, never: str) -> None:
    text = slash(line).text
    assert says in text
    assert never not in text


def test_a_comparison_says_what_its_cells_leave_out(slash: Slash) -> None:
    assert "What a line doesn't name" in slash("/compare mle vs de").text
