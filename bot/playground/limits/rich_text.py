"""Rich text: sections, lists, quotes and code, and what stands in them."""

from bot.playground.limits.checks import (
    Check,
    array,
    by_type,
    choice,
    flag,
    number,
    shape,
    string,
)
from bot.playground.limits.objects import ID, URL

MOST = 1_000
"""Slack names no limit of its own here; a message's whole text is bounded."""

_STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_PIECES: dict[str, Check] = {
    "text": shape({"text": string(12_000)}, {"style": _STYLE}),
    "link": shape({"url": URL}, {"text": string(3_000), "style": _STYLE, "unsafe": flag}),
    "emoji": shape({"name": string(100)}, {"unicode": string(100), "style": _STYLE}),
    "user": shape({"user_id": ID}, {"style": _STYLE}),
    "channel": shape({"channel_id": ID}, {"style": _STYLE}),
    "usergroup": shape({"usergroup_id": ID}, {"style": _STYLE}),
    "broadcast": shape({"range": choice("here", "channel", "everyone")}, {"style": _STYLE}),
    "date": shape(
        {"timestamp": number(whole=True), "format": string(255)},
        {"url": URL, "fallback": string(3_000), "style": _STYLE},
    ),
    "color": shape({"value": string(20)}, {"style": _STYLE}),
}
_PIECE_LIST = array(by_type(_PIECES), MOST, 0)
_BORDER = number(0, 1, whole=True)
_SECTION = shape({"elements": _PIECE_LIST}, {})

_PARTS: dict[str, Check] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": shape(
        {"elements": _PIECE_LIST}, {"border": _BORDER, "language": string(100)}
    ),
    "rich_text_quote": shape({"elements": _PIECE_LIST}, {"border": _BORDER}),
    "rich_text_list": shape(
        {
            "style": choice("bullet", "ordered"),
            "elements": array(by_type({"rich_text_section": _SECTION}), MOST),
        },
        {
            "indent": number(0, 8, whole=True),
            "offset": number(0, whole=True),
            "border": _BORDER,
        },
    ),
}

RICH_TEXT = shape({"elements": array(by_type(_PARTS), MOST, 0)}, {"block_id": ID})
