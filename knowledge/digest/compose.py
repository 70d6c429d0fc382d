"""A digest from the knowledge, what came in, and what its channel has had; and a year of them in a row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.digest.ads import ad_ranges
from knowledge.digest.asking import top_tip
from knowledge.digest.choosing import Channel, because
from knowledge.digest.contrasts import contrasts
from knowledge.digest.edition import (
    AdPayNews,
    Brief,
    Digest,
    MarketNumber,
    Move,
    News,
    Question,
    ReleasedPay,
    TopStory,
    TwoSides,
)
from knowledge.digest.moves import move_key, top_moves
from knowledge.digest.numbers import fact_key, market_numbers, top_number
from knowledge.digest.pay import pay_news, release_key
from knowledge.digest.subscription import WEEK, DigestPart
from knowledge.digest.tips import Idea, tip_ideas
from knowledge.digest.top_stories import story_key, top_stories
from knowledge.feeds.stories import Incoming
from knowledge.library import Library
from knowledge.model import Fact

MOST_LINES = 7
"""Before the thread: a digest is read on a phone, between two other things."""

ROOM: Sequence[DigestPart] = (
    "stories", "moves", "pay", "changes", "tip", "stories", "contrast", "number", "stories", "moves",
    "changes", "changes",
)  # fmt: skip
"""Whose turn it is to get a line, until there is no more room: news before what is always true."""

STRENGTH: Mapping[DigestPart, float] = {
    "stories": 5.0, "moves": 4.0, "changes": 3.0, "pay": 3.0, "contrast": 2.0, "number": 1.0, "tip": 0.0,
}  # fmt: skip
"""How strong a part is; what its channel put first makes it stronger."""

FOCUS_STRENGTH = 1.5
"""Enough for a part to come before the one above it, and not before what is far stronger."""

WEIGH_CONTRASTS = 3.0
"""How much a channel's focus counts for a contrast, over how far apart its sides are."""

NEWS_PARTS: frozenset[DigestPart] = frozenset({"stories", "moves", "pay", "changes"})
"""Parts that are there only where something has happened."""


@dataclass(frozen=True, slots=True)
class _Found:
    """All that there is to tell, before it is known how much room each part gets."""

    stories: tuple[TopStory, ...] = ()
    moves: tuple[Move, ...] = ()
    pay: AdPayNews | ReleasedPay | None = None
    news: News | None = None
    contrast: TwoSides | None = None
    number: MarketNumber | None = None
    tip: Idea | None = None

    def lines(self) -> Mapping[DigestPart, int]:
        """How many lines each part could fill."""
        return {
            "stories": len(self.stories),
            "moves": len(self.moves),
            "pay": int(self.pay is not None),
            "changes": len(self.news.items) if self.news else 0,
            "contrast": int(self.contrast is not None),
            "number": int(self.number is not None),
            "tip": int(self.tip is not None),
        }


def compose(library: Library, brief: Brief) -> Digest:
    """The digest of a brief's day; the same for the same library and brief.

    Nothing is told to a channel twice: a story, a number and a contrast never, a measured change or pay only
    once it has moved on. What is always true comes where there is room next to the news.
    """
    channel = Channel(library, brief)
    found, near = _found(channel)
    room = _room(found.lines())
    shown = replace(
        found,
        stories=found.stories[: room.get("stories", 0)],
        moves=found.moves[: room.get("moves", 0)],
        contrast=found.contrast if "contrast" in room else None,
        number=found.number if "number" in room else None,
    )
    quarter = f"feeds:{brief.day.year}-Q{(brief.day.month + 2) // 3}"
    names_feeds = bool(brief.could_read) and quarter not in channel.had
    return Digest(
        day=brief.day,
        order=_order(channel, shown, room),
        stories=shown.stories,
        moves=shown.moves,
        pay=shown.pay,
        news=shown.news,
        changes=room.get("changes", 0),
        contrast=shown.contrast,
        number=shown.number,
        question=_question(channel, shown.tip, near),
        missed=brief.missed,
        could_read=brief.could_read if names_feeds else (),
        unread_boards=_unread_boards(channel) if isinstance(shown.pay, AdPayNews) else (),
        items=(*_items(shown, brief.day), *([quarter] if names_feeds else [])),
        is_quiet=bool(brief.had) and NEWS_PARTS.isdisjoint(room),
    )


