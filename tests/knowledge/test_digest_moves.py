"""Measured changes: the largest first, what chance or rounding made never, each again once it moved on."""

import json
from datetime import timedelta

import pytest

from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief
from knowledge.digest.subscription import Focus
from knowledge.library import Library
from knowledge.periods import Period
from tests.knowledge.incoming import DAY, measured, move
from tests.knowledge.small_world import library_of, source

TOPICS = ("t0", "t1", "t2")


def with_moves(*moves: dict[str, object], **of: object) -> Library:
    """A library in which some changes are measured."""
    return library_of([source("s0", topics=TOPICS), measured(*moves, **of)])  # type: ignore[arg-type]


def told(library: Library, **of: object) -> list[str]:
    """The topics of the moves that a digest tells."""
    brief = Brief("C1", DAY, **of)  # type: ignore[arg-type]
    return [one.fact.topics[0] for one in compose(library, brief).moves]


def test_the_two_largest_are_told_up_or_down() -> None:
    library = with_moves(move("t0", 10, 14), move("t1", 9, 23), move("t2", 20, 8))
    assert told(library) == ["t1", "t2"]


def test_the_focus_comes_first_and_what_is_muted_does_not_come() -> None:
    library = with_moves(move("t0", 10, 14), move("t1", 9, 23), move("t2", 20, 8))
    assert told(library, focus=Focus(topics=("t0",)))[0] == "t0"
    assert told(library, focus=Focus(muted_topics=("t2",))) == ["t1", "t0"]


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        (9, 23, True),
        (10, 12, False),
        (10, 13, True),
        (1, 2, False),
        (5, 5, False),
        (1, 9, False),
        (12, 2, False),
    ],
)
def test_a_change_has_to_be_one(before: float, after: float, is_told: bool) -> None:
    assert bool(told(with_moves(move("t0", before, after)))) == is_told


def test_a_count_needs_no_points() -> None:
    ads = move("t0", 3, 4, unit="ads", id="ads-r0")
    assert told(with_moves(ads, id="measured-ads")) == ["t0"]


@pytest.mark.parametrize(
    ("had", "days", "is_told"),
    [
        ("9>23", 35, False),
        ("9>20", 35, False),
        ("9>17", 35, True),
        ("9>17", 27, False),
        ("9>30", 28, True),
        ("12>8", 7, True),
    ],
)
def test_it_comes_again_after_a_month_once_it_has_moved_on_or_turned(
    had: str, days: int, is_told: bool
) -> None:
    library = with_moves(move("t0", 9, 23))
    items = [f"move:measured-posts:posts-t0={one}@" for one in ("9>5", had)]
    day = DAY - timedelta(days)
    assert bool(told(library, had=tuple((f"{item}{day}",) for item in items))) == is_told


def test_what_a_digest_told_is_kept_for_the_next_to_read() -> None:
    digest = compose(with_moves(move("t0", 9, 23)), Brief("C1", DAY))
    item = next(one for one in digest.items if one.startswith("move:"))
    assert json.loads(item.removeprefix("move:")) == {
        "source": "measured-posts", "fact": "posts-t0", "before": 9, "after": 23, "last": (DAY - timedelta(1)).isoformat(),
    }  # fmt: skip
    later = DAY + timedelta(days=35)
    for after, is_told in ((23, False), (40, True)):
        library = with_moves(move("t0", 9, after), day=later)
        assert bool(compose(library, Brief("C1", later, had=(digest.items,))).moves) == is_told


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026-11-21", "2026-11-21", "2026-11-21"),
        ("2026-08-02/2026-11-21", "2026-08-02", "2026-11-21"),
        ("2024/2034", "2024-01-01", "2034-12-31"),
        ("2022-11/2024-02", "2022-11-01", "2024-02-29"),
        ("../2030", None, "2030-12-31"),
        ("2024/..", "2024-01-01", None),
    ],
)
def test_a_period_is_read_as_days(period: str, first: str | None, last: str | None) -> None:
    found = Period.read(period)
    assert found is not None
    assert [end and end.isoformat() for end in (found.first, found.last)] == [first, last]
    assert Period.read(str(found)) == found


@pytest.mark.parametrize("period", [None, "", "P4Y", "../..", "2024-13", "2026-02-30", "soon"])
def test_what_names_no_days_is_no_period(period: str | None) -> None:
    assert Period.read(period) is None


def test_what_many_posts_name_comes_before_what_few_do_and_rises_before_falls() -> None:
    assert told(with_moves(move("t0", 17, 5), move("t1", 13, 25)))[0] == "t1"
    assert told(with_moves(move("t0", 20, 9), move("t1", 1, 1)))[0] == "t0"


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (20, True), (21, False)])
def test_what_is_no_longer_measured_is_not_told(days: int, is_told: bool) -> None:
    library = with_moves(move("t0", 9, 23), day=DAY - timedelta(days))
    assert bool(told(library)) == is_told


def test_what_a_source_says_itself_is_no_move() -> None:
    stated = source("s1", facts=["growth"]).model_copy(update={"kind": "feeds"})
    assert told(library_of([source("s0"), stated])) == []


def test_there_is_no_number_next_to_a_move() -> None:
    fact = {
        "id": "f",
        "statement": "7 of 10",
        "values": [7],
        "unit": "x",
        "section": "S",
        "year": 2026,
    }
    stated = source("s0", topics=TOPICS)
    numbers = stated.model_validate(
        {**stated.model_dump(exclude={"id", "facts", "trends"}), "id": "s0", "facts": [fact]}
    )
    for moves, has_number in (([move("t0", 9, 23)], False), ([move("t0", 9, 9)], True)):
        digest = compose(library_of([numbers, measured(*moves)]), Brief("C1", DAY))
        assert (digest.number is not None) == has_number


def test_each_says_why_it_is_here() -> None:
    library = with_moves(move("t0", 10, 14), move("t1", 9, 23))
    brief = Brief(
        "C1", DAY, Focus(topics=("t0",)), had=(("move:measured-posts:posts-t1=20>12@2026-11-01",),)
    )
    assert [one.because for one in compose(library, brief).moves] == [
        (
            "Chosen because it's about Name of t0, which comes first here, and it is among the largest of 2 measured "
            "changes"
        ),
        (
            "Chosen because it has moved on since a digest here told it, and it is among the largest of 2 measured "
            "changes"
        ),
    ]
