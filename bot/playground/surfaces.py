"""Modals and Home tabs, and what people have entered in them and in messages so far."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.playground.identifiers import with_ids
from bot.playground.journal import Journal
from bot.playground.records import Json, View


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
