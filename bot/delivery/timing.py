"""How long things may take, in seconds; together they say when a post can no longer be under way."""

from dataclasses import dataclass
from datetime import timedelta

CATCH_UP = timedelta(hours=48)
"""A digest that is later than this is missed; the next one says so."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The clocks of all machines that share a database should agree within `settle`."""

    lease: float = 120
    """How long a message is one worker's before another may take it up."""
    deadline: float = 5
    """How old an intent may be when its post is sent: a worker that stood still must not send."""
    timeout: int = 10
    """How long Slack may take to answer a call."""
    settle: float = 60
    """How long a call whose answer was lost may still take to have its effect."""
    between_posts: float = 1
    """Slack takes about one message a second in each channel."""
    when_slowed: float = 30
    """How long until another try where Slack slows us down and does not say for how long."""
    when_gone: float = 3_600
    """How long until a channel that cannot be posted to is tried again."""
    when_refused: float = 300
    """How long until another try where Slack refuses us as a whole: a revoked token, a lost scope."""

    @property
    def look_after(self) -> float:
        """From an intent to the moment from which its message is there or never will be."""
        return self.deadline + self.timeout + self.settle
