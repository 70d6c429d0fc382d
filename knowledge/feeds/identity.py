"""Which posts are the same, which tell the same story, and which of them are news.

The rules are what public complaints about feed readers ask for: a changed id, title, date or address is no
news; one story in several feeds, or twice in one, is one; a title alone tells nothing across feeds.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from knowledge.feeds.keys import Keys, digest, keys_of
from knowledge.feeds.reading import FeedItem

DAY = timedelta(days=1)

BELIEVED_AHEAD = DAY
"""How far ahead a date is believed; what is dated later, or not at all, is dated by its arrival."""

YEARS = range(1990, 9999)
"""What is dated otherwise is not dated: 1970 and the year 1 are what programs write for nothing."""

AWAY = timedelta(days=7)
"""After so long without a reading a feed comes back, rather than goes on."""

LASTS = timedelta(days=14)
"""What came out so long before a feed came back is no news any more."""

FLOOD = 20
"""Unknown posts in one reading above which each has to be dated as new: a site was made anew, or imported."""

REPEATED = timedelta(days=5)
"""A title comes again rightly (a weekly thread) after this at the soonest."""


@dataclass(frozen=True, slots=True)
class Known:
    """A post that is kept. It `was_there` if the feed had it when it was last read whole."""

    id: str
    feed: str
    story: str
    keys: Keys
    published: datetime | None
    dated: datetime
    first_seen: datetime
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a feed: when, and what came before it.

    It `is_first` until a whole reading has ended, and `is_whole` where nothing was left out. It `has_moved`
    where redirects lead elsewhere than at the last one.
    """

    feed: str
    now: datetime
    last_read: datetime | None = None
    is_first: bool = False
    is_whole: bool = True
    has_moved: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A post of a reading, as it is to be kept: `known` is the one that it is, None where it is a new one.

    `id` and `story` are those under which it is kept; a story's first post has its id.
    """

    item: FeedItem
    keys: Keys
    known: Known | None
    id: str
    story: str
    dated: datetime
    is_backlog: bool


@dataclass(slots=True)
class _Entry:
    item: FeedItem
    keys: Keys
    known: Known | None = None


@dataclass(slots=True)
class _Index:
    """The posts of a feed by each of their keys; one that was found is not found again."""

    by: dict[str, defaultdict[str, list[Known]]] = field(
        default_factory=dict[str, defaultdict[str, list[Known]]]
    )
    taken: set[str] = field(default_factory=set[str])

    def find(self, name: str, key: str | None) -> list[Known]:
        found = self.by[name].get(key, ()) if key else ()
        return [known for known in found if known.id not in self.taken]


def place(
    reading: Reading, items: Sequence[FeedItem], known: Iterable[Known], elsewhere: Iterable[Known]
) -> tuple[Placed, ...]:
    """Tell what a reading brought from what is known: of this feed, and of others with the same links."""
    known = sorted(known, key=lambda one: (not one.was_there, one.first_seen, one.id))
    entries = _distinct(items)
    index = _index(known)
    _find_same(entries, index)
    _find_renamed(reading, entries, index, known)
    return _with_stories(reading, entries, known, elsewhere)


def stated_date(item: FeedItem, now: datetime) -> datetime | None:
    """When a post came out, as far as that can be believed."""
    for said in (item.published, item.updated):
        moment = sound(said)
        if moment is not None:
            return moment if moment <= now + BELIEVED_AHEAD else None
    return None


def sound(moment: datetime | None) -> datetime | None:
    """A moment in UTC that can be meant; None for any other."""
    if moment is None or moment.year not in YEARS:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _distinct(items: Sequence[FeedItem]) -> list[_Entry]:
    """The posts without those that are there twice, word for word, and those that say nothing."""
    entries: dict[tuple[str | None, ...], _Entry] = {}
    for item in items:
        keys = keys_of(item)
        entries.setdefault((keys.id, keys.link, keys.content), _Entry(item, keys))
    entries.pop((None, None, None), None)
    return list(entries.values())


_KEYS: dict[str, Callable[[Keys], str | None]] = {
    "id": lambda keys: keys.id,
    "link": lambda keys: keys.link,
    "title": lambda keys: keys.title,
    "content": lambda keys: keys.content,
}


def _index(known: Iterable[Known]) -> _Index:
    index = _Index({name: defaultdict(list) for name in _KEYS})
    for one in known:
        for name, of in _KEYS.items():
            key = of(one.keys)
            if key is not None:
                index.by[name][key].append(one)
    return index


def _find_same(entries: Sequence[_Entry], index: _Index) -> None:
    """Find what each entry is by its id, else its link, else its text."""
    ids = Counter(entry.keys.id for entry in entries)
    links = Counter(entry.keys.link for entry in entries)
    # First what agrees in more than one: where an id is shared, the rest is what tells them apart.
    steps: list[Callable[[_Entry], Known | None]] = [
        lambda entry: _first(
            one for one in index.find("id", entry.keys.id) if _agree(one.keys, entry.keys)
        ),
        lambda entry: (
            _first(one for one in index.find("id", entry.keys.id) if not _is_another(one, entry))
            if ids[entry.keys.id] == 1
            else None
        ),
        lambda entry: _by_link(entry, index, ids) if links[entry.keys.link] == 1 else None,
        lambda entry: (
            _first(index.find("content", entry.keys.content))
            if entry.keys.id is None and entry.keys.link is None
            else None
        ),
    ]
    for step in steps:
        for entry in entries:
            if entry.known is None:
                _take(entry, step(entry), index)


def _take(entry: _Entry, found: Known | None, index: _Index) -> None:
    if found is not None:
        entry.known = found
        index.taken.add(found.id)


def _first(found: Iterable[Known]) -> Known | None:
    return next(iter(found), None)


def _agree(one: Keys, other: Keys) -> bool:
    """Whether the links are the same, or else the texts."""
    if one.link and other.link and one.link == other.link:
        return True
    return one.content == other.content or (one.title is not None and one.title == other.title)


def _is_another(one: Known, entry: _Entry) -> bool:
    """Whether a post that has an entry's id is another one: its link, its title and its date are."""
    keys, published = entry.keys, sound(entry.item.published)
    differ = one.keys.link is not None and keys.link is not None and one.keys.link != keys.link
    return (
        differ
        and one.keys.title != keys.title
        and (published is None or published != one.published)
    )


