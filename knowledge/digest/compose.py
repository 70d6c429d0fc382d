"""A digest from the knowledge and what its channel has had; and a year of them in a row."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from knowledge.asking.pay import leading, pay_spans, sources_of
from knowledge.digest.choosing import (
    Turns,
    chance,
    fact_weight,
    in_turn,
    role_weight,
    trend_weight,
    turns_taken,
)
from knowledge.digest.edition import Brief, Digest, News, Signal, Spotlight, TrendToWatch
from knowledge.digest.subscription import WEEK
from knowledge.digest.tips import TIP_KINDS, Idea, tip_ideas, works
from knowledge.fields import Bullet, Section
from knowledge.library import Library
from knowledge.model import Fact, Role, is_past

TRENDS = 2
TRENDS_IN_A_QUIET_WEEK = 1

REMARKS: tuple[Section, ...] = (
    "challenges", "differences", "responsibilities", "best_practices", "career_path",
)  # fmt: skip
"""The sections whose lines say something by themselves, and no number that a signal is."""

TIPS_TRIED = 15
"""Where so many in a row do not work, the roles' names cannot be told apart."""

KINDS_APART = 3
"""A tip is not a supported type than as many before it."""

ANOTHER_KIND, NEAR_THE_SPOTLIGHT, IN_FOCUS = 10.0, 0.3, 0.2
"""What counts for a tip; which kind's turn it is else is chance, from 0 to 1."""


def compose(library: Library, brief: Brief) -> Digest:
    """The digest of a brief's day; the same for the same library and brief.

    Trends, numbers, roles and tips each go round by themselves: nothing comes again before all of
    its kind were there. A week without news has one trend, any other two.
    """
    parts = brief.focus.parts
    trends = _trends(library, brief) if "trends" in parts else ()
    signal = _signal(library, brief) if "signal" in parts else None
    spotlight = _spotlight(library, brief) if "spotlight" in parts else None
    idea = _tip(library, brief, spotlight) if "tip" in parts else None
    items = [
        *(f"trend:{trend.topic}" for trend in trends),
        *([fact_key(signal.fact)] if signal else ()),
        *([f"role:{spotlight.role.id}"] if spotlight else ()),
        *([remark_key(spotlight.remark[1])] if spotlight and spotlight.remark else ()),
        *([idea.key] if idea else ()),
    ]
    return Digest(
        day=brief.day,
        news=brief.news if "changes" in parts else None,
        missed=brief.missed,
        trends=trends,
        signal=signal,
        spotlight=spotlight,
        tip=idea.tip if idea else None,
        items=tuple(items),
        is_quiet=_is_quiet(brief),
    )


def _is_quiet(brief: Brief) -> bool:
    return brief.news is not None and not brief.news.items


def _taken(brief: Brief, kind: str, ids: Mapping[str, str] | None = None) -> Turns:
    """The turns that a kind of item has had; `ids` gives the thing that an item stands for."""
    known = ids or {}
    return turns_taken([
        [known.get(item, item.removeprefix(kind)) for item in items if item.startswith(kind)]
        for items in brief.had
    ])  # fmt: skip


def _trends(library: Library, brief: Brief) -> tuple[TrendToWatch, ...]:
    taken = _taken(brief, "trend:")
    weight = trend_weight(library, brief)
    topics = in_turn(library.topics, taken, brief.key, weight)
    most = TRENDS_IN_A_QUIET_WEEK if _is_quiet(brief) else TRENDS
    return tuple(_trend(library, brief, t, taken.times.get(t, 0)) for t in topics[:most])


def _trend(library: Library, brief: Brief, topic: str, times: int) -> TrendToWatch:
    """A topic, with another source's statement first each time; one about the focus to begin with."""
    about = set(library.named_trends.on_roles(brief.focus.roles))
    stated = sorted(library.trends[topic], key=lambda trend: trend not in about)
    turned = (*stated[times % len(stated) :], *stated[: times % len(stated)])
    sources = tuple(library.sources[id] for id in dict.fromkeys(t.source for t in turned))
    return TrendToWatch(topic, library.topic_name(topic), turned, sources)


def fact_key(fact: Fact) -> str:
    """`fact:<source>:<id>`."""
    return f"fact:{fact.source}:{fact.id}"


def signals(library: Library, day: date) -> Mapping[str, tuple[Fact, ...]]:
    """The market numbers, by the key of the first source's: the same name and unit is the same number.

    What was expected by now is no news.
    """
    named: dict[tuple[str, str], list[Fact]] = {}
    for fact in library.facts:
        if is_past(fact, day):
            continue
        named.setdefault((fact.id, fact.unit), []).append(fact)
    return {fact_key(facts[0]): tuple(facts) for facts in named.values()}


