"""What is entered in the forms of a review: read, or what is wrong with it at each field."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from handlers.curation.edits import amount_entered
from handlers.payloads import View
from handlers.placing import FieldErrors
from handlers.views.drafting.forms import (
    ABOUT,
    CURRENCY,
    HIGH,
    INDUSTRY,
    LOW,
    MARKED,
    MARKS,
    PERIOD,
    SECTION,
    STATEMENT,
    STATISTIC,
    TITLE,
    UNIT,
    YEAR,
)
from knowledge.drafting.review import About
from knowledge.drafting.values import Values
from knowledge.library import Library
from knowledge.model import Fact, Figure, Source
from knowledge.years import years_entered

Errors = dict[str, str]

AN_AMOUNT = "Enter an amount such as 155000"
A_NUMBER = "Enter a number such as 12 or 26.03"
A_YEAR = "Enter a year such as 2026, or leave it empty"

_FIELDS: Mapping[str, str] = {
    "roles": "role", "low": LOW, "high": HIGH, "values": LOW, "currency": CURRENCY, "period": PERIOD,
    "statistic": STATISTIC, "industry": INDUSTRY, "title": TITLE, "year": YEAR, "section": SECTION,
    "statement": STATEMENT, "unit": UNIT, "component": "component", "level": "level",
    "years_min": "years", "years_max": "years", "place": "place", "company": "company",
}  # fmt: skip
"""The field of the form that fills in a field of the file."""

_WRONG: Mapping[str, str] = {
    CURRENCY: "Enter three capital letters, such as USD",
    PERIOD: "Choose the time that the amount pays for",
    YEAR: A_YEAR,
    LOW: "Enter a low, a high or both, up to 1,000,000,000",
    HIGH: "The high is below the low, or too large",
    "role": "Choose a role",
}
_OTHERWISE = "Enter one line of up to 200 characters"


def pay_entered(view: View, library: Library) -> Values | FieldErrors:
    """A figure's values as the form says them."""
    entered = view.entered
    errors: Errors = {}
    amounts = {name: amount_entered(entered(at)) for name, at in (("low", LOW), ("high", HIGH))}
    for name, at in (("low", LOW), ("high", HIGH)):
        if entered(at) and amounts[name] is None:
            errors[at] = AN_AMOUNT
    years = years_entered(entered("years"))
    if years is None:
        errors["years"] = "Enter years such as 4, 5+ or 3-5"
    if entered(YEAR) and not entered(YEAR).isdigit():
        errors[YEAR] = A_YEAR
    if errors:
        return FieldErrors(errors)
    company = entered("company")
    is_kind = library.term("company_kinds", company) is not None
    marks = view.chosen(MARKS)
    values = _said({
        **_told(view),
        "title": entered(TITLE),
        "statistic": entered(STATISTIC),
        "component": entered("component"),
        **amounts,
        **{name: name in marks for name in MARKED},
        "currency": entered(CURRENCY).upper(),
        "period": entered(PERIOD),
        "level": entered("level"),
        "years_min": years[0].low if years else None,
        "years_max": years[0].high if years else None,
        "place": entered("place"),
        "company": "" if is_kind else company,
        "company_kind": company if is_kind else "",
        "industry": entered(INDUSTRY),
    })  # fmt: skip
    return _valid(Figure, values)


def number_entered(view: View) -> Values | FieldErrors:
    """A market number's values as the form says them."""
    ends = [(at, view.entered(at)) for at in (LOW, HIGH)]
    numbers = [(at, _number(typed)) for at, typed in ends if typed]
    errors: Errors = {at: A_NUMBER for at, number in numbers if number is None}
    if view.entered(YEAR) and not view.entered(YEAR).isdigit():
        errors[YEAR] = A_YEAR
    if errors:
        return FieldErrors(errors)
    values = _said({
        "statement": " ".join(view.entered(STATEMENT).split()),
        "values": [number for _, number in numbers],
        "unit": view.entered(UNIT),
        "place": view.entered("place"),
        **_told(view),
    })  # fmt: skip
    return _valid(Fact, {"id": "number", **values}, values)


def about_entered(view: View, library: Library) -> About | FieldErrors:
    """The source as the form says it, which a person has then seen."""

    def entered(name: str) -> str:
        return " ".join(view.entered(ABOUT.format(name)).split())

    year = entered("year")
    said: dict[str, Any] = {name: entered(name) for name in ("id", *_SAID)}
    about = About(**said, year=int(year) if year.isdigit() else None, is_confirmed=True)
    errors: Errors = {} if not year or year.isdigit() else {ABOUT.format("year"): A_YEAR}
    if about.id in library.sources:
        errors[ABOUT.format("id")] = "Another source has this id: choose another one"
    fields = {name: said[name] or None for name in _SAID}
    try:
        Source.model_validate({"id": about.id, **fields, "year": about.year, "roles": []})
    except ValidationError as error:
        for one in error.errors():
            name = str(one["loc"][0])
            errors.setdefault(ABOUT.format(name), _ABOUT_WRONG.get(name, _OTHERWISE))
    return FieldErrors(errors) if errors else about


_SAID = ("title", "label", "kind", "publisher", "url", "license", "verified")

_ABOUT_WRONG: Mapping[str, str] = {
    "id": "Enter lowercase words joined by hyphens, such as data-pay-survey",
    "label": "Enter a short name of up to 28 characters",
    "url": "Enter an address that begins with https:// or http://",
    "verified": "Enter a day such as 2026-11-28",
    "year": A_YEAR,
}


def _told(view: View) -> Values:
    """What figures and market numbers have alike."""
    role, year = view.entered("role"), view.entered(YEAR)
    return {
        "section": " ".join(view.entered(SECTION).split()),
        "roles": [role] if role else [],
        "year": int(year) if year else None,
    }


def _valid(
    model: type[Figure | Fact], values: Values, kept: Values | None = None
) -> Values | FieldErrors:
    """The values, if a source's file may hold them; `kept` are those that a draft is made of."""
    try:
        model.model_validate({**values, "source": "review"})
    except ValidationError as error:
        wrong = (_field(one["loc"], one["msg"]) for one in error.errors())
        return FieldErrors({field: _WRONG.get(field, _OTHERWISE) for field in wrong})
    return values if kept is None else kept


def _field(place: tuple[int | str, ...], message: str) -> str:
    if place:
        return _FIELDS.get(str(place[0]), SECTION)
    if "roles" in message:
        return "role"
    return HIGH if "above" in message else LOW


def _number(typed: str) -> int | float | None:
    try:
        number = float(typed.replace(",", "").strip().removesuffix("%"))
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


def _said(values: Mapping[str, Any]) -> Values:
    return {name: value for name, value in values.items() if value not in (None, False, "", [])}
