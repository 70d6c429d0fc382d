"""Wording that several views share: sources, spans, commands to type, remarks on the reading."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from handlers.values import Clickable, carry
from handlers.views.mrkdwn import Bold, Button, Choices, Code, Inline, Line, Note, Part
from knowledge.answers import PaySpan
from knowledge.asking.pay import OVERALL, figure_subject, foreign_title, narrower
from knowledge.commands import CommandName
from knowledge.feeds.documents import is_measured
from knowledge.feeds.stories import LatestPosts
from knowledge.fields import Bullet, span
from knowledge.library import Library
from knowledge.model import Fact, Figure, Source, is_past, stated, worded
from knowledge.query import (
    Choice,
    Query,
    Reading,
)
from knowledge.query_text import question_text

OLD_AFTER_YEARS = 2
"""A figure of an earlier year than this many before today carries its age."""


@dataclass(frozen=True, slots=True)
class ViewContext:
    """What a view needs alongside the answer: names, today, and how commands are installed here."""

    library: Library
    today: date
    prefix: str = ""
    """What stands before a command's name in this workspace: `acme-` for `/acme-salary`."""
    following: frozenset[str] = frozenset()
    """The roles that the reader is known to follow."""
    newest_blocks: bool = True
    """Whether clients here know Slack's blocks of 2026."""
    latest: Callable[[], LatestPosts] = LatestPosts
    """The latest posts that were read, by topic."""

    def command(self, name: CommandName, text: str = "") -> Code:
        """A command as it is typed here."""
        return Code(f"/{self.prefix}{name} {text}".rstrip())

    def typed(self, query: Query) -> Code:
        """A query as it is typed here."""
        return self.command(*question_text(self.library, query))

    def value(self, what: Clickable | None = None) -> str:
        """What a button or an option carries that asks something, or that opens a form."""
        return carry(what, self.prefix)


@dataclass(slots=True)
class SourceMarks:
    """Numbers for the sources of one message: `[1]` behind a line, the names once at the end."""

    library: Library
    _numbers: dict[str, int] = field(default_factory=dict[str, int])

    def mark(self, ids: Iterable[str]) -> str:
        """The marks of some sources, in the order in which the message first names them."""
        numbers = [self._numbers.setdefault(id, len(self._numbers) + 1) for id in ids]
        return "".join(f" [{number}]" for number in sorted(numbers))

    def note(self, dated: Mapping[str, str] = MappingProxyType({})) -> tuple[Note, ...]:
        """The line that says which source each mark stands for, and how some of them are dated."""
        if not self._numbers:
            return ()
        named = [
            f"[{number}] {source_name(self.library.sources[id])}{dated.get(id, '')}"
            for id, number in self._numbers.items()
        ]
        return (Note((f"Sources: {' · '.join(named)}",)),)


def source_name(source: Source) -> str:
    """A source in a few words, with its year where it has one and its name does not say it.

    What Rolecall measures comes with the day on which it did.
    """
    if is_measured(source.id):
        return (
            f"{source.label}, to {day_words(source.verified)}" if source.verified else source.label
        )
    says_year = source.year is None or str(source.year) in source.label
    return source.label if says_year else f"{source.label}, {source.year}"


def figure_source(figure: Figure, context: ViewContext) -> str:
    """A figure's source, the year the figure is of, and its age where that matters."""
    source = context.library.sources[figure.source]
    if figure.year is None:
        return f"{source.label}, year not stated"
    age = years_old(figure.year, context.today)
    return f"{source.label}, {figure.year}{f' ({age})' if age else ''}"


def day_words(day: date) -> str:
    """A day: `Nov 22, 2026`."""
    return f"{day:%b} {day.day}, {day.year}"


def years_old(year: int, today: date) -> str:
    """`3 years old`, of what is old; empty for what is not."""
    age = today.year - year
    return f"{age} years old" if age > OLD_AFTER_YEARS else ""


def aged(year: int, today: date) -> str:
    """A year, and how old it is where it is old: `2021, 5 years old`."""
    return ", ".join(filter(None, [str(year), years_old(year, today)]))


SAID_BY_AMOUNT = (None, "range", "min", "max", "potential")
"""What the amount says by itself: a span, `from $90,000`, `up to $250,000`, `can reach $300,000`."""


def figure_measure(figure: Figure, context: ViewContext, *, parts: bool = True) -> str:
    """What a figure measures: `average base salary`; `parts` is off where the part is said already."""
    measures: list[str] = []
    if figure.statistic not in SAID_BY_AMOUNT:
        measures.append(context.library.name("statistics", figure.statistic or "").lower())
    if parts and figure.component != "unspecified":
        measures.append(context.library.name("components", figure.component).lower())
    return " ".join(measures)


def figure_words(figure: Figure, context: ViewContext, role: str | None = None) -> str:
    """What a figure measures and whom it is about: `average base salary, Senior (7+ years)`."""
    measure = figure_measure(figure, context)
    subject = figure_subject(context.library, figure, role)
    return ", ".join(filter(None, [measure, "" if subject == OVERALL else subject]))