def number_of_facts(numbers: Mapping[str, Sequence[Fact]]) -> Mapping[str, str]:
    """For every fact's key, the key of the number that it states."""
    return {fact_key(fact): key for key, facts in numbers.items() for fact in facts}


def _signal(library: Library, brief: Brief) -> Signal | None:
    """The next market number, with what others say of it; nothing that was expected by now."""
    numbers = signals(library, brief.day)
    taken = _taken(brief, "fact:", number_of_facts(numbers))
    chosen = in_turn(numbers, taken, brief.key, fact_weight(library, brief, numbers, taken.last))
    if not chosen:
        return None
    facts = numbers[chosen[0]]
    first = facts[taken.times.get(chosen[0], 0) % len(facts)]
    return Signal(first, tuple(fact for fact in facts if fact is not first))


def paid_roles(library: Library) -> tuple[str, ...]:
    """The roles about which some source states an amount."""
    return tuple(role for role in library.roles if library.number_of_figures(role))


def _spotlight(library: Library, brief: Brief) -> Spotlight | None:
    taken = _taken(brief, "role:")
    chosen = in_turn(paid_roles(library), taken, brief.key, role_weight(library, brief))
    if not chosen:
        return None
    role = library.roles[chosen[0]]
    lead = leading(library, library.figures_of(role.id))
    spans = pay_spans(library, lead, role.id)
    return Spotlight(role, spans, sources_of(library, lead), _remark(role, brief))


def remark_key(bullet: Bullet) -> str:
    """`remark:<8 hex digits>`, the same for the same words about another role."""
    return f"remark:{hashlib.sha256(bullet.text.encode()).hexdigest()[:8]}"


def _remark(role: Role, brief: Brief) -> tuple[Section, Bullet] | None:
    """The line about a role that was there least: the first of each section, then the second …"""
    sections: list[list[tuple[Section, Bullet]]] = [
        [(section, bullet) for bullet in role.sections.of(section)] for section in REMARKS
    ]
    lines = [line for row in zip_longest(*sections) for line in row if line is not None]
    had = Counter(item for items in brief.had for item in items)
    return min(lines, key=lambda line: had[remark_key(line[1])], default=None)


def _tip(library: Library, brief: Brief, spotlight: Spotlight | None) -> Idea | None:
    """The next tip that works: of another kind than the last ones, near the spotlight if it can be."""
    ideas = tip_ideas(library)
    taken = _taken(brief, "tip:", {key: key for key in ideas})
    recent = _kinds(ideas, brief.had[-KINDS_APART:])
    week = str(len(brief.had))
    of_kind = {
        kind: chance(brief.key, week, kind) - ANOTHER_KIND * (kind in recent) for kind in TIP_KINDS
    }
    topics, roles = set(brief.focus.topics), set(brief.focus.roles)
    role = spotlight.role.id if spotlight else None

    def weight(key: str) -> float:
        idea = ideas[key]
        # The spotlight's own buttons ask for the role's card and pay.
        near = role in idea.roles and idea.kind not in ("card", "pay")
        asked_for = idea.topic in topics or not roles.isdisjoint(idea.roles)
        return of_kind[idea.kind] + NEAR_THE_SPOTLIGHT * near + IN_FOCUS * asked_for

    turn = in_turn(ideas, taken, brief.key, weight)
    return next((ideas[key] for key in turn[:TIPS_TRIED] if works(library, ideas[key])), None)


def _kinds(ideas: Mapping[str, Idea], had: Sequence[Iterable[str]]) -> set[str]:
    return {ideas[item].kind for items in had for item in items if item in ideas}


WEEKS = 52


@dataclass(frozen=True, slots=True)
class UsedUp:
    """How much of one kind of item some digests showed; `day` is when all of it had been seen."""

    name: str
    seen: int
    there_is: int
    day: date | None


def year_of(library: Library, first: Brief, weeks: int = WEEKS) -> tuple[Digest, ...]:
    """Weekly digests from the first one's day on, of knowledge that does not change meanwhile."""
    digests: list[Digest] = []
    brief = first
    for _ in range(weeks):
        digest = compose(library, brief)
        digests.append(digest)
        brief = replace(
            brief,
            day=brief.day + WEEK,
            had=(*brief.had, digest.items),
            news=News(brief.day, ()),
            missed=(),
        )
    return tuple(digests)


def used_up(library: Library, digests: Sequence[Digest]) -> tuple[UsedUp, ...]:
    """For each kind of item, how much there is, how much was shown, and when all was."""
    kinds = {
        "Trend topics": {f"trend:{topic}": topic for topic in library.topics},
        "Market signals": number_of_facts(
            signals(library, digests[0].day if digests else date.min)
        ),
        "Roles with figures": {f"role:{role}": role for role in paid_roles(library)},
        "Tips": {key: key for key in tip_ideas(library)},
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
