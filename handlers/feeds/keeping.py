"""The list of feeds, and what admins do with one: try it, turn it on, pause it, remove it."""

from collections.abc import Callable
from functools import partial

from handlers.curation import drafts, rights
from handlers.deps import Deps
from handlers.middleware import UNREADABLE, IncompleteError
from handlers.payloads import Payload
from handlers.placing import Later, NextTo, Outcome, Parts, said
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.feeds.listed import MOST_NAMED, feeds_parts, in_order, needs_someone
from handlers.views.feeds.tried import only_tried_parts, refused_try_parts, turned_on_parts
from handlers.views.mrkdwn import clip
from handlers.views.words import ViewContext
from knowledge.drafting.article import Refusal
from knowledge.editing import EditError, set_value
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import FeedRead
from knowledge.feeds.writing import KEYS, feed_path
from knowledge.revisions import Applied, Moved, Proposal
from knowledge.uploads import Refused

GONE = "This feed no longer exists. Nothing was changed."
TRYING = "Trying {}. This takes a few seconds."


class Spot(Payload):
    """The feed that a button is about, and the page on which it stands."""

    feed: str = ""
    page: int = 0

    @classmethod
    def of(cls, value: str) -> "Spot":
        """Of a button's value: `<feed>:<page>`."""
        feed, _, page = value.partition(":")
        if not page.isdecimal() or len(page) > 6:
            raise IncompleteError(UNREADABLE)
        return cls(feed=feed, page=int(page))


def listed(deps: Deps, context: ViewContext, page: int = 0, done: str = "") -> Parts:
    """A page of the list; `done` is what was done before."""
    every = in_order(deps.library().feeds, deps.feeds.states())
    return feeds_parts(every, page, context, done)


def failing(deps: Deps) -> int:
    """How many feeds are on and can't be read."""
    states = deps.feeds.states()
    return sum(needs_someone(one, states.get(one.id)) for one in deps.library().feeds.values())


def show(turn: Turn, deps: Deps) -> Parts:
    """Another page."""
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    return listed(deps, context_of(deps, turn.prefix), Spot.of(f":{turn.value}").page)


def try_one(turn: Turn, deps: Deps) -> Outcome:
    """Show what a feed reads now; nothing of it is kept."""

    def shown(feed: Feed, read: FeedRead, context: ViewContext) -> Parts:
        return only_tried_parts(feed, read, context)

    return _tried(turn, deps, "", shown)


def turn_on(turn: Turn, deps: Deps) -> Outcome:
    """Try a feed, turn it on where it can be read, and show what it reads."""

    def turned_on(feed: Feed, read: FeedRead, context: ViewContext) -> Parts:
        outcome = _set(turn, deps, feed, enabled=True)
        if not isinstance(outcome, Applied | None):
            return outcome
        deps.feeds.soon(feed.id)
        return turned_on_parts(feed, read, outcome and outcome.revision, context)

    return _tried(turn, deps, "It wasn't turned on.", turned_on)


def _tried(
    turn: Turn,
    deps: Deps,
    if_refused: str,
    then: Callable[[Feed, FeedRead, ViewContext], Parts],
) -> Outcome:
    """Try a feed in the background, and go on with what it reads; `if_refused` is told where it can't be read."""
    feed = _open(turn, deps)
    if not isinstance(feed, Feed):
        return NextTo(feed)

    def work() -> NextTo:
        context = context_of(deps, turn.prefix)
        read = deps.feeds.tried(feed)
        if isinstance(read, Refusal):
            return NextTo(refused_try_parts(feed.name, read.why, if_refused, context))
        return NextTo(then(feed, read, context))

    return Later(work, told=_trying(feed))


def pause(turn: Turn, deps: Deps) -> Parts:
    """Fetch nothing more from a feed, and show the list."""
    feed = _open(turn, deps)
    if not isinstance(feed, Feed):
        return feed
    outcome = _set(turn, deps, feed, enabled=False)
    return _done(turn, deps, feed, "paused", outcome)


def remove(turn: Turn, deps: Deps) -> Parts:
    """Publish that a feed is gone, and show the list."""
    feed = _open(turn, deps)
    if not isinstance(feed, Feed):
        return feed
    changes = {feed_path(feed.id): None}
    proposal = deps.curation.propose(turn.user, changes, f"Removed feed {feed.name}")
    if not isinstance(proposal, Proposal):
        return drafts.shown(proposal)
    outcome = deps.curation.apply(proposal.draft.id, turn.user)
    match outcome:
        case Moved(again):
            return drafts.shown(again, moved=True)
        case Refused():
            return drafts.shown(outcome)
        case _:
            return _done(turn, deps, feed, "removed", outcome)


def _open(turn: Turn, deps: Deps) -> Feed | Parts:
    """The feed that was clicked, for admins; else what to say."""
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    return deps.library().feeds.get(Spot.of(turn.value).feed) or said(GONE)


def _set(turn: Turn, deps: Deps, feed: Feed, *, enabled: bool) -> Applied | Parts | None:
    edit = partial(set_value, path=("enabled",), value=enabled, order=KEYS)
    reason = f"{'Turned on' if enabled else 'Paused'} feed {feed.name}"
    try:
        outcome = deps.curation.edit(feed_path(feed.id), edit, turn.user, reason)
    except EditError as error:
        return said(str(error))
    return drafts.shown(outcome) if isinstance(outcome, Refused) else outcome


def _done(turn: Turn, deps: Deps, feed: Feed, what: str, outcome: Applied | Parts | None) -> Parts:
    if not isinstance(outcome, Applied | None):
        return outcome
    page = Spot.of(turn.value).page
    published = f" Published as revision {outcome.revision.number}." if outcome else ""
    done = f"{clip(feed.name, MOST_NAMED)} is {what}.{published}"
    return listed(deps, context_of(deps, turn.prefix), page, done)


def _trying(feed: Feed) -> str:
    return TRYING.format(clip(feed.name, MOST_NAMED))
