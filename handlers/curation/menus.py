"""The menus of a small edit's forms: what they offer while one types."""

from typing import Any, cast

from slack_bolt import Ack, App

from handlers.curation.entries import (
    figure_options,
    line_options,
    source_options,
)
from handlers.curation.scene import Scene
from handlers.curation.subject import Subject, thing_of
from handlers.deps import Deps
from handlers.payloads import Payload, View
from handlers.views.curation import forms
from handlers.views.elements import option
from knowledge.model import Role
from knowledge.suggesting import suggest_roles


class Typing(Payload):
    """A `block_suggestion` payload: what has been typed so far, in which view."""

    value: str = ""
    view: View | None = None


class EditMenus:
    """Completes what is typed; what is offered is known to every member."""

    def __init__(self, deps: Deps, scene: Scene) -> None:
        self._deps = deps
        self._scene = scene

    def register(self, app: App) -> None:
        """Listen to the menus."""
        untyped = cast("Any", app)
        untyped.options(forms.ROLE)(self.suggest_roles)
        untyped.options(forms.FIGURE)(self.suggest_figures)
        untyped.options(forms.LINE)(self.suggest_lines)
        untyped.options(forms.SOURCES)(self.suggest_sources)

    def suggest_roles(self, ack: Ack, payload: dict[str, Any]) -> None:
        """Complete roles while one types."""
        found = suggest_roles(self._deps.library(), Typing.model_validate(payload).value)
        ack(options=[option(name, id) for id, name in found])

    def suggest_figures(self, ack: Ack, body: dict[str, Any]) -> None:
        """Complete figures of the role or source."""
        typing = Typing.model_validate(body)
        found = figure_options(self._scene.context(), _subject(typing), typing.value)
        ack(options=[option(words, id) for id, words in found])

    def suggest_lines(self, ack: Ack, body: dict[str, Any]) -> None:
        """Complete lines of the role."""
        typing = Typing.model_validate(body)
        role = thing_of(self._deps.library(), _subject(typing))
        found = (
            line_options(self._scene.context(), role, typing.value)
            if isinstance(role, Role)
            else []
        )
        ack(options=[option(words, value) for value, words in found])

    def suggest_sources(self, ack: Ack, payload: dict[str, Any]) -> None:
        """Complete sources while one types."""
        found = source_options(self._deps.library(), Typing.model_validate(payload).value)
        ack(options=[option(label, id) for id, label in found])


def _subject(typing: Typing) -> Subject:
    return Subject.of(typing.view) if typing.view else Subject()
