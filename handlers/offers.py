"""Offer checks beside the command: a shortcut on a job post, and the form that puts it right."""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import Field
from slack_bolt import Ack, App

from handlers.busy import TRIGGER_SECONDS
from handlers.deps import Deps, SlackClient
from handlers.incomplete import required
from handlers.payloads import Click, Interaction
from handlers.posts import post_text
from handlers.replies import Replies, asked
from handlers.submissions import Submission
from handlers.views import answer_parts
from handlers.views.modal import OFFER_CHECK, offer_form
from handlers.views.offer import EDIT_OFFER
from knowledge.asking import CHECK, answer_read_offer
from knowledge.offers import (
    Offer,
    OfferFields,
    UnclearOffer,
    fields_of,
    offer_from_fields,
    parse_offer,
)

CHECK_PAY = "check_pay"
"""The message shortcut's callback id, as the manifest declares it."""


class Shortcut(Interaction):
    """A `message_action` payload, with the message that the shortcut was chosen on."""

    trigger_id: str = ""
    message: Mapping[str, Any] = Field(default_factory=dict[str, Any])


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to the shortcut, to the button that opens the form, and to the form."""
    listener = OfferListener(deps, replies)
    untyped = cast("Any", app)
    untyped.shortcut(CHECK_PAY)(listener.check_post)
    untyped.action(EDIT_OFFER)(listener.edit)
    untyped.view(OFFER_CHECK)(listener.check_again)


class OfferListener:
    """Checks offers in a modal."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies

    def check_post(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Read the post and show where its pay falls, and what was understood."""
        ack()
        shortcut = Shortcut.model_validate(body)
        text = post_text(shortcut.message)
        self._open(client, text, shortcut.trigger_id, shortcut.response_url)

    def edit(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Open the form with what was typed."""
        ack()
        click = Click.model_validate(body)
        question = asked(click.element.line)
        typed = question.text if question else ""
        text = typed.strip().removeprefix(CHECK).strip()
        self._open(client, text, click.trigger_id, click.response_url)

    def check_again(self, ack: Ack, body: dict[str, Any]) -> None:
        """Check what the form says now, or tell at each field what is wrong with it."""
        view = Submission.model_validate(body).view
        fields = OfferFields(
            **{name: view.entered(name) or None for name in OfferFields.__dataclass_fields__}
        )
        offer = offer_from_fields(self._deps.library(), fields)
        if isinstance(offer, Offer):
            ack(response_action="update", view=self._form(offer, fields))
        else:
            ack(response_action="errors", errors={str(name): said for name, said in offer.items()})

    def _open(self, client: SlackClient, text: str, trigger_id: str, response_url: str) -> None:
        required(trigger_id)
        offer = parse_offer(self._deps.library(), text)
        view = self._form(offer, fields_of(offer))

        def apologise(text: str) -> None:
            self._deps.respond(response_url, {"response_type": "ephemeral", "text": text})

        self._deps.background(
            lambda: client.views_open(trigger_id=trigger_id, view=view), apologise, TRIGGER_SECONDS
        )

    def _form(self, offer: Offer | UnclearOffer, fields: OfferFields) -> dict[str, Any]:
        library = self._deps.library()
        context = self._replies.context(library)
        return offer_form(context, fields, answer_parts(answer_read_offer(library, offer), context))
