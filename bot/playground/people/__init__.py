"""Acting as a person: what tests do, and what the page's endpoints do for whoever sits before it."""

from bot.playground.people.acting import Outcome
from bot.playground.people.composing import Composing
from bot.playground.people.interactions import Clicking, Submitting


class People(Composing, Clicking, Submitting):
    """Everything that a person can do in the workspace."""

    def redeliver(self, last: int = 1) -> tuple[Outcome, ...]:
        """Send the last events and interactions once more, as Slack does after a lost answer."""
        outcomes: list[Outcome] = []
        for delivery in self._dispatcher.sent(last):
            mark = self.workspace.journal.mark()
            reply = self._dispatcher.again(delivery)
            outcomes.append(self._outcome(delivery.user, mark, reply))
        return tuple(outcomes)
