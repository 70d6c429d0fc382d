"""What sentences of a post say: who is looked for, and by whom."""

import re
from dataclasses import replace

from knowledge.library import Library
from knowledge.pay.heads import Head
from knowledge.pay.job_words import JOB_NOUN, RUNNING_TEXT
from knowledge.pay.labelled import cleaned
from knowledge.pay.where import place_in
from knowledge.words import undecorated

_LOOKED_FOR = re.compile(
    r"\b(?:hiring|looking for|searching for|seeking|recruiting|(?:opening|interview(?:ed)?|role|position"
    r"|vacancy|offer|join(?:ing)?(?: us)?) (?:for|as|is for)|em busca de|procura por|suchen|recherchons"
    r"|buscamos|contrata(?:ndo)?|zoeken|szukamy)\s*:?\s+"
    r"(?:(?:an?|our|the|your|its|next|new|first|another|two|three|several|multiple|more|experienced|talented"
    r"|passionate|highly|skilled|um|uma|einen?|eine|un|une|una|een|amazing|great|\(?[sm]\)?)\s+)*"
    r"(?P<title>[^\n,.;:!?()|]{2,80}?)"
    r"(?=\s+(?:to|who|with|in|at|for|that|on|based|from|position|role|job|opening|para|com|em|with)\b"
    r"|[,.;:!?()|\n]|\s[-–—]|$)",
    re.IGNORECASE,
)
_ROLE_AT = re.compile(
    r"\b(?:the|an?|for|as)\s+(?P<title>[^\n,.;:!?()|]{2,50}?)\s+(?:role|position|job)\s+(?:at|with|in)\s+"
    r"(?P<company>[A-Z][\w&.’'-]*(?:\s[A-Z][\w&.’'-]*){0,3})"
)
_OFFER_FROM = re.compile(
    r"\b(?:offer|offers)\s+(?:from|in|at|by|with)\s+(?P<company>(?-i:[A-Z])[\w&.’'-]*(?:\s(?-i:[A-Z])[\w&.’'-]*){0,3}"
    r"|[a-z]{3,20}(?=\s(?:with|for|of)\b))",
    re.IGNORECASE,
)
_HIRER = re.compile(
    r"(?:^|[.!\n]\s*|\bAt\s|\bjoin(?:ing)?\s)(?P<company>[A-Z][\w&.’'-]*(?:\s[A-Z][\w&.’'-]*){0,3})"
    r"(?:,? (?:\w+ )?(?:is|are) (?:\w+ )?(?:hiring|looking|seeking|recruiting|searching)|,? we(?:'|’|\s)|,? as an?\s)"
)


def told(library: Library, text: str) -> Head:
    """What sentences say: who is looked for, and by whom."""
    start = undecorated(text[:4_000])
    head = Head()
    remote = _REMOTE.search(start)
    if remote is not None:
        head = Head(place=remote["place"] or remote["of"])
    match = _ROLE_AT.search(start)
    if match is not None and JOB_NOUN.search(match["title"]):
        head = replace(head, title=match["title"].strip(), company=match["company"])
    for match in _LOOKED_FOR.finditer(start):
        title = cleaned(match["title"])
        if head.title is None and JOB_NOUN.search(title) and not RUNNING_TEXT.search(title):
            head = replace(head, title=title)
            at = _AT.match(start, match.end("title"))
            if at is not None:
                head = replace(head, company=head.company or at["company"])
            behind = _IN_BRACKETS.match(start, match.end("title"))
            if behind is not None:
                head = replace(head, place=place_in(library, behind["place"]) or head.place)
    for pattern in (_OFFER_FROM, _HIRER):
        match = pattern.search(start)
        if (
            head.company is None
            and match is not None
            and match["company"].lower() not in _NO_COMPANY
        ):
            head = replace(head, company=match["company"].rstrip("."))
    return head


_IN_BRACKETS = re.compile(r"\s*\((?P<place>[^()\n]{2,60})\)")
_AT = re.compile(r"\s+(?:at|@)\s+(?P<company>[A-Z0-9][\w&.’'-]*(?:\s[A-Z][\w&.’'-]*){0,3})")
_REMOTE = re.compile(
    r"\b(?:positions?|roles?|jobs?)\b[^.\n]{0,40}?\b(?:is|are)\s+(?P<place>(?:fully |100% )?remote)\b"
    r"|(?<!no )(?<!not )(?<!not a )\b(?P<of>(?:fully |100% )?remote) (?:positions?|roles?|jobs?|vacanc\w+)\b",
    re.IGNORECASE,
)
_NO_COMPANY = frozenset(
    {"we", "i", "you", "the", "our", "they", "who", "which", "this", "a", "what", "it"}
)
