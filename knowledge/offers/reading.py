"""From the text of an offer or a job post to its terms, or to what has to be settled first."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.offers.amounts import (
    Label,
    OfferPay,
    PaySum,
    labels_of,
    of_the_whole_offer,
    pay_of_offer,
)
from knowledge.offers.currencies import currency_meant
from knowledge.offers.posts import read_post
from knowledge.offers.terms import UnclearOffer
from knowledge.pay.jobs import Job, job_at, jobs_of_post
from knowledge.query import (
    Choice,
    Correction,
    Misread,
    Offer,
    OfferAmount,
    OfferTerms,
    Query,
    Reading,
    SalaryFilters,
    SalaryQuery,
    SetAside,
    Unclear,
    UnknownRole,
)
from knowledge.query_text import sum_words
from knowledge.reading import Reader
from knowledge.words import undecorated


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


MOST_CHARACTERS = 10_000
POST_WORDS = 25
"""A text with more words than this is a post, of which only the telling lines are read."""

MOST_CHOICES = 5


def parse_offer(library: Library, text: str) -> Offer | UnclearOffer:
    """Read an offer: one line as typed, or a whole job post."""
    text = plain_offer(text)
    beyond = len(text) > MOST_CHARACTERS
    text = text[:MOST_CHARACTERS]
    is_post = len(text.split()) > POST_WORDS
    jobs = jobs_of_post(library, text) if is_post or " / " in text else ()
    pay = pay_of_offer(library, text, is_post=is_post or len(jobs) > 1)
    several = _several(library, text, pay, jobs)
    if several is not None:
        return several
    rest = _read_post(library, text, pay, jobs) if is_post else _read_line(library, text, pay)
    labels = labels_of(library, text, pay.sums)
    filters = of_the_whole_offer(rest.filters, labels)
    amounts, corrections = _amounts(library, text, pay.sums, labels, filters.places)
    cut = (SetAside("…", f"beyond the first {MOST_CHARACTERS:,} characters"),) if beyond else ()
    terms = OfferTerms(
        amounts=amounts,
        filters=filters,
        set_aside=(*pay.set_aside, *cut),
        used=(*rest.used, *(amount.typed for amount in amounts)) if is_post else (),
        reading=replace(rest.reading, corrections=(*rest.reading.corrections, *corrections)),
    )
    return _settled(library, rest.role, terms)


def _several(
    library: Library, text: str, pay: OfferPay, jobs: Sequence[Job]
) -> Offer | UnclearOffer | None:
    """One of several jobs, each with pay of its own: the only one that is a known role, or which."""
    paid: dict[Job, list[PaySum]] = {}
    for one in pay.sums:
        job = job_at(jobs, one.at)
        if job is not None and job is not jobs[0]:
            paid.setdefault(job, []).append(one)
    if len({job.title for job in paid}) < 2:
        return None
    offers: list[tuple[str, Offer]] = []
    for job, sums in paid.items():
        post = read_post(library, "", job)
        if isinstance(post.title, SalaryQuery):
            filters = SalaryFilters(
                levels=post.levels, years=post.years, places=post.places, companies=post.companies
            )
            aside = [
                SetAside(text[one.at : one.money.end].strip(), "pay of another job")
                for one in pay.sums
                if one not in sums
            ]
            amounts, corrections = _amounts(
                library, text, sums, [Label() for _ in sums], post.places
            )
            terms = OfferTerms(
                amounts,
                filters,
                (*pay.set_aside, *aside),
                (*post.used, *(amount.typed for amount in amounts)),
                Reading(corrections=corrections),
            )
            offers.append((library.roles[post.title.role].name, Offer(post.title.role, terms)))
    if len(offers) == 1:
        return offers[0][1]
    titles = ", ".join(dict.fromkeys(job.title for job in paid if job.title))
    choices = tuple(Choice(name, offer) for name, offer in offers[:MOST_CHOICES])
    return UnclearOffer("several", titles, choices, OfferTerms()) if choices else None


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a text says alongside its amounts."""

    role: Query | Misread | None
    filters: SalaryFilters
    reading: Reading = field(default_factory=Reading)
    used: tuple[str, ...] = ()


