"""Between the arguments of tools and queries: what an assistant asks is read as what people type.

At the end, what is wrong with arguments, in words that an assistant can mend it by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from knowledge.asking import CHECK, read_line
from knowledge.explaining import bounds, options_of
from knowledge.fields import AskedSection, Section, SourceKind
from knowledge.library import Library
from knowledge.offers.terms import UnclearOffer
from knowledge.query import (
    AREA_ORDERS,
    AreaOrder,
    AreasQuery,
    CompareQuery,
    HelpQuery,
    MentionQuery,
    Misread,
    Offer,
    Query,
    RoleQuery,
    SalaryFilters,
    SalaryQuery,
    TrendsQuery,
)
from knowledge.query_text import question_text
from knowledge.wording import nearly, quoted

Read = Query | Misread | UnclearOffer
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=8_000)]
"""A job post has about 5,000 characters."""
Phrases = Annotated[list[Phrase], Field(max_length=8)]
RoleName = Annotated[
    Phrase, Field(description="A role's title, as people write it: MLE, data engineer")
]
Whole = Annotated[bool, Field(description="True for everything that is known, not the nearest few")]


@dataclass(frozen=True, slots=True)
class Call:
    """A tool and its arguments."""

    tool: str
    arguments: Mapping[str, Any]


class Arguments(BaseModel):
    """What a tool is called with; nothing else is taken."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class PayFilters(Arguments):
    """What narrows pay, in words; alternatives within a list, all lists together."""

    levels: Phrases = Field(default=[], description="Seniority: senior, staff, entry level")
    years: Phrases = Field(
        default=[], description="Years of experience: 4 years, 5+ years, 3-5 years"
    )
    places: Phrases = Field(
        default=[], description="Cities, metro areas, states, countries, remote"
    )
    companies: Phrases = Field(default=[], description="Companies, or kinds: Meta, FAANG, startup")
    industries: Phrases = Field(default=[], description="Industries: fintech, health care")
    components: Phrases = Field(default=[], description="Parts of pay: base, total, bonus, equity")
    statistics: Phrases = Field(
        default=[], description="Measures: median, average, 90th percentile"
    )

    def typed(self) -> tuple[str, ...]:
        """All of them in the order in which a command has them."""
        every = (self.levels, self.years, self.places, self.companies, self.industries)
        return tuple(word for words in (*every, self.components, self.statistics) for word in words)


class LookUpRole(Arguments):
    """The arguments of `look_up_role`."""

    role: RoleName
    sections: list[AskedSection] = Field(
        default=[], max_length=6, description="Whole sections, in place of an overview"
    )


class FindPay(PayFilters):
    """The arguments of `find_pay`."""

    role: RoleName
    rank_areas_by: AreaOrder | None = Field(
        default=None, description="The metropolitan areas that pay most, or have most jobs"
    )
    whole: Whole = False


class CompareRoles(PayFilters):
    """The arguments of `compare_roles`."""

    roles: list[Phrase] = Field(min_length=1, max_length=5, description="Two or three titles")
    sections: list[Section] = Field(default=[], max_length=6, description="Compare these, not pay")


class CheckOffer(Arguments):
    """The arguments of `check_offer`."""

    offer: Text = Field(
        description="Pay with its role, level and place, or a job post: $150k base senior MLE Austin"
    )
    whole: Whole = False


class FindTrends(Arguments):
    """The arguments of `find_trends`."""

    about: str = Field(default="", max_length=200, description="A topic or a role; empty for all")
    whole: Whole = False


class ListSources(Arguments):
    """The arguments of `list_sources`."""

    kind: SourceKind | None = Field(default=None, description="Only those of one kind of evidence")


class Ask(Arguments):
    """The argument of `ask`."""

    line: Text = Field(
        description="A question in a sentence, or as typed in Slack: /salary mle senior sf"
    )


def _all(asked: bool) -> tuple[str, ...]:  # noqa: FBT001 — an argument, as it stands there
    return ("all",) if asked else ()


def read_role(library: Library, asked: LookUpRole) -> Read:
    """Which role, and what of it."""
    sections = map(library.section_name, asked.sections)
    return read_line(library, "role", " ".join([asked.role, *sections]))


def read_pay(library: Library, asked: FindPay) -> Read:
    """Whose pay."""
    order = [AREA_ORDERS[asked.rank_areas_by]] if asked.rank_areas_by else []
    words = [asked.role, *asked.typed(), *order, *_all(asked.whole)]
    return read_line(library, "salary", " ".join(words))


