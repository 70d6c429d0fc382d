"""Personio's XML feed of positions, as it is seen."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from knowledge.drafting.article import Refusal
from knowledge.feeds.plain import cut, printable
from knowledge.feeds.reading import FeedRead, JobAd
from knowledge.feeds.stated import MOST_TEXT, body, moment, places, words
from knowledge.feeds.xml_text import why_not_xml


def asked(board: str) -> str:
    """The address of a company's positions, which come all at once."""
    return f"https://{board}.jobs.personio.de/xml"


def read(answer: object, url: str) -> FeedRead | Refusal:
    """The positions of a company."""
    said = printable(str(answer))
    if (why := why_not_xml(said)) is not None:
        return Refusal(why)
    try:
        # What it could be made to expand is refused before.
        root = ET.fromstring(said)  # noqa: S314
    except (ET.ParseError, ValueError) as error:
        return Refusal(f"can't be read: it isn't XML ({error})")
    if root.tag != "workzag-jobs":
        return Refusal("isn't what Personio answers: a list of `workzag-jobs`")
    return FeedRead(
        ads=tuple(ad for position in root.iter("position") for ad in _ad(position, url))
    )


def _ad(position: ET.Element, url: str) -> Iterator[JobAd]:
    identifier, title = words(position.findtext("id"), 100), words(position.findtext("name"))
    if identifier is None or title is None:
        return
    others = (one.text for one in position.iterfind("additionalOffices/office"))
    kinds = (words(position.findtext(name), 60) for name in ("employmentType", "schedule"))
    told = "\n".join(
        f"{words(one.findtext('name')) or ''}\n{body(one.findtext('value'))}".strip()
        for one in position.iterfind("jobDescriptions/jobDescription")
    )
    yield JobAd(
        identifier,
        title,
        words(position.findtext("subcompany")),
        _link(identifier, url),
        places(position.findtext("office"), *others),
        None,
        ", ".join(filter(None, kinds)) or None,
        moment(position.findtext("createdAt")),
        text=cut(told, MOST_TEXT),
    )


def _link(identifier: str, url: str) -> str | None:
    """The page of a position, which is next to the feed."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return None
    return f"{parts.scheme}://{parts.netloc}/job/{quote(identifier, safe='')}"
