"""Two admins in Slack and two who edit files, four processes, the same documents at the same time."""

from pathlib import Path

from tests.publishing.conftest import RunProgram


def test_no_update_is_lost(run_program: RunProgram, url: str, tmp_path: Path, short: bool) -> None:
    told = run_program("writers", url, tmp_path, 12 if short else 60)
    assert (told["lost"], told["unasked"], told["gaps"]) == ([], [], False)
    changes = told["changes"]
    assert changes["admin"] + changes["another"] > 0
    assert changes["by hand"] > 0
    assert changes["watched"] > 0
    assert sum(told["told that it moved"].values()) > 0
