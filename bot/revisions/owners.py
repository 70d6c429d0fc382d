"""Letters to those who keep something from a revision on, and to those who no longer do."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from bot.delivery.notices import notice
from bot.state.posts import NewPost
from handlers.views.curation.freshness import handed_message, released_message
from handlers.views.words import ViewContext
from knowledge.difference.owners import Handed, changed_hands
from knowledge.freshness import kept
from knowledge.library import Library


def owner_letters(before: Library, after: Library, author: str, now: datetime) -> Iterator[NewPost]:
    """What a revision's author handed to others or took from them, a message for each of them.

    They belong into the transaction that makes the revision: who is told keeps it.
    """
    gained: defaultdict[str, list[Handed]] = defaultdict(list)
    lost: defaultdict[str, list[Handed]] = defaultdict(list)
    for one in changed_hands(before, after):
        if one.after is not None:
            gained[one.after].append(one)
        if one.before is not None:
            lost[one.before].append(one)
    context = ViewContext(after, now.date())
    for person, things in gained.items():
        if person != author:
            items = [kept(one.now, context.today) for one in things if one.now is not None]
            yield notice("", person, handed_message(items, author, context), now)
    for person, things in lost.items():
        if person != author:
            yield notice("", person, released_message(things, author), now)
