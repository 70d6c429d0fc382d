"""The label before the sum of a list item or a short line: `**Entry** (n=55): $98,042`, by what its heading lists."""

import re

from knowledge.pay.about import About, level_in, title_in
from knowledge.pay.columns import Dimension, dimension_of
from knowledge.pay.experience import years_in
from knowledge.pay.parts import PARTS, PAY, STATISTICS
from knowledge.pay.structure import Passage

MOST_LABEL = 60
"""Characters; what is longer is a sentence."""

_BY = re.compile(r"\b(?:by|per|nach|por|par)\s(?P<what>(?:\w+[\s/]){0,2}\w+)", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:companies|employers|firms|cities|locations|countries|regions|provinces|states|metros|markets|hubs|industries|sectors|roles|titles|positions|occupations|jobs"
    r"|levels|grades|empresas|ciudades|países|unternehmen|städte|länder|branchen|berufe)\b",
    re.IGNORECASE,
)
"""What a heading lists: in the plural, or behind "by"."""
_SIZES = re.compile(
    r"\b(?:company|companies|employer|city|team)\s(?:size|type|stage)s?\b", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_VERB = re.compile(
    r"\b(?:is|are|was|were|earns?|pays?|makes?|gets?|offers?|can|could|will|would|ranges?|averages?|starts?|expects?|you|we|they|have|has|liegt|verdien\w+|ist|sind|gana\w*|es|son)\b",
    re.IGNORECASE,
)
_SINGULAR = {
    "cities": "city", "countries": "country", "metros": "metro", "markets": "market", "hubs": "hub", "jobs": "job", "firms": "company",
    "employers": "employer", "companies": "company", "regions": "region", "states": "state", "titles": "title", "grades": "grade",
    "ciudades": "ciudad", "empresas": "empresa", "städte": "stadt", "länder": "land", "branchen": "branche", "berufe": "beruf",
    "provinces": "province", "positions": "position", "levels": "level", "seniority": "level", "size": "size",
}  # fmt: skip


def label_of(text: str, first: int, end: int) -> str | None:
    """The words before the only sum of a short line, from `first` to `end`; None where they are a sentence's."""
    label, behind = text[:first], text[end:]
    if (
        len(label) > MOST_LABEL
        or len(behind) > MOST_LABEL
        or _VERB.search(_BRACKETS.sub("", label))
    ):
        return None
    label = re.sub(r"^\W+", "", _BRACKETS.sub("", label)).strip(" \t*_:=|–—-.,~")
    return label if re.search(r"[^\W\d_]", label) else None


def listed_by(passage: Passage) -> Dimension | None:
    """What the heading or the line above a list says that each of its items is."""
    lead = [piece.text for piece in passage.lead[-1:] if len(piece.text) < MOST_LABEL * 2]
    for words in [*reversed(lead), *(heading.text for heading in passage.headings[-1:])]:
        by = _BY.search(words)
        listed = _LISTED.search(words)
        said = by["what"] if by else listed[0] if listed else ""
        if not said or _SIZES.search(words):
            continue
        named = " ".join(_SINGULAR.get(word, word) for word in said.casefold().split())
        found = dimension_of(named)
        if found not in (None, "other"):
            return found
    return None


def about_label(label: str, kind: Dimension, whole: str) -> About:
    """What a label says that names one of a kind; `whole` has its brackets too."""
    level, years = level_in(label), years_in(whole)
    match kind:
        case "company":
            return About(company=label)
        case "industry":
            return About(industry=label)
        case "place":
            return About(place=label)
        case "title":
            return About(title=label, level=level, years=years)
        case "level" if title_in(label) is not None and len(label.split()) > 1:
            return About(title=label, level=level, years=years)
        case "level":
            return About(level=None if years and not level else label, years=years)
        case _:
            return About(level=level, years=years)


def names_nothing(label: str) -> bool:
    """Whether a label has words that say neither which part of pay, nor which statistic, nor that it is pay."""
    said = label
    for words in (PAY, *(words for _, words in (*PARTS, *STATISTICS)), _OF_PAY):
        said = words.sub(" ", said)
    return re.search(r"[^\W\d_]{2,}", said) is not None


_OF_PAY = re.compile(
    r"\b(?:range|ranges|band|bands|annual|yearly|monthly|hourly|gross|net|per|year|month|hour|usd|eur|gbp|inr|overall|typical|current|starting|percentile"
    r"|expected|estimated|approx\w*|about|around|from|the|and|for|your|our|amount|figure|average|value|target)\b",
    re.IGNORECASE,
)
