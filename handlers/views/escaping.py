"""Text from anyone, made safe and short enough for Slack; and the markup that is ours alone."""

from datetime import datetime


def escape(text: str) -> str:
    """Text from anyone, safe in every text object: no mention, link or entity can get out of it.

    Slack: `&`, `<` and `>` are its control characters.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def moment(at: datetime) -> str:
    """A moment that Slack shows in the reader's zone: `today at 9:00`, `Dec 7, 2026 at 9:00`."""
    fallback = f"{at:%a} {at.day} {at:%b %Y, %H:%M %Z}"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{escape(fallback)}>"


def person(id: str) -> str:
    """A member as Slack shows them."""
    return f"<@{escape(id)}>"


def channel(id: str) -> str:
    """A channel as Slack shows it to those who may see it."""
    return f"<#{escape(id)}>"


def clip(text: str, length: int) -> str:
    """The text, cut with an ellipsis where it is longer; no entity, date or mention is cut in two."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    # Escaped text has no bracket but those of our own markup.
    if cut.rfind("<") > cut.rfind(">"):
        cut = cut[: cut.rfind("<")]
    entity = cut.rfind("&", len(cut) - 5)
    if entity != -1 and ";" not in cut[entity:]:
        cut = cut[:entity]
    return cut.rstrip() + "…"
