"""In messages and views: buttons, menus, message shortcuts."""

from typing import Any

from bot.playground import payloads
from bot.playground.forms import entered
from bot.playground.limits import options_problems
from bot.playground.limits.checks import mapping
from bot.playground.people.acting import NOT_INTERACTIVE, Acting
from bot.playground.people.containers import (
    NothingThereError,
    Place,
    element_of,
    found,
    place_of,
)
from bot.playground.people.outcomes import Outcome, failed
from bot.playground.records import Json, Message, View


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
