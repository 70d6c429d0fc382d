"""The ads behind what was computed of them: in a modal, in their own words, page by page."""

import re
from dataclasses import asdict
from typing import Any

import pytest

from bot.playground.records import View
from handlers.values import carried, carry
from knowledge.advertised import AdsRequest
from knowledge.feeds.documents import ADS
from tests.conftest import Slash
from tests.feeds.answers.measured import KeptAds, made_up
from tests.interaction.conftest import MAYA, Town, eventually, shown

HOSTILE = made_up(
    3,
    title="ML Engineer <!channel> *bold* & <https://evil.example|click>",
    organization="<@U0ALEX> & Sons",
    pay="$180,000 <b>to</b> $240,000 & equity",
    url="javascript:alert(1)",
)
BARE = made_up(4, place=None, pay=None, url=None)
SENIOR = [made_up(1), made_up(2), HOSTILE, BARE, *map(made_up, range(5, 19))]


@pytest.fixture(scope="module")
def ads() -> KeptAds:
    """Eighteen for a senior engineer in the United States, and one that is for another level."""
    senior = [("ml-engineer", "senior", "united-states", ad) for ad in SENIOR]
    return KeptAds([*senior, ("ml-engineer", "mid", "united-states", made_up(40))])


@pytest.fixture
def opened(town: Town) -> View:
    """The first page, opened from an answer."""
    close(town)
    answer = town.types("/salary mle senior")
    town.clicks(answer, "ads")
    return modal(town, "1–8")


def close(town: Town) -> None:
    """Close every modal."""
    while (view := town.modal()) is not None:
        assert town.slack.close(MAYA, view.id).ok


def click(town: Town, view: View, action_id: str, **more: object) -> None:
    """Click something in a modal."""
    outcome = town.slack.click(MAYA, view, action_id, **more)  # type: ignore[arg-type]
    assert outcome.ok, outcome.error


def modal(town: Town, says: str) -> View:
    """The modal, once it says something."""
    eventually(lambda: (view := town.modal()) is not None and says in shown(view))
    view = town.modal()
    assert view is not None
    return view


def titles(view: View) -> list[int]:
    """The numbers of the ads that a modal lists."""
    return [int(number) for number in re.findall(r"ML Engineer (\d+)", shown(view))]


def test_the_ads_open_next_to_the_answer(opened: View) -> None:
    text = shown(opened)
    assert "Job ads · Machine Learning Engineer · senior · United States" in text
    assert (
        "• <https://jobs.example/1|Senior ML Engineer 1> · Made-up Company 1\n"
        "    Springfield, United States · “$161K - $211K base” · Nov 19, 2026"
    ) in text
    assert "ML Engineer 40" not in text


def test_every_ad_is_on_one_of_the_pages(town: Town, opened: View) -> None:
    first = titles(opened)
    click(town, opened, "ads_page:1")
    second = titles(modal(town, "9–16"))
    click(town, modal(town, "9–16"), "ads_page:1")
    last = modal(town, "17–18")
    assert [*first, *second, *titles(last)] == [1, 2, *range(4, 19)]
    assert "More ads" not in str(last.blocks)
    click(town, last, "ads_page:0")
    assert titles(modal(town, "9–16")) == second


def test_foreign_text_stays_text(opened: View) -> None:
    text = shown(opened)
    assert (
        "*ML Engineer &lt;!channel&gt; ∗bold∗ &amp; &lt;https://evil.example|click&gt;*" not in text
    )
    assert "&lt;!channel&gt;" in text
    assert "&lt;@U0ALEX&gt; &amp; Sons" in text
    assert "“$180,000 &lt;b&gt;to&lt;/b&gt; $240,000 &amp; equity”" in text
    assert "javascript" not in text
    assert all(link.startswith("<https://jobs.example/") for link in re.findall(r"<[^>]*>", text))


