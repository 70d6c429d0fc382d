"""Whoever is killed while publishing: the old or the new revision is served, and whole."""

from pathlib import Path

from tests.publishing.conftest import RunProgram


def test_killed_at_every_step(
    run_program: RunProgram, url: str, tmp_path: Path, short: bool
) -> None:
    rounds = 36 if short else 300
    told = run_program("killing", url, tmp_path, rounds)
    assert told["wrong"] == []
    killed, served = told["killed"], told["served"]
    assert told["rounds"] >= rounds
    assert sum(served.values()) == 2 * told["rounds"]
    assert served["old"] > rounds // 4
    assert served["new"] > rounds // 4
    for way, steps in told["steps"].items():
        assert all(killed.get(f"{way}, {step}") for step in steps)
        assert killed.get(f"{way}, whenever")
