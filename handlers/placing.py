"""What a handler hands back, and where it appears.

In place of what was clicked, next to it, in a thread, in a modal, or in the Home tab.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from slack_sdk.errors import SlackApiError

from handlers.deps import Deps
from handlers.errors import error_code, log_unheard
from handlers.failures import BusyError, came_too_late
from handlers.replies import AnyQuestion, Replies, asked_about, typed_line
from handlers.turn import Turn, own_dm
from handlers.views.buttons import ASK_YOURS
from handlers.views.elements import element, fits, modal
from handlers.views.formatting import MESSAGE, PLAIN_MESSAGE, CheckResult, Message, build_message
from handlers.views.modal import answer_view, lasting_view
from handlers.views.mrkdwn import Button, Code, Paragraph, Part, Person, clip, mrkdwn
from handlers.views.talk import feedback_block

Parts = Sequence[Part]


@dataclass(frozen=True, slots=True)
class Question:
    """The answer to a question, out of the knowledge; `following` as the reader is known to."""

    asked: AnyQuestion
    following: frozenset[str] = frozenset()


Shown = Question | Message | Parts
"""What can be shown as a message or in a modal."""


@dataclass(frozen=True, slots=True)
class NextTo:
    """Shown next to the message that was clicked in, which stays."""

    shown: Shown


@dataclass(frozen=True, slots=True)
class Shared:
    """Posted for everyone in the channel, with who shared it; `value` is what asks the same again."""

    asked: AnyQuestion
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """A modal to fill in: it opens, over the modal that was clicked in, or takes the form's place.

    `shown` is what a command is answered with where it cannot be opened now, and what is told where it was
    to take the place of a form that was closed.
    """

    view: dict[str, Any]
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class HomeTab:
    """The Home tab; `published` is done once the person can see it."""

    view: dict[str, Any]
    published: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong with a form, at each of its fields."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Options:
    """What a menu offers: value and name of each."""

    options: Sequence[tuple[str, str]]


Worked = TypeVar("Worked", covariant=True)

Result = Shown | NextTo | Shared | Form | HomeTab | None
"""What is shown after the acknowledgement; None where there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Later(Generic[Worked]):
    """Work after the acknowledgement; until then a form shows `waiting`, or closes where that is empty.

    `told` is said where the answer will come, of work that takes some seconds. `opens` is work that
    opens a modal, for which Slack leaves three.
    """

    work: Callable[[], Worked]
    waiting: str = ""
    told: str = ""
    opens: bool = False


Outcome = Result | FieldErrors | Options | Later["Outcome"]
"""What a handler may come to: `FieldErrors` and `Options` only in an acknowledgement."""


def finished(outcome: Outcome, tell: Callable[[str], object]) -> Result:
    """What an outcome comes to once its work is done; it belongs after the acknowledgement.

    Before work that takes some seconds, `tell` says so.
    """
    match outcome:
        case Later(work, told=told):
            if told:
                tell(told)
            return finished(work(), tell)
        case FieldErrors() | Options():
            raise TypeError(
                "only an acknowledgement says what is wrong with fields, or offers options"
            )
        case _:
            return outcome


CLOSED = frozenset({"not_found", "view_not_found"})
"""Slack: what it says of a modal that was closed."""

SETTLED_SECONDS = 0.6
"""What changes a modal must reach Slack after the acknowledgement that changes it as well, which
leaves us only when the listener has returned: the later of the two is what stays on the screen."""


