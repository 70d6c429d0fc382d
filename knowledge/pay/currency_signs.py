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
    "$": "$", "dollar": "$", "buck": "$",
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
