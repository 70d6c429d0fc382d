"""Modals and Home tabs, and what people have entered in them, kept as Slack's clients do."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from bot.playground.conversations import Journal
from bot.playground.limits.checks import mapping
from bot.playground.records import Json, View, elements, with_ids


class Surfaces:
    """The views of a workspace; every method is atomic."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = journal.lock
        self._homes: dict[str, View] = {}
        self._modals: dict[str, list[View]] = defaultdict(list)
        self._chosen: dict[str, Json] = {}
        self._suggested: dict[tuple[str, str], dict[str, Json]] = defaultdict(dict)

    def home(self, user: str) -> View | None:
        """A person's Home tab, once it was published."""
        with self._lock:
            return self._homes.get(user)

    def modals(self, user: str) -> tuple[View, ...]:
        """A person's open modals, the top one last."""
        with self._lock:
            return tuple(self._modals[user])

    def all(self) -> tuple[View, ...]:
        """Every modal and Home tab."""
        with self._lock:
            modals = (view for stack in self._modals.values() for view in stack)
            return (*modals, *self._homes.values())

    def view(self, view_id: str) -> View | None:
        """A modal or Home tab by its id."""
        return next((view for view in self.all() if view.id == view_id), None)

    def open(self, user: str, body: Json) -> View:
        """Open a modal of its own."""
        return self._put(user, body, None)

    def push(self, user: str, body: Json) -> View:
        """Put a modal over the one that is open; it goes back to that when it is closed."""
        with self._lock:
            stack = self._modals[user]
            return self._put(user, body, stack[-1] if stack else None)

    def _put(self, user: str, body: Json, below: View | None) -> View:
        with self._lock:
            view_id = self._journal.next_id("V")
            view = View(
                id=view_id,
                user=user,
                hash=self._journal.next_ts(),
                body=_identified(body),
                root_view_id=below.root_view_id if below else view_id,
                previous_view_id=below.id if below else None,
            )
            self._modals[user].append(view)
            self._journal.touch(view)
        return view

    def publish(self, user: str, body: Json) -> View:
        """Show a Home tab; its id stays the same from one to the next."""
        with self._lock:
            old = self._homes.get(user)
            view_id = old.id if old else self._journal.next_id("V")
            view = View(view_id, user, self._journal.next_ts(), _identified(body), view_id)
            self._homes[user] = view
            self._journal.touch(view)
        return view

    def revise(self, view: View, body: Json) -> View:
        """Show something else in a modal that is open, or in a Home tab."""
        with self._lock:
            new = replace(view, hash=self._journal.next_ts(), body=_identified(body))
            if view.type == "home":
                self._homes[view.user] = new
            else:
                stack = self._modals[view.user]
                stack[[one.id for one in stack].index(view.id)] = new
            self._journal.touch(new)
        return new

    def close(self, view: View) -> None:
        """Close one modal; those around it stay."""
        self._take_away(view.user, lambda one: one.id == view.id)

    def clear(self, user: str) -> None:
        """Close all modals of a person."""
        self._take_away(user, lambda _: True)

    def _take_away(self, user: str, which: Callable[[View], bool]) -> None:
        with self._lock:
            for view in filter(which, self.modals(user)):
                self._modals[user].remove(view)
                self._chosen.pop(view.id, None)
        self._journal.changed("views", user=user)

    def chosen(self, container: str) -> Json:
        """What was entered in a message or view: {block_id: {action_id: …}}."""
        with self._lock:
            entered = self._chosen.get(container, {})
            return {block: dict(actions) for block, actions in entered.items()}

    def choose(self, container: str, values: Json) -> None:
        """Remember what was entered."""
        with self._lock:
            entered = self._chosen.setdefault(container, {})
            for block, actions in values.items():
                entered.setdefault(block, {}).update(actions)

    def forget(self, container: str) -> None:
        """A message that was changed starts afresh."""
        with self._lock:
            self._chosen.pop(container, None)

    def suggested(self, user: str, action_id: str) -> tuple[Json, ...]:
        """The options that the app has offered a person in a menu so far."""
        with self._lock:
            return tuple(self._suggested[user, action_id].values())

    def suggest(self, user: str, action_id: str, options: Iterable[Json]) -> None:
        """Remember what the app has offered."""
        with self._lock:
            self._suggested[user, action_id] |= {option["value"]: option for option in options}


def _identified(body: Json) -> Json:
    return {**body, "blocks": list(with_ids(body["blocks"]))}


FIELDS: dict[str, tuple[str, str | None]] = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", None),
    "timepicker": ("selected_time", "initial_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "plain_text_input": ("value", "initial_value"),
    "file_input": ("files", None),
}
"""Where a kind of element keeps its value, and where it is given at first."""

REQUIRED = "Please complete this required field."
"""Slack's own words."""


def state_of(blocks: Iterable[Json], entered: Json) -> Json:
    """`state.values` of a message or view: what is there at first, and over it what was entered."""
    values: Json = {}
    for block in blocks:
        for element in elements(block):
            if element["type"] in ("button", "feedback_buttons"):
                continue
            action = element["action_id"]
            given = entered.get(block["block_id"], {}).get(action)
            values.setdefault(block["block_id"], {})[action] = given or _at_first(element)
    return values


def _at_first(element: Json) -> Json:
    name, initial = FIELDS[element["type"]]
    value = element.get(initial) if initial else None
    if value is None and name.endswith("s"):
        value = []
    return {"type": element["type"], name: value}


def entered(element: Json, given: Any, suggested: Iterable[Json] = ()) -> Json:
    """One element's value as Slack sends it.

    `given` is that already, or only what it says: a text, an option's value, a time, a list of
    options' values; None empties the element. Raises LookupError for an option that is not offered.
    """
    name, _ = FIELDS[element["type"]]
    fields = mapping(given)
    if fields is not None:
        return {"type": element["type"], **fields}
    if given is not None and name == "selected_option":
        given = option_of(element, given, suggested)
    elif name == "selected_options":
        given = [option_of(element, one, suggested) for one in given or ()]
    elif isinstance(given, tuple):
        given = list(cast("tuple[Any, ...]", given))
    return {"type": element["type"], name: given}


def option_of(element: Json, given: Any, suggested: Iterable[Json] = ()) -> Json:
    """The option with this value.

    Raises LookupError where the element offers none.
    """
    fields = mapping(given)
    if fields is not None:
        return fields
    for option in [*(element.get("options") or ()), *suggested]:
        if option["value"] == given:
            return option
    raise LookupError(f"{element['action_id']} offers no option {given!r}")


def complaints(blocks: Iterable[Json], values: Json) -> dict[str, str]:
    """What a Slack client says under the inputs of a modal before it sends anything."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element: Json = block["element"]
        value = values[block["block_id"]][element["action_id"]].get(FIELDS[element["type"]][0])
        for complaint in _complaints(block, element, value):
            found.setdefault(block["block_id"], complaint)
    return found


def _complaints(block: Json, element: Json, value: Any) -> Iterator[str]:
    most: int = element.get("max_length", 3_000)
    if value in (None, "", []):
        if not block.get("optional"):
            yield REQUIRED
    elif element["type"] == "plain_text_input" and len(str(value)) > most:
        yield f"Please enter at most {most} characters."
