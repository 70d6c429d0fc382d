"""A post's text is read wherever it stands, and the same text once."""

import pytest

from handlers.offers import post_text
from knowledge.library import Library
from knowledge.offers.reading import parse_offer
from knowledge.query import Offer
from tests.handlers.heard import App
from tests.recorded import Json, recorded

JOB = "Senior MLE in Austin, $150k-180k base"


def section(text: str) -> Json:
    return {"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": text}}


def rich(*elements: Json) -> Json:
    return {
        "type": "rich_text",
        "block_id": "b",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


def said(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


BLOCKS: dict[str, list[Json]] = {
    "section": [section(JOB)],
    "plain section": [{"type": "section", "text": {"type": "plain_text", "text": JOB, "emoji": True}}],
    "fields": [
        {"type": "section", "fields": [
            {"type": "mrkdwn", "text": "Senior MLE in Austin,"},
            {"type": "plain_text", "text": "$150k-180k base"},
        ]},
    ],
    "header": [{"type": "header", "text": {"type": "plain_text", "text": JOB}}],
    "context": [
        {"type": "context", "elements": [
            {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "logo"},
            {"type": "mrkdwn", "text": JOB},
        ]},
    ],
    "markdown": [{"type": "markdown", "text": f"**{JOB}**"}],
    "rich text": [rich(said("Senior MLE", bold=True), said(" in Austin, "), said("$150k-180k base", code=True))],
    "list": [
        {"type": "rich_text", "elements": [
            {"type": "rich_text_list", "style": "ordered", "indent": 0, "elements": [
                {"type": "rich_text_section", "elements": [said("Senior MLE in Austin")]},
                {"type": "rich_text_section", "elements": [said("$150k-180k base")]},
            ]},
        ]},
    ],
    "quote": [
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [said(JOB)]}]},
    ],
    "preformatted": [
        {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [said(JOB)]}]},
    ],
    "table": [
        {"type": "table", "rows": [
            [cell("Senior MLE"), cell("Austin")],
            [cell("Base"), {"type": "rich_text", "elements": [
                {"type": "rich_text_section", "elements": [said("$150k-180k")]},
            ]}],
        ]},
    ],
    "data table": [
        {"type": "data_table", "caption": "Senior MLE in Austin", "rows": [
            [cell("Low base"), cell("High")],
            [cell("$150k-180k base"), {"type": "raw_number", "value": 180000, "text": "."}],
        ]},
    ],
    "card": [
        {"type": "card", "title": {"type": "mrkdwn", "text": "Senior MLE in Austin"},
         "body": {"type": "mrkdwn", "text": "$150k-180k base"},
         "actions": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "$1"}}]},
    ],
    "carousel": [
        {"type": "carousel", "elements": [
            {"type": "card", "title": {"type": "mrkdwn", "text": "Senior MLE in Austin"},
             "subtext": {"type": "mrkdwn", "text": "$150k-180k base"}},
        ]},
    ],
    "container": [
        {"type": "container", "title": {"type": "plain_text", "text": "Senior MLE in Austin"},
         "child_blocks": [section("$150k-180k base")]},
    ],
    "a block of a kind to come": [
        {"type": "teaser", "parts": [{"text": {"type": "mrkdwn", "text": JOB}}]},
    ],
}  # fmt: skip
"""The same post in each kind of block."""

FORWARDED: Json = {
    "ts": "1795424440.000300", "author_id": "U0ALEX03", "channel_id": "C0DATAJOBS", "channel_team": "T0ACME042",
    "is_msg_unfurl": True, "is_share": True, "author_name": "Alex", "author_subname": "Alex",
    "message_blocks": [
        {"team": "T0ACME042", "channel": "C0DATAJOBS", "ts": "1795424440.000300",
         "message": {"blocks": [rich(said(JOB))]}},
    ],
    "id": 1, "original_url": "https://acme.slack.com/archives/C0DATAJOBS/p1", "fallback": f"[Nov 23rd] Alex: {JOB}",
    "from_url": "https://acme.slack.com/archives/C0DATAJOBS/p1", "footer": "Posted in #data-jobs",
    "mrkdwn_in": ["text"],
}  # fmt: skip

ATTACHED: dict[str, Json] = {
    "text": {"id": 1, "fallback": "A job", "text": JOB},
    "title and fields": {
        "title": "Senior MLE in Austin", "title_link": "https://x.example/1",
        "fields": [{"title": "Base", "value": "$150k-180k", "short": True}],
    },
    "pretext": {"pretext": JOB, "fallback": JOB},
    "blocks": {"id": 1, "blocks": [section(JOB)], "fallback": "[no preview available]"},
    "fallback alone": {"id": 1, "fallback": JOB},
    "forwarded": FORWARDED,
    "forwarded, with its text": FORWARDED | {"text": JOB},
    "forwarded by an app": FORWARDED | {"message_blocks": [
        {"message": {"attachments": [{"text": JOB}]}},
    ]},
    "unfurled": {
        "from_url": "https://jobs.example/1", "service_name": "Jobs", "id": 1, "original_url": "https://jobs.example/1",
        "title": "Senior MLE in Austin", "title_link": "https://jobs.example/1", "text": "Pay: $150k-180k base",
        "fallback": "Jobs: Senior MLE in Austin",
    },
}  # fmt: skip

