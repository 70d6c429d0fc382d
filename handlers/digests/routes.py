"""Everything that Slack sends about digests.

Not in the package's `__init__`: `handlers.deps` draws on `handlers.deps`.
"""

import re

from handlers.digests import clicks, command, form
from handlers.router import Route, installed_as
from handlers.views.buttons import DIGEST_ASK, DIGEST_FORM, DIGEST_MUTE, DIGEST_UNDO
from handlers.views.digest import DIGEST_NOT_USEFUL, DIGEST_USEFUL
from handlers.views.digest.form import DIGEST_FORM_SENT, ROLES, ZONE

ROUTES = (
    Route("command", installed_as("digest"), command.answer, "changes"),
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
