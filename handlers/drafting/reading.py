"""What is read into a review: a link, a file, a message, or a text that is pasted."""

import re
from collections.abc import Callable, Sequence
from html import unescape
from urllib.parse import urlsplit

from handlers.curation import rights
from handlers.curation.uploads import fetched, looked_up
from handlers.deps import Deps
from handlers.offers import post_text
from handlers.payloads import SlackFile
from handlers.placing import FieldErrors, Form, Later, NextTo, Outcome, Parts, said
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.drafting.forms import LINK, PASTED, add_form
from handlers.views.drafting.review import add_parts, nothing_stated_parts, review_parts
from handlers.views.mrkdwn import Note
from handlers.views.words import reading_parts
from knowledge.curating import AddRequest, links_in, only_link
from knowledge.drafting.article import Article, Refusal
from knowledge.drafting.review import about_of, begin
from knowledge.drafting.source import cut_note
from knowledge.drafting.values import clipped
from knowledge.files import Problem, printable
from knowledge.pay.reader import read_pay

ADD_TO_KNOWLEDGE = "add_to_knowledge"
"""The message shortcut's callback id, as the manifest declares it."""

ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm", ".pdf")
"""How the names of files end that are read as articles."""

MAX_BYTES = 10_000_000
"""Of a file with an article; PDF files are large."""

MOST_NAMED = 80

MOST_AROUND_LINK = 200
"""Characters of a message that only points to its link; a longer one is what is to be read."""

PASTED_TEXT, THIS_MESSAGE = "this text", "this message"

_MARKUP = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")


def add(turn: Turn, deps: Deps, request: AddRequest) -> Outcome:
    """`/knowledge add`: read a link, or ask for one in a form where one can be opened."""
    if request.url:
        return read_link(turn, deps, request.url, reading_parts(request.reading))

    def work() -> Outcome:
        if not rights.is_admin(turn, deps):
            return rights.refused(deps)
        return Form(add_form(turn.origin(deps.now()))) if turn.trigger_id else add_parts()

    return Later(work, opens=bool(turn.trigger_id))


def open_form(turn: Turn, deps: Deps) -> Form | NextTo:
    """Ask for a link or a text, for admins."""
    if not rights.is_admin(turn, deps):
        return NextTo(rights.refused(deps))
    return Form(add_form(turn.origin(deps.now())))


def sent(turn: Turn, deps: Deps) -> FieldErrors | Later[Outcome]:
    """Read what was given in the form."""
    typed, text = turn.view.entered(LINK), turn.view.entered(PASTED)
    link = only_link(typed)
    if typed and link is None:
        return FieldErrors({LINK: "Enter an address that begins with https:// or http://"})
    if link is not None:
        return read_link(turn, deps, link)
    if not text:
        return FieldErrors({LINK: "Enter a link, or paste a text"})
    return read_text(turn, deps, text, PASTED_TEXT)


def add_message(turn: Turn, deps: Deps) -> Outcome:
    """Read the file in a message, or the page that it only points to, or what it says itself."""
    files = [SlackFile.model_validate(one) for one in turn.payload.get("files") or ()]
    if are_articles(files):
        return read_file(turn, deps, files)
    own = str(turn.payload.get("text") or "")
    links = links_in(own)
    if links and len(_MARKUP.sub("", own)) <= MOST_AROUND_LINK:
        return read_link(turn, deps, links[0])
    return read_text(turn, deps, _plain(post_text(turn.payload)), THIS_MESSAGE)


def are_articles(files: Sequence[SlackFile]) -> bool:
    """Whether one of them may be an article."""
    return any(file.name.lower().endswith(ENDINGS) for file in files)


def read_link(turn: Turn, deps: Deps, url: str, notes: Parts = ()) -> Later[Outcome]:
    """Read what is at an address; `notes` are shown with what comes of it."""
    return _for_admins(turn, deps, _host(url), lambda: deps.articles.at(url), notes=notes)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def read_file(turn: Turn, deps: Deps, files: Sequence[SlackFile]) -> Later[Outcome]:
    """Read the article among some files."""
    articles = [file for file in files if file.name.lower().endswith(ENDINGS)]
    if len(articles) > 1:
        return Later(lambda: said("Send me one article at a time, so that each becomes a source."))
    (article,) = articles

    def read() -> Article | Refusal:
        (found,) = looked_up(turn.client, [article])
        file = fetched(deps, found, MAX_BYTES)
        if isinstance(file, Problem):
            return Refusal(file.message)
        if len(file.content) > MAX_BYTES:
            return Refusal(f"is larger than {MAX_BYTES // 1_000_000:,} MB: send a smaller file")
        return deps.articles.of(file)

    return _for_admins(turn, deps, article.name, read)


def read_text(turn: Turn, deps: Deps, text: str, name: str) -> Later[Outcome]:
    """Read a text that is here already."""
    return _for_admins(turn, deps, name, lambda: Article(text, _title(text)), told="")


def _title(text: str) -> str | None:
    """The first of several lines, where it is short and no item of a list."""
    first, _, rest = text.strip().partition("\n")
    title = first.strip("#*_ ")
    is_title = rest.strip() and len(title) <= MOST_NAMED and title[:1].isalnum()
    return title if is_title else None


def _for_admins(
    turn: Turn,
    deps: Deps,
    name: str,
    read: Callable[[], Article | Refusal],
    told: str = "Reading {}. This takes a few seconds.",
    notes: Parts = (),
) -> Later[Outcome]:
    name = clipped(printable(name), MOST_NAMED)

    def work() -> Outcome:
        if not rights.is_admin(turn, deps):
            return rights.refused(deps)
        return Later(
            lambda: NextTo((*_reviewed(turn, deps, name, read()), *notes)),
            told=told.format(name),
        )

    return Later(work)


def _reviewed(turn: Turn, deps: Deps, name: str, found: Article | Refusal) -> Parts:
    """The first page of a new review, or in one sentence why there is none."""
    if isinstance(found, Refusal):
        return said(f"{name} {found.why}. Nothing was added.")
    library = deps.library()
    read = read_pay(library, found.text)
    statements = read.statements
    if not statements:
        return nothing_stated_parts(name)
    kept = deps.reviews.keep(turn.user, begin(library, about_of(found, deps.today()), statements))
    notes = tuple(Note((note,)) for note in (found.note, cut_note(read)) if note)
    return (*review_parts(kept, 0, context_of(deps, turn.prefix)), *notes)


def _plain(text: str) -> str:
    """A message as people see it: the words of links and names, and no character escaped."""
    return unescape(_MARKUP.sub(_shown, text))


def _shown(markup: re.Match[str]) -> str:
    label = markup["label"] or ("" if markup["sign"] else markup["target"])
    return f"{markup['sign']}{label.lstrip('@#!')}" if markup["sign"] in ("@", "#") else label
