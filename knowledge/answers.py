"""What Rolecall can answer: a closed union of frozen values, without a word of markup."""

from dataclasses import dataclass

from knowledge.advertised import AdvertisedPay
from knowledge.areas import RankedAreas
from knowledge.commands import Command, QuestionName
from knowledge.fields import AskedSection, Bullet, Section
from knowledge.model import Fact, Figure, Role, Source, Trend
from knowledge.occupations import Occupation
from knowledge.offers.checked import OfferAnswer
from knowledge.offers.terms import UnclearOffer
from knowledge.official import Measure, OccupationPay
from knowledge.over_years import PayOverYears
from knowledge.query import AreasQuery, Choice, CompareQuery, Reading, SalaryQuery, TrendsQuery
from knowledge.vocabulary import Mentioned


@dataclass(frozen=True, slots=True)
class PaySpan:
    """The lowest and the highest amount that figures state which differ in nothing but their amounts.

    `like` is one of them: it tells the part of pay, the statistic, the level, the place … of all.
    `low` is None where every figure has only an upper end; `sources` are the ids of theirs.
    """

    like: Figure
    low: float | None
    high: float | None
    open_ended: bool
    approximate: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindsApart:
    """What other sources say lies above p75 of official pay, or of job ads for the same level, or below p25."""

    span: PaySpan
    pay: OccupationPay | AdvertisedPay
    statistic: Measure


@dataclass(frozen=True, slots=True)
class FigureSet:
    """Figures that belong together, and what they have in common ("Senior, any place")."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that measure the same and differ notably."""

    what: str
    lower: Figure
    higher: Figure
    lower_amount: float
    higher_amount: float

    @property
    def percent(self) -> float:
        """The gap in percent of the lower amount."""
        return 100 * (self.higher_amount - self.lower_amount) / self.lower_amount


@dataclass(frozen=True, slots=True)
class YearsBands:
    """Where one source puts the years asked for: (level or None, band such as "5–10" or "7+") each."""

    source: Source
    matching: tuple[tuple[str | None, str], ...]
    others: tuple[tuple[str | None, str], ...]


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role at a glance: a few lines with their sections, and what it pays as such.

    `apart` are the lines that tell it from the roles nearest to it. `asked` are words that name no
    section: then `lines` are those that have them, and there are none where no source does. `official`
    are statistics of the occupation that lists its title, in its market; `advertised` is what job ads say.
    """

    role: Role
    apart: tuple[Bullet, ...]
    asked: str
    lines: tuple[tuple[Section, Bullet], ...]
    pay: tuple[PaySpan, ...]
    pay_sources: tuple[Source, ...]
    official: OccupationPay | None
    advertised: tuple[AdvertisedPay, ...]
    pay_elsewhere: Role | None
    outlook: tuple[Bullet, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class OccupationTasks:
    """An occupation that lists a role's title, and how many `roles` it lists in all."""

    occupation: Occupation
    source: Source
    roles: int


