"""What only an agent says: its greeting, and the buttons that ask whether an answer helped."""

from handlers.views.elements import MAX_BUTTON_LABEL, Json, plain
from handlers.views.formatting import MESSAGE, PLAIN_MESSAGE, Message, build_message
from handlers.views.guide import example_buttons
from handlers.views.mrkdwn import Paragraph, Part
from handlers.views.words import ViewContext

FEEDBACK = "feedback"
GREETING_BLOCK = "greeting"
HELPED, NO_HELP = "yes", "no"

GREETING = (
    "Hi! Ask me what a data or AI role is, what it requires and what it pays. Every figure comes with "
    "its source. Click one, or write in your own words:"
)
STOPPED = "Stopped. If you asked me to change something, it may have been done already."


def greeting_message(context: ViewContext) -> Message:
    """To whoever opens the conversation for the first time."""
    parts = (Paragraph((GREETING,)), *example_buttons(context, GREETING_BLOCK))
    return build_message(parts, MESSAGE if context.newest_blocks else PLAIN_MESSAGE)


def feedback_block(about: str) -> Json:
    """Buttons under an answer that say whether it helped; `about` is what is counted."""
    buttons: Json = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": _button("Helpful", HELPED, about),
        "negative_button": _button("Not helpful", NO_HELP, about),
    }
    return {"type": "context_actions", "block_id": FEEDBACK, "elements": [buttons]}


def _button(label: str, verdict: str, about: str) -> Json:
    return {"text": plain(label, MAX_BUTTON_LABEL), "value": f"{verdict} {about}"}


def rated_parts(*, helped: bool) -> tuple[Part, ...]:
    """To whoever clicked one of them."""
    if helped:
        return (Paragraph(("Thanks, good to know!",)),)
    more = (
        "Thanks, that's counted for the admins. If a figure is wrong, report it under the answer."
    )
    return (Paragraph((more,)),)
