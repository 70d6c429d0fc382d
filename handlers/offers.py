"""Offer checks besides the command: a shortcut on a job post, and the form that puts it right."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from handlers.deps import Deps
from handlers.middleware import UNREADABLE, IncompleteError
from handlers.placing import FieldErrors, Form
from handlers.replies import CommandLine, carried_by, context_of
from handlers.router import Route
from handlers.turn import Turn
from handlers.views import answer_parts
from handlers.views.buttons import EDIT_OFFER
from handlers.views.modal import OFFER_CHECK, offer_form
from handlers.views.mrkdwn import escape
from knowledge.asking import CHECK, answer_read_offer, still_known
from knowledge.offers.fields import OfferFields, fields_of, offer_from_fields
from knowledge.offers.reading import parse_offer
from knowledge.offers.terms import UnclearOffer
from knowledge.query import Offer
from knowledge.words import undecorated

Json = Mapping[str, Any]

TEXTS = ("title", "subtitle", "text", "body", "subtext", "description")
"""Where a block or one of its text objects has words that people see."""

WORD = re.compile(r"[^\W_]+")
EMOJI_NAME = re.compile(r":[\w+'-]+:")
LIST_MARK = re.compile(r"^\s*(?:\d{1,2}|[a-z]|[ivx]{1,5})\.\s", re.MULTILINE)


def post_text(message: Json) -> str:
    """The text of a message as Slack's mrkdwn, with a line for each that people see.

    Slack says the same in several places: in `text` and in blocks, in a forwarded post and in what
    stands there for clients that cannot show it. What another place says as well is left out.
    """
    kept: dict[str, str] = {}
    for part in _parts(message):
        said = _words(part)
        if said.strip() and not any(said in other for other in kept):
            kept = {other: text for other, text in kept.items() if other not in said}
            kept[said] = part
    return "\n".join(kept.values())


def _words(part: str) -> str:
    """A text's words alone, by which the same text is known under any markup."""
    plain = EMOJI_NAME.sub(" ", LIST_MARK.sub(" ", undecorated(part)))
    return f" {' '.join(WORD.findall(plain.casefold()))} "


def _parts(message: Json) -> Iterator[str]:
    """What each place of a message says: what is shown comes before what stands in for it."""
    yield "\n".join(_lines(message.get("blocks")))
    yield str(message.get("text") or "")
    for attachment in _each(message.get("attachments")):
        yield from _attached(attachment)


def _attached(attachment: Json) -> Iterator[str]:
    """A forwarded post, the preview of a link, or what an app attached in Slack's older way."""
    named = [
        f"{field.get('title') or ''}: {field.get('value') or ''}"
        for field in _each(attachment.get("fields"))
    ]
    texts = [str(attachment.get(name) or "") for name in ("pretext", "title", "text")]
    said = [
        "\n".join(_lines(attachment.get("blocks"))),
        *(
            part
            for shared in _each(attachment.get("message_blocks"))
            for part in _parts(_object(shared.get("message")))
        ),
        "\n".join(filter(None, [*texts, *named])),
    ]
    yield from said if any(said) else (str(attachment.get("fallback") or ""),)


def _lines(shown: object) -> Iterator[str]:
    """The lines of blocks and of what stands in them; what can be clicked says nothing of the post."""
    if isinstance(shown, list):
        for one in cast("list[object]", shown):
            yield from _lines(one)
        return
    block = _object(shown)
    if "action_id" in block:
        return
    match block.get("type"):
        case "rich_text":
            for part in _each(block.get("elements")):
                yield from _rich_lines(part)
        case "table" | "data_table":
            yield str(block.get("caption") or "")
            for row in cast("list[Any]", block.get("rows") or []):
                yield " ".join(" ".join(_lines(cell)) for cell in row)
        case "raw_number":
            yield str(block.get("text") or block.get("value"))
        case _:
            for name, value in block.items():
                if not isinstance(value, str):
                    yield from _lines(value)
                elif name in TEXTS:
                    yield value


def _rich_lines(part: Json) -> Iterator[str]:
    pieces = _each(part.get("elements"))
    if part.get("type") == "rich_text_list":
        for item in pieces:
            yield f"• {' '.join(_rich_lines(item))}"
    else:
        yield "".join(map(_rich_piece, pieces))


def _rich_piece(piece: Json) -> str:
    """A piece of rich text as Slack writes it in `text`."""
    match piece:
        case {"type": "link", "url": url}:
            text = piece.get("text")
            return f"<{url}|{escape(str(text))}>" if text else f"<{url}>"
        case {"type": "emoji", "name": name}:
            return f":{name}:"
        case {"user_id": id}:
            return f"<@{id}>"
        case {"channel_id": id}:
            return f"<#{id}>"
        case {"type": "date", "fallback": words} | {"text": words}:
            return escape(str(words))
        case _:
            return ""


def _each(value: object) -> list[Json]:
    """The objects in a list; none where it is none."""
    found = cast("list[object]", value) if isinstance(value, list) else []
    return [_object(one) for one in found]


def _object(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}


CHECK_PAY = "check_pay"
"""The message shortcut's callback id, as the manifest declares it."""


def check_post(turn: Turn, deps: Deps) -> Form:
    """Read the post and show where its pay falls, and what was understood."""
    return _checked(deps, post_text(turn.payload))


def edit(turn: Turn, deps: Deps) -> Form:
    """Open the form with the offer of the button."""
    match carried_by(turn.value):
        case Offer() as offer:
            known = still_known(deps.library(), offer)
            offer = (
                known if isinstance(known, Offer) else UnclearOffer("missing", "", (), offer.terms)
            )
            return _form(deps, offer, fields_of(offer))
        case CommandLine("salary", text):
            return _checked(deps, text.strip().removeprefix(CHECK).strip())
        case _:
            raise IncompleteError(UNREADABLE)


def check_again(turn: Turn, deps: Deps) -> Form | FieldErrors:
    """Check what the form says now, or say at each field what is wrong with it."""
    fields = OfferFields(
        **{name: turn.view.entered(name) or None for name in OfferFields.__dataclass_fields__}
    )
    offer = offer_from_fields(deps.library(), fields)
    if isinstance(offer, Offer):
        return _form(deps, offer, fields)
    return FieldErrors({str(name): wrong for name, wrong in offer.items()})


def _checked(deps: Deps, text: str) -> Form:
    offer = parse_offer(deps.library(), text)
    return _form(deps, offer, fields_of(offer))


def _form(deps: Deps, offer: Offer | UnclearOffer, fields: OfferFields) -> Form:
    context = context_of(deps)
    shown = answer_parts(answer_read_offer(context.library, offer), context)
    return Form(offer_form(context, fields, shown))


ROUTES = (
    Route("shortcut", CHECK_PAY, check_post, "opens"),
    Route("click", EDIT_OFFER, edit, "opens"),
    Route("form", OFFER_CHECK, check_again),
)
