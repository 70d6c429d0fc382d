"""Values of any type that views are given, with what would mark up, mention or link in every text."""

import ast
import inspect
import sys
import types
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from inspect import signature
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import BaseModel

from handlers.views.elements import Json
from handlers.views.formatting import MESSAGE, VIEW, build_blocks, build_message
from handlers.views.mrkdwn import Chart, ChartBar, Paragraph, Table
from handlers.views.words import ViewContext
from knowledge.advertised import AdvertisedPay
from knowledge.answers import PaySpan
from knowledge.asking import answer_line
from knowledge.asking.pay import pay_spans
from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.digest.ads import AdRange
from knowledge.digest.edition import Digest
from knowledge.digest.subscription import Schedule, Slot
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import AdPay
from knowledge.fields import Bullet, Listing, Statistic
from knowledge.library import Library
from knowledge.mentions import Mention
from knowledge.model import Fact, Figure, Role, Source, Trend
from knowledge.occupations import Occupation
from knowledge.official import Between, Measured, OccupationPay, P, Percentiles, between
from knowledge.over_years import PayOverYears
from knowledge.vocabulary import Term
from tests.handlers.made_up import Amounts, every_question, made_up

MARKS = [
    "<!channel>", "<@U1>", "R&D", "*bold*", "<http://x|y>", "a > b", "<#C1|x> _i_", "`c` <!here|h>",
    "<!date^1^{date}|d>", "@channel", "http://x.example",
]  # fmt: skip
"""None of them holds an entity: where one comes out twice escaped, it was escaped twice."""

HOSTILE = " ".join(MARKS)
MOST_MOMENT = datetime(2100, 1, 1)  # noqa: DTZ001 — Hypothesis adds the zone


def hostile(characters: int) -> str:
    """As much of it as fits."""
    return (f"{HOSTILE} " * 9)[:characters].strip()


LIBRARY = Library(made_up(Amounts(figures=300), hostile), "hostile")
ROLES, SOURCES = tuple(LIBRARY.roles.values()), tuple(LIBRARY.sources.values())
OFFERS = [
    "/salary check $150k base senior r0 austin", "/salary check 90-110k eur r0 berlin + 10% bonus",
    "/salary check $1 <!channel> r0", "/salary check $150k", "/salary check 150k <@U1> zanzibar",
]  # fmt: skip

texts = st.one_of(st.sampled_from(MARKS), st.just(HOSTILE))
moments = st.datetimes(datetime(2020, 1, 1), MOST_MOMENT, timezones=st.just(UTC))  # noqa: DTZ001
schedules = st.builds(Schedule, st.integers(0, 6), st.just(time(9, 30)), st.just("Europe/Berlin"))
bars = st.builds(ChartBar, texts, st.just(1.0), st.just(2.0), texts)
rows = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=3).map(tuple)


def some(things: Iterable[Any]) -> st.SearchStrategy[Any]:
    """One of what the hostile library holds, by its number: all of it is too much to print."""
    every = tuple(things)
    return st.integers(0, len(every) - 1).map(lambda number: every[number])


MADE: dict[object, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(0, 40),
    float: st.floats(0, 1_000_000),
    bool: st.booleans(),
    types.NoneType: st.none(),
    date: st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    datetime: moments,
    time: st.just(time(9, 30)),
    timedelta: st.timedeltas(timedelta(0), timedelta(90)),
    Library: st.just(LIBRARY),
    ViewContext: st.builds(
        ViewContext,
        st.just(LIBRARY),
        st.just(date(2026, 11, 21)),
        st.sampled_from(["", "acme-"]),
        st.sampled_from([frozenset[str](), frozenset({"r0"})]),
        st.booleans(),
    ),
    Role: some(ROLES),
    Source: some(SOURCES),
    Figure: some(figure for source in SOURCES for figure in source.figures),
    Fact: some(fact for source in SOURCES for fact in source.facts),
    Trend: some(trend for source in SOURCES for trend in source.trends),
    Bullet: some(ROLES[0].sections.skills),
    Mention: some([one for source in LIBRARY.sources.values() for one in source.mentions]),
    Term: some(LIBRARY.terms("levels")),
    Occupation: some(LIBRARY.occupations.values()),
    Feed: some(LIBRARY.feeds.values()),
    AdPay: st.builds(
        AdPay, st.just(1.0), st.just(2.0), texts, st.just("YEAR"), texts, st.just("prose")
    ),
    PaySpan: some(pay_spans(LIBRARY, LIBRARY.figures_of("r0"), "r0")),
    Schedule: schedules,
    Slot: st.builds(Slot, moments, st.just("2026-W47")),
    Table: st.builds(Table, st.tuples(texts, texts, texts), rows, texts, st.booleans()),
    Json: texts.map(lambda text: build_blocks([Paragraph((text,))], VIEW)[0]),
    Mapping[str, Any]: texts.map(
        lambda text: build_message([Paragraph((text,))], MESSAGE).payload()
    ),
    Listing: some(SOURCES).map(
        lambda one: Listing(occupation="o", code="15-2051.01", source=one.id)
    ),
    OccupationPay: st.deferred(lambda: official_pay()),
    AdvertisedPay: st.deferred(lambda: advertised_pay()),
    **{
        hint: st.deferred(lambda kind=kind: between_percentiles(kind))
        for hint, kind in (
            (Between[OccupationPay], OccupationPay),
            (Between[AdvertisedPay], AdvertisedPay),
            (cast("Any", Between)[P], OccupationPay),
        )
    },
    Percentiles: st.deferred(lambda: st.one_of(official_pay(), advertised_pay())),
    AdRange: st.deferred(
        lambda: arguments(AdRange).map(lambda given: replace(AdRange(**given), role="r0"))
    ),
    Digest: st.deferred(lambda: digests()),
    PayOverYears: st.deferred(lambda: pay_over_years()),
    Chart: st.builds(Chart, texts, texts, st.lists(bars, min_size=1, max_size=4).map(tuple)),
}
"""What has rules of its own, or has to be of the library."""


