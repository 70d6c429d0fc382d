"""Text from anyone, made safe and short enough for Slack."""


def escape(text: str) -> str:
    """Text from anyone, safe in every text object: no mention, link or entity can get out of it.

    Slack: `&`, `<` and `>` are its control characters.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clip(text: str, length: int) -> str:
    """The text, cut with an ellipsis where it is longer; an entity is never cut in two."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    entity = cut.rfind("&", len(cut) - 5)
    if entity != -1 and ";" not in cut[entity:]:
        cut = cut[:entity]
    return cut.rstrip() + "…"
