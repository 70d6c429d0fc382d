"""Journeys are followed from where they enter to where they end, in every thread."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.journeys import Journey, Town, Trace, journeys, open_town, report

HTTP, ANSWER = "bot/transport/http.py", "handlers/views/salary.py"
ENDS = {
    "/salary mle senior sf": (HTTP, ANSWER),
    "the same, asked before": (HTTP, "handlers/replies.py"),
    "a click on Salary": (HTTP, "bot/web_api.py"),
    "/salary check $150k base senior mle austin": (HTTP, "knowledge/offers/reading.py"),
    "/digest subscribe": (HTTP, "bot/web_api.py"),
    "a digest, one round": ("bot/delivery/tick.py", "bot/delivery/poster.py"),
    "an edited file becomes a revision": ("bot/revisions/watch.py", "bot/revisions/base.py"),
}


def test_each_journey_is_followed_to_its_end(tmp_path: Path) -> None:
    made = {one.name: one for one in journeys(tmp_path)}
    assert made.keys() == ENDS.keys()
    for name, files in ENDS.items():
        assert set(files) <= set(made[name].files), name
        assert f"{name}: {len(made[name].files)} files" in report(list(made.values()))
    new, again = made["/salary mle senior sf"], made["the same, asked before"]
    assert set(again.files) < set(new.files)
    assert ANSWER not in again.files
    assert 0 < again.hops < new.hops
    assert not [file for one in made.values() for file in one.files if "playground" in file]


GRAMMAR = (
    "knowledge/grammar.py", "knowledge/reading.py", "knowledge/words.py", "knowledge/matching.py",
    "knowledge/spelling.py", "knowledge/conversation.py", "knowledge/curating.py",
    "knowledge/digest/grammar/", "knowledge/offers/reading.py", "knowledge/offers/amounts.py",
)  # fmt: skip
"""What reads words."""

CLICKS = [
    ("/role mle", "Salary"),
    ("/role mle", "Skills and requirements"),
    ("/role mle", "Share to channel"),
    ("/role mle", "Follow"),
    ("/salary mle senior", "Share to channel"),
    ("/salary machine learning senior", "Machine Learning Engineer"),
    ("/salary check $150k base senior mle austin", "Salary"),
    ("/compare mle vs de", "Data Engineer"),
    ("/digest", "Preview"),
]


def test_a_click_is_not_read_as_words(tmp_path: Path) -> None:
    trace = Trace()
    threading.setprofile(trace)
    try:
        with open_town(tmp_path) as town:
            for line, label in CLICKS:
                _changes(town, trace, partial(town.asks, line))
                made = _changes(town, trace, partial(town.clicks, label))
                assert made.files
                assert not [file for file in made.files if file.startswith(GRAMMAR)], (line, label)
    finally:
        threading.setprofile(None)


def _changes(town: Town, trace: Trace, act: Callable[[], object]) -> Journey:
    before = town.shows()
    return trace.journey("", act, lambda: town.shows() != before)
