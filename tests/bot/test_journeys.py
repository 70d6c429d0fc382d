"""Journeys are followed from where they enter to where they end, in every thread."""

from pathlib import Path

from tests.journeys import journeys, report

HTTP, ANSWER = "bot/transport/http.py", "handlers/views/salary.py"
ENDS = {
    "/salary mle senior sf": (HTTP, ANSWER),
    "the same, asked before": (HTTP, "handlers/replies.py"),
    "a click on Salary": (HTTP, "bot/web_api.py"),
    "/salary check $150k base senior mle austin": (HTTP, "knowledge/offers/reading.py"),
    "/digest subscribe": (HTTP, "bot/web_api.py"),
    "a digest, one round": ("bot/delivery/tick.py", "bot/delivery/poster.py"),
    "an edited file becomes a revision": ("bot/revisions/watch.py", "knowledge/store.py"),
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
