"""What a person is told where no listener of ours answers, or one fails."""

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers.busy import BusyError, busy_answer
from handlers.deps import Deps
from handlers.errors import apology, log_failure
from handlers.incomplete import IncompleteError
from handlers.plain_answer import answer_in_words
from handlers.request_kind import request_kind
from handlers.views.mrkdwn import escape
from knowledge.commands import COMMANDS

UNRECOGNIZED = (
    "I don't recognize this button, menu item, or form: it may come from an older version of "
    "Rolecall. Nothing was changed. Please ask again with a command, or message me."
)

OTHER_COMMAND = "I don't have a command {typed}. I answer to {commands}."


def register(app: App, deps: Deps) -> None:
    """Answer what nobody listens to, and any failure of a listener."""
    app.error(Failures(deps).answer)


class Failures:
    """Answers instead of listeners."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    def answer(self, error: Exception, request: BoltRequest) -> BoltResponse:
        """Tell the person what is the matter; of what nobody expected, only its reference in the log."""
        try:
            return self._answer(error, request)
        except BusyError:
            return busy_answer(request)

    def _answer(self, error: Exception, request: BoltRequest) -> BoltResponse:
        match error:
            case BusyError():
                return busy_answer(request)
            case BoltUnhandledRequestError():
                words = _unrecognized(request)
            case IncompleteError():
                words = str(error)
            case _:
                words = apology(log_failure(error, "request", request_kind(request.body)))
        return answer_in_words(self._deps, request, words)


def _unrecognized(request: BoltRequest) -> str:
    typed = request.body.get("command")
    if not isinstance(typed, str):
        return UNRECOGNIZED
    names = [f"/{command.name}" for command in COMMANDS]
    return OTHER_COMMAND.format(
        typed=escape(typed), commands=f"{', '.join(names[:-1])}, and {names[-1]}"
    )