@dataclass(frozen=True, slots=True)
class RoleSectionsAnswer:
    """Whole sections of a role; `absent` are those asked for about which no source says a thing.

    `occupations` are there where their tasks are asked for; `known` is all that can be asked for.
    """

    role: Role
    sections: tuple[tuple[Section, tuple[Bullet, ...]], ...]
    occupations: tuple[OccupationTasks, ...]
    absent: tuple[Section, ...]
    known: tuple[AskedSection, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class SalaryAnswer:
    """Figures for a role.

    `official` are statistics of the occupations that list its title, see `official_pay`; `advertised` is
    what job ads say, see `advertised_pay`.

    `only_known` are the countries that the figures are of, where another one was asked for.

    `lead` are those of `matching` that the question is about, and nothing narrower; `few` those that
    are nearest to it, of all that are shown.

    `matching` meet every filter. Where there are none, `nearest` holds sets that meet some of
    them, each by itself, and `unmet` the filters that no figure of the role meets at all; otherwise
    `unmet` are the alternatives ("sf or nyc") that none of `matching` is about. `asked` are the
    filters as they count, alternatives of a kind joined.
    """

    role: Role
    filters: tuple[str, ...]
    asked: tuple[str, ...]
    matching: tuple[Figure, ...]
    only_known: tuple[str, ...]
    lead: tuple[Figure, ...]
    surveyed: bool
    """Whether the lead is of surveys: what people said that they are paid."""
    few: tuple[Figure, ...]
    wider: tuple[FigureSet, ...]
    nearest: tuple[FigureSet, ...]
    unmet: tuple[str, ...]
    spans: tuple[PaySpan, ...]
    official: tuple[tuple[OccupationPay, ...], ...]
    advertised: tuple[AdvertisedPay, ...]
    kinds_apart: KindsApart | None
    sources: tuple[Source, ...]
    disagreements: tuple[Disagreement, ...]
    years: tuple[YearsBands, ...]
    without_levels: tuple[Source, ...]
    without_years: tuple[Source, ...]
    elsewhere: tuple[Role, ...]
    facts: tuple[Fact, ...]
    reading: Reading
    query: SalaryQuery


@dataclass(frozen=True, slots=True)
class NoFigures:
    """A role of which no source states pay; or official statistics and ads do, but `wider` than asked."""

    role: Role
    filters: tuple[str, ...]
    official: tuple[tuple[OccupationPay, ...], ...]
    advertised: tuple[AdvertisedPay, ...]
    sources: tuple[Source, ...]
    nearest: Role | None
    wider: bool
    pay_notes: tuple[Bullet, ...]
    reading: Reading
    query: SalaryQuery


@dataclass(frozen=True, slots=True)
class AreasAnswer:
    """The metropolitan areas in which a role's occupation earns most, or has most jobs.

    `ranked` is None where no official table counts an occupation that lists the role's title.
    """

    role: Role
    ranked: RankedAreas | None
    sources: tuple[Source, ...]
    reading: Reading
    query: AreasQuery


@dataclass(frozen=True, slots=True)
class ComparedRole:
    """One column of a comparison.

    `pay` are its figures by part of pay, `levels` by level; `own_skills` no source names for any of
    the others. `described` says whether a source tells what one in this role does; `official` are
    statistics of the occupation that lists its title, where it is asked for, and `advertised` is what job
    ads say there.
    """

    role: Role
    described: bool
    official: OccupationPay | None
    advertised: tuple[AdvertisedPay, ...]
    pay: tuple[tuple[str, tuple[Figure, ...]], ...]
    levels: tuple[tuple[str, tuple[Figure, ...]], ...]
    tasks: tuple[Bullet, ...]
    own_skills: tuple[str, ...]
    education: tuple[Bullet, ...]
    sections: tuple[tuple[Section, tuple[Bullet, ...]], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Roles side by side; `left_out` were named beyond the number that a phone can show.

    `apart` are the lines that tell one of them from another, a pair each, where sources do.

    `filters` narrow the pay; `components` and `levels` are those of which any of them has a figure.
    Where sections are asked for, they stand in the columns, and no pay.
    """

    query: CompareQuery
    columns: tuple[ComparedRole, ...]
    apart: tuple[tuple[Role, Bullet], ...]
    filters: tuple[str, ...]
    components: tuple[str, ...]
    levels: tuple[str, ...]
    shared_skills: tuple[str, ...]
    left_out: tuple[Role, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class CompareWithWhat:
    """Only one role was named; its neighbors are offered."""

    role: Role
    choices: tuple[Choice, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class TopicTrends:
    """One trend, and what each source says of it."""

    id: str
    name: str
    trends: tuple[Trend, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class TrendsAnswer:
    """What was measured of posts and job ads, the strongest first; then what documents say.

    That are trends, those that most documents name first, and market numbers (`facts`).
    `pay` is the official pay of the occupations that list the roles asked for, or of every one of them.
    """

    subject: str | None
    measured: tuple[Fact, ...]
    topics: tuple[TopicTrends, ...]
    facts: tuple[Fact, ...]
    pay: tuple[PayOverYears, ...]
    reading: Reading
    query: TrendsQuery


@dataclass(frozen=True, slots=True)
class NoTrends:
    """Nothing is known of what was asked; the topics that there are.

    `asked` are the ids of topics that are known, and of which nothing is stated or measured.
    """

    subject: str
    topics: tuple[str, ...]
    reading: Reading
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionAnswer:
    """What sources say of jobs that they only mention; `roles` were asked for along with them."""

    command: QuestionName
    titles: tuple[Mentioned, ...]
    facts: tuple[Fact, ...]
    near: tuple[Role, ...]
    roles: tuple[Role, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several roles fit; every choice is a question that settles it."""

    typed: str
    choices: tuple[Choice, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class NotFound:
    """No role fits; the nearest by name, and the roles that it was to be compared with."""

    typed: str
    nearest: tuple[Choice, ...]
    known: tuple[Role, ...]
    roles: tuple[Role, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class NoRanking:
    """Roles aren't ranked; those with most figures can be put side by side."""

    roles: tuple[Role, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Help:
    """How a command is used; `asks_for_role` where only the role was missing.

    `understood` is what was said alongside it, and each of `choices` the whole question with a role.
    """

    command: Command
    others: tuple[Command, ...]
    roles: tuple[Role, ...]
    asks_for_role: bool
    understood: tuple[str, ...]
    choices: tuple[Choice, ...]
    reading: Reading


Answer = (
    RoleCard | RoleSectionsAnswer | SalaryAnswer | NoFigures | AreasAnswer | Comparison | CompareWithWhat | TrendsAnswer
    | NoTrends | MentionAnswer | Ambiguous | NotFound | NoRanking | Help | OfferAnswer | UnclearOffer
)  # fmt: skip