POSTS: dict[str, Json] = {
    "text": {"text": JOB},
    **{f"blocks: {name}": {"text": "", "blocks": blocks} for name, blocks in BLOCKS.items()},
    **{f"attached: {name}": {"text": "", "attachments": [one]} for name, one in ATTACHED.items()},
    **{
        f"text and {name}": {"text": JOB, "blocks": BLOCKS[name]}
        for name in ("section", "fields", "rich text", "list", "quote", "preformatted", "markdown")
    },
    "a link and its preview": {
        "text": "<https://jobs.example/1>", "blocks": [rich({"type": "link", "url": "https://jobs.example/1"})],
        "attachments": [ATTACHED["unfurled"]],
    },
    "a word and a forwarded post": {"text": "fyi", "blocks": [rich(said("fyi"))], "attachments": [FORWARDED]},
    "a summary and blocks": {"text": "New job", "blocks": BLOCKS["fields"]},
    "blocks that say nothing": {"text": JOB, "blocks": [{"type": "divider", "block_id": "b"}]},
    "text and a picture": {
        "text": JOB,
        "blocks": [{"type": "image", "image_url": "https://x.example/a.png", "alt_text": "office"}],
    },
}  # fmt: skip


@pytest.mark.parametrize("post", POSTS)
def test_the_pay_of_a_post_is_read_wherever_it_stands(library: Library, post: str) -> None:
    offer = parse_offer(library, post_text(POSTS[post]))
    assert isinstance(offer, Offer)
    assert offer.role == "ml-engineer"
    assert offer.terms.filters.places == ("austin",)
    assert offer.terms.filters.levels == ("senior",)
    (amount,) = offer.terms.amounts
    assert (amount.low, amount.high, amount.component) == (150_000, 180_000, "base")


@pytest.mark.parametrize("post", [name for name in POSTS if name.startswith("text and ")])
def test_the_same_text_is_read_once(post: str) -> None:
    assert post_text(POSTS[post]).count("150k") == 1


MARKED_UP = (
    "*Hiring!* :tada: <@U0ALEX03> in <#C0DATAJOBS> <!here>\n"
    "&gt; R&amp;D _and_ ~more~ <https://jobs.example|the site>\n1. `one`\n2. two"
)
AS_BLOCKS = [
    {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": [
            said("Hiring!", bold=True), said(" "), {"type": "emoji", "name": "tada", "unicode": "1f389"},
            said(" "), {"type": "user", "user_id": "U0ALEX03"}, said(" in "),
            {"type": "channel", "channel_id": "C0DATAJOBS"}, said(" "), {"type": "broadcast", "range": "here"},
        ]},
        {"type": "rich_text_quote", "elements": [
            said("R&D "), said("and", italic=True), said(" "), said("more", strike=True), said(" "),
            {"type": "link", "url": "https://jobs.example", "text": "the site"},
        ]},
        {"type": "rich_text_list", "style": "ordered", "elements": [
            {"type": "rich_text_section", "elements": [said("one", code=True)]},
            {"type": "rich_text_section", "elements": [said("two")]},
        ]},
    ]},
]  # fmt: skip


def test_markup_does_not_make_it_another_text() -> None:
    assert post_text({"text": MARKED_UP, "blocks": AS_BLOCKS}) == post_text({"blocks": AS_BLOCKS})


def test_what_only_one_place_says_is_kept() -> None:
    assert (
        post_text({"text": "apply by May", "blocks": [section("$150k")]}) == "$150k\napply by May"
    )
    assert post_text({"text": "Base is $150k", "blocks": [section("$150k")]}) == "Base is $150k"


def test_text_is_as_slack_escapes_it() -> None:
    blocks = [rich(said("<b> & <!channel> <5 years"))]
    assert post_text({"blocks": blocks}) == "&lt;b&gt; &amp; &lt;!channel&gt; &lt;5 years"


def test_what_can_be_clicked_says_nothing() -> None:
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "$99"}}
    blocks = [{"type": "actions", "elements": [button]}, section(JOB) | {"accessory": button}]
    assert post_text({"blocks": blocks}) == JOB


ODD: list[Json] = [
    {}, {"text": None}, {"blocks": None}, {"blocks": {}}, {"blocks": [None, 5, "x", [], {}]},
    {"blocks": [{"type": "table", "rows": [[None, {}]]}]}, {"attachments": [None, {"fields": [None, {}]}]},
    {"attachments": [{"message_blocks": [{}, {"message": None}]}]}, {"blocks": [{"type": "rich_text"}]},
    {"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [{}]}, None]}]},
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_post_without_text_says_nothing(odd: Json) -> None:
    assert post_text(odd).strip(" •\n") == ""


@pytest.mark.parametrize("post", ["blocks: fields", "attached: forwarded", "attached: unfurled"])
def test_the_shortcut_opens_the_form_with_it(app: App, post: str) -> None:
    payload = recorded("message_action") | {"trigger_id": f"trigger for {post}"}
    payload["message"] = {"type": "message", "ts": "1795424440.000300", **POSTS[post]}
    heard = app.send("message_action", payload)
    ((method, arguments),) = heard.calls
    assert method == "views.open"
    assert "150,000-180,000" in str(arguments["view"])
    assert "Austin, TX" in str(arguments["view"])
