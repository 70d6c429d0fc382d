"""Modals: the form that narrows a salary question, and what its menus suggest."""

import json
from collections.abc import Sequence
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.busy import TRIGGER_SECONDS
from handlers.deps import Deps, SlackClient
from handlers.payloads import Payload
from handlers.replies import Asked, Replies
from handlers.submissions import FormView, Submission
from handlers.views.elements import option
from handlers.views.modal import SALARY_FILTER, salary_form
from knowledge.grammar import parse
from knowledge.query import SalaryFilters, SalaryQuery, YearsAsked
from knowledge.suggesting import suggest_roles, suggest_terms
from knowledge.years import years_entered


class Suggestion(Payload):
    """A `block_suggestion` payload: `value` is what has been typed so far."""

    action_id: str = ""
    value: str = ""


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to the salary form and to its menus."""
    listener = ModalListener(deps, replies)
    untyped = cast("Any", app)
    untyped.view(SALARY_FILTER)(listener.show_salary)
    for action_id in ("compare_with", "role", "place", "company"):
        untyped.options(action_id)(listener.suggest)


def open_salary_form(
    deps: Deps,
    replies: Replies,
    client: SlackClient,
    question: Asked,
    *,
    trigger_id: str,
    response_url: str,
    replace: bool = False,
) -> None:
    """Open the form, filled with what the question asks; the answer goes to the response_url.

    Slack: a trigger_id opens one view within three seconds, so this is the first thing done after
    the acknowledgement.
    """
    library = deps.library()
    query = parse(library, "salary", question.text)
    role, filters = (
        (query.role, query.filters) if isinstance(query, SalaryQuery) else (None, SalaryFilters())
    )
    goes_to = json.dumps({"url": response_url, "replace": replace, "prefix": question.prefix})
    view = salary_form(replies.context(library, question.prefix), role, filters, goes_to)
    deps.background(
        lambda: client.views_open(trigger_id=trigger_id, view=view),
        lambda text: deps.respond(response_url, {"response_type": "ephemeral", "text": text}),
        TRIGGER_SECONDS,
    )


class ModalListener:
    """Answers what is entered in forms."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies

    def suggest(self, ack: Ack, payload: dict[str, Any]) -> None:
        """Complete roles, places and companies while one types."""
        asked_for = Suggestion.model_validate(payload)
        library = self._deps.library()
        match asked_for.action_id:
            case "place":
                found = suggest_terms(library, ("places",), asked_for.value)
            case "company":
                found = suggest_terms(library, ("companies", "company_kinds"), asked_for.value)
            case _:
                found = suggest_roles(library, asked_for.value)
        ack(options=[option(name, id) for id, name in found])

    def show_salary(self, ack: Ack, body: dict[str, Any]) -> None:
        """Show the answer where the question came from, or in the modal itself."""
        view = Submission.model_validate(body).view
        years = years_entered(view.entered("years"))
        if years is None:
            ack(response_action="errors", errors={"years": "Years such as 4, 5+ or 3-5, please"})
            return
        goes_to = cast("dict[str, Any]", json.loads(view.private_metadata or "{}"))
        question = Asked("salary", self._text(view, years), str(goes_to.get("prefix", "")))
        url = str(goes_to.get("url") or "")
        if not url:
            ack(response_action="update", view=self._replies.view(question))
            return
        ack()
        answer = self._replies.payload(question)
        payload = {**answer, "replace_original": bool(goes_to.get("replace"))}
        self._deps.background(
            lambda: self._deps.respond(url, payload),
            lambda text: self._deps.respond(url, {"response_type": "ephemeral", "text": text}),
        )

    def _text(self, view: FormView, years: Sequence[YearsAsked]) -> str:
        """The question that the form asks, as it would be typed."""
        library = self._deps.library()
        role = library.roles.get(view.entered("role"))
        company = view.entered("company")
        term = library.term("companies", company) or library.term("company_kinds", company)
        return " ".join(
            filter(
                None,
                (
                    role.name if role else "",
                    library.name("levels", view.entered("level")) if view.entered("level") else "",
                    *map(str, years),
                    library.name("places", view.entered("place")) if view.entered("place") else "",
                    term.name if term else "",
                    library.name("components", view.entered("component"))
                    if view.entered("component")
                    else "",
                ),
            )
        )
