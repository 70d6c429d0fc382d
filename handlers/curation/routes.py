"""Everything that Slack sends about the keeping of the knowledge.

Not in the package's `__init__`: `handlers.deps` draws on `handlers.curation.deps`.
"""

import re

from handlers.curation import command, drafts, edits, gaps, ownership, reports, uploads
from handlers.router import Route, installed_as
from handlers.views.buttons import REPORT, REQUEST
from handlers.views.curation import buttons, forms
from handlers.views.curation.reports import CLOSE_SENT, REPORT_SENT
from handlers.views.modal import LASTING_VIEW

ROUTES = (
    Route("command", installed_as("knowledge"), command.answer, "changes"),
    Route("click", re.compile(rf"^{buttons.KNOWLEDGE_ASK}(:\d+)?$"), command.ask, "changes"),
    Route("click", buttons.APPLY, drafts.apply, "changes"),
    Route("click", buttons.DISCARD, drafts.discard, "changes"),
    Route("closed", LASTING_VIEW, drafts.closed, "changes"),
    Route("click", buttons.TAKE_FILE, drafts.settle, "changes"),
    Route("click", buttons.KEEP_CURRENT, drafts.settle, "changes"),
    Route("click", buttons.UPLOAD, uploads.open_form, "opens"),
    Route("form", forms.UPLOAD_SENT, uploads.sent, "changes"),
    Route("click", buttons.EDIT, edits.open_form, "opens"),
    Route("form", forms.EDIT_CHOSEN, edits.chosen),
    Route("form", forms.FIGURE_CHOSEN, edits.figure_chosen),
    Route("form", forms.LINE_CHOSEN, edits.line_chosen),
    Route("form", forms.FIGURE_SENT, edits.figure_sent, "changes"),
    Route("form", forms.LINE_SENT, edits.line_sent, "changes"),
    Route("form", forms.ALIAS_SENT, edits.alias_sent, "changes"),
    Route("menu", forms.ROLE, edits.roles),
    Route("menu", forms.FIGURE, edits.figures),
    Route("menu", forms.LINE, edits.lines),
    Route("menu", forms.SOURCES, edits.sources),
    Route("click", buttons.VERIFY, ownership.verify, "changes"),
    Route("click", buttons.HAND_OVER, ownership.open_hand_over, "opens"),
    Route("form", forms.HAND_OVER_SENT, ownership.handed_over, "changes"),
    Route("click", REPORT, reports.open_form, "opens"),
    Route("form", REPORT_SENT, reports.sent, "changes"),
    Route("click", REQUEST, gaps.request, "changes", once_per=gaps.once_each),
    Route("click", buttons.CLOSE_REPORT, reports.open_closing, "opens"),
    Route("form", CLOSE_SENT, reports.close, "changes"),
)