def _found(channel: Channel) -> tuple[_Found, frozenset[str]]:
    """All that there is, and the roles and topics that the news among it is about."""
    parts, brief = channel.brief.focus.parts, channel.brief
    moves = top_moves(channel) if "moves" in parts else ()
    pay = pay_news(channel) if "pay" in parts else None
    found = _Found(
        stories=top_stories(channel) if "stories" in parts else (),
        moves=moves,
        pay=pay,
        news=brief.news if "changes" in parts and brief.news and brief.news.items else None,
        contrast=_contrast(channel, pay) if "contrast" in parts else None,
        # A number that has moved says more than one that stands.
        number=top_number(channel) if "number" in parts and not moves else None,
    )
    near = frozenset(_about(found))
    return replace(found, tip=top_tip(channel, near) if "tip" in parts else None), near


def _about(found: _Found) -> Iterator[str]:
    """The roles and topics of the top story, the moves and the pay."""
    for one in found.stories[:1]:
        yield from (*one.story.roles, *one.story.topics)
    for move in found.moves:
        yield from (*move.fact.roles, *move.fact.topics)
    yield from _paid(found.pay)


def _paid(pay: AdPayNews | ReleasedPay | None) -> Iterator[str]:
    """The role that news of pay is about."""
    match pay:
        case AdPayNews(now):
            yield now.role
        case ReleasedPay(released) if released.role is not None:
            yield released.role.id
        case _:
            return


def _room(lines: Mapping[DigestPart, int]) -> Mapping[DigestPart, int]:
    """How many lines each part gets; parts without one are not in it."""
    room: dict[DigestPart, int] = {}
    for part in ROOM:
        if sum(room.values()) < MOST_LINES and room.get(part, 0) < lines[part]:
            room[part] = room.get(part, 0) + 1
    return room


def _order(
    channel: Channel, shown: _Found, room: Mapping[DigestPart, int]
) -> tuple[DigestPart, ...]:
    focused = _in_focus(channel, shown)
    return tuple(
        sorted(room, key=lambda part: -STRENGTH[part] - FOCUS_STRENGTH * (part in focused))
    )


def _in_focus(channel: Channel, shown: _Found) -> frozenset[DigestPart]:
    """The parts that are about what the channel put first."""
    facts: dict[DigestPart, Iterable[Fact]] = {
        "moves": [move.fact for move in shown.moves],
        "number": [shown.number.fact] if shown.number else [],
    }
    about: dict[DigestPart, bool] = {
        part: any(channel.focus_on(fact.topics, fact.roles) for fact in of)
        for part, of in facts.items()
    }
    about["stories"] = any(
        channel.focus_on(one.story.topics, one.story.roles) for one in shown.stories
    )
    about["contrast"] = bool(
        shown.contrast and channel.focus_on((), [shown.contrast.contrast.subject])
    )
    return frozenset(part for part, is_about in about.items() if is_about)


def _contrast(channel: Channel, pay: AdPayNews | ReleasedPay | None) -> TwoSides | None:
    """The strongest contrast that the channel has not had, nor one of its sides; of pay, of another role than the news is."""
    told = frozenset(_paid(pay))
    new = [
        one
        for one in contrasts(channel.library, channel.brief.day)
        if one.key not in channel.had
        and (one.facts or one.subject not in told)
        and all(fact_key(fact) not in channel.had for fact in one.facts)
        and not channel.mutes(topic for fact in one.facts for topic in fact.topics)
    ]
    last = {item for item in channel.last if item.startswith("about:")}

    def weight(number: int) -> float:
        one = new[number]
        again = f"about:{one.subject}" in last
        focus = WEIGH_CONTRASTS * bool(channel.focus_on((), [one.subject]))
        return one.strength + focus - again + 0.3 * channel.chance(one.key)

    if not new:
        return None
    best = new[max(range(len(new)), key=weight)]
    name = channel.library.roles[best.subject].name
    is_focus = best.subject in channel.brief.focus.roles
    reasons = [f"it's about {name}, which comes first here"] if is_focus else []
    return TwoSides(
        best,
        because([*reasons, f"two sources differ about {name}, and no digest here has told how"]),
    )