def test_what_an_ad_leaves_out_is_said(opened: View) -> None:
    assert (
        "*Senior ML Engineer 4* · Made-up Company 4\n    no place stated · no pay stated · Nov 16, 2026"
    ) in shown(opened)


def test_a_source_says_how_it_was_computed_and_opens_its_ads(town: Town) -> None:
    close(town)
    answer = town.types("/salary mle senior")
    town.clicks(answer, "source", selected_option=ADS)
    source = modal(town, "Computed by Rolecall")
    text = shown(source)
    for said in (
        "stated by no one. Ranges run from p25 of the lower ends to p75 of the upper ends that ads state.",
        "at least 5 ads from 3 companies",
        "Job ads of 31 companies, 90 days to 2026-11-22",
        "From: Job ads of 90 days: p25 of the lower ends",
        "90 days to Nov 22, 2026",
        "Computed on: 2026-11-22",
        "Machine Learning Engineer: 61 openings at 17 companies",
        "37 ads, 12 companies",
    ):
        assert said in text
    click(town, source, "ads")
    for page in ("1–8", "9–16"):
        click(town, modal(town, page), "ads_page:1")
    assert titles(modal(town, "17–19"))[-1] == 40


def test_a_list_that_is_shorter_now_says_so(town: Town, opened: View) -> None:
    gone = carry(AdsRequest("ml-engineer", "senior", "united-states", page=7))
    (button,) = [
        one for block in opened.blocks if block["type"] == "actions" for one in block["elements"]
    ]
    button["value"] = gone
    click(town, opened, "ads_page:1")
    assert "the list is shorter than it was" in shown(modal(town, "No more ads"))


def test_no_ads_are_said_to_be_none(town: Town) -> None:
    close(town)
    town.clicks(town.types("/salary ai architect senior"), "ads")
    assert "for 90 days after that" in shown(modal(town, "No ads to show"))


def test_a_source_says_only_what_is_about_the_role_and_what_is_about_none(town: Town) -> None:
    close(town)
    town.clicks(town.types("/salary ai architect"), "source", selected_option=ADS)
    text = shown(modal(town, "Computed by Rolecall"))
    assert "$171,000–$243,000" in text
    assert "Python: 24 of 33 new ads" in text
    assert "Machine Learning Engineer" not in text


def ads_button_of(payload: dict[str, Any]) -> dict[str, Any] | None:
    """What the button that opens ads asks for; None where there is none."""
    rows = [block["elements"] for block in payload["blocks"] if block["type"] == "actions"]
    buttons = [one for elements in rows for one in elements if one.get("action_id") == "ads"]
    found = carried(buttons[0]["value"]) if buttons else None
    return None if found is None else asdict(found.what)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("/salary austin", {"place": "austin"}),
        ("/salary ads austin", {"place": "austin"}),
        ("/salary ads google", {"company": "google"}),
        ("/salary senior austin", {"place": "austin", "level": "senior"}),
        ("/salary mle google", {"role": "ml-engineer", "company": "google"}),
        ("/salary mle ads", {"role": "ml-engineer", "place": "united-states"}),
        ("/trends python", {"skill": "python"}),
        ("/salary senior", None),
        ("/trends mlops", None),
        ("/trends", None),
    ],
)
def test_ads_by_place_company_and_skill_without_a_role(
    slash: Slash, line: str, asks: dict[str, str] | None
) -> None:
    found = ads_button_of(slash(line).payload)
    nothing = dict.fromkeys(("role", "level", "place", "skill", "company"))
    assert found == (None if asks is None else {**nothing, "page": 0, **asks})


def test_a_list_says_what_it_is_narrowed_to(town: Town) -> None:
    close(town)
    town.clicks(town.types("/trends python"), "ads")
    assert "Job ads · Python" in shown(modal(town, "Job ads"))
    close(town)
    town.clicks(town.types("/salary ads austin"), "ads")
    assert "Job ads · Austin, TX" in shown(modal(town, "Job ads"))