def _by_link(entry: _Entry, index: _Index, ids: Counter[str | None]) -> Known | None:
    found = [
        one
        for one in index.find("link", entry.keys.link)
        # What is still there under its own id is not this one.
        if one.keys.id is None or one.keys.id == entry.keys.id or not ids[one.keys.id]
    ]
    if len(found) > 1:  # a page on which several things are told: only the title says which
        return _first(one for one in found if one.keys.title == entry.keys.title)
    return _first(found)


def _find_renamed(
    reading: Reading, entries: Sequence[_Entry], index: _Index, known: Sequence[Known]
) -> None:
    """Find what has another id and address than before, by its title: the old ones have vanished."""
    there = {entry.keys.id for entry in entries} | {entry.keys.link for entry in entries}
    stood = [one for one in known if one.was_there]
    gone = [one for one in stood if one.id not in index.taken]
    is_rebuilt = reading.is_whole and len(stood) > 1 and 2 * len(gone) > len(stood)
    stayed = [one.dated for one in stood if one.id in index.taken]
    oldest = min(stayed, default=None)

    def is_renamed(one: Known, entry: _Entry) -> bool:
        if (one.keys.id or one.keys.link) in there - {None}:
            return False
        if reading.now - one.first_seen < REPEATED or _same_date(one, entry):
            return True
        # One that older ones have outlived did not go for its age.
        left_early = oldest is not None and oldest < one.dated
        return one.was_there and reading.is_whole and (is_rebuilt or left_early)

    for entry in entries:
        if entry.known is None:
            name, key = (
                ("title", entry.keys.title) if entry.keys.title else ("content", entry.keys.content)
            )
            found = (one for one in index.find(name, key) if is_renamed(one, entry))
            _take(entry, _first(found), index)


