"""Modals and the Home tab: submitting, closing, opening."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from bot.playground import payloads
from bot.playground.dispatch import Reply
from bot.playground.forms import complaints, entered, state_of
from bot.playground.limits import view_refusal
from bot.playground.limits.checks import mapping
from bot.playground.people.acting import Acting
from bot.playground.people.containers import element_of, view_of
from bot.playground.people.outcomes import Outcome, failed
from bot.playground.records import Json, View
from bot.playground.renderings import view_json

TROUBLE = "We had some trouble connecting. Try again?"
"""Slack's words in a modal whose app does not answer well."""


class Submitting(Acting):
    """What one can do with whole views."""

    def submit(self, user: str, view_id: str, values: Mapping[str, Mapping[str, Any]]) -> Outcome:
        """Submit a modal; `values` add to what stands in it already.

        A value is Slack's object ({"type": …, "value": …}) or only what it says: a text, an
        option's value, a time. What Slack's client would not let through comes back as `errors`
        and is not sent. Raises `NothingThereError` for a view or input that is not there.
        """
        view = view_of(self.workspace, user, view_id)
        for block_id, actions in values.items():
            for action_id, given in actions.items():
                _, element = element_of(view, action_id, block_id)
                suggested = self.workspace.surfaces.suggested(user, action_id)
                done = self._with_files(entered(element, given, suggested))
                self.workspace.surfaces.choose(view.id, {block_id: {action_id: done}})
        state = state_of(view.blocks, self.workspace.surfaces.chosen(view.id))
        wrong = complaints(view.blocks, state)
        if wrong:
            return failed("", errors=wrong)
        mark = self.workspace.journal.mark()
        payload = payloads.interaction(
            "view_submission",
            self.workspace,
            self._person(user),
            trigger_id=self._trigger(user),
            response_urls=[],
            view=view_json(self.workspace, view),
        )
        reply = self._dispatcher.interaction(payload)
        if reply.error:
            return failed(TROUBLE, reply)
        return self._carried_on(view, mark, reply)

    def _with_files(self, done: Json) -> Json:
        """What was entered; files that come with their content are kept, as Slack's clients do first."""
        files: list[Json] = done.get("files") or []
        kept = [
            self.attach(one["name"], b64decode(one["content"])) if "content" in one else one
            for one in files
        ]
        return {**done, "files": kept} if files else done

    def _carried_on(self, view: View, mark: int, reply: Reply) -> Outcome:
        """Do with a modal what the app's answer to its submission says."""
        surfaces = self.workspace.surfaces
        answer = reply.json
        match answer.get("response_action"):
            case None:
                surfaces.close(view)
            case "clear":
                surfaces.clear(view.user)
            case "errors":
                errors = mapping(answer.get("errors")) or {}
                inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                if not errors or not errors.keys() <= inputs:
                    return failed(TROUBLE, reply)
                return failed("", reply, errors=errors)
            case "update" | "push" as action:
                body = mapping(answer.get("view"))
                if body is None or view_refusal(body):
                    return failed(TROUBLE, reply)
                if action == "push":
                    surfaces.push(view.user, body)
                else:
                    surfaces.revise(surfaces.view(view.id) or view, body)
            case _:
                return failed(TROUBLE, reply)
        return self._outcome(view.user, mark, reply)

    def close(self, user: str, view_id: str) -> Outcome:
        """Close a modal by its cross or its Close button.

        Raises `NothingThereError`.
        """
        view = view_of(self.workspace, user, view_id)
        payload = payloads.interaction(
            "view_closed",
            self.workspace,
            self._person(user),
            is_cleared=bool(view.body.get("clear_on_close")),
            view=view_json(self.workspace, view),
        )
        if view.body.get("clear_on_close"):
            self.workspace.surfaces.clear(user)
        else:
            self.workspace.surfaces.close(view)
        return self._interact(user, payload) if view.body.get("notify_on_close") else Outcome()

    def open_home(self, user: str) -> Outcome:
        """Open the app's Home tab."""
        person = self._person(user)
        if "app_home_opened" not in self.workspace.installation.events:
            return Outcome()
        mark = self.workspace.journal.mark()
        dm = self.workspace.conversations.dm(user)
        home = self.workspace.home(user)
        inner: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": dm.id if dm else None,
            "tab": "home",
            "event_ts": self.workspace.journal.next_ts(),
        }
        if home:
            inner["view"] = view_json(self.workspace, home)
        reply = self._dispatcher.event(self._event(inner))
        return self._outcome(user, mark, reply)
