"""What a post and a job ad are known by: keys that stay the same where only the writing differs."""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urlsplit

from knowledge.feeds.reading import FeedItem, JobAd

_VERSION = re.compile(r"(?<=\d{4})v\d{1,3}$")
"""The end of ids and links such as arXiv's `2506.01234v2`: a paper that is revised stays the same paper."""

_WORDS = re.compile(r"\w+")
_NUMBER = re.compile(r"/(\d+)(?=/)")
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Keys:
    """What a post is known by, each None where it has none of it.

    `id` and `link` are without the scheme, `www.` and a version; a link to a whole site tells nothing apart and
    is none. `content` is of title and summary. `tail` is the last part of the link's path, with the numbers
    before it (`2026/11/news` and `2026/12/news` are two).
    """

    id: str | None = None
    link: str | None = None
    title: str | None = None
    content: str | None = None
    tail: str | None = None


def keys_of(item: FeedItem) -> Keys:
    """The keys of a post."""
    return Keys(
        id=None if not item.id else digest(_as_link(item.id) or _unversioned(item.id.strip())),
        link=link_key(item.link),
        title=title_key(item.title),
        content=content_key(item.title, item.summary),
        tail=tail_of(item.link),
    )


def digest(*parts: str | None) -> str:
    """A key of 32 characters."""
    return hashlib.sha256(repr(parts).encode(errors="replace")).hexdigest()[:32]


def link_key(link: str | None) -> str | None:
    """The key of a link; of one without a path or a query, None."""
    normal = _as_link(link) if link else None
    return None if normal is None or normal.endswith("/") else digest(normal)


def title_key(title: str) -> str | None:
    """The key of a title: capitals, spaces and punctuation make no difference."""
    words = _words(title)
    return digest(words) if words else None


def content_key(title: str, summary: str) -> str | None:
    """The key of a text; None where there is none."""
    words = _words(f"{title} {summary}")
    return digest(_words(title), _words(summary)) if words else None


def job_key(ad: JobAd) -> str:
    """What is the same for one job in several places, or posted again: employer, title and text."""
    # (Of texts there are many megabytes: only their spaces and capitals are made alike.)
    text = " ".join(ad.text.casefold().split())
    return digest(_words(ad.organization or ""), _words(ad.title), text)


def tail_of(link: str | None) -> str | None:
    """The last part of a link's path, with the numbers on the way to it; None where it says nothing."""
    parts = _parts(link) if link else None
    if parts is None:
        return None
    path = parts.path.rstrip("/")
    last = path.rpartition("/")[2].partition(".")[0].lower()
    if not re.search(r"[^\W\d_]", last) or last in ("index", "default", "home"):
        return None
    return "/".join([*_NUMBER.findall(path), last])


def _words(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _unversioned(text: str) -> str:
    return _VERSION.sub("", text)


def _parts(link: str) -> SplitResult | None:
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    return parts if parts.scheme.lower() in _WEB and parts.netloc else None


def _as_link(link: str) -> str | None:
    """A web address as it is compared; it ends with a slash where it is that of a whole site."""
    parts = _parts(link)
    if parts is None:
        return None
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")
    path = _unversioned(quote(unquote(parts.path), safe="/").rstrip("/"))
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return (
        f"{host.removeprefix('www.')}{path}{query}{fragment}"
        if (path or query or fragment)
        else f"{host.removeprefix('www.')}/"
    )


def company_key(name: str) -> str:
    """What a company is known by: its name, however it is written, without its legal form."""
    words = [word.strip(".,") for word in name.casefold().split()]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


_LEGAL_FORMS = frozenset(
    "inc incorporated llc ltd limited corp corporation gmbh ag se plc bv ab sa".split()
)
