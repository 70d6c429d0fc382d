"""The digest's message: a few lines that read well on a phone; all else is in its thread."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from handlers.views.buttons import ask
from handlers.views.digest.lines import (
    change_line,
    contrast_line,
    move_line,
    number_line,
    pay_line,
    question_line,
    short_date,
    story_line,
)
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
)
from handlers.views.words import ViewContext, listed
from knowledge.digest.edition import Digest, Question
from knowledge.digest.subscription import DigestPart

PART_LABELS: Mapping[DigestPart, str] = {
    "stories": "This week",
    "moves": "Moves",
    "pay": "Pay",
    "changes": "Changed here",
    "contrast": "Two sides",
    "number": "Number",
    "tip": "Ask",
}
"""What the first line of each part begins with."""

DIGEST_USEFUL = "digest_useful"
DIGEST_NOT_USEFUL = "digest_not_useful"
"""The ids of the feedback buttons; their value is the digest's id."""

MOST_MISSED = 3


def digest_title(digest: Digest) -> str:
    """`Roles, pay and trends · 23 November 2026`."""
    return f"Roles, pay and trends · {digest.day.day} {digest.day:%B %Y}"


def digest_message(digest: Digest, context: ViewContext, digest_id: str) -> Message:
    """The digest, to be posted; with no id it is a preview, which asks for no feedback.

    Where there is nothing to tell, it is one line.
    """
    if not digest.missed and is_one_line(digest):
        return build_message(_one_line(digest, context), MESSAGE)
    parts: list[Part] = [Heading(digest_title(digest))]
    if digest.missed:
        parts.append(Note((_missed(digest.missed),)))
    parts += [_bullets(part, digest, context) for part in digest.order]
    parts.append(_where_next(context, has_thread=bool(digest_id) and not is_one_line(digest)))
    buttons = [*_tip_button(digest.question, context), *_feedback(digest_id)]
    if buttons:
        parts.append(Actions("digest", tuple(buttons)))
    return build_message(parts, MESSAGE)


def is_one_line(digest: Digest) -> bool:
    """Whether there is nothing to tell but a question to ask."""
    return set(digest.order) <= {"tip"}


def _one_line(digest: Digest, context: ViewContext) -> tuple[Part, ...]:
    if digest.question is None:
        stop: Line = (context.command("digest"), " changes or stops this digest.")
        return (Paragraph(("Nothing new this time. ", *stop)),)
    ask_it: Line = next(_tip(digest, context))
    return (
        Paragraph(("Nothing new this time. Something to ask: ", *ask_it)),
        Actions("digest", _tip_button(digest.question, context)),
    )


def _bullets(part: DigestPart, digest: Digest, context: ViewContext) -> Bullets:
    """The lines of one part, the first of which says what they are."""
    first, *rest = _LINES[part](digest, context)
    return Bullets(((Bold(PART_LABELS[part]), "  ", *first), *rest))


def _stories(digest: Digest, _: ViewContext) -> Iterator[Line]:
    return (story_line(one) for one in digest.stories)


def _moves(digest: Digest, _: ViewContext) -> Iterator[Line]:
    return (move_line(one) for one in digest.moves)


def _pay(digest: Digest, context: ViewContext) -> Iterator[Line]:
    if digest.pay is not None:
        yield pay_line(digest.pay, context)


def _changes(digest: Digest, _: ViewContext) -> Iterator[Line]:
    """As many changes as there is room for; the last line says how many more there are."""
    items = digest.news.items if digest.news else ()
    rest = len(items) - digest.changes
    for number, item in enumerate(items[: digest.changes], 1):
        is_last = number == digest.changes and rest
        more = (f" (and {rest:,} more in the thread)",) if is_last else ()
        yield (*change_line(item), *more)


def _contrast(digest: Digest, context: ViewContext) -> Iterator[Line]:
    if digest.contrast is not None:
        yield contrast_line(digest.contrast.contrast, context)


def _number(digest: Digest, context: ViewContext) -> Iterator[Line]:
    if digest.number is not None:
        yield number_line(digest.number.fact, digest.number.elsewhere, context)


def _tip(digest: Digest, context: ViewContext) -> Iterator[Line]:
    if digest.question is not None:
        yield question_line(digest.question.tip, context)


_LINES: Mapping[DigestPart, Callable[[Digest, ViewContext], Iterator[Line]]] = {
    "stories": _stories,
    "moves": _moves,
    "pay": _pay,
    "changes": _changes,
    "contrast": _contrast,
    "number": _number,
    "tip": _tip,
}


def _missed(days: tuple[date, ...]) -> str:
    if len(days) == 1:
        return f"The digest of {short_date(days[0])} couldn't be posted."
    if len(days) <= MOST_MISSED:
        return f"The digests of {listed([short_date(day) for day in days])} couldn't be posted."
    first, last = short_date(days[0]), short_date(days[-1])
    return f"{len(days)} digests, from {first} to {last}, couldn't be posted."


def _tip_button(question: Question | None, context: ViewContext) -> tuple[Button, ...]:
    if question is None:
        return ()
    return (ask("Ask this", context.value(question.tip.query)),)


def _feedback(digest_id: str) -> tuple[Button, ...]:
    if not digest_id:
        return ()
    return Button("Useful", DIGEST_USEFUL, digest_id), Button(
        "Not useful", DIGEST_NOT_USEFUL, digest_id
    )


def _where_next(context: ViewContext, *, has_thread: bool) -> Note:
    thread = "Sources, and why each line is here, are in the thread. " if has_thread else ""
    return Note((thread, context.command("digest"), " changes or stops this digest."))