def _question(channel: Channel, idea: Idea | None, near: frozenset[str]) -> Question | None:
    if idea is None:
        return None
    about = [idea.topic] if idea.topic else []
    focus = channel.focus_on(about, idea.roles)
    reasons = [f"it's about {focus[0]}, which comes first here"] if focus else []
    library = channel.library
    names = [library.topic_name(topic) for topic in about if topic in near]
    names += [library.roles[role].name for role in idea.roles if role in near]
    if names and not focus:
        reasons.append(f"it goes with what is told of {names[0]} above")
    return Question(idea.tip, because(reasons) if reasons else "")


def _unread_boards(channel: Channel) -> tuple[str, ...]:
    """The names of job boards that can't be read at the moment."""
    feeds = channel.library.feeds
    failing = (feeds[id] for id in channel.brief.incoming.failing if id in feeds)
    return tuple(feed.name for feed in failing if feed.enabled and feed.brings_ads)


def _items(shown: _Found, day: date) -> Iterator[str]:
    for one in shown.stories:
        yield story_key(one.story)
        yield from (f"topic:{topic}" for topic in one.story.topics)
        yield from (f"feed:{feed}" for feed in one.story.feeds)
    for move in shown.moves:
        yield move_key(move.fact, day)
        yield from (f"topic:{topic}" for topic in move.fact.topics)
    match shown.pay:
        case AdPayNews(now):
            yield now.key(day)
        case ReleasedPay(pay):
            yield release_key(pay)
        case None:
            pass
    if shown.contrast is not None:
        yield shown.contrast.contrast.key
        yield f"about:{shown.contrast.contrast.subject}"
        yield from map(fact_key, shown.contrast.contrast.facts)
    if shown.number is not None:
        yield from map(fact_key, (shown.number.fact, *shown.number.elsewhere))
    if shown.tip is not None:
        yield shown.tip.key


WEEKS = 52


@dataclass(frozen=True, slots=True)
class UsedUp:
    """How much of one kind of item some digests showed; `day` is when all of it had been seen."""

    name: str
    seen: int
    there_is: int
    day: date | None


def nothing_came_in(_: date) -> Incoming:
    """A week without feeds."""
    return Incoming()


def year_of(
    library_on: Callable[[date], Library],
    first: Brief,
    weeks: int = WEEKS,
    incoming: Callable[[date], Incoming] = nothing_came_in,
) -> tuple[Digest, ...]:
    """Weekly digests from the first one's day on, as if nobody changed the knowledge meanwhile.

    `library_on` gives the knowledge of a day, in which nothing but what is measured differs, and `incoming` what
    came in during the week that ends on it.
    """
    digests: list[Digest] = []
    brief = first
    for _ in range(weeks):
        library = library_on(brief.day)
        digest = compose(library, replace(brief, incoming=incoming(brief.day)))
        digests.append(digest)
        brief = replace(
            brief,
            day=brief.day + WEEK,
            had=(*brief.had, digest.items),
            news=News(brief.day, ()),
            ads_before=ad_ranges(library),
            missed=(),
        )
    return tuple(digests)


def used_up(library: Library, digests: Sequence[Digest]) -> tuple[UsedUp, ...]:
    """For each kind of item that is in the knowledge, how much there is, how much was shown, and when all was."""
    day = digests[0].day if digests else date.min
    numbers = market_numbers(library, day)
    kinds = {
        "Contrasts": {one.key: one.key for one in contrasts(library, day)},
        "Market numbers": {fact_key(one): key for key, facts in numbers.items() for one in facts},
        "Questions": {key: key for key in tip_ideas(library)},
    }
    return tuple(_used_up(name, stands_for, digests) for name, stands_for in kinds.items())


def _used_up(name: str, stands_for: Mapping[str, str], digests: Sequence[Digest]) -> UsedUp:
    left = set(stands_for.values())
    there_is = len(left)
    for digest in digests:
        left -= {stands_for[item] for item in digest.items if item in stands_for}
        if not left:
            return UsedUp(name, there_is, there_is, digest.day if there_is else None)
    return UsedUp(name, there_is - len(left), there_is, None)
