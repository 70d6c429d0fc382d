"""Which addresses a page may be fetched from: those of the public Internet, and networks that a setting names."""

import re
from collections.abc import Collection
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""What IANA gives out of IPv6; all else is of this machine, of this network, or nobody's (RFC 4291)."""

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""NAT64 (RFC 6052): on networks without IPv4, the last 32 bits are the IPv4 address that is reached."""

_NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "2001::/23",  # Teredo and other protocols (RFC 2928)
            "2001:db8::/32",  # documentation (RFC 3849)
            "2002::/16",  # 6to4, which holds an IPv4 address (RFC 3056)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)
"""Special among what Python's `is_global` takes for public, in one of its versions or all."""

_LOCAL_NAME = re.compile(
    r"(?:.*\.)?(?:localhost|local|localdomain|internal|intranet|private|lan|home|corp|home\.arpa)|[^.]*"
)
"""Names of this machine or network (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`), or of no domain."""

_NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
"""How names end that some resolvers read as an IPv4 address: 127.1, 0x7f000001 (WHATWG's URL, 3.5)."""


def is_public(address: Address) -> bool:
    """Whether an address is of the public Internet, and no way around to one that isn't."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped
        if address in _TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
        if address.scope_id or address not in _GLOBAL_UNICAST:
            return False
    special = address.is_multicast or address.is_reserved or _within(address, _NOT_PUBLIC)
    return address.is_global and not special


def may_be_reached(said: str, allowed: Collection[Network]) -> bool:
    """Whether an address, as a resolver gives it, is public or within an allowed network."""
    try:
        address = ip_address(said)
    except ValueError:
        return False
    return is_public(address) or _within(address, allowed)


def may_be_named(host: str, allowed: Collection[Network]) -> bool:
    """Whether a proxy may be asked for a host, whose addresses it alone learns: none that is local by its name."""
    name = host.rstrip(".").lower()
    try:
        ip_address(name)
    except ValueError:
        return not (_LOCAL_NAME.fullmatch(name) or _NUMERIC.fullmatch(name))
    return may_be_reached(name, allowed)


def _within(address: Address, networks: Collection[Network]) -> bool:
    return any(address.version == one.version and address in one for one in networks)
