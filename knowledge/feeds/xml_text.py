"""What an XML document says before its root: an encoding, and entities of its own, which nobody needs."""

import re

_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*+)")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY|%[A-Za-z_]", re.IGNORECASE)
LONGEST_PROLOG = 20_000

NO_XML = "isn't XML"
ENTITIES = "declares entities of its own, which feeds have no use for and bombs are made of"


def split_prolog(said: str) -> tuple[str, str, str]:
    """A document's prolog, the name of its root, and what begins with the root; the name is empty where there is none."""
    position = 0
    while True:
        found = _ROOT.search(said, position)
        comment = said.find("<!--", position)
        if found is None:
            return said, "", ""
        if comment < 0 or comment > found.start():
            return said[: found.start()], found[1], said[found.start() :]
        end = said.find("-->", comment)
        if end < 0:
            return said, "", ""
        position = end + 3


def why_not_xml(said: str) -> str | None:
    """Why a text isn't given to a reader of XML: it has no root, or would have it expand entities."""
    prolog, root, _ = split_prolog(said)
    if _DOCTYPE.search(prolog) and _ENTITY.search(prolog):
        return ENTITIES
    if not root:
        return NO_XML
    return "begins too late" if len(prolog) > LONGEST_PROLOG else None
