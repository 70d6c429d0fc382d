"""What is in a digest's thread: where each line is from, why it is here, and what can be muted."""

import re
from collections.abc import Iterator
from datetime import date

from handlers.views.buttons import mute_menu
from handlers.views.digest import PART_LABELS, digest_title, is_one_line
from handlers.views.digest.lines import (
    ad_amount,
    ad_base,
    ad_subject,
    change_line,
    counted_as,
    gist_of,
    short_date,
    source_line,
    source_of,
    story_title,
)
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.mrkdwn import (
    Actions,
    Bullets,
    Heading,
    Line,
    Paragraph,
    Part,
    Person,
)
from handlers.views.words import ViewContext, listed
from knowledge.digest.edition import AdPayNews, Digest, ReleasedPay, TopStory
from knowledge.digest.subscription import DigestPart, MuteRequest
from knowledge.feeds.documents import ADS
from knowledge.library import Library
from knowledge.model import Fact, Figure

MOST_NAMED = 4
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def digest_details(
    digest: Digest, context: ViewContext, subscriber: str | None = None
) -> Message | None:
    """Every line's sources and why it was chosen; None where there is nothing to add.

    `subscriber` is told which feeds could bring news, where the digest says so.
    """
    if is_one_line(digest) and not digest.could_read:
        return None
    parts: list[Part] = [Heading(f"In detail: {digest_title(digest)}")]
    for part in digest.order:
        lines = tuple(_lines(part, digest, context))
        if lines:
            parts.append(Bullets(lines, _heading(part, digest), if_cut=_IF_CUT.get(part, "")))
    sources = tuple(
        source_line(context.library.sources[id]) for id in _sources(digest, context.library)
    )
    if sources:
        parts.append(Bullets(sources, "Sources", if_cut="Every answer names its own"))
    parts.extend(_could_read(digest, context, subscriber))
    muted = _mutable(digest, context)
    if muted:
        parts.append(Actions("mute", (mute_menu("Mute for this channel…", muted, context),)))
    return build_message(parts, MESSAGE)


def _heading(part: DigestPart, digest: Digest) -> str:
    if part == "changes" and digest.news is not None:
        since = short_date(digest.news.since)
        return f"All that changed here since {since} ({len(digest.news.items):,})"
    return PART_LABELS[part]


_IF_CUT: dict[DigestPart, str] = {
    "changes": "Ask for a role's salary to see its current figures",
}


def _lines(part: DigestPart, digest: Digest, context: ViewContext) -> Iterator[Line]:
    match part:
        case "stories":
            yield from map(_story, digest.stories)
        case "moves":
            for move in digest.moves:
                about = _about(move.fact, context)
                yield (f"{about}: {_made_from(move.fact)}.\n    {move.because}.",)
        case "pay":
            yield from _pay(digest.pay, context)
            if digest.unread_boards:
                boards = listed(digest.unread_boards)
                yield (
                    f"Can't be read at the moment, so their newest ads are not in it: {boards}.",
                )
        case "changes":
            yield from map(change_line, digest.news.items if digest.news else ())
        case "contrast":
            yield from _contrast(digest, context)
        case "number":
            yield from _number(digest, context)
        case "tip":
            if digest.question is not None and digest.question.because:
                yield (f"{digest.question.because}.",)


def _story(one: TopStory) -> Line:
    when = one.story.published or one.story.first_seen
    says = f"\n    {gist}" if (gist := gist_of(one.story)) else ""
    where = f"{listed(list(one.feeds.values()))}, {short_date(when.date())}"
    return (story_title(one), says, f"\n    {where}. {one.because}.")


def _contrast(digest: Digest, context: ViewContext) -> Iterator[Line]:
    told = digest.contrast
    if told is not None:
        name = context.library.roles[told.contrast.subject].name
        sides = "; ".join(_section(side, context) for side in told.contrast.sides)
        yield (f"{name}: {sides}.\n    {told.because}.",)


def _about(fact: Fact, context: ViewContext) -> str:
    """What a measured change is about."""
    library = context.library
    topics = [library.topic_name(topic) for topic in fact.topics]
    return listed(topics or [library.roles[role].name for role in fact.roles]) or fact.section


