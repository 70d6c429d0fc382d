"""A review as a message: the source's data, then each statement next to the sentence that says it."""

from collections.abc import Mapping, Sequence

from handlers.views.modal import KINDS
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Button,
    Confirm,
    Heading,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Person,
    clip,
    escape,
)
from handlers.views.words import ViewContext, count, listed
from knowledge.drafting.review import About, Decision, Item, KeptReview, Review
from knowledge.fields import span
from knowledge.vocabulary import VocabularyKind

ADD = "drafting_add"
OPEN, ABOUT, DISCARD = "review_open", "review_about", "review_discard"
TAKE, LEAVE, CHANGE = "review_take", "review_leave", "review_change"
TAKE_SURE, DRAFT = "review_take_sure", "review_draft"

MOST_ON_PAGE = 10
MOST_CHARACTERS = 9_000
"""Of a page's statements, escaped: Slack refuses a message somewhere above 13,000."""
BESIDE_QUOTE = 450
"""Characters of a statement beside its quote, at most."""
MOST_QUOTED, MOST_IF_ESCAPED = 600, 120
"""Characters of a quote that are shown; fewer where escaping makes up to five of one."""
MOST_NAMED = 60

MOST_REVIEWS = 8

FIELDS: Mapping[str, str] = {
    "amount": "amount",
    "component": "part of pay",
    "period": "pay period",
    "statistic": "what it measures",
    "title": "job title",
    "values": "number",
    "whose": "whose pay it is",
    "years": "years of experience",
}
"""Fields that people call something else than the files do."""

WHOSE = {
    "current": "what someone earns now",
    "previous": "what someone earned before",
    "expected": "what someone asks for",
    "other": "someone else's",
}

SURELY = Confirm(
    "Discard this review?", "What you decided about its statements is lost.", "Discard", "Keep"
)

DECIDED: Mapping[Decision, str] = {"open": "", "taken": "Taken. ", "left": "Left out. "}


def spot(kept: KeptReview, page: int, place: int | None = None) -> str:
    """What a button of a review is about: the review, the page that is shown, and the statement."""
    return f"{kept.id}:{page}" + ("" if place is None else f":{place}")


def pages(review: Review) -> list[range]:
    """The statements of each page, as many as a message holds; the same whatever is decided."""
    found: list[range] = []
    start = used = 0
    for place, item in enumerate(review.items):
        size = len(escape(_quoted(item))) + BESIDE_QUOTE
        if place > start and (place - start == MOST_ON_PAGE or used + size > MOST_CHARACTERS):
            found.append(range(start, place))
            start, used = place, 0
        used += size
    return [*found, range(start, len(review.items))]


def review_parts(kept: KeptReview, page: int, context: ViewContext) -> tuple[Part, ...]:
    """One page of a review, with what can be done about each of its statements."""
    review = kept.review
    every = pages(review)
    page = min(max(page, 0), len(every) - 1)
    parts: list[Part] = [
        Heading("Add to knowledge"),
        *_about_parts(kept, page),
    ]
    for place in every[page]:
        parts += _item_parts(kept, page, place, context)
    return (*parts, Note(_counted(review, page, len(every))), _actions(kept, page, every))


def _about_parts(kept: KeptReview, page: int) -> tuple[Part, ...]:
    about = kept.review.about
    label = "Source data…" if about.is_confirmed else "Check the source's data…"
    button = Button(label, ABOUT, spot(kept, page), primary=not about.is_confirmed)
    return (Paragraph(_about_line(about)), Actions("review:about", (button,)))


def _about_line(about: About) -> Line:
    known = [
        about.publisher,
        str(about.year) if about.year else "year not stated",
        KINDS[about.kind],
        about.license,
    ]
    link = f"\n{clip(about.url, MOST_QUOTED)}" if about.url else ""
    return (Bold(about.title or "No title"), f"\n{' · '.join(filter(None, known))}{link}")


def _item_parts(kept: KeptReview, page: int, place: int, context: ViewContext) -> tuple[Part, ...]:
    item = kept.review.items[place]
    amount, *words = item_words(item, context)
    about = "".join(f" · {word}" for word in words)
    line: Line = (Bold(f"{place + 1}. {amount}"), f"{about}\n“{_quoted(item)}”")
    remarks = DECIDED[item.decision] + _remarks(item)
    return (
        Paragraph(line),
        *((Note((remarks.strip(),)),) if remarks else ()),
        Actions(f"review:{place}", _buttons(kept, page, place)),
    )


def _buttons(kept: KeptReview, page: int, place: int) -> tuple[Button, ...]:
    item, value = kept.review.items[place], spot(kept, page, place)
    take = Button("Take", TAKE, value)
    # What it lacks is asked before it can be taken.
    fill_in = Button("Take…", CHANGE, value)
    change = Button("Change…", CHANGE, value)
    leave = Button("Leave", LEAVE, value)
    match item.decision:
        case "taken":
            return (change, leave)
        case "left":
            return (fill_in,) if item.lacks else (take, change)
        case "open":
            return (fill_in, leave) if item.lacks else (take, change, leave)


