"""The text of an offer made plain: without markup, without fillers and without what was read."""

import re
import unicodedata
from collections.abc import Sequence

from knowledge.normalization import undecorated


def plain_offer(text: str) -> str:
    """The text without decorations and marks of headings; letter case and lines stay."""
    text = re.sub(r"(?m:^#+\s)", " ", undecorated(text))
    return _HEADING.sub(r"\g<heading>: ", text)


_HEADING = re.compile(
    r"^[^\w\n]*(?P<heading>(?:job |role )?(?:title|locations?|company(?: name)?|level|standort)"
    r"|gehalt|(?:salary|pay|compensation)(?: range| expectations?| details)?)"
    r"[ \t]*:?[ \t]*\n\s*(?:[-•*][ \t]*)?",
    re.IGNORECASE | re.MULTILINE,
)
"""A heading that names what stands in the next line."""


def blanked(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """The text with some places blanked out, the others where they were."""
    characters = list(text)
    for start, end in taken:
        characters[start:end] = [c if c == "\n" else " " for c in characters[start:end]]
    return "".join(characters)


_EMOJI = frozenset({"So", "Sk", "Cf", "Mn"})
"""Unicode's categories of emoji and of what joins them."""

_FILLERS = re.compile(
    r"(?<!\w)(?:\d\d/\d\d?|c\.|ca\.|circa|approx\.?|doe|depend(?:ent|ing) on experience|negotiable"
    r"|gross|net(?:to)?|brut\w*|before tax|pre-?tax|good|fair|okay?|plus|between|starting|starts?"
    r"|they(?:'re)?|that's|as|up to|worth|per|each|check|compare|take|accept|split|benefits|hiring)(?!\w)",
    re.IGNORECASE,
)
"""Words that say nothing here, and shares of a whole."""

_FOREIGN = re.compile(
    r"\b(?:el|los|las|un|una|para|con|por|del|le|les|des|du|et|pour|y|und|für|mit|bei|ingenier\w+|"
    r"ing[eé]nieur\w*)\b",
    re.IGNORECASE,
)


def without_fillers(text: str) -> str:
    """The text without what means nothing in an offer, or a role's short name by accident."""
    text = "".join(c if unicodedata.category(c) not in _EMOJI else " " for c in text)
    text = _FILLERS.sub(" ", text)
    if _FOREIGN.search(text):
        text = re.sub(r"\bde\b", " ", text, flags=re.IGNORECASE)
    return re.sub(r"(?<=\w), ?DE\b", " ", text)
