"""Links as they are kept: absolute, straight to what they lead to, without what only tracks readers."""

import re
from urllib.parse import parse_qs, urljoin, urlsplit, urlunsplit

LONGEST = 3_000

_TRACKING = re.compile(
    r"utm_\w*|_?(?:fb|g|d|y|ms|tw|li_fat_)cl(?:id|srcid)|gbraid|wbraid|li_fat_id|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|igshid|igsh"
    r"|vero_id|oly_(?:anon|enc)_id|wt_mc|s_cid|msclkid|gclsrc|__s|_openstat",
    re.IGNORECASE,
)
_GOOGLE = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
MOST_REDIRECTS = 3


def canonical(link: str, base: str | None = None) -> str | None:
    """The link to keep, its fragment too; None where it leads to no page of the web.

    One that is relative is resolved against `base`; where that isn't known, it leads nowhere.
    """
    try:
        absolute = urljoin(base or "", "".join(link.split()) if "\n" in link else link.strip())
        for _ in range(MOST_REDIRECTS):
            parts = urlsplit(absolute)
            target = _google_target(parts.netloc, parts.path, parts.query)
            if target is None:
                break
            absolute = target
        parts = urlsplit(absolute)
        is_page = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        return None
    if not is_page:
        return None
    query = "&".join(
        pair
        for pair in parts.query.split("&")
        if not _TRACKING.fullmatch(pair.partition("=")[0].removeprefix("amp;"))
    )
    kept = urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
    kept = kept.replace(" ", "%20")
    return kept if len(kept) <= LONGEST and kept.isprintable() else None


def _google_target(host: str, path: str, query: str) -> str | None:
    """What Google's alerts lead to: `google.com/url?…&url=<target>`."""
    if path != "/url" or not _GOOGLE.fullmatch(host.lower()):
        return None
    asked = parse_qs(query)
    return next(
        (
            target
            for name in ("url", "q")
            for target in asked.get(name, ())
            if target.startswith(("http://", "https://"))
        ),
        None,
    )
