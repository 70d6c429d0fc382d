"""Everything that Slack sends about feeds.

Not in the package's `__init__`: `handlers.deps` draws on `handlers.feeds.deps`.
"""

import re

from handlers.feeds import adding, ads, keeping
from handlers.router import Route
from handlers.views.feeds import forms
from handlers.views.feeds import listed as buttons
from handlers.views.feeds.ads import ADS, ADS_PAGE

ROUTES = (
    Route("click", re.compile(rf"^{buttons.PAGE}:\d$"), keeping.show),
    Route("click", buttons.TRY, keeping.try_one),
    Route("click", buttons.TURN_ON, keeping.turn_on, "changes"),
    Route("click", buttons.PAUSE, keeping.pause, "changes"),
    Route("click", buttons.REMOVE, keeping.remove, "changes"),
    Route("click", buttons.ADD, adding.open_form, "opens"),
    Route("form", forms.ADD_SENT, adding.sent, "changes", once_per=adding.once_each),
    Route("menu", forms.TOPICS, adding.topics),
    Route("menu", forms.ROLES, adding.roles),
    Route("click", ADS, ads.open_ads, "opens"),
    Route("click", re.compile(rf"^{ADS_PAGE}:\d$"), ads.turn_to),
)
