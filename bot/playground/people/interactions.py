"""What people click, choose, and send."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from bot.playground import payloads
from bot.playground.dispatch import Reply
from bot.playground.limits import options_problems, view_refusal
from bot.playground.limits.checks import mapping
from bot.playground.payloads import view_json
from bot.playground.people.acting import (
    NOT_INTERACTIVE,
    Acting,
    NothingThereError,
    Outcome,
    Place,
    element_of,
    failed,
    found,
    place_of,
    view_of,
)
from bot.playground.records import Json, Message, View
from bot.playground.surfaces import complaints, entered, state_of


class Clicking(Acting):
    """What one can do with the elements of messages and views."""

    def click(
        self,
        user: str,
        container: Place,
        action_id: str,
        *,
        value: Any = None,
        selected_option: Any = None,
        block_id: str | None = None,
        state: Json | None = None,
    ) -> Outcome:
        """Click a button, choose from a menu, press Enter in a dispatching input.

        An option may be given as Slack's object or by its value; `state` is what else stands
        entered in the container. Raises `NothingThereError` where the person sees no such element.
        """
        person = self._person(user)
        thing = found(self.workspace, user, container)
        block, element = element_of(thing, action_id, block_id, value)
        if not self.workspace.installation.interactive:
            return failed(NOT_INTERACTIVE)
        if state:
            self.workspace.surfaces.choose(thing.key, state)
        one_option = mapping(selected_option)
        if one_option:
            selected_option = {"selected_option": one_option}
        given = value if selected_option is None else selected_option
        action = self._acted(user, thing, block, element, given)
        payload = payloads.interaction(
            "block_actions",
            self.workspace,
            person,
            **place_of(self.workspace, thing),
            trigger_id=self._trigger(user),
            actions=[{**action, "block_id": block["block_id"], "action_id": action_id}],
        )
        if isinstance(thing, Message):
            payload["response_url"] = self._response_url(user, thing.channel, thing.ts)
        return self._interact(user, payload)

    def _acted(
        self, user: str, thing: Message | View, block: Json, element: Json, given: Any
    ) -> Json:
        """What was done with an element, which then stands in the container's state."""
        now = {"type": element["type"], "action_ts": self.workspace.journal.next_ts()}
        if element["type"] == "button":
            return {**now, "text": element["text"], **_only(element, "value", "style")}
        if element["type"] == "feedback_buttons":
            sides = (element["positive_button"], element["negative_button"])
            return {**now, **next(one for one in sides if one["value"] == given)}
        suggested = self.workspace.surfaces.suggested(user, element["action_id"])
        done = entered(element, given, suggested)
        self.workspace.surfaces.choose(thing.key, {block["block_id"]: {element["action_id"]: done}})
        return {**now, **done, **_only(element, "placeholder")}

    def suggest(
        self,
        user: str,
        container: Place,
        action_id: str,
        query: str,
        *,
        block_id: str | None = None,
    ) -> Outcome:
        """Type into a menu whose options the app gives.

        Raises `NothingThereError` where the person sees no such menu.
        """
        person = self._person(user)
        thing = found(self.workspace, user, container)
        block, element = element_of(thing, action_id, block_id)
        payload = payloads.interaction(
            "block_suggestion",
            self.workspace,
            person,
            **place_of(self.workspace, thing),
            block_id=block["block_id"],
            action_id=action_id,
            value=query,
        )
        reply = self._dispatcher.interaction(payload)
        answer = reply.json
        if reply.error or options_problems(answer):
            return failed("Error loading results", reply)
        options: list[Json] = answer["options"]
        self.workspace.surfaces.suggest(user, element["action_id"], options)
        return Outcome(status=reply.status, body=reply.body, options=tuple(options))

    def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> Outcome:
        """Choose a message shortcut.

        Raises `NothingThereError` where there is no such message or shortcut.
        """
        person = self._person(user)
        thing = found(self.workspace, user, {"type": "message", "channel": channel, "ts": ts})
        names = [one["callback_id"] for one in self.workspace.installation.shortcuts]
        if callback_id not in names:
            raise NothingThereError(f"no shortcut {callback_id}; there are: {', '.join(names)}")
        if not self.workspace.installation.interactive:
            return failed(NOT_INTERACTIVE)
        if not isinstance(thing, Message) or thing.ephemeral_for:
            raise NothingThereError("a shortcut needs a message that everyone sees")
        place = payloads.in_message(self.workspace, thing, {})
        payload = payloads.interaction(
            "message_action",
            self.workspace,
            person,
            channel=place["channel"],
            message=place["message"],
            message_ts=ts,
            callback_id=callback_id,
            action_ts=self.workspace.journal.next_ts(),
            trigger_id=self._trigger(user),
            response_url=self._response_url(user, channel, None),
        )
        return self._interact(user, payload)


def _only(fields: Json, *names: str) -> Json:
    return {name: fields[name] for name in names if name in fields}


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
        return self._open_tab(user, "home")

    def open_messages(self, user: str) -> Outcome:
        """Open the app's messages tab."""
        return self._open_tab(user, "messages")

    def stop_session(self, user: str, channel: str, ts: str) -> Outcome:
        """Click the stop button that an agent's thread shows while it is processing."""
        if "agent_session_stopped" not in self.workspace.installation.events:
            return Outcome()
        mark = self.workspace.journal.mark()
        inner: Json = {
            "type": "agent_session_stopped",
            "user": self._person(user).id,
            "channel": channel,
            "thread_ts": ts,
            "streaming_message_ts": [],
            "event_ts": self.workspace.journal.next_ts(),
        }
        return self._outcome(user, mark, self._dispatcher.event(self._event(inner)))

    def _open_tab(self, user: str, tab: str) -> Outcome:
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
            "tab": tab,
            "event_ts": self.workspace.journal.next_ts(),
        }
        if home and tab == "home":
            inner["view"] = view_json(self.workspace, home)
        reply = self._dispatcher.event(self._event(inner))
        return self._outcome(user, mark, reply)
