"""Amounts in words, exactly as a source gives them."""

from knowledge.model import Figure

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "INR": "₹", "JPY": "¥"}


def money(amount: float, currency: str) -> str:
    """An amount with its currency: `$157,969`, `CHF 120,000`, `$52.50`."""
    number = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{number}" if symbol else f"{currency} {number}"


def span(low: float | None, high: float | None, currency: str, *, open_ended: bool = False) -> str:
    """Two ends in words: `$144,000–$180,000`, `$172,654+`, `up to $250,000`, `$96,000`."""
    plus = "+" if open_ended else ""
    match low, high:
        case None, None:
            raise ValueError("a span needs at least one end")
        case None, top:
            return f"up to {money(top, currency)}{plus}"
        case bottom, None:
            return f"{money(bottom, currency)}+"
        case bottom, top if bottom == top:
            return f"{money(bottom, currency)}{plus}"
        case bottom, top:
            return f"{money(bottom, currency)}–{money(top, currency)}{plus}"


def stated(figure: Figure) -> str:
    """A figure's amount as its source states it, with the period where that is not a year."""
    amount = span(figure.low, figure.high, figure.currency, open_ended=figure.open_ended)
    about = "about " if figure.approximate else ""
    starting = "from " if figure.statistic == "min" else ""
    period = "" if figure.period == "year" else f" a{'n' if figure.period == 'hour' else ''} "
    return f"{starting}{about}{amount}{period}{figure.period if period else ''}"