def read_comparison(library: Library, asked: CompareRoles) -> Read:
    """Which roles, and what of them."""
    sections = map(library.section_name, asked.sections)
    words = [" vs ".join(asked.roles), *asked.typed(), *sections]
    return read_line(library, "compare", " ".join(words))


def read_offer(library: Library, asked: CheckOffer) -> Read:
    """Which offer."""
    return read_line(library, "salary", " ".join([CHECK, asked.offer, *_all(asked.whole)]))


def read_trends(library: Library, asked: FindTrends) -> Read:
    """Which trends."""
    return read_line(library, "trends", " ".join([asked.about, *_all(asked.whole)]).strip())


def call_of(library: Library, query: Query) -> Call:
    """The call that asks a query."""
    match query:
        case RoleQuery(role, sections):
            return Call("look_up_role", _some(role=_role(library, role), sections=[*sections]))
        case SalaryQuery(role, filters, whole):
            named = _filters(library, filters)
            return Call("find_pay", _some(role=_role(library, role), **named, whole=whole))
        case AreasQuery(role, by, within):
            places = [library.name("places", place) for place in within]
            role = _role(library, role)
            return Call("find_pay", _some(role=role, places=places, rank_areas_by=by))
        case CompareQuery(roles, filters, sections):
            names = [_role(library, role) for role in roles]
            named = _filters(library, filters)
            return Call("compare_roles", _some(roles=names, **named, sections=[*sections]))
        case Offer(whole=whole):
            text = question_text(library, query)[1].removeprefix(CHECK).strip()
            return Call("check_offer", _some(offer=text.removesuffix(" all"), whole=whole))
        case TrendsQuery(whole=whole):
            text = question_text(library, query)[1]
            return Call("find_trends", _some(about=text.removesuffix("all").strip(), whole=whole))
        case MentionQuery() | HelpQuery():
            return Call("ask", {"line": "/" + " ".join(question_text(library, query)).strip()})


def _some(**arguments: object) -> Mapping[str, object]:
    """Arguments without what is left at its default."""
    return {name: value for name, value in arguments.items() if value}


def _role(library: Library, role: str) -> str:
    return library.roles[role].name if role in library.roles else role


def _filters(library: Library, filters: SalaryFilters) -> Mapping[str, list[str]]:
    def names(kind: Any, ids: Iterable[str]) -> list[str]:
        return [library.name(kind, id) for id in ids]

    return {
        "levels": names("levels", filters.levels),
        "years": [*map(str, filters.years)],
        "places": names("places", filters.places),
        "companies": [
            *names("companies", filters.companies),
            *names("company_kinds", filters.company_kinds),
        ],
        "industries": names("industries", filters.industries),
        "components": names("components", filters.components),
        "statistics": names("statistics", filters.statistics),
    }


def complaints(arguments: type[Arguments], error: ValidationError) -> str:
    """What is wrong with each argument, without its value: it may be somebody's pay."""
    names = list(arguments.model_fields)
    # A value that fits no arm of a union has an error an arm, one behind the other.
    each = groupby(error.errors(include_url=False), key=_place)
    return "; ".join(_complaint(place, list(details), names) for place, details in each)


def _place(detail: ErrorDetails) -> tuple[str, int | None]:
    """An argument, and which of its entries."""
    name, *within = detail["loc"]
    return str(name), next((step for step in within if isinstance(step, int)), None)


def _complaint(
    place: tuple[str, int | None], details: Sequence[ErrorDetails], names: Sequence[str]
) -> str:
    name, entry = place
    named = quoted(name)
    if details[0]["type"] == "extra_forbidden":
        likely = nearly(name, names) or f": this tool takes {', '.join(names)}"
        return f"{named} isn't an argument{likely}"
    whose = named if entry is None else f"{named}, entry {entry + 1},"
    return f"{whose} {_wrong(details)}"


def _wrong(details: Sequence[ErrorDetails]) -> str:
    match details[0]["type"]:
        case "string_type":
            return "must be text"
        case "list_type":
            return "must be a list"
        case "bool_type":
            return "must be true or false"
        case "literal_error":
            options = [option for detail in details for option in options_of(detail)]
            given = details[0]["input"]
            likely = nearly(given, options) if isinstance(given, str) else ""
            return f"must be one of {', '.join(options)}{likely}"
        case _:
            return bounds(details[0]) or "can't be read"
