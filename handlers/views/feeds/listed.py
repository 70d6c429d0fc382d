"""The list of feeds: how each is doing, and what can be done about it."""

from collections.abc import Mapping, Sequence

from handlers.views.curation.buttons import ask_knowledge
from handlers.views.elements import MAX_BUTTON_VALUE
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Button,
    Confirm,
    Heading,
    Inline,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    clip,
)
from handlers.views.words import ViewContext, count
from knowledge.curating import LookRequest
from knowledge.feeds.model import KIND_NAMES, Feed
from knowledge.feeds.stories import FeedState

ADD, PAGE = "feeds_add", "feeds_page"
TURN_ON, PAUSE, TRY, REMOVE = "feed_on", "feed_pause", "feed_try", "feed_remove"

MOST_ON_PAGE = 8
MOST_NAMED, MOST_WHERE, MOST_WORDS = 80, 100, 200
"""Characters of a name, of an address, and of an error that are shown."""

SOON = " · next in a minute or so"

SURELY = Confirm(
    "Remove this feed?",
    "Nothing more is fetched from it. What it brought stays for its 180 days.",
    "Remove",
    "Keep",
)


def spot(feed: Feed, page: int) -> str:
    """What a button of a feed is about: the feed, and the page that is shown."""
    return f"{feed.id}:{page}"


def in_order(
    feeds: Mapping[str, Feed], states: Mapping[str, FeedState]
) -> tuple[tuple[Feed, FeedState | None], ...]:
    """Feeds with how they are doing: those that need someone first, then those that are on, by name."""
    known = [(feed, states.get(feed.id)) for feed in feeds.values()]
    return tuple(sorted(known, key=_rank))


def _rank(one: tuple[Feed, FeedState | None]) -> tuple[bool, bool, str, str]:
    feed, state = one
    return not feed.enabled, not needs_someone(feed, state), feed.name.casefold(), feed.id


def needs_someone(feed: Feed, state: FeedState | None) -> bool:
    """Whether a feed is on and can't be read."""
    return feed.enabled and state is not None and bool(state.error or state.paused_for)


def feeds_parts(
    listed: Sequence[tuple[Feed, FeedState | None]],
    page: int,
    context: ViewContext,
    said: str = "",
) -> tuple[Part, ...]:
    """A page of the list; `said` is what was done before it is shown."""
    pages = max(1, -(-len(listed) // MOST_ON_PAGE))
    page = min(max(page, 0), pages - 1)
    on = sum(feed.enabled for feed, _ in listed)
    parts: list[Part] = [Heading("Feeds")]
    if said:
        parts.append(Paragraph((said,)))
    parts.append(Paragraph((_counted(on, len(listed)),)))
    for feed, state in listed[page * MOST_ON_PAGE : (page + 1) * MOST_ON_PAGE]:
        parts.append(Paragraph(_line(feed, state)))
        parts.append(Actions(f"feed:{feed.id}", _buttons(feed, state, page)))
    if pages > 1:
        parts.append(Note((f"Page {page + 1} of {pages}",)))
    return (*parts, _actions(page, pages, context))


def _counted(on: int, number: int) -> str:
    if not number:
        return "There are no feeds yet. Add one: a blog, a job board, or a series of numbers."
    fetched = "Only those are fetched." if on else "Nothing is fetched."
    return f"{on} of {count(number, 'feed')} {'is' if on == 1 else 'are'} on. {fetched}"


def _line(feed: Feed, state: FeedState | None) -> Line:
    where = feed.board or feed.address or ""
    kind = " · ".join(filter(None, (KIND_NAMES[feed.kind], clip(where, MOST_WHERE))))
    return (Bold(clip(feed.name, MOST_NAMED)), f"\n{kind}\n", *_status(feed, state))


def _status(feed: Feed, state: FeedState | None) -> list[Inline]:
    if state is None or state.last_read is None:
        read: list[Inline] = ["not read yet"]
    else:
        brought = count(state.items, _noun(feed))
        read = ["read ", Moment(state.last_read), f" · {brought}"]
    if not feed.enabled:
        return ["Off", *([" · ", *read] if state and state.last_read else [])]
    if state is None:
        return ["On · ", *read, SOON]
    if state.paused_for:
        return [
            "Stopped: it ", clip(state.paused_for, MOST_WORDS), ". Turn it on to read it again · ", *read,
        ]  # fmt: skip
    moved = f"\nMoved to {clip(state.moved_to, MOST_WHERE)}" if state.moved_to else ""
    return ["On · ", *read, *_following(state), *_failing(state), moved]


def _following(state: FeedState) -> list[Inline]:
    """When it is read next; what is due waits for the next round, or for others of its host."""
    if state.is_being_read:
        return [" · being read right now"]
    if state.is_due:
        return [SOON]
    return [" · next ", Moment(state.next_read)] if state.next_read else []


def _failing(state: FeedState) -> list[Inline]:
    if not state.error:
        return []
    since: list[Inline] = [" since ", Moment(state.failing_since)] if state.failing_since else []
    return ["\nCan't be read", *since, f": it {clip(state.error, MOST_WORDS)}"]


def _noun(feed: Feed) -> str:
    if feed.brings_ads:
        return "job ad"
    return "value" if feed.kind == "series" else "post"


def _buttons(feed: Feed, state: FeedState | None, page: int) -> tuple[Button, ...]:
    value = spot(feed, page)
    is_read = feed.enabled and not (state and state.paused_for)
    toggle = Button("Pause", PAUSE, value) if is_read else Button("Turn on", TURN_ON, value)
    return (toggle, Button("Try", TRY, value), Button("Remove", REMOVE, value, confirm=SURELY))


def _actions(page: int, pages: int, context: ViewContext) -> Actions:
    buttons = [Button("Add a feed…", ADD, context.value(), primary=True)]
    if page > 0:
        buttons.append(Button("Previous page", f"{PAGE}:1", str(page - 1)))
    if page + 1 < pages:
        buttons.append(Button("Next page", f"{PAGE}:2", str(page + 1)))
    return Actions("feeds", tuple(buttons))


def all_feeds_actions(context: ViewContext) -> Actions:
    """The way to the list."""
    return Actions("feeds", (ask_knowledge("All feeds", LookRequest("feeds"), context),))


def add_feed_parts(url: str, context: ViewContext) -> tuple[Part, ...]:
    """How to begin, where no form can be opened."""
    value = url if 0 < len(url) <= MAX_BUTTON_VALUE else context.value()
    return (
        Paragraph(("You'll see what it reads before anything is saved.",)),
        Actions("feeds", (Button("Add a feed…", ADD, value, primary=True),)),
    )
