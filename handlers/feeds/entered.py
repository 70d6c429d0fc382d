"""What is entered in the form of a feed: read, or what is wrong with it at each field."""

import re
from collections.abc import Collection, Mapping

from pydantic import ValidationError

from handlers.payloads import View
from handlers.placing import FieldErrors
from handlers.views.feeds.forms import (
    KIND,
    LICENSE,
    NAME,
    OWNER,
    ROLES,
    TOPICS,
    UNIT,
    WHERE,
    Entered,
)
from knowledge.curating import only_link
from knowledge.feeds.addresses import Guess, guess, host_of, what_is_read
from knowledge.feeds.model import BOARD_FORM, BOARD_KINDS, FEED_KINDS, KIND_NAMES, Feed, FeedKind
from knowledge.library import Library

AN_ADDRESS = "Enter an address that begins with https:// or http://"
A_BOARD = "Enter the board's name, such as acme, or its address"
A_LINE = "Enter one line of up to 200 characters"
MAX_ID = 60
MOST_SAID = 100

KINDS: Mapping[str, FeedKind] = {kind: kind for kind in FEED_KINDS}

_OF_FEEDS = (".rss", ".xml")
"""How addresses end that are feeds wherever they are."""

NEW = "new"
"""The id of a feed that has no name yet."""


def entered(view: View) -> Entered:
    """What stands in the form."""
    return Entered(
        kind=view.entered(KIND),
        where=view.entered(WHERE),
        name=" ".join(view.entered(NAME).split()),
        topics=view.chosen(TOPICS),
        roles=view.chosen(ROLES),
        owner=view.entered(OWNER),
        unit=" ".join(view.entered(UNIT).split()),
        license=" ".join(view.entered(LICENSE).split()),
    )


def feed_entered(form: Entered, library: Library) -> Feed | FieldErrors:
    """The feed as it is entered, turned on; without a name it has the one of its host or board."""
    kind = KINDS.get(form.kind)
    if kind is None:
        return FieldErrors({KIND: "Choose one"})
    of_series = {UNIT: form.unit, LICENSE: form.license}
    vain = {key: "Only a series has one" for key, said in of_series.items() if said}
    if kind != "series" and vain:
        return FieldErrors(vain)
    found = _found(kind, form.where)
    if isinstance(found, FieldErrors):
        return found
    name = form.name or found.board or host_of(found.address or "") or KIND_NAMES[kind]
    try:
        feed = Feed(
            id=NEW,
            name=name,
            kind=kind,
            address=found.address,
            board=found.board,
            topics=form.topics,
            roles=form.roles,
            unit=form.unit or None,
            license=form.license or None,
            owner=form.owner or None,
            enabled=True,
        )
    except ValidationError as error:
        return FieldErrors(dict(_wrong(str(one["loc"][0])) for one in error.errors()))
    read = what_is_read(feed)
    same = next((one for one in library.feeds.values() if what_is_read(one) == read), None)
    if same is not None:
        return FieldErrors({WHERE: f"{same.name[:MOST_SAID]} reads this already"})
    return feed


def _found(kind: FeedKind, where: str) -> Guess | FieldErrors:
    """What is to be read of what was entered as an address or a board's name."""
    link = only_link(where)
    if link is None:
        return _without_link(kind, where)
    found = guess(link)
    if found.kind == kind:
        return found
    is_other = kind in BOARD_KINDS or (kind == "feed" and not link.endswith(_OF_FEEDS))
    if found.kind in BOARD_KINDS and is_other:
        return FieldErrors({KIND: f"The address is of a {KIND_NAMES[found.kind]}"})
    return Guess(kind, address=link)


def _without_link(kind: FeedKind, where: str) -> Guess | FieldErrors:
    if kind in BOARD_KINDS:
        is_board = re.fullmatch(BOARD_FORM, where) is not None
        return Guess(kind, where) if is_board else FieldErrors({WHERE: A_BOARD})
    if kind == "hn-hiring" and not where:
        return Guess(kind)
    return FieldErrors({WHERE: AN_ADDRESS})


def _wrong(key: str) -> tuple[str, str]:
    match key:
        case "address":
            return WHERE, AN_ADDRESS
        case "board":
            return WHERE, A_BOARD
        case "owner":
            return OWNER, "Choose a member"
        case _:
            return NAME, A_LINE


def named(feed: Feed, name: str, known: Collection[str]) -> Feed:
    """The feed under a name, with an id that is made of it and that no other has."""
    stem = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:MAX_ID].strip("-") or "feed"
    ids = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(known) + 2))
    return feed.model_copy(update={"id": next(id for id in ids if id not in known), "name": name})
