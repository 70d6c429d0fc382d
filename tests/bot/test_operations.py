"""What those ask who run Rolecall: probes and metrics, of a real process and of a world by itself."""

import http.client
import json
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from falcon import App
from falcon.testing import TestClient

from bot.health import Health
from bot.transport.operations import add_operations, answer_failure, serving_operations
from bot.world import World, build_world
from knowledge.commands import COMMANDS
from tests.bot.served import (
    PATIENCE,
    SECRET,
    Answer,
    Served,
    form,
    free_port,
    seconds_ago,
    serving,
    signed,
)
from tests.conftest import begun_settings

KINDS = {command.name for command in COMMANDS} | {
    "click", "event", "modal", "options", "other", "shortcut", "verification",
}  # fmt: skip
SAMPLE = re.compile(r"^(rolecall_\w+)(?:\{(.*)\})? ([-+.\deE]+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A bot that has been asked a few things, and was sent what is not Slack's."""
    folder = tmp_path_factory.mktemp("operated")
    with serving(folder, ROLECALL_DATA=str(begun_settings(folder / "data").rolecall_data)) as bot:
        for line in (
            "/salary mle",
            "/acme-salary mle nyc",
            "/weather berlin",
            "/compare mle vs de",
        ):
            bot.ask(line)
        clicked = json.dumps({"type": "a type that Slack has not thought of yet"}).encode()
        bot.post(clicked, signed(clicked, content_type="application/json"))
        body = form("/salary mle")
        for refused in (
            signed(body, seconds_ago(900)),
            signed(body, secret="another"),
            {**signed(body), "Content-Length": "1000001"},
        ):
            bot.post(body, refused)
        assert bot.post(b"\xff", signed(b"\xff")).status == 400
        yield bot


@pytest.fixture(scope="module")
def samples(served: Served) -> dict[tuple[str, str], float]:
    """Every number of ours, by name and labels."""
    return {(name, labels): float(value) for name, labels, value in _samples(served)}


def _samples(bot: Served) -> list[tuple[str, str, str]]:
    answer = bot.send("GET", "/metrics")
    assert answer.status == 200
    return SAMPLE.findall(answer.body)


def test_a_healthy_process_lives_and_is_ready(served: Served) -> None:
    assert served.send("GET", "/healthz").status == 200
    readiness = served.send("GET", "/readyz")
    assert readiness.status == 200
    assert json.loads(readiness.body) == {"status": "ready", "revision": 1, "trouble": {}}


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_a_probe_may_ask_for_the_head_alone(served: Served, path: str) -> None:
    assert served.send("HEAD", path) == Answer(200, "")


def test_answers_are_timed_by_kind(samples: dict[tuple[str, str], float]) -> None:
    count = "rolecall_answer_seconds_count"
    assert samples[count, 'kind="salary",status="200"'] == 2
    assert samples[count, 'kind="compare",status="200"'] == 1
    # A command that is not ours and a payload of no known type: told so, or let be.
    assert samples[count, 'kind="other",status="200"'] == 2


def test_answers_are_timed_in_seconds(served: Served) -> None:
    begun = time.monotonic()
    served.ask("/trends")
    waited = time.monotonic() - begun
    labels = 'kind="trends",status="200"'
    (seconds,) = (
        float(value)
        for name, found, value in _samples(served)
        if (name, found) == ("rolecall_answer_seconds_sum", labels)
    )
    assert 0 < seconds < waited


def test_what_was_not_slacks_is_counted_by_why(samples: dict[tuple[str, str], float]) -> None:
    assert samples["rolecall_refused_total", 'why="unsigned"'] == 2
    assert samples["rolecall_refused_total", 'why="too large"'] == 1
    assert samples["rolecall_refused_total", 'why="unreadable"'] == 1


def test_no_label_comes_from_outside(samples: dict[tuple[str, str], float]) -> None:
    kinds = {found for _, labels in samples for found in re.findall(r'kind="([^"]*)"', labels)}
    assert kinds <= KINDS


def test_the_state_is_measured(samples: dict[tuple[str, str], float]) -> None:
    assert samples["rolecall_ready", ""] == 1
    assert samples["rolecall_database_up", ""] == 1
    assert samples["rolecall_knowledge_revision", ""] == 1
    assert 1_700_000_000 < samples["rolecall_knowledge_revision_timestamp_seconds", ""] < 4e9
    assert 0 <= samples["rolecall_knowledge_behind_seconds", ""] < PATIENCE
    assert samples["rolecall_knowledge_documents_stale", ""] >= 0
    assert samples["rolecall_background_running", ""] == 0
    assert samples["rolecall_background_waiting", ""] == 0
    assert 0 <= samples["rolecall_seconds_without_round", ""] < PATIENCE


def test_the_secret_is_not_among_the_metrics(served: Served) -> None:
    assert SECRET not in served.send("GET", "/metrics").body


# --- a world by itself


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A world that was opened and not started."""
    opened = build_world(begun_settings(tmp_path))
    yield opened
    opened.stop()


def client(world: World, health: Health) -> TestClient:
    """Who asks after its health."""
    app = App()
    add_operations(app, world, health)
    app.add_error_handler(Exception, answer_failure)
    return TestClient(app)


def test_a_process_that_is_about_to_end_takes_nothing_more(world: World) -> None:
    health = Health(world)
    asks = client(world, health)
    assert asks.simulate_get("/readyz").status_code == 200
    health.stop()
    answer = asks.simulate_get("/readyz")
    assert answer.status_code == 503
    assert answer.json["status"] == "not ready"
    assert answer.json["trouble"] == {"process": "it is shutting down"}
    assert "rolecall_ready 0.0" in asks.simulate_get("/metrics").text
    # It lives: nobody is to kill it before it has finished.
    assert asks.simulate_get("/healthz").status_code == 200


def test_without_a_connection_of_its_own_it_is_not_ready(world: World) -> None:
    connected: list[bool] = []
    asks = client(world, Health(world, lambda: bool(connected)))
    answer = asks.simulate_get("/readyz")
    assert (answer.status_code, list(answer.json["trouble"])) == (503, ["slack"])
    connected.append(True)
    assert asks.simulate_get("/readyz").status_code == 200


def test_a_dead_thread_asks_for_a_new_process(world: World) -> None:
    asks = client(world, Health(world))
    world.start()
    assert asks.simulate_get("/healthz").status_code == 200
    world.watch.stop()
    answer = asks.simulate_get("/healthz")
    assert answer.status_code == 503
    assert "knowledge" in answer.json["trouble"]
    assert asks.simulate_get("/readyz").status_code == 200


def test_a_head_says_no_more_than_the_whole(world: World) -> None:
    health = Health(world)
    asks = client(world, health)
    health.stop()
    answer = asks.simulate_head("/readyz")
    assert (answer.status_code, answer.content) == (503, b"")


LOCAL = {4: "127.0.0.1", 6: "::1"}
SPOKEN = [6] if socket.has_ipv6 else []


@pytest.mark.parametrize(
    ("host", "families"),
    [
        ("0.0.0.0", [4, *SPOKEN]),  # noqa: S104 — what stands there by default
        ("::", [4, *SPOKEN]),
        ("127.0.0.1", [4]),
        ("::1", SPOKEN),
    ],
)  # fmt: skip
def test_probes_in_socket_mode_are_heard_where_they_should(
    world: World, host: str, families: list[int]
) -> None:
    port = free_port()
    with serving_operations(host, port, world, Health(world)):
        for family in families:
            connection = http.client.HTTPConnection(LOCAL[family], port, timeout=PATIENCE)
            connection.request("GET", "/readyz")
            assert connection.getresponse().status == 200, family
            connection.close()
        for family in {4, 6}.difference(families):
            with pytest.raises(OSError):  # noqa: PT011 — refused or out of reach, as the system says
                socket.create_connection((LOCAL[family], port), timeout=PATIENCE).close()


def test_a_host_that_is_none_is_said_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with serving_operations("no.such.host.invalid", free_port(), world, Health(world)):
        assert "no probes and metrics on no.such.host.invalid" in caplog.text


def test_an_error_that_nobody_expected_tells_a_reference_alone() -> None:
    class Broken:
        def on_get(self, _request: object, _response: object) -> None:
            raise ValueError("zanzibarian")

    app = App()
    app.add_route("/broken", Broken())
    app.add_error_handler(Exception, answer_failure)
    answer = TestClient(app).simulate_get("/broken")
    assert answer.status_code == 500
    assert re.fullmatch(r'\{"reference": "[0-9a-f]{8}"\}', answer.text)