def _same_date(one: Known, entry: _Entry) -> bool:
    return one.published is not None and one.published == sound(entry.item.published)


def _with_stories(
    reading: Reading,
    entries: Sequence[_Entry],
    known: Sequence[Known],
    elsewhere: Iterable[Known],
) -> tuple[Placed, ...]:
    """Give each entry its story, and say of new ones whether they are news."""
    stories = _Stories(Counter(entry.keys.link for entry in entries))
    for one in (*known, *elsewhere):
        stories.add(one.keys, one.feed, one.story)
    is_news = _judge(reading, entries, known)
    placed: list[Placed] = []
    # (The last of a feed is mostly the oldest, and the first to tell a story.)
    for entry in reversed(entries):
        one, keys = entry.known, entry.keys
        stated = stated_date(entry.item, reading.now)
        if one is not None:
            dated = min(one.dated, stated) if stated else one.dated
            placed.append(Placed(entry.item, keys, one, one.id, one.story, dated, is_backlog=False))
            continue
        id = digest(reading.feed, reading.now.isoformat(), keys.id, keys.link, keys.content)
        story = stories.of(keys, reading.feed) or id
        stories.add(keys, reading.feed, story)
        placed.append(
            Placed(entry.item, keys, None, id, story, stated or reading.now, not is_news(stated))
        )
    return tuple(reversed(placed))


class _Stories:
    """Stories by the links of all feeds, and by titles with the ends of their paths, feed by feed."""

    def __init__(self, links: Counter[str | None]) -> None:
        self._links = links
        self._by_link: dict[str, str] = {}
        self._by_link_and_text: dict[tuple[str, str | None], str] = {}
        self._by_tail: dict[tuple[str, str, str], str] = {}

    def add(self, keys: Keys, feed: str, story: str) -> None:
        """Keep a post's story."""
        if keys.link:
            self._by_link.setdefault(keys.link, story)
            self._by_link_and_text.setdefault((keys.link, keys.title or keys.content), story)
        if keys.title and keys.tail:
            self._by_tail.setdefault((feed, keys.title, keys.tail), story)

    def of(self, keys: Keys, feed: str) -> str | None:
        """The story that a post tells, if it is known."""
        if keys.link:
            # Where one page tells several things, the title has to be the same too.
            found = (
                self._by_link.get(keys.link)
                if self._links[keys.link] <= 1
                else self._by_link_and_text.get((keys.link, keys.title or keys.content))
            )
            if found:
                return found
        if keys.title and keys.tail:
            return self._by_tail.get((feed, keys.title, keys.tail))
        return None


def _judge(
    reading: Reading, entries: Sequence[_Entry], known: Sequence[Known]
) -> Callable[[datetime | None], bool]:
    """How to tell of what wasn't known, by its date, whether it is news."""
    if reading.is_first or reading.last_read is None:
        return lambda _stated: False
    unknown = sum(entry.known is None for entry in entries)
    was_away = reading.now - reading.last_read > AWAY
    if was_away or reading.has_moved or unknown > FLOOD:
        since = max(reading.last_read - DAY, reading.now - LASTS)
        return lambda stated: stated is not None and stated > since
    # A feed that goes further back than before brings old ones. (Dates may be put right in this reading.)
    dates = [one.published for one in known if one.was_there and one.published]
    dates += [
        date for entry in entries if entry.known and (date := stated_date(entry.item, reading.now))
    ]
    oldest = min(dates, default=None)
    return lambda stated: stated is None or oldest is None or stated >= oldest