def official_pay() -> st.SearchStrategy[OccupationPay]:
    """One row of official statistics; of some of its percentiles it has bounds alone."""
    measured = st.builds(Measured, st.floats(1, 1_000_000), st.booleans())
    amounts = st.fixed_dictionaries(
        {"median": measured}, optional=dict.fromkeys(["p10", "p25", "p75", "p90"], measured)
    )

    def made(given: dict[str, Any], amounts: Mapping[Statistic, Measured]) -> OccupationPay:
        given["amounts"] = amounts
        return OccupationPay(**given)

    return st.builds(made, arguments(OccupationPay), amounts)


@st.composite
def advertised_pay(draw: st.DrawFn) -> AdvertisedPay:
    """One row of percentiles of job ads."""
    measured = st.builds(Measured, st.floats(1, 1_000_000), st.just(False))
    amounts = st.fixed_dictionaries(
        {"median": measured}, optional=dict.fromkeys(["p25", "p75"], measured)
    )
    given: dict[str, Any] = {**draw(arguments(AdvertisedPay)), "amounts": draw(amounts)}
    return AdvertisedPay(**given)


def between_percentiles(kind: type) -> st.SearchStrategy[Between[Any]]:
    """Where an amount lies among percentiles of one kind, each of them known."""
    return st.builds(between, anything(kind), st.floats(1, 1_000_000))


def pay_over_years() -> st.SearchStrategy[PayOverYears]:
    """Two years and more of one occupation."""
    years = st.lists(official_pay(), min_size=2, max_size=3).map(tuple)

    def made(given: dict[str, Any], years: tuple[OccupationPay, ...]) -> PayOverYears:
        given["years"] = years
        return PayOverYears(**given)

    return st.builds(made, arguments(PayOverYears), years)


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    """A digest whose order names only what is in it."""
    given = draw(arguments(Digest))
    items = given["news"].items if given["news"] else ()
    given["changes"] = draw(st.integers(0, len(items)))
    holds = {**given, "tip": given["question"]}
    given["order"] = tuple(part for part in given["order"] if holds[part])
    return Digest(**given)


@cache
def answers() -> Mapping[type, list[Any]]:
    """Every kind of answer, with hostile texts in what is known and in what is asked."""
    found: dict[type, list[Any]] = {}
    lines = [
        *every_question(made_up(Amounts())),
        *OFFERS,
        f"/role {HOSTILE}",
        f"/salary r0 {HOSTILE}",
    ]
    for line in lines:
        name, _, text = line.removeprefix("/").partition(" ")
        for said in (text, f"{text} {HOSTILE}"):
            answer = answer_line(LIBRARY, QUESTIONS_BY_NAME[name].name, said)
            found.setdefault(type(answer), []).append(answer)
    return found


def anything(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type. Raises `TypeError` for a type of which nobody has said how it is made."""
    if hint in MADE:
        return MADE[hint]
    if isinstance(hint, type) and hint in answers():
        return some(answers()[hint])
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of(*map(anything, inner))
    if origin is tuple and inner[1:] != (...,):
        return st.tuples(*map(anything, inner))
    if origin in (tuple, list, Sequence, Iterable, Collection):
        entries = st.lists(anything(inner[0]), min_size=1, max_size=3)
        return entries if origin is list else entries.map(tuple)
    if origin in (frozenset, set, AbstractSet):
        return st.frozensets(anything(inner[0]), min_size=1, max_size=3)
    if origin in (dict, Mapping):
        return st.dictionaries(anything(inner[0]), anything(inner[1]), max_size=3)
    if is_dataclass(hint):
        return arguments(cast("Any", hint)).map(lambda given: cast("Any", hint)(**given))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        raise TypeError(f"take a {hint.__name__} out of the library")
    raise TypeError(f"say in MADE how a {hint} is made")


def hints_of(function: Any) -> dict[str, Any]:
    """A function's types, those too that its module imports for the type checker alone."""
    return get_type_hints(function, localns=_for_the_checker(function.__module__))


@cache
def _for_the_checker(module: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for one in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING":
            exec(compile(ast.Module(one.body, []), module, "exec"), names)  # noqa: S102 — our own imports
    return names


def arguments(made: Any) -> st.SearchStrategy[dict[str, Any]]:
    """What a function or a class is given, by name."""
    hints = hints_of(made.__init__ if is_dataclass(made) else made)
    parameters = signature(cast("Any", made)).parameters.values()
    named = [one.name for one in parameters if one.kind is not one.VAR_POSITIONAL]
    return st.fixed_dictionaries({name: anything(hints[name]) for name in named})
