"""Whom the made-up employers look for: some twelve ads a week, each open for four to ten weeks."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from bot.playground.feeds.patterns import count_at, data, draw, part, text_of
from bot.playground.feeds.posts import FIRST_WEEK, LAST_WEEK

WEEKS_BEFORE = 12
"""Ads that are still open when the playground starts were posted up to so many weeks before its posts."""

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}


@dataclass(frozen=True, slots=True)
class Board:
    """A board: of which vendor's shape, and whose."""

    id: str
    kind: Literal["greenhouse", "lever", "ashby", "recruitee", "workable"]
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is; `city` and `state` are empty for remote work."""

    name: str
    city: str
    state: str
    country: str
    currency: str
    factor: float

    @property
    def is_remote(self) -> bool:
        """Whether it is anywhere in its country."""
        return not self.city


@dataclass(frozen=True, slots=True)
class Ad:
    """An ad, open from `at` until `closed`; `low` and `high` are a year's base pay in the place's currency.

    `pay_in` tells whether pay stands in a field, in `paragraphs`, or nowhere.
    """

    number: int
    board: str
    employer: str
    title: str
    place: Place
    low: int
    high: int
    pay_in: Literal["field", "prose", "none"]
    paragraphs: tuple[str, ...]
    at: datetime
    closed: datetime

    @property
    def pay_words(self) -> tuple[str, str]:
        """Both ends of the pay as people write them."""
        symbol = SYMBOLS[self.place.currency]
        return f"{symbol}{self.low:,}", f"{symbol}{self.high:,}"

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"/jobs/{self.board}/{self.number}"


def boards() -> tuple[Board, ...]:
    """Every board."""
    return tuple(Board(**one) for one in data("ads.yaml")["boards"])


def ads_from(start: date) -> tuple[Ad, ...]:
    """Every ad of the weeks around a Monday, oldest first."""
    source = data("ads.yaml")
    found = [
        _ad(source, role, week, number, start)
        for week in range(FIRST_WEEK - WEEKS_BEFORE, LAST_WEEK + 1)
        for role in source["roles"]
        for number in range(count_at(role["plot"], week, role["title"]))
    ]
    return tuple(sorted(found, key=lambda ad: (ad.at, ad.number)))


def _ad(source: Any, role: Any, week: int, number: int, start: date) -> Ad:
    key = (role["title"], week, number)
    hiring = [one for one in source["employers"] if one["since"] <= max(week, FIRST_WEEK)]
    employer = hiring[draw(len(hiring), "employer", *key)]
    level = source["levels"][draw(len(source["levels"]), "level", *key)]
    team = role["teams"][draw(len(role["teams"]), "team", *key)]
    place = Place(**source["places"][_one(employer["places"], "place", *key)])
    middle = role["pay"] * level["factor"] * employer["pays"] * place.factor
    spread = 0.09 + 0.06 * part("spread", *key)
    low, high = round(middle * (1 - spread)), round(middle * (1 + spread))
    pay_in = _one(employer["pay"], "pay", *key)
    at = datetime.combine(start + timedelta(weeks=week, days=draw(5, "day", *key)), time(7), UTC)
    at += timedelta(minutes=draw(10 * 60, "minute", *key))
    ad = Ad(
        number=4_000_000 + draw(900_000, *key),
        board=employer["board"],
        employer=employer["name"],
        title=f"{level['prefix']}{role['title']}{f', {team}' if team else ''}",
        place=place,
        low=low * 1_000,
        high=high * 1_000,
        pay_in=pay_in,
        paragraphs=(),
        at=at,
        closed=at + timedelta(weeks=4, days=draw(43, "open", *key)),
    )
    return _with_text(source, ad, role, employer, level, draw(1_000, "text", *key))


def _with_text(source: Any, ad: Ad, role: Any, employer: Any, level: Any, use: int) -> Ad:
    asked = _skills(role["skills"], ad)
    work = [text_of(one, {}, use) for one in role["work"]]
    years = text_of(level["years"], {}, use)
    low, high = ad.pay_words
    article = "an" if ad.title[0] in "AEIOU" else "a"
    paragraphs = (
        f"{ad.employer} is {employer['is']}. We are hiring {article} {ad.title}.",
        " ".join(work),
        f"You bring {years} of experience with {', '.join(asked[:-1])} and {asked[-1]}.",
        *([_one(source["prose"], use).format(low=low, high=high)] if ad.pay_in == "prose" else ()),
        text_of(_one(source["closing"], use), {}, use),
    )
    return replace(ad, paragraphs=paragraphs)


def _skills(known: list[str], ad: Ad) -> list[str]:
    """Four of a role's skills, each drawn by itself: what stands first is asked for most often."""
    rank = {
        skill: (place + 3) * part("asks", skill, ad.title, ad.number)
        for place, skill in enumerate(known)
    }
    return sorted(known, key=rank.__getitem__)[:4]


def _one(options: list[Any], *what: object) -> Any:
    return options[draw(len(options), *what)]