def figure_line(figure: Figure, context: ViewContext, role: str) -> Line:
    """A figure for a phone: the amount and what it is on one line, its source under it."""
    words = figure_words(figure, context, role)
    return (Bold(stated(figure)), f" {words}".rstrip(), f"\n    {figure_source(figure, context)}")


LEFT_OUT = "What a line doesn't name (part of pay, average or range, level, place), its source doesn't say."

COLUMNS = ("For", "Pay")
"""Of a table of figures: as many as a phone shows without scrolling sideways."""


def figure_row(figure: Figure, context: ViewContext, role: str, mark: str = "") -> tuple[str, ...]:
    """A figure under `COLUMNS`, for whom asked for a role: what it measures and its source with it."""
    measure = figure_measure(figure, context)
    return (
        f"{mark}{figure_subject(context.library, figure, role)}",
        f"{stated(figure)} {measure}".rstrip() + f"\n{figure_source(figure, context)}",
    )


def bullet_line(bullet: Bullet, marks: SourceMarks) -> Line:
    """A bullet with the marks of its sources."""
    return (bullet.text, marks.mark(bullet.sources))


def fact_line(fact: Fact, marks: SourceMarks, today: date) -> Line:
    """A market number with its year and age, if its section states one, and the marks of its sources.

    A forecast whose date has passed is shown as what was expected. What is measured says its own time.
    """
    dated = f" ({aged(fact.year, today)})" if fact.year and not is_measured(fact.source) else ""
    was_expected = "Was expected: " if is_past(fact, today) else ""
    sources = dict.fromkeys(one.source for one in marks.library.told_alike(fact))
    return (f"{was_expected}{fact.statement}{dated}", marks.mark(sources))


def span_line(spans: Sequence[PaySpan], context: ViewContext, role: str) -> tuple[Inline, ...]:
    """Lowest to highest of each kind: `**$126,397–$161,777** average base salary · … · United States`.

    What all of them are about stands once, behind them.
    """
    about = [_about(one.like, context, role) for one in spans]
    shared = [what for what in about[0] if all(what in others for others in about)] if about else []
    pieces: list[Inline] = []
    for one, what in zip(spans, about, strict=True):
        like = one.like
        amount = span(one.low, one.high, like.currency, open_ended=one.open_ended)
        own = [figure_measure(like, context), *(piece for piece in what if piece not in shared)]
        words = f" {', '.join(filter(None, own))}".rstrip()
        ends = Bold(worded(like, amount, approximate=one.approximate))
        pieces += [" · " if pieces else "", ends, f"{words}{part_unstated(like)}"]
    behind = f" · {', '.join(shared)}" if shared else ""
    return tuple(piece for piece in (*pieces, behind) if piece)


def _about(figure: Figure, context: ViewContext, role: str) -> list[str]:
    """Whom a figure is about, in pieces; the country where it is of no place in it.

    Sources draw the years of a level in different places: a span of several is of the level.
    """
    library = context.library
    place = figure.place or library.sources[figure.source].market
    country = library.name("places", place) if place and library.is_national(place) else ""
    title = foreign_title(library, figure, role)
    if figure.level is not None:
        figure = figure.model_copy(update={"years_min": None, "years_max": None})
    pieces = (*narrower(library, figure), f"“{title}”" if title else "", country)
    return [piece for piece in pieces if piece]


def part_unstated(figure: Figure) -> str:
    """Says that the source leaves open which part of pay it speaks of, where it does."""
    return "" if figure.component != "unspecified" else ", no part of pay stated"


def count(number: int, thing: str) -> str:
    """`1 source`, `3 sources`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def choice_parts(choices: Sequence[Choice], context: ViewContext) -> Choices:
    """Questions that settle what was unclear: to click, and to type."""
    return Choices(
        tuple(
            Button(choice.label, f"ask:{number}", context.value(choice.query))
            for number, choice in enumerate(choices)
        ),
        tuple((f"{c.label}  ", context.typed(c.query)) for c in choices),
    )


def reading_parts(reading: Reading) -> tuple[Part, ...]:
    """How the text was read: what was corrected, not understood, or of no use to the command."""
    notes: list[Part] = []
    if reading.unknown:
        shown = [
            f"“{word.typed}”" + (f" (did you mean “{word.suggestion}”?)" if word.suggestion else "")
            for word in reading.unknown[:8]
        ]
        more = f" and {len(reading.unknown) - 8} more" if len(reading.unknown) > 8 else ""
        notes.append(Note((f"Not understood, so left out: {', '.join(shown)}{more}",)))
    if reading.unused:
        shown = ", ".join(f"“{typed}”" for typed in reading.unused[:8])
        notes.append(Note((f"Recognized, but this command doesn't use it: {shown}",)))
    if reading.corrections:
        shown = ", ".join(f"“{c.typed}” as {c.read_as}" for c in reading.corrections[:8])
        notes.append(Note((f"Read {shown}",)))
    return tuple(notes)


def holdings(library: Library) -> str:
    """How much is known: `11 roles, 9 sources, 84 figures, 30 market numbers`."""
    figures = sum(map(library.number_of_figures_in, library.sources))
    return ", ".join((
        count(len(library.roles), "role"),
        count(len(library.sources), "source"),
        count(figures, "figure"),
        count(len(library.facts), "market number"),
    ))  # fmt: skip