class Placing:
    """Shows what handlers come to. What calls Slack belongs after the acknowledgement."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._replies = Replies(deps)

    def json(self, question: Question) -> str:
        """An answer as the JSON that Slack receives: made once, for everyone who asks the same."""
        return self._replies.reply(question.asked, question.following)

    def message(self, shown: Shown) -> Message:
        """What is shown, as a message."""
        match shown:
            case Question(asked, following):
                return self._replies.message(asked, following)
            case Message():
                return shown
            case _:
                return build_message(shown, MESSAGE if self._deps.newest_blocks else PLAIN_MESSAGE)

    def count_missed(self, turn: Turn, shown: object) -> None:
        """Count, a moment later, what an answer that was just made had to leave open."""
        missed = self._replies.missed(shown.asked) if isinstance(shown, Question) else ()
        if missed:
            aside(self._deps, lambda: self._deps.gaps.count(turn.team, missed))

    def view(self, shown: Shown) -> dict[str, Any]:
        """What is shown, as a modal."""
        match shown:
            case Question(asked, following):
                return self._replies.view(asked, following)
            case Message(blocks=blocks):
                return modal("Rolecall", blocks)
            case CheckResult():
                return lasting_view(shown)
            case _:
                return answer_view(shown)

    def place(self, turn: Turn, result: Result, *, changes: bool = False) -> None:
        """Show a result where the turn's answer goes.

        What came of a change is told in a direct message where the modal was closed in between; who
        closed the modal of an answer asked for no more than to see it there.
        """
        match result:
            case None:
                return
            case HomeTab(view, published):
                turn.client.views_publish(user_id=turn.user, view=view)
                published()
            case Form(view):
                self._open(turn, view)
            case Shared():
                self._share(turn, result)
            case NextTo(shown):
                self._show(turn, shown, replace=False, changes=changes)
            case _:
                self._show(turn, result, replace=turn.place.replace, changes=changes)

    def _open(self, turn: Turn, view: dict[str, Any]) -> None:
        """Open a modal, over the one that was clicked in where there is one."""
        if turn.place.view_id:
            turn.client.views_push(trigger_id=turn.trigger_id, view=view)
        else:
            turn.client.views_open(trigger_id=turn.trigger_id, view=view)

    def in_form(self, turn: Turn, shown: Shown | Form, acknowledged: float) -> None:
        """Show what came of a form, or a form, in its place: a view that waits since it was acknowledged."""
        time.sleep(max(0.0, acknowledged + SETTLED_SECONDS - time.monotonic()))
        self._update(turn, turn.view.id, shown, tell=True)

    def say(self, turn: Turn, text: str) -> None:
        """Tell the person something in private, and leave what they clicked as it is."""
        url = turn.place.response_url
        if url and not turn.place.thread:
            payload = {"response_type": "ephemeral", "replace_original": False, "text": text}
            self._deps.respond(url, payload)
        else:
            self._post(turn, Message(text, ()))

    def apologize(self, turn: Turn, text: str, *, changes: bool) -> None:
        """Tell them that something failed: in the modal where they wait for a change, else as `say`."""
        if changes and turn.place.view_id:
            self._update(turn, turn.place.view_id, (Paragraph((text,)),), tell=True)
        else:
            self.say(turn, text)

    def _show(self, turn: Turn, shown: Shown, *, replace: bool, changes: bool) -> None:
        place = turn.place
        if place.view_id:
            self._update(turn, place.view_id, shown, tell=changes)
        elif place.is_home:
            self._open_over_home(turn, shown, tell=changes)
        elif place.response_url and (replace or not place.thread):
            payload = self._answer(turn, shown).payload()
            self._deps.respond(place.response_url, {**payload, "replace_original": replace})
        else:
            self._post(turn, self._answer(turn, shown))

    def _answer(self, turn: Turn, shown: Shown) -> Message:
        """What is shown, as a message; an agent asks under an answer whether it helped."""
        message = self.message(shown)
        if not (self._deps.is_agent and turn.in_dm and turn.place.thread):
            return message
        about = (
            asked_about(self._deps.library(), shown.asked) if isinstance(shown, Question) else ""
        )
        if not about:
            return message
        return replace(message, blocks=(*message.blocks, feedback_block(about)))

    def _open_over_home(self, turn: Turn, shown: Shown, *, tell: bool) -> None:
        try:
            turn.client.views_open(trigger_id=turn.trigger_id, view=self.view(shown))
        except SlackApiError as error:
            if not (tell and came_too_late(error)):
                raise
            self._deps.tell(turn.team, turn.user, self.message(shown))

    def _post(self, turn: Turn, message: Message) -> None:
        turn.client.chat_postMessage(
            channel=turn.place.channel or own_dm(turn.client, turn.user),
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=turn.place.thread or None,
        )

    def _share(self, turn: Turn, one: Shared) -> None:
        line = f"/{typed_line(self._deps.library(), one.asked)}"
        shared = shared_payload(self._replies.payload(one.asked), turn.user, line, one.value)
        self._deps.respond(
            turn.place.response_url,
            {
                **shared,
                "response_type": "in_channel",
                "replace_original": False,
                **({"thread_ts": turn.place.thread} if turn.place.thread else {}),
            },
        )

    def _update(self, turn: Turn, view_id: str, shown: Shown | Form, *, tell: bool) -> None:
        is_form = isinstance(shown, Form)
        told = shown.shown if is_form else shown
        try:
            view = shown.view if is_form else self.view(shown)
            turn.client.views_update(view_id=view_id, view=view)
        except SlackApiError as error:
            if error_code(error) not in CLOSED:
                raise
            if tell and told is not None:
                self._deps.tell(turn.team, turn.user, self.message(told))


def shared_payload(payload: dict[str, Any], user: str, line: str, value: str) -> dict[str, Any]:
    """An answer for everyone: who shared it and what made it, and one button to ask the same.

    Nothing else in it that only its asker can use.
    """
    kept = [block for block in payload["blocks"] if block["type"] != "actions"]
    by = mrkdwn(("Shared by ", Person(user), " · ", Code(clip(line, MAX_SHARED_LINE))))
    said = {"type": "mrkdwn", "text": by, "verbatim": True}
    shared_by = {"type": "context", "block_id": "shared_by", "elements": [said]}
    ask_yours = Button("Ask yours", ASK_YOURS, value)
    asks = {"type": "actions", "block_id": "ask_yours", "elements": [element(ask_yours)]}
    shared = [*kept, shared_by, *([asks] if fits(ask_yours) else [])]
    return {"text": payload["text"], "blocks": shared}


MAX_SHARED_LINE = 200


def aside(deps: Deps, work: Callable[[], object]) -> None:
    """Do what nobody waits for, and not at all where there is too much to do."""
    with suppress(BusyError):
        deps.background(work, log_unheard)


def remember(turn: Turn, deps: Deps, command: str, text: str) -> None:
    """Keep, a moment later, what the conversation is about."""
    place = (turn.team, turn.channel, turn.place.thread)
    aside(deps, lambda: deps.conversations.keep(*place, command, text))


def said(text: str) -> Sequence[Part]:
    """One sentence as an answer."""
    return (Paragraph((text,)),)