def item_words(item: Item, context: ViewContext) -> list[str]:
    """A statement as it would be kept, amount first: what it measures, and whom it is about."""
    values, library = item.values, context.library
    roles = [library.roles[id].name for id in values.get("roles", ()) if id in library.roles]
    if item.statement.kind == "market":
        numbers = "–".join(f"{value:,}" for value in values.get("values", ()))
        year = values.get("year")
        return [
            f"{numbers or '?'} {values.get('unit', '')}".strip(),
            *roles,
            str(year or "undated"),
        ]
    kinds: Mapping[str, VocabularyKind] = {
        "statistic": "statistics",
        "component": "components",
        "level": "levels",
        "place": "places",
        "company": "companies",
        "company_kind": "company_kinds",
        "industry": "industries",
    }
    named = {
        field: library.name(kind, values[field]) for field, kind in kinds.items() if field in values
    }
    title = values.get("title", "")
    words = [
        named.pop("statistic", "").lower(),
        named.pop("component", "").lower(),
        *(roles or [f"“{clip(title, MOST_NAMED)}”" if title else ""]),
        *named.values(),
        _years(values.get("years_min"), values.get("years_max")),
        str(values.get("year", "")),
    ]  # fmt: skip
    return [_amount(item), *filter(None, words)]


def _amount(item: Item) -> str:
    values = item.values
    low, high = values.get("low"), values.get("high")
    if low is None and high is None:
        return "?"
    stated = span(low, high, values.get("currency", ""), open_ended=bool(values.get("open_ended")))
    about = "about " if values.get("approximate") else ""
    period = values.get("period")
    each = f" a{'n' if period == 'hour' else ''} {period}" if period else ""
    return f"{about}{stated.strip()}{each}"


def _years(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    return f"{low:g}+ years" if high is None else f"{low or 0:g}–{high:g} years"


def _remarks(item: Item) -> str:
    """What is asked, what is doubtful, and what would be lost."""
    statement = item.statement
    told: list[str] = []
    if statement.whose in WHOSE:
        told.append(f"It is {WHOSE[statement.whose]}.")
    if statement.period == "once":
        told.append("It is paid once.")
    if statement.over_years:
        told.append(f"It is paid over {statement.over_years:g} years.")
    if item.lacks:
        told.append(f"Asks for: {listed([_named(one) for one in item.lacks])}.")
    unsure = [_named(one) for one in item.unsure if one not in item.lacks]
    if unsure:
        told.append(f"Please check: {listed(unsure)}.")
    lost = [f"{field} “{clip(name, MOST_NAMED)}”" for field, name in item.unknown]
    if lost:
        told.append(f"Not in the vocabulary, so left out: {listed(lost)}.")
    return " ".join(told)


def _named(field: str) -> str:
    return FIELDS.get(field, clip(field.replace("_", " "), MOST_NAMED))


def _quoted(item: Item) -> str:
    quote = " ".join(item.statement.quote.split())
    return clip(quote, MOST_QUOTED if len(escape(quote)) <= MOST_QUOTED else MOST_IF_ESCAPED)


def _counted(review: Review, page: int, number: int) -> Line:
    left = sum(item.decision == "left" for item in review.items)
    open = len(review.items) - len(review.taken) - left
    said = f"{len(review.taken)} taken · {left} left out · {open} to decide"
    return (f"{said} · page {page + 1} of {number}" if number > 1 else said,)


def _actions(kept: KeptReview, page: int, every: Sequence[range]) -> Actions:
    review, value = kept.review, spot(kept, page)
    sure = [place for place in review.sure if place in every[page]]
    all_decided = all(item.decision != "open" for item in review.items)
    buttons: list[Button] = []
    if sure:
        label = "Take all sure ones" if len(every) == 1 else "Take all sure ones on this page"
        buttons.append(Button(label, TAKE_SURE, value, primary=True))
    if review.taken and review.about.is_confirmed:
        buttons.append(Button("Make the draft", DRAFT, value, primary=all_decided))
    if page > 0:
        buttons.append(Button("Previous page", f"{OPEN}:1", spot(kept, page - 1)))
    if page + 1 < len(every):
        buttons.append(Button("Next page", f"{OPEN}:2", spot(kept, page + 1)))
    return Actions("review", (*buttons, Button("Discard review", DISCARD, value, confirm=SURELY)))


def reviews_parts(reviews: Sequence[KeptReview], context: ViewContext) -> tuple[Part, ...]:
    """Reviews that are not finished."""
    if not reviews:
        add = context.command("knowledge", "add")
        return (Heading("Reviews"), Paragraph(("There's nothing to review. Start with ", add, ".")))
    parts: list[Part] = [Heading(f"{count(len(reviews), 'review')} to finish")]
    for number, kept in enumerate(reviews[:MOST_REVIEWS]):
        parts.append(
            Paragraph((
                *_about_line(kept.review.about), "\n", *_counted(kept.review, 0, 1),
                " · started by ", Person(kept.author), " ", Moment(kept.made_at),
            ))
        )  # fmt: skip
        parts.append(Actions(f"reviews:{number}", (Button("Open", OPEN, spot(kept, 0)),)))
    if len(reviews) > MOST_REVIEWS:
        parts.append(Note((f"… and {len(reviews) - MOST_REVIEWS:,} more",)))
    return tuple(parts)


def add_parts() -> tuple[Part, ...]:
    """How to begin, where no form can be opened."""
    return (
        Paragraph(("Send me a link, or a file with an article (.md, .html, .txt, .pdf), or:",)),
        Actions("add", (Button("Add a link or a text…", ADD, "add"),)),
    )


def nothing_stated_parts(name: str) -> tuple[Part, ...]:
    """A text was read, and no statement is in it."""
    said = f"I found no pay and no market numbers in {clip(name, MOST_QUOTED)}. Nothing was added."
    return (Paragraph((said,)),)


def review_gone_parts() -> tuple[Part, ...]:
    """A review that there is no more."""
    return (Paragraph(("This review no longer exists. Nothing was changed.",)),)


def discarded_review_parts() -> tuple[Part, ...]:
    """A review is gone, and nothing else."""
    return (Paragraph(("Review discarded. Nothing was changed.",)),)