def _made_from(fact: Fact) -> str:
    """`n = 593, “Posts of 9 feeds”, 10 Aug to 28 Nov`."""
    n = "" if fact.n is None else f"n = {fact.n:,}, "
    days = [short_date(date.fromisoformat(day)) for day in ISO_DAY.findall(fact.period or "")]
    return ", ".join([f"{n}“{fact.section}”", *([" to ".join(days)] if days else [])])


def _section(side: Fact | Figure, context: ViewContext) -> str:
    return f"{context.library.sources[side.source].label}, section “{side.section}”"


def _pay(pay: AdPayNews | ReleasedPay | None, context: ViewContext) -> Iterator[Line]:
    match pay:
        case AdPayNews():
            now, on = pay.now, f" on {short_date(pay.since)}" if pay.since else ""
            was = f" It was {ad_amount(pay.before)}{on}." if pay.before else ""
            see = context.command("salary", context.library.roles[now.role].name)
            made = f"{ad_subject(now, context)}: computed from the ranges that {ad_base(now)} state.{was}"
            made += _boards(context)
            yield (f"{made} The ads: ", see, f", then Ads.\n    {pay.because}.")
        case ReleasedPay():
            of, released = counted_as(pay.pay), pay.pay.latest.source.release
            when = f": the release for {released}" if released else ""
            yield (f"{of}{when}.\n    {pay.because}.",)
        case None:
            return


def _boards(context: ViewContext) -> str:
    """` Boards read: Harrowgate, Pellmere and 3 more.`"""
    names = [one.name for one in context.library.feeds.values() if one.enabled and one.brings_ads]
    more = [f"{len(names) - MOST_NAMED:,} more"] if len(names) > MOST_NAMED else []
    return f" Boards read: {listed([*names[:MOST_NAMED], *more])}." if names else ""


def _number(digest: Digest, context: ViewContext) -> Iterator[Line]:
    """Where the number stands, then what is counted with it or stated elsewhere."""
    number = digest.number
    if number is None:
        return
    yield (f"{_section(number.fact, context)}.\n    {number.because}.",)
    yield from ((one.statement, f" ({_where(one, context)})") for one in number.elsewhere)


def _where(fact: Fact, context: ViewContext) -> str:
    return f"{source_of(fact, context)}, section “{fact.section}”"


def _sources(digest: Digest, library: Library) -> Iterator[str]:
    """Every source of the knowledge that the digest draws on, once, in the order in which it does."""
    ids = [move.fact.source for move in digest.moves]
    if isinstance(digest.pay, AdPayNews):
        ids += [ADS] if ADS in library.sources else []
    if isinstance(digest.pay, ReleasedPay):
        ids += [pay.source.id for pay in reversed(digest.pay.pay.years[-2:])]
    if digest.contrast is not None:
        ids += [side.source for side in digest.contrast.contrast.sides]
    if digest.number is not None:
        ids += [fact.source for fact in (digest.number.fact, *digest.number.elsewhere)]
    return iter(dict.fromkeys(ids))


def _could_read(digest: Digest, context: ViewContext, subscriber: str | None) -> Iterator[Part]:
    names = digest.could_read[:MOST_NAMED]
    if not names:
        return
    more = len(digest.could_read) > MOST_NAMED
    whom: Line = (Person(subscriber), ": this") if subscriber else ("This",)
    yield Paragraph((
        *whom, f" digest reads no feeds. {listed(names)}{' and others' if more else ''} could bring it news: ",
        "an admin turns them on with ", context.command("knowledge", "feeds"), ".",
    ))  # fmt: skip


def _mutable(digest: Digest, context: ViewContext) -> tuple[tuple[str, MuteRequest], ...]:
    """What the digest's readers may want no more of, by name: its feeds, and its topics."""
    feeds = {id: name for one in digest.stories for id, name in one.feeds.items()}
    topics = [topic for one in digest.stories for topic in one.story.topics]
    topics += [topic for move in digest.moves for topic in move.fact.topics]
    return (
        *((f"Mute {name}", MuteRequest(feeds=(id,))) for id, name in feeds.items()),
        *(
            (f"Mute the topic {context.library.topic_name(topic)}", MuteRequest(topics=(topic,)))
            for topic in dict.fromkeys(topics)
        ),
    )
