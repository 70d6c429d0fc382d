"""Addresses of further pages, and what an address asks for."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


def asked_for(url: str, name: str) -> int:
    """A number that an address asks for, such as its offset; 0 where it asks for none."""
    try:
        said = dict(parse_qsl(urlsplit(url).query)).get(name, "")
    except ValueError:
        return 0
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def with_parameters(url: str, **numbers: int) -> str:
    """The same address with other numbers in its query."""
    parts = urlsplit(url)
    query = urlencode({**dict(parse_qsl(parts.query)), **numbers}, safe=",")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
