"""What can be clicked where the knowledge is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.values import ClickedKnowledge
from handlers.views.mrkdwn import Actions, Button
from handlers.views.words import ViewContext
from knowledge.freshness import StaleItem

KNOWLEDGE_ASK = "knowledge_ask"
UPLOAD = "knowledge_upload"
EDIT = "knowledge_edit"
APPLY = "knowledge_apply"
DISCARD = "knowledge_discard"
TAKE_FILE = "knowledge_take_file"
KEEP_CURRENT = "knowledge_keep_current"
VERIFY = "knowledge_verify"
HAND_OVER = "knowledge_hand_over"
CLOSE_REPORT = "knowledge_close_report"


def ask_knowledge(
    label: str, request: ClickedKnowledge, context: ViewContext, *, number: int = 0
) -> Button:
    """A button that does what can be typed after `/knowledge`."""
    action_id = f"{KNOWLEDGE_ASK}:{number}" if number else KNOWLEDGE_ASK
    return Button(label, action_id, context.value(request))


def draft_actions(draft: str) -> Actions:
    """What becomes of a draft."""
    return Actions(
        "draft", (Button("Apply", APPLY, draft, primary=True), Button("Discard", DISCARD, draft))
    )


def draft_in(blocks: Sequence[Mapping[str, Any]]) -> str | None:
    """The draft that can be applied in some blocks; None where there is none."""
    elements = (one for block in blocks for one in block.get("elements") or ())
    return next((str(one.get("value")) for one in elements if one.get("action_id") == APPLY), None)


def item_actions(item: StaleItem, row: str) -> Actions:
    """What an owner may do with something that is due; `row` is the block's id."""
    value = f"{item.kind}:{item.id}"
    return Actions(
        row,
        (
            Button("Verify", VERIFY, value),
            Button("Edit…", EDIT, value),
            Button("Hand over…", HAND_OVER, value),
        ),
    )
