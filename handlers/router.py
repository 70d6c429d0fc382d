"""The router: from what Slack sends to the handler that answers it, and to where the answer goes.

It alone acknowledges, does things once however often Slack delivers them, works in the background,
and apologizes. A handler is a plain function of the turn and of what it needs from the world.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, cast

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from handlers.deps import Deps, SlackClient
from handlers.errors import log_unheard
from handlers.failures import TRIGGER_SECONDS, BusyError
from handlers.middleware import IncompleteError, check_who, required
from handlers.placing import (
    FieldErrors,
    Form,
    Later,
    NextTo,
    Options,
    Outcome,
    Placing,
    Question,
    Result,
    Shown,
    finished,
    said,
)
from handlers.sessions import Answering, Status
from handlers.turn import AGENTS_READERS, READERS, Door, Turn
from handlers.views.elements import option
from handlers.views.modal import answer_view

Handler = Callable[[Turn, Deps], Outcome]

Does = Literal["reads", "changes", "opens"]
"""What a route does: it may be done again without harm, changes something, or opens a modal, for which
Slack leaves three seconds."""


@dataclass(frozen=True, slots=True)
class Route:
    """What is listened to, and who answers it.

    `matches` is the command's name, the action, callback or event that Slack names. Handlers of
    commands, forms and menus run before the acknowledgement, from memory; what asks Slack or a
    database comes `Later`. All others run after it. `concerns` says whether a turn is for us at all,
    `once_per` what is done once where that is not each turn.
    """

    door: Door
    matches: str | re.Pattern[str]
    handler: Handler
    does: Does = "reads"
    concerns: Callable[[Turn], bool] = lambda _: True
    once_per: Callable[[Turn], str] = lambda turn: turn.key
    apology: Callable[[Turn, Deps, str], Result] | None = None
    """What is shown where the work fails, where that is more than words."""


def installed_as(*names: str) -> re.Pattern[str]:
    """The names under which commands may be installed: `/salary`, `/acme-salary`, `/x_salary`."""
    return re.compile(rf"^/(?:[^\s/]+[-_])?(?:{'|'.join(names)})$")


class Router:
    """Routes of an app."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._placing = Placing(deps)

    def add(self, app: App, routes: Sequence[Route]) -> None:
        """Listen to what routes match. (Bolt asks every listener in turn: what is used most comes first.)"""
        for route in routes:
            listen = _LISTENERS[route.door]
            # Bolt leaves the type of its decorators open.
            listener = getattr(cast("Any", app), _BOLTS[route.door])
            listener(route.matches)(self._listener(route, partial(listen, self)))

    def at_once(
        self, route: Route, body: Mapping[str, Any], client: SlackClient
    ) -> BoltResponse | None:
        """The answer to a command that is a question; None where it takes more than the acknowledgement."""
        turn = READERS["command"](body, client, self._deps.now())
        check_who(turn.team, turn.user)
        outcome = route.handler(turn, self._deps)
        return self._answered(turn, outcome) if isinstance(outcome, Question) else None

    def _listener(
        self, route: Route, listen: Callable[[Route, Turn, Ack], BoltResponse | None]
    ) -> Callable[..., BoltResponse | None]:
        readers = AGENTS_READERS if self._deps.is_agent else READERS
        read = readers[route.door]

        def listener(ack: Ack, body: dict[str, Any], client: SlackClient) -> BoltResponse | None:
            return listen(route, read(body, client, self._deps.now()), ack)

        return listener

    def command(self, route: Route, turn: Turn, ack: Ack) -> BoltResponse | None:
        """Answer in the acknowledgement, or soon after it through the response_url."""
        outcome = route.handler(turn, self._deps)
        match outcome:
            case Later(opens=opens):
                required(turn.channel)
                required(turn.place.response_url)
                ack()
                within = TRIGGER_SECONDS if opens else None
                self._begin(route, turn, lambda: outcome, within)
            case Form(view, Question() as shown):
                try:
                    self._begin(route, turn, lambda: Form(view), within=TRIGGER_SECONDS)
                except BusyError:
                    return self._at_once(shown)
                ack()
            case Question():
                return self._answered(turn, outcome)
            case _:
                ack(**self._placing.message(_shown(outcome)).payload())
        return None

    def form(self, route: Route, turn: Turn, ack: Ack) -> None:
        """Say at each field what is wrong; else show the answer in the form, or where it was opened."""
        outcome = route.handler(turn, self._deps)
        match outcome:
            case FieldErrors(errors):
                ack(response_action="errors", errors=dict(errors))
            case Form(view):
                ack(response_action="update", view=view)
            case Later(work, waiting) if waiting:
                required(turn.view.id)
                ack(response_action="update", view=answer_view(said(waiting)))
                self._finish_form(route, turn, work)
            case Later():
                ack()
                self._begin(route, turn, lambda: outcome)
            case _ if turn.place.response_url:
                ack()
                shown = _shown(outcome)
                self._begin(route, turn, lambda: shown)
            case _:
                ack(response_action="update", view=self._placing.view(_shown(outcome)))

    def menu(self, route: Route, turn: Turn, ack: Ack) -> None:
        """Complete what is typed."""
        outcome = route.handler(turn, self._deps)
        if not isinstance(outcome, Options):
            raise TypeError("a menu offers options")
        ack(options=[option(name, value) for value, name in outcome.options])

    def later(self, route: Route, turn: Turn, ack: Ack) -> None:
        """Acknowledge, then work."""
        if not route.concerns(turn):
            return
        opens = route.does == "opens" or (turn.place.is_home and route.does == "reads")
        if opens:
            required(turn.trigger_id)
        ack()

        within = TRIGGER_SECONDS if opens else None
        self._begin(route, turn, lambda: route.handler(turn, self._deps), within)

    def _answered(self, turn: Turn, question: Question) -> BoltResponse:
        answer = self._at_once(question)
        self._placing.count_missed(turn, question)
        return answer

    def _at_once(self, question: Question) -> BoltResponse:
        # As the JSON that it was made once: Bolt's own way would write it anew for everyone.
        return BoltResponse(status=200, body=self._placing.json(question))

    def _begin(
        self, route: Route, turn: Turn, work: Callable[[], Outcome], within: float | None = None
    ) -> None:
        """Work in the background, and show what comes of it where the turn's answer goes."""
        changes = route.does == "changes"

        def apologize(text: str) -> None:
            if route.apology is not None:
                self._placing.place(turn, route.apology(turn, self._deps, text))
            elif route.door in ("event", "closed"):
                log_unheard(text)
            else:
                self._placing.apologize(turn, text, changes=changes)

        def show() -> None:
            with self._answering(route, turn) as answering:
                result = finished(
                    work(), lambda told: self._placing.place(turn, NextTo(said(told)))
                )
                if answering is None or not answering.was_stopped:
                    self._placing.place(turn, result, changes=changes)
            if route.door == "message":
                self._placing.count_missed(turn, result)

        self._once(route, turn, show, apologize, within)

    def _answering(self, route: Route, turn: Turn) -> AbstractContextManager[Answering | None]:
        """Where an agent was written to, Slack shows that it works on what takes its time."""
        if not (self._deps.is_agent and route.door == "message" and turn.in_dm):
            return nullcontext()

        def tell(status: Status) -> None:
            turn.client.agents_sessions_setStatus(
                channel_id=turn.place.channel, thread_ts=turn.place.thread, status=status
            )

        return self._deps.sessions.answering((turn.place.channel, turn.place.thread), tell)

    def _finish_form(self, route: Route, turn: Turn, work: Callable[[], Outcome]) -> None:
        """The same in the place of a form, which waits for it."""
        acknowledged = time.monotonic()

        def apologize(text: str) -> None:
            self._placing.in_form(turn, said(text), acknowledged)

        def show() -> None:
            outcome = work()
            form = outcome if isinstance(outcome, Form) else None
            self._placing.in_form(turn, form or _shown(outcome), acknowledged)

        self._once(route, turn, show, apologize)

    def _once(
        self,
        route: Route,
        turn: Turn,
        show: Callable[[], None],
        apologize: Callable[[str], None],
        within: float | None = None,
    ) -> None:
        def once() -> None:
            try:
                if self._is_first(route, turn):
                    show()
            except IncompleteError as error:
                apologize(str(error))

        self._deps.background(once, apologize, within)

    def _is_first(self, route: Route, turn: Turn) -> bool:
        if route.does == "opens":
            # Slack: a trigger opens one view, once. So nobody waits for a database that hangs.
            return True
        key = route.once_per(turn)
        return not key or self._deps.once.first(key, harmless=route.does != "changes")


