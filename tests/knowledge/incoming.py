"""What comes in from feeds, as a test of digests needs it: stories of a week, measured changes, pay in ads."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from knowledge.feeds.stories import Incoming, Story
from knowledge.model import Source

DAY = date(2026, 11, 23)
NAMES = {
    "f0": "Feed zero",
    "f1": "Feed one",
    "f2": "Feed two",
    "f3": "Feed three",
    "f4": "Feed four",
}


def story(
    key: str,
    *feeds: str,
    topics: Sequence[str] = (),
    roles: Sequence[str] = (),
    days_ago: int = 1,
    day: date = DAY,
) -> Story:
    """A story that came in some days before a day."""
    first_seen = datetime.combine(day - timedelta(days_ago), time(8), UTC)
    link = f"https://example.com/{key}"
    return Story(
        key,
        f"Title of {key}",
        link,
        feeds or ("f0",),
        first_seen,
        first_seen,
        "",
        tuple(topics),
        tuple(roles),
    )


def incoming(*stories: Story) -> Incoming:
    """What came in."""
    return Incoming(stories, NAMES)


def measured(*facts: dict[str, Any], day: date = DAY, id: str = "measured-posts") -> Source:
    """The source of what was measured up to the day before a day."""
    period = f"{day - timedelta(weeks=16)}/{day - timedelta(1)}"
    return Source.model_validate({
        "id": id, "title": "Posts of 12 feeds", "label": "Measured posts", "kind": "feeds", "roles": [],
        "facts": [
            {"period": period, "unit": "percent of posts", "section": "Posts", "n": 610, "computed": True, **fact}
            for fact in facts
        ],
    })  # fmt: skip


def move(topic: str, before: float, after: float, **fields: Any) -> dict[str, Any]:
    """A measured change of how much is written about a topic."""
    return {
        "id": f"posts-{topic}", "topics": [topic], "values": [before, after],
        "statement": f"{topic}: {before:g}% → {after:g}% over the quarter", **fields,
    }  # fmt: skip
