"""The form to add a feed."""

from dataclasses import dataclass

from handlers.views.elements import Json, field, form, line_input, menu, search_many
from handlers.views.feeds.tried import HINTS
from handlers.views.formatting import VIEW, build_blocks
from handlers.views.mrkdwn import Bold, Note, Paragraph
from handlers.views.words import ViewContext
from knowledge.feeds.addresses import guess
from knowledge.feeds.model import KIND_NAMES

ADD_SENT = "feed_add_sent"

KIND, WHERE, NAME = "feed_kind", "feed_where", "feed_name"
TOPICS, ROLES, OWNER = "feed_topics", "feed_roles", "feed_owner"
UNIT, LICENSE = "feed_unit", "feed_license"

MAX_WHERE = 3_000
MAX_NAME, MAX_UNIT = 200, 60


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form; `where` is an address or a board's name."""

    kind: str = "feed"
    where: str = ""
    name: str = ""
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    owner: str = ""
    unit: str = ""
    license: str = ""

    @classmethod
    def of_address(cls, url: str) -> "Entered":
        """An address that someone typed, with the kind that it is likely of."""
        found = guess(url)
        return cls(kind=found.kind, where=found.board or found.address or "")


def add_feed_form(entered: Entered, context: ViewContext, metadata: str, said: str = "") -> Json:
    """What to add; `said` is why it couldn't be read the way it was entered before."""
    library = context.library
    topics = [(id, library.topic_name(id)) for id in entered.topics]
    roles = [(id, library.roles[id].name) for id in entered.roles if id in library.roles]
    search = "Type to search"
    owner: Json = {"type": "users_select", "action_id": OWNER}
    if entered.owner:
        owner["initial_user"] = entered.owner
    kinds = {
        **KIND_NAMES,
        **{kind: f"{KIND_NAMES[kind]} (undocumented)" for kind in KIND_NAMES if kind in HINTS},
    }
    where = line_input(WHERE, "https://… or acme", entered.where[:MAX_WHERE], MAX_WHERE)
    name = line_input(NAME, "Empty: its own title", entered.name[:MAX_NAME], MAX_NAME)
    unit = line_input(UNIT, "percent of job postings", entered.unit[:MAX_UNIT], MAX_UNIT)
    license = line_input(LICENSE, "CC BY 4.0", entered.license[:MAX_NAME], MAX_NAME)
    note = (
        "Nothing is saved before you see what it reads. A job board can be given by the employer's name in "
        "its address: acme for jobs.lever.co/acme. Hacker News needs no address."
    )
    failed = (Paragraph((Bold("That didn't work. "), said)),) if said else ()
    *told, noted = build_blocks((*failed, Note((note,))), VIEW)
    blocks = [
        *told,
        field(KIND, "Kind", menu(KIND, kinds, entered.kind), optional=False),
        field(WHERE, "Address, or the name of the job board", where),
        field(NAME, "Name", name),
        field(TOPICS, "Topics that all of it is about", search_many(TOPICS, search, topics)),
        field(ROLES, "Roles that all of it is about", search_many(ROLES, search, roles)),
        field(UNIT, "Unit of a series", unit),
        field(LICENSE, "License of a series", license),
        field(OWNER, "Owner, who's told when it fails", owner),
        noted,
    ]
    return form("Add a feed", blocks, "Try", ADD_SENT, metadata)
