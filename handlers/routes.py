"""Everything that Slack sends about digests, the keeping of the knowledge, and adding to it.

Questions, Home, messages and agents list theirs where they are handled.
"""

import re

from handlers.curation import command, drafts, edits, ownership, reports, uploads
from handlers.digests import clicks, form
from handlers.digests import command as digest_command
from handlers.drafting import reading, review, spreadsheet
from handlers.router import Route, installed_as
from handlers.views.buttons import (
    DIGEST_ASK,
    DIGEST_FORM,
    DIGEST_MUTE,
    DIGEST_UNDO,
    REPORT,
    REQUEST,
)
from handlers.views.curation import buttons, forms
from handlers.views.curation.reports import CLOSE_SENT, REPORT_SENT
from handlers.views.digest import DIGEST_NOT_USEFUL, DIGEST_USEFUL
from handlers.views.digest.form import DIGEST_FORM_SENT, ROLES, ZONE
from handlers.views.drafting import forms as adding
from handlers.views.drafting import review as reviewing
from handlers.views.drafting.spreadsheet import COLUMN, MAP, MAPPED
from handlers.views.modal import LASTING_VIEW

DIGESTS = (
    Route("command", installed_as("digest"), digest_command.answer, "changes"),
    Route("click", re.compile(rf"^{DIGEST_ASK}(:\d+)?$"), clicks.ask, "changes"),
    Route("click", DIGEST_MUTE, clicks.mute, "changes"),
    Route("click", DIGEST_UNDO, clicks.undo, "changes"),
    Route("click", DIGEST_USEFUL, clicks.rate, "changes"),
    Route("click", DIGEST_NOT_USEFUL, clicks.rate, "changes"),
    Route("click", DIGEST_FORM, form.open_form, "opens"),
    Route("menu", ZONE, form.suggest_time_zones),
    Route("menu", ROLES, form.suggest_focus),
    Route("form", DIGEST_FORM_SENT, form.sent, "changes"),
    *(
        Route("event", event, clicks.gone, "changes", concerns=clicks.of_channel)
        for event in clicks.GONE
    ),
    *(
        Route("event", event, clicks.unarchived, "changes", concerns=clicks.of_channel)
        for event in clicks.UNARCHIVED
    ),
    Route("event", clicks.JOINED, clicks.joined, "changes", concerns=clicks.is_ours),
)

CURATION = (
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
    Route("click", REQUEST, reports.request, "changes", once_per=reports.once_each),
    Route("click", buttons.CLOSE_REPORT, reports.open_closing, "opens"),
    Route("form", CLOSE_SENT, reports.close, "changes"),
)

DRAFTING = (
    Route("shortcut", reading.ADD_TO_KNOWLEDGE, reading.add_message, "changes"),
    Route("click", reviewing.ADD, reading.open_form, "opens"),
    Route("form", adding.ADD_SENT, reading.sent, "changes"),
    Route("click", re.compile(rf"^{reviewing.OPEN}(:\d)?$"), review.show),
    Route("click", reviewing.TAKE, review.take, "changes"),
    Route("click", reviewing.LEAVE, review.leave, "changes"),
    Route("click", reviewing.TAKE_SURE, review.take_sure, "changes"),
    Route("click", reviewing.ABOUT, review.open_about, "opens"),
    Route("form", adding.ABOUT_SENT, review.about_sent, "changes"),
    Route("click", reviewing.CHANGE, review.open_item, "opens"),
    Route("form", adding.ITEM_SENT, review.item_sent, "changes"),
    Route("click", reviewing.DRAFT, review.make_draft, "changes"),
    Route("click", reviewing.DISCARD, review.discard, "changes"),
    Route("click", MAP, spreadsheet.open_form, "opens"),
    Route("menu", re.compile(COLUMN.replace("{}", r"\d+")), spreadsheet.columns),
    Route("form", MAPPED, spreadsheet.sent, "changes"),
)
