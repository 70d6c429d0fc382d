"""How texts write currencies: signs, codes and words."""

import re
from collections.abc import Sequence

CURRENCY_SIGNS = {
    "us$": "USD", "usd": "USD", "us dollar": "USD", "u.s. dollar": "USD",
    "ca$": "CAD", "c$": "CAD", "cad": "CAD", "canadian dollar": "CAD",
    "au$": "AUD", "a$": "AUD", "aud": "AUD", "australian dollar": "AUD",
    "nz$": "NZD", "nzd": "NZD", "s$": "SGD", "sgd": "SGD", "hk$": "HKD", "hkd": "HKD",
    "r$": "BRL", "brl": "BRL", "mx$": "MXN", "mxn": "MXN",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
    "quid": "GBP",
    "chf": "CHF", "sfr": "CHF", "fr.": "CHF", "franken": "CHF", "swiss franc": "CHF",
    "₹": "INR", "inr": "INR", "rs.": "INR", "rs": "INR", "rupee": "INR",
    "¥": "JPY", "jpy": "JPY", "yen": "JPY", "円": "JPY", "cny": "CNY", "rmb": "CNY", "yuan": "CNY",
    "pesos mexicanos": "MXN", "mxp": "MXN", "ars": "ARS", "clp": "CLP", "cop": "COP", "pen": "PEN",
    "reais": "BRL", "soles": "PEN", "try": "TRY", "uah": "UAH", "huf": "HUF", "ron": "RON",
    "zar": "ZAR", "ngn": "NGN", "₦": "NGN", "kes": "KES", "php": "PHP", "₱": "PHP", "aed": "AED",
    "sar": "SAR", "idr": "IDR", "rp": "IDR", "myr": "MYR", "thb": "THB", "krw": "KRW", "₩": "KRW",
    "元": "CNY", "dong": "VND", "đ": "VND",
    "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "zł": "PLN", "zl": "PLN", "czk": "CZK",
    "vnd": "VND", "₫": "VND", "₪": "ILS", "ils": "ILS", "nis": "ILS",
    "schweizer franken": "CHF", "francs suisses": "CHF",
    "dólares": "$", "dolares": "$", "dólar": "$", "$": "$", "dollar": "$", "buck": "$",
}  # fmt: skip
"""Signs and words for money, and their ISO 4217 code; a bare dollar names no country."""


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


SIGN = _alternatives([sign for sign in CURRENCY_SIGNS if not sign[0].isalpha()])
CODE = _alternatives([sign for sign in CURRENCY_SIGNS if sign[0].isalpha()])
"""What a pattern looks for: either sign or code (or word), the longest first."""


def currency_of(sign: str | None) -> str | None:
    """The currency of a sign, code or word, also in the plural; None where it is none."""
    if not sign:
        return None
    sign = sign.casefold().strip()
    return CURRENCY_SIGNS.get(sign) or CURRENCY_SIGNS.get(sign.rstrip("s"))


DOLLAR_LANDS = re.compile(
    r"\b(?:canada|canadian|toronto|vancouver|montr[eé]al|australian?|sydney|melbourne|brisbane|singapore|new zealand|auckland"
    r"|hong kong|méxico|mexico|argentina|chile|colombia|pesos?)(?!\w)",
    re.IGNORECASE,
)
"""Where a bare dollar sign may be another dollar, or a peso."""
_MEXICAN = re.compile(r"\b(?:mxn|pesos mexicanos)\b", re.IGNORECASE)
_US = re.compile(r"\b(?i:usd|us\$|united states|u\.s\.|usa|american)(?!\w)|\bUS\b")


def dollar_of(text: str) -> tuple[str | None, bool]:
    """The currency that a bare dollar sign means in a text, and whether that is sure.

    In a text in Spanish it is a peso as often as a dollar.
    """
    if _MEXICAN.search(text):
        return "MXN", True
    has_others = DOLLAR_LANDS.search(text) is not None
    if (has_others or _is_spanish(text)) and not _US.search(text):
        return None, False
    return "USD", not has_others


def named_behind(text: str) -> str | None:
    """The dollar that a text names right behind a sum, as in `$90,000 CAD`."""
    match = _NAMED_BEHIND.match(text)
    return match["code"].upper() if match else None


_NAMED_BEHIND = re.compile(r"\s?\(?(?P<code>USD|CAD|AUD|SGD|NZD|MXN|HKD)\b", re.IGNORECASE)


def _is_spanish(text: str) -> bool:
    start = text[:5_000].lower()
    spanish = sum(
        start.count(word) for word in (" el ", " los ", " las ", " que ", " en ", " para ", " con ")
    )
    return spanish > sum(start.count(word) for word in (" the ", " of ", " and ", " for ", " in "))