class Questions(Middleware):
    """Answers questions typed as commands before Bolt authorizes, asks its listeners and injects arguments.

    Nothing of that is needed for what comes from memory. Whatever else there is to do goes on to listeners.
    """

    def __init__(self, router: Router, route: Route) -> None:
        self._router = router
        self._route = route
        self._is_asked = re.compile(route.matches).search

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 — Bolt hands it over by its name
        next: Callable[[], BoltResponse],
    ) -> BoltResponse | None:
        """Answer, or go on."""
        command = req.body.get("command")
        if not isinstance(command, str) or not self._is_asked(command):
            return next()
        client = cast("SlackClient", req.context.client)
        return self._router.at_once(self._route, req.body, client) or next()


def _shown(outcome: Outcome) -> Shown:
    """What can be shown at once. Raises TypeError for what cannot."""
    if outcome is None or isinstance(outcome, Options | FieldErrors | Later | Form):
        raise TypeError("nothing that can be shown at once")
    return cast("Shown", outcome)


_LISTENERS: dict[Door, Callable[[Router, Route, Turn, Ack], BoltResponse | None]] = {
    "command": Router.command,
    "form": Router.form,
    "menu": Router.menu,
    "click": Router.later,
    "shortcut": Router.later,
    "message": Router.later,
    "event": Router.later,
    "closed": Router.later,
}

_BOLTS: dict[Door, str] = {
    "command": "command",
    "form": "view",
    "menu": "options",
    "click": "action",
    "shortcut": "shortcut",
    "message": "event",
    "event": "event",
    "closed": "view_closed",
}
"""The method of Bolt's app that listens at a door."""
