"""Numbers of a text that say something else than money: dates, times, telephones, identifiers, counts."""

import re

from knowledge.pay.currency_signs import CODE

_TIME_UNITS = (
    r"years?|yrs?|yoe|jahren?|años?|ans|anni|months?|mos|monate?n?|mois|meses|weeks?|wks?|wochen?|"
    r"days?|tagen?|tage|jours?|días?|hours?|hrs?|stunden?|minutes?|mins?"
)
_PEOPLE = (
    r"employees|people|persons?|users|customers|clients|members|requests|events|rows|records|"
    r"queries|patients|stores|subscribers|companies|businesses|students|mitarbeiter\w*|"
    r"applicants|followers|downloads|stars|gpus|cpus|nodes|servers|tps|qps|rps|models|tables|"
    r"countries|offices|miles|km|tb|gb|pb|dau|mau"
)

_OTHER_NUMBERS = re.compile(
    rf"""
    https?://\S+ | www\.\S+ | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,4}}
    | (?<![\w.])\+\d[\d\s().-]{{6,20}}\d                                    # +49 30 12345678
    | (?<!\w)\(?\d{{3}}\)?[\s.-]\d{{3}}[\s.-]\d{{4}}(?!\w)                # (512) 555-0142
    | (?<!\d)\d{{4}}-\d\d?-\d\d?(?!\d) | (?<!\d)\d\d?[/.]\d\d?[/.]\d{{2,4}}(?!\d)
    | (?<!\d)24/7(?!\d) | \b\d\d?(?::\d\d)?\s?[ap]\.?m\b | \b\d\d?:\d\d\b
    | (?<![\w$€£₹.,-])(?:19|20)\d\d(?:\s?-\s?(?:19|20)?\d\d)?
      (?![\w%€$£,.]?\d|\s?(?:k|€|\$|£|eur|usd|gbp|chf|cad|aud|a|an|per|/)(?!\w)|\w)  # a year
    | \b(?:job|req|requisition|reference|ref|id|zip|plz|posting|ticket)\W{{0,3}}
      (?:id|no|nr|number|code)?\W{{0,3}}[A-Z]{{0,4}}-?\d[\d-]*
    | \(\s?n\s?=\s?[\d.,]+\s?\)                                         # a sample
    | \(\s?(?:scale|grade|level|band|step|schaal|stufe)\s?\d{{1,2}}\s?\)
    | \b(?:no|nr)\.\s?\d+ | \#\s?\d+ | ,\s?(?-i:[A-Z]{{2}})\s\d{{5}}(?:-\d{{4}})?\b
    | (?-i:\b(?!(?:{CODE.upper()})\d)[A-Z]{{1,5}}-?\d{{3,}})\b           # R-104522
    | (?<![\w$€£₹.,])\d{{1,3}}(?:[.,]\d)?\s*\+?\s*(?:(?:-|to|bis)\s*\d{{1,3}}(?:[.,]\d)?\s*\+?\s*)?
      -?\s?(?:{_TIME_UNITS})\b
    | (?<![\w$€£₹.,])\d[\d.,]{{0,15}}\s?(?:k|m|mn|million|billion|b)?\s?\+?
      (?:\s(?:monthly|daily|active|weekly|enterprise|paying|concurrent|happy|of))*
      [\s-](?:{_PEOPLE})\b
    | (?<![\w$€£₹.,])\d{{1,6}}\+?\s
      (?:engineers|developers|scientists|analysts|colleagues|openings|positions)\b
    | (?<![\w$€£₹.,])\d{{1,6}}-(?:person|people|strong)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Numbers that say something else than money: dates, times, telephones, identifiers, counts."""

_RETIREMENT_PLAN = re.compile(r"(?<![\w$€£₹.,])(?:401\s?\(?k\)?|403\s?\(?b\)?)", re.IGNORECASE)
_SHARES = re.compile(r"(?<![\w$€£₹.,/])(?P<one>\d\d)/(?P<other>\d\d)(?![\w.,/])")
"""Two parts of a whole, such as a 60/40 split."""

_RANGE_BEGUN = re.compile(r"\d\s?k?\s?(?:-|to)\s?$", re.IGNORECASE)


def without_other_numbers(text: str) -> str:
    """The text with numbers blanked out that are no money, every other character at its place."""
    for start, end in retirement_plans(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    text = _SHARES.sub(lambda m: " " * len(m[0]) if _is_whole(m) else m[0], text)
    return _OTHER_NUMBERS.sub(lambda m: " " * len(m[0]), text)


def _is_whole(shares: re.Match[str]) -> bool:
    return int(shares["one"]) + int(shares["other"]) == 100


def retirement_plans(text: str) -> list[tuple[int, int]]:
    """Where a text names a 401(k) or a 403(b); "$401k" and "300-401k" are sums."""
    return [
        match.span()
        for match in _RETIREMENT_PLAN.finditer(text)
        if not _RANGE_BEGUN.search(text[max(0, match.start() - 10) : match.start()])
    ]
