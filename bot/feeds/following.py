"""What a first answer leads to: further pages, and the texts of ads, a bounded number of each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from bot.feeds.carried import Answer
from bot.feeds.reading import read_answer, read_answers
from bot.fetching.fetcher import Deadline, Fetched, Fetcher
from knowledge.drafting.article import Refusal
from knowledge.feeds.model import FeedKind
from knowledge.feeds.reading import FeedRead, JobAd

MOST_PAGES = 20
MOST_ADS = 5_000
"""Ads after which no further page is asked for."""

MOST_DETAILS = 100
MOST_BYTES = 2_000_000
"""Of the answer that has an ad's own text."""

DETAILS_AT_ONCE = 25
"""Read together in one process; fewer are lost where it ends."""

GONE = Refusal("is gone")


@dataclass
class _Following:
    """What was read so far, and what came in the way."""

    read: list[FeedRead]
    is_whole: bool = True
    goes_on: bool = True
    notes: list[str] = field(default_factory=list[str])

    def leave_out(self, why: str) -> None:
        self.is_whole = False
        self.notes.append(why)


def followed(
    fetcher: Fetcher,
    kind: FeedKind,
    url: str,
    first: FeedRead,
    known_ads: Collection[str],
    deadline: Deadline,
) -> FeedRead:
    """The first answer with all that it leads to; it is whole where everything came, and was whole."""
    so_far = _Following([first])
    _follow_pages(so_far, fetcher, kind, url, deadline)
    ads = {ad.identifier: ad for read in so_far.read for ad in read.ads}
    details = {name: where for read in so_far.read for name, where in read.details.items()}
    asked_for = {name: where for name, where in details.items() if name not in known_ads}
    texts = _details(so_far, fetcher, kind, asked_for, deadline)
    kept = tuple(
        _with_text(ad, texts.get(ad.identifier))
        for ad in ads.values()
        if ad.identifier not in asked_for or ad.identifier in texts
    )
    notes = dict.fromkeys([*(note for read in so_far.read for note in read.notes), *so_far.notes])
    return FeedRead(
        title=next((read.title for read in so_far.read if read.title), None),
        home=next((read.home for read in so_far.read if read.home), None),
        items=tuple(item for read in so_far.read for item in read.items),
        ads=kept,
        values=tuple(value for read in so_far.read for value in read.values),
        is_whole=so_far.is_whole and all(read.is_whole for read in so_far.read),
        notes=tuple(notes),
    )


def _follow_pages(
    so_far: _Following, fetcher: Fetcher, kind: FeedKind, url: str, deadline: Deadline
) -> None:
    """Ask for every further page, each once."""
    asked = {url}
    waiting = list(so_far.read[0].more)
    while waiting:
        page = waiting.pop(0)
        if page in asked:
            so_far.leave_out("One of its pages leads back to an earlier one.")
            continue
        if len(asked) >= MOST_PAGES or sum(len(one.ads) for one in so_far.read) >= MOST_ADS:
            so_far.leave_out(f"Only the first of its pages were read: {len(asked)}.")
            return
        asked.add(page)
        answer = _fetched(fetcher, page, deadline)
        read = answer if isinstance(answer, Refusal) else read_answer(kind, answer)
        if isinstance(read, Refusal):
            so_far.leave_out(f"A further page {read.why}.")
            return
        so_far.read.append(read)
        waiting += read.more


def _details(
    so_far: _Following,
    fetcher: Fetcher,
    kind: FeedKind,
    asked_for: Mapping[str, str],
    deadline: Deadline,
) -> Mapping[str, JobAd]:
    """The ads of their own addresses, by identifier; those beyond the first are left to later visits."""
    texts: dict[str, JobAd] = {}
    names = list(asked_for)[:MOST_DETAILS]
    if len(asked_for) > MOST_DETAILS:
        left = len(asked_for) - MOST_DETAILS
        so_far.leave_out(f"{left:,} more ads are read by the next visits, {MOST_DETAILS} each.")
    while names and so_far.goes_on:
        answers: dict[str, Answer] = {}
        for name in names[:DETAILS_AT_ONCE]:
            answer = _fetched(fetcher, asked_for[name], deadline, MOST_BYTES)
            if isinstance(answer, Answer):
                answers[name] = answer
            elif answer != GONE:  # an ad that ends while it is read is no failure
                so_far.leave_out(f"The text of an ad {answer.why}.")
                so_far.goes_on = False
                break
        texts |= _read_details(so_far, kind, answers)
        del names[:DETAILS_AT_ONCE]
    return texts


def _read_details(
    so_far: _Following, kind: FeedKind, answers: Mapping[str, Answer]
) -> Mapping[str, JobAd]:
    if not answers:
        return {}
    read = read_answers(kind, list(answers.values()))
    if isinstance(read, Refusal):
        so_far.leave_out(f"The text of an ad {read.why}.")
        return {}
    texts: dict[str, JobAd] = {}
    for name, one in zip(answers, read, strict=True):
        if isinstance(one, Refusal):
            so_far.leave_out(f"The text of an ad {one.why}.")
        elif one.ads:
            texts[name] = one.ads[0]
    return texts


def _with_text(ad: JobAd, detail: JobAd | None) -> JobAd:
    """An ad of a list with what its own address says besides."""
    if detail is None:
        return ad
    told = {
        name: value
        for name in JobAd.__dataclass_fields__
        if name not in ("identifier", "title") and (value := getattr(detail, name))
    }
    return replace(ad, **told)


def _fetched(
    fetcher: Fetcher, url: str, deadline: Deadline, most: int | None = None
) -> Answer | Refusal:
    """An answer of at most so many bytes, as long as there is time."""
    try:
        left = deadline.left()
    except TimeoutError:
        return Refusal("comes too late: the visit's time is over")
    usual = fetcher.limits
    limits = replace(
        usual, seconds=min(usual.seconds, left), bytes=min(usual.bytes, most or usual.bytes)
    )
    fetched = replace(fetcher, limits=limits).fetch(url)
    if isinstance(fetched, Refusal):
        return fetched
    if fetched.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return GONE
    if fetched.status != HTTPStatus.OK:
        return Refusal(f"can't be had: the server answers with HTTP {fetched.status}")
    return answer_of(fetched)


def answer_of(fetched: Fetched) -> Answer:
    """What a server answered, to be read."""
    return Answer(fetched.url, fetched.headers.get("content-type", ""), fetched.body)
