"""Counts payloads, and keeps what Slack would refuse with what was asked."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.limits import options_problems
from handlers.placing import shared_payload
from tests.payloads import assert_blocks_fit, assert_slack_takes, assert_slack_takes_view

CHECKED = "payloads checked"
MOST_TOLD = 20

Payload = dict[str, Any]


class Inspection:
    """What was checked so far, kind by kind, and what was refused."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counts: Counter[str] = Counter()
        self._refused: list[str] = []

    def message(self, kind: str, asked: str, make: Callable[[], Payload]) -> None:
        """Check a private answer."""
        self._check(kind, asked, lambda: assert_slack_takes(make()))

    def shared(self, kind: str, asked: str, make: Callable[[], Payload]) -> None:
        """Check a private answer as it is shared with everybody."""

        def check() -> None:
            assert_blocks_fit(shared_payload(make(), "U0MAYA", f"/{asked}", asked)["blocks"])

        self._check(kind, asked, check)

    def view(self, kind: str, asked: str, make: Callable[[], Payload]) -> None:
        """Check a modal or a Home tab."""
        self._check(kind, asked, lambda: assert_slack_takes_view(make()))

    def menu(self, kind: str, typed: str, make: Callable[[], list[Mapping[str, object]]]) -> None:
        """Check what is suggested while one types."""

        def check() -> None:
            wrong = options_problems({"options": make()})
            assert not wrong, wrong

        self._check(kind, typed, check)

    def submission(
        self, kind: str, asked: str, form: Callable[[], Payload], answer: Callable[[], Payload]
    ) -> None:
        """Check what is answered to a submitted form: a new view, or errors at inputs of the old."""

        def check() -> None:
            answered = answer()
            if answered["response_action"] == "update":
                assert_slack_takes_view(answered["view"])
                return
            inputs = {b["block_id"] for b in form()["blocks"] if b["type"] == "input"}
            assert answered["errors"]
            assert set(answered["errors"]) <= inputs, answered["errors"]
            assert all(answered["errors"].values()), answered["errors"]

        self._check(kind, asked, check)

    def passed(self, tell: Callable[[str, object], None]) -> None:
        """Tell the counts; fail with what was refused, if anything was."""
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(self._counts.items()))
        line = f"{self._name}: {self._counts.total():,} payloads: {kinds}"
        print(line)  # noqa: T201 — for whoever runs this alone with -s
        tell(CHECKED, line)
        told = "\n".join(self._refused[:MOST_TOLD])
        assert not self._refused, f"{line}\n{len(self._refused)} refused:\n{told}"

    def _check(self, kind: str, asked: str, check: Callable[[], None]) -> None:
        self._counts[kind] += 1
        try:
            check()
        except Exception as refused:  # noqa: BLE001 — whatever it is, it is told with its cause
            said = f"{type(refused).__name__}: {refused}".splitlines()
            self._refused.append(f"{kind} for {asked[:300]!a}: {' | '.join(said)[:400]}")
