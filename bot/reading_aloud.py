"""A row of digests as Markdown, for someone who reads them through."""

from collections.abc import Iterator, Sequence

from handlers.views.digest import digest_details, digest_message
from handlers.views.words import ViewContext
from knowledge.digest.edition import Digest
from knowledge.digest.year import UsedUp, used_up
from knowledge.library import Library


def year_in_markdown(library: Library, digests: Sequence[Digest]) -> str:
    """Every digest's message and thread as plain text, and at the end what was used up when."""
    lines: list[str] = [f"# {len(digests)} weekly digests"]
    for digest in digests:
        context = ViewContext(library, digest.day)
        # Any id will do: what it is for is not shown in the text.
        message = digest_message(digest, context, digest_id="read")
        thread = digest_details(digest, context)
        lines += ["", f"## {digest.day:%A} {digest.day}", "", *_lines(message.text)]
        lines += ["", "### In the thread", "", *_lines(thread.text)]
    lines += ["", "## What was used up when", ""]
    lines += [f"- {_used(one)}" for one in used_up(library, digests)]
    return "\n".join([*lines, ""])


def _lines(text: str) -> Iterator[str]:
    """Each line by itself: Markdown runs lines together that do not end with two spaces."""
    return (f"{line}  " for line in text.split("\n"))


def _used(one: UsedUp) -> str:
    if not one.there_is:
        return f"{one.name}: none"
    if one.day is None:
        return f"{one.name}: {one.seen} of {one.there_is} seen, so none came twice"
    return f"{one.name}: {one.there_is}, all seen by {one.day.day} {one.day:%b %Y}"
