"""A clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 10, 19, 6, 0, tzinfo=UTC)
"""A Monday; Europe's clocks go back on the Sunday after it, America's a week later."""


class HandClock:
    """What a machine's clock shows, and how much time has really passed.

    Clocks are set right and wrong by people; messages on their way know nothing of that.
    """

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment
        self.passed = 0.0

    def now(self) -> datetime:
        """What the clock shows."""
        return self.moment

    def advance(self, span: timedelta) -> None:
        """Let time pass."""
        self.moment += span
        self.passed += span.total_seconds()

    def set_back(self, span: timedelta) -> None:
        """Turn the hands back; no time passes."""
        self.moment -= span
