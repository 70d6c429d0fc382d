"""The job ads behind what was computed of them: each in its own words, with its link."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Inline,
    Line,
    Link,
    Note,
    Paragraph,
    Part,
    clip,
)
from handlers.views.words import ViewContext, day_words
from knowledge.advertised import ADS_DAYS, AdsRequest
from knowledge.feeds.documents import ADS as ADS_SOURCE
from knowledge.query import SalaryFilters

if TYPE_CHECKING:
    from knowledge.feeds.stories import ListedAd

ADS, ADS_PAGE = "ads", "ads_page"

MOST_ON_PAGE = 8
MOST_TITLE, MOST_NAME, MOST_WORDS = 150, 80, 300
"""Characters of a title, of a company or a place, and of the words about pay; what is cut ends in `…`."""

NONE = f"No ads to show. They're listed while they're open, and for {ADS_DAYS} days after that."
NO_MORE = "No more ads: the list is shorter than it was. Go back, or ask again."


def ads_of(asked: AdsRequest, context: ViewContext) -> Button:
    """A button that opens ads."""
    return Button("Ads", ADS, context.value(asked))


def ads_of_filters(
    role: str | None, filters: SalaryFilters, context: ViewContext
) -> tuple[Button, ...]:
    """The same for what a question about pay is narrowed by, where ads are read here."""
    if ADS_SOURCE not in context.library.sources:
        return ()
    level, place, company = (
        of[0] if of else None for of in (filters.levels, filters.places, filters.companies)
    )
    return (ads_of(AdsRequest(role, level, place, company=company), context),)


def ads_parts(
    asked: AdsRequest, ads: Sequence["ListedAd"], context: ViewContext, *, more: bool
) -> tuple[Part, ...]:
    """One page of ads; `more` is for those behind it."""
    first = asked.page * MOST_ON_PAGE + 1
    parts: list[Part] = [Heading(_title(asked, context))]
    if ads:
        parts.append(
            Note((f"Those that state pay first, newest first · {first}–{first + len(ads) - 1}",))
        )
        parts.append(Bullets(tuple(map(_ad, ads))))
    else:
        parts.append(Paragraph((NO_MORE if asked.page else NONE,)))
    pages = [
        *([_page("Back", asked, asked.page - 1, context)] if asked.page else []),
        *([_page("More ads", asked, asked.page + 1, context)] if more else []),
    ]
    return (*parts, Actions("ads_pages", tuple(pages))) if pages else tuple(parts)


def _page(label: str, asked: AdsRequest, page: int, context: ViewContext) -> Button:
    value = context.value(replace(asked, page=page))
    return Button(label, f"{ADS_PAGE}:{int(page > asked.page)}", value)


def _title(asked: AdsRequest, context: ViewContext) -> str:
    library = context.library
    role = library.roles.get(asked.role) if asked.role else None
    narrowed = [
        role.name if role else asked.role,
        library.name("skills", asked.skill) if asked.skill else None,
        library.name("companies", asked.company) if asked.company else None,
        library.name("levels", asked.level).lower() if asked.level else None,
        library.name("places", asked.place) if asked.place else None,
    ]
    return " · ".join(["Job ads", *filter(None, narrowed)])


def _ad(ad: "ListedAd") -> Line:
    """`**ML Engineer** · Acme`, then where, the range in the ad's own words, and since when."""
    title = clip(ad.title, MOST_TITLE)
    named: Inline = Link(title, ad.url) if ad.url else Bold(title)
    pay = f"“{clip(ad.pay, MOST_WORDS)}”" if ad.pay else "no pay stated"
    since = day_words(ad.date_posted) if ad.date_posted else "no date stated"
    place = clip(ad.place, MOST_NAME) if ad.place else "no place stated"
    return (named, f" · {clip(ad.organization, MOST_NAME)}\n    {place} · {pay} · {since}")