def _read_line(library: Library, text: str, pay: OfferPay) -> _Rest:
    """A short line: every word is read, and what is not understood is named."""
    text = without_fillers(blanked(text, (*pay.sums_at, *pay.words_at)))
    role = parse(library, "salary", text)
    if isinstance(role, SalaryQuery):
        return _Rest(role, role.filters, role.reading)
    reader = Reader(library, QUESTIONS_BY_NAME["salary"], text)
    filters = SalaryFilters(
        levels=reader.ids("levels"),
        years=reader.years,
        places=reader.ids("places"),
        companies=reader.ids("companies"),
        company_kinds=reader.ids("company_kinds"),
        industries=reader.ids("industries"),
    )
    return _Rest(role, filters, role.reading)


def _read_post(library: Library, text: str, pay: OfferPay, jobs: Sequence[Job]) -> _Rest:
    """A post: only what speaks of the job is read."""
    post = read_post(library, blanked(text, pay.sums_at), next(iter(jobs), None))
    filters = SalaryFilters(
        levels=post.levels, years=post.years, places=post.places, companies=post.companies
    )
    return _Rest(post.title, filters, used=post.used)


def _settled(
    library: Library, query: Query | Misread | None, terms: OfferTerms
) -> Offer | UnclearOffer:
    why: Literal["several", "unknown"]
    match query:
        case SalaryQuery():
            return Offer(query.role, terms)
        case Unclear(about="place"):
            return _of_one_place(query, terms)
        case Unclear():
            why, choices = "several", query.choices
        case UnknownRole():
            why, choices = "unknown", query.nearest
        case _:
            roles = sorted(library.roles, key=lambda role: -library.number_of_figures(role))
            return UnclearOffer("missing", "", _choices(library, roles, terms), terms)
    roles = [one.query.role for one in choices if isinstance(one.query, SalaryQuery)]
    return UnclearOffer(why, query.typed, _choices(library, roles, terms), terms)


def _of_one_place(unclear: Unclear, terms: OfferTerms) -> Offer | UnclearOffer:
    """The offer in each place that may be meant; places that only label amounts need no choice."""

    def among(places: Iterable[str]) -> OfferTerms:
        kept = tuple(id for id in terms.filters.places if id in places)
        return replace(terms, filters=replace(terms.filters, places=kept))

    asked = [(c.label, c.query) for c in unclear.choices if isinstance(c.query, SalaryQuery)]
    offers = [Offer(query.role, among(query.filters.places)) for _, query in asked]
    if all(offer == offers[0] for offer in offers):
        return offers[0]
    choices = tuple(Choice(label, offer) for (label, _), offer in zip(asked, offers, strict=True))
    settled = set[str].intersection(*(set(query.filters.places) for _, query in asked))
    return UnclearOffer("several", unclear.typed, choices, among(settled))


def _choices(library: Library, roles: Sequence[str], terms: OfferTerms) -> tuple[Choice, ...]:
    return tuple(
        Choice(library.roles[role].name, Offer(role, terms)) for role in roles[:MOST_CHOICES]
    )


def _amounts(
    library: Library,
    text: str,
    sums: Sequence[PaySum],
    labels: Sequence[Label],
    places: Sequence[str],
) -> tuple[tuple[OfferAmount, ...], tuple[Correction, ...]]:
    """The amounts with their currency, and what has to be said of how they were read."""
    amounts: list[OfferAmount] = []
    corrections: list[Correction] = []
    for one, label in zip(sums, labels, strict=True):
        currency = currency_meant(library, one.money.currency, label.places or places)
        typed = " ".join(text[one.money.start : one.money.end].split())
        amount = OfferAmount(
            typed=typed,
            low=one.money.low,
            high=one.money.high,
            open_ended=one.money.open_ended,
            currency=currency,
            period=one.period,
            component=one.component,
            places=label.places,
            levels=label.levels,
        )
        amounts.append(amount)
        if currency is not None and one.money.currency is None:
            corrections.append(
                Correction(typed, f"{sum_words(amount)}, {currency} because no currency is named")
            )
        elif one.thousands:
            corrections.append(Correction(typed, sum_words(amount)))
    return tuple(amounts), tuple(corrections)
