"""Everything that Slack sends about adding to the knowledge.

Not in the package's `__init__`: `handlers.deps` draws on `handlers.drafting.deps`.
"""

import re

from handlers.drafting import reading, review, spreadsheet
from handlers.router import Route
from handlers.views.drafting import forms
from handlers.views.drafting import review as buttons
from handlers.views.drafting.spreadsheet import COLUMN, MAP, MAPPED

ROUTES = (
    Route("shortcut", reading.ADD_TO_KNOWLEDGE, reading.add_message, "changes"),
    Route("click", buttons.ADD, reading.open_form, "opens"),
    Route("form", forms.ADD_SENT, reading.sent, "changes"),
    Route("click", re.compile(rf"^{buttons.OPEN}(:\d)?$"), review.show),
    Route("click", buttons.TAKE, review.take, "changes"),
    Route("click", buttons.LEAVE, review.leave, "changes"),
    Route("click", buttons.TAKE_SURE, review.take_sure, "changes"),
    Route("click", buttons.ABOUT, review.open_about, "opens"),
    Route("form", forms.ABOUT_SENT, review.about_sent, "changes"),
    Route("click", buttons.CHANGE, review.open_item, "opens"),
    Route("form", forms.ITEM_SENT, review.item_sent, "changes"),
    Route("click", buttons.DRAFT, review.make_draft, "changes"),
    Route("click", buttons.DISCARD, review.discard, "changes"),
    Route("click", MAP, spreadsheet.open_form, "opens"),
    Route("menu", re.compile(COLUMN.replace("{}", r"\d+")), spreadsheet.columns),
    Route("form", MAPPED, spreadsheet.sent, "changes"),
)
