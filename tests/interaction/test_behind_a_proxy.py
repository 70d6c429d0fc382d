"""The demo on a machine whose environment names a proxy: it works, and the proxy sees nothing of it."""

from collections.abc import Iterator

import pytest

from tests.bot.recording_proxy import VARIABLES, RecordingProxy, recording_proxy
from tests.interaction.conftest import DATA_JOBS, Town, eventually, shown
from tests.interaction.digests import heading, labelled, labels, said
from tests.interaction.keeping import click_in, hand_in, upload, with_low

NAME = "ml-engineer-jobs.yaml"


@pytest.fixture(
    params=[VARIABLES[::2], VARIABLES[1::2]], ids=["upper case", "lower case"], autouse=True
)
def proxy(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RecordingProxy]:
    """A proxy for everything; it must be there before the demo is."""
    with recording_proxy() as proxy:
        for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        for name in request.param:
            monkeypatch.setenv(name, proxy.url)
        yield proxy
        assert proxy.asked == []


def test_an_answer_is_shared(town: Town) -> None:
    answer = town.types("/salary mle senior")
    assert heading(answer).startswith("Machine Learning Engineer")
    town.clicks(answer, labelled(answer, "Share to channel"))
    eventually(lambda: any(not one.ephemeral_for for one in town.answers(DATA_JOBS)))


def test_a_file_is_read_and_published(town: Town) -> None:
    answer = hand_in(town, (NAME, with_low(131_000)))
    assert "1 figure changed" in said(answer)
    assert labels(answer) == ["Apply", "Discard"]
    view = upload(town, (NAME, with_low(131_000)))
    assert "Published as revision 2" in shown(click_in(town, view, "Apply"))
