"""Greenhouse's Job Board API (https://developers.greenhouse.io/job-board.html)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple

from knowledge.drafting.article import Refusal
from knowledge.feeds.ad_pay import (
    component_of_title,
    pay_of_fields,
    pay_of_markup,
    place_in,
    unit_said,
)
from knowledge.feeds.plain import Piece, pieces, plain_line, text_of_pieces
from knowledge.feeds.reading import AdPay, FeedRead, JobAd
from knowledge.feeds.stated import (
    MOST_TEXT,
    address,
    amount,
    at,
    currency,
    elements,
    fields,
    is_list,
    moment,
    objects,
    places,
    text,
    words,
)

WITHOUT_HUNDREDTHS = frozenset("JPY KRW VND CLP ISK UGX XAF XOF PYG RWF".split())
"""Currencies whose smallest unit is the whole one (ISO 4217): their "cents" are taken for whole amounts."""

_CLASS = re.compile(r"class=[\"'](pay-input|description|title|pay-range)[\"']")


def asked(board: str) -> str:
    """The address of a board. Pay isn't promised for a whole board, and read where it comes."""
    return f"https://boards-api.greenhouse.io/v1/boards/{board}/jobs?content=true&pay_transparency=true"


def read(answer: object, _url: str) -> FeedRead | Refusal:
    """The ads of a board, or the one ad that was asked for."""
    if is_list(at(answer, "jobs")):
        posts = objects(at(answer, "jobs"))
    elif at(answer, "title") and at(answer, "id"):
        posts = [fields(answer)]
    else:
        return Refusal("isn't what Greenhouse answers: it has no list of `jobs`")
    return FeedRead(ads=tuple(ad for post in posts for ad in _ad(post)))


def _ad(post: Mapping[str, object]) -> Iterator[JobAd]:
    identifier, title = words(post.get("id"), 100), words(post.get("title"))
    if identifier is None or title is None:
        return
    # Escaped once: what comes of it is HTML, with entities of its own.
    content = list(pieces(unescape(text(post.get("content")))))
    blocks = list(_pay_blocks(content))
    told = text_of_pieces(iter(content), MOST_TEXT)
    ranges = objects(post.get("pay_input_ranges"))
    pay = [one for stated in ranges for one in _of_range(stated, told)]
    if not pay:  # else it is the same, once more
        pay = [one for block in blocks for one in block.pay]
    yield JobAd(
        identifier,
        title,
        words(post.get("company_name")),
        address(post.get("absolute_url")),
        places(at(post, "location", "name")),
        "TELECOMMUTE" if _is_remote(post) else None,
        None,
        moment(post.get("first_published")),
        moment(post.get("updated_at")),
        moment(post.get("application_deadline")),
        tuple(pay),
        text_of_pieces(_without(content, blocks), MOST_TEXT) if blocks else told,
    )


def _is_remote(post: Mapping[str, object]) -> bool:
    """There is no field for it: the place says it, or a field of the employer's own."""
    if "remote" in text(at(post, "location", "name")).lower():
        return True
    return any(
        text(one.get("name")).lower() in ("workplace type", "remote", "work type")
        and any(
            text(value).lower() in ("remote", "true", "yes") for value in elements(one.get("value"))
        )
        for one in objects(post.get("metadata"))
    )


def _of_range(stated: Mapping[str, object], content: str) -> tuple[AdPay, ...]:
    """`pay_input_ranges`: hundredths, and no period but what its title says."""
    title, about = words(stated.get("title")) or "", plain_line(text(stated.get("blurb")), 1_000)
    low, high = amount(stated.get("min_cents")), amount(stated.get("max_cents"))
    parts = _parts_of_a_unit([end for end in (low, high) if end], stated, content)
    low, high = low and low / parts, high and high / parts
    code = words(stated.get("currency_type"), 10)
    told = " – ".join(f"{end:,.2f}".removesuffix(".00") for end in (low, high) if end)
    return pay_of_fields(
        low,
        high,
        code,
        unit_said(title),
        said=" ".join(filter(None, (f"{title}:" if title else "", told, code))),
        component=component_of_title(title, about),
        place=place_in(title),
    )


def _parts_of_a_unit(ends: list[float], stated: Mapping[str, object], content: str) -> int:
    """By what the "cents" are divided: 100, or 1 where the currency has none; the ad's text knows better."""
    usual = 1 if currency(stated.get("currency_type")) in WITHOUT_HUNDREDTHS else 100
    other = 101 - usual
    says_other = any(_is_written(end / other, content) for end in ends)
    return (
        other
        if says_other and not any(_is_written(end / usual, content) for end in ends)
        else usual
    )


def _is_written(end: float, content: str) -> bool:
    """Whether a text has an amount, in any style of writing thousands."""
    whole = f"{end:,.0f}"
    return any(
        re.search(rf"(?<![\d.,]){re.escape(whole.replace(',', mark))}(?!\d|[.,]\d{{3}})", content)
        for mark in (",", ".", " ", "\u00a0", "'", "’", "")
    )


class _Block(NamedTuple):
    """Where a block of pay begins and ends among the pieces of a text, and what it states."""

    start: int
    end: int
    pay: tuple[AdPay, ...]


def _pay_blocks(content: Sequence[Piece]) -> Iterator[_Block]:
    """`<div class="pay-input">` with a description, a title and a range in spans, each in a `div` of its own."""
    said: dict[str, list[str]] = {}
    start, depth, part, part_depth = -1, 0, "", 0
    for index, (before, tag, attributes) in enumerate(content):
        if start >= 0 and part:
            said.setdefault(part, []).append(before)
        if tag == "div":
            depth += 1
            found = _CLASS.search(attributes)
            if found and found[1] == "pay-input":
                start, depth, said = index, 1, {}
            elif found and start >= 0 and not part:
                part, part_depth = found[1], depth
        elif tag == "/div":
            if depth == part_depth:
                part, part_depth = "", 0
            depth -= 1
            if depth == 0 and start >= 0:
                told = {name: plain_line(" ".join(one), 2_000) for name, one in said.items()}
                pay = pay_of_markup(
                    told.get("pay-range", ""), told.get("title", ""), told.get("description", "")
                )
                yield _Block(start, index + 1, pay)
                start, part = -1, ""


def _without(content: Sequence[Piece], blocks: Sequence[_Block]) -> Iterator[Piece]:
    """The pieces without what was read as pay, so that nobody reads it again in the text."""
    position = 0
    for block in blocks:
        if block.pay:
            yield from content[position : block.start]
            yield content[block.start][0], "div", ""
            position = block.end
    yield from content[position:]
