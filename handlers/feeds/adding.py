"""A new feed: its form, the try that shows what it reads, and the draft that saves it."""

from pydantic import ValidationError

from handlers.curation import rights
from handlers.curation.drafts import shown
from handlers.deps import Deps
from handlers.feeds.entered import entered, feed_entered, named
from handlers.placing import FieldErrors, Form, Later, NextTo, Options, Outcome, Parts, said
from handlers.replies import context_of
from handlers.turn import Origin, Turn
from handlers.views.feeds.forms import Entered, add_feed_form
from handlers.views.feeds.listed import add_feed_parts
from handlers.views.feeds.tried import TRYING, refusal_line, to_save_parts
from handlers.views.words import reading_parts
from knowledge.curating import AddFeedRequest, only_link
from knowledge.drafting.article import Refusal, line_of
from knowledge.feeds.model import Feed
from knowledge.feeds.writing import feed_path, feed_text
from knowledge.revisions import Proposal
from knowledge.suggestions import suggest_roles, suggest_terms


def add(turn: Turn, deps: Deps, request: AddFeedRequest) -> Outcome:
    """`/knowledge feeds add`: open the form where one can be opened, filled in as far as the address says."""

    def work() -> Outcome:
        if not rights.is_admin(turn, deps):
            return rights.refused(deps)
        if turn.trigger_id:
            return _form(turn, deps, request.url)
        context = context_of(deps, turn.prefix)
        return (*reading_parts(request.reading), *add_feed_parts(request.url, context))

    return Later(work, opens=bool(turn.trigger_id))


def open_form(turn: Turn, deps: Deps) -> Form | NextTo:
    """Open the form, for admins."""
    if not rights.is_admin(turn, deps):
        return NextTo(rights.refused(deps))
    return _form(turn, deps, only_link(turn.value) or "")


def _form(turn: Turn, deps: Deps, url: str) -> Form:
    start = Entered.of_address(url) if url else Entered()
    return Form(add_feed_form(start, context_of(deps, turn.prefix), turn.origin(deps.now())))


def sent(turn: Turn, deps: Deps) -> FieldErrors | Later[Outcome]:
    """Try what was entered; where it can't be read, the form comes back with why."""
    form = entered(turn.view)
    feed = feed_entered(form, deps.library())
    if isinstance(feed, FieldErrors):
        return feed

    def work() -> Outcome:
        if not rights.is_admin(turn, deps):
            return rights.refused(deps)
        return _tried(turn, deps, form, feed)

    return Later(work, TRYING)


def _tried(turn: Turn, deps: Deps, form: Entered, feed: Feed) -> Form | Parts:
    read = deps.feeds.tried(feed)
    if isinstance(read, Refusal):
        why = refusal_line(feed.name, read.why)
        view = add_feed_form(form, context_of(deps, turn.prefix), _tried_again(turn.value), why)
        return Form(view, said(f"{why} Nothing was added."))
    name = form.name or line_of(read.title) or feed.name
    feed = named(feed, name, deps.library().feeds)
    changes = {feed_path(feed.id): feed_text(feed)}
    proposal = deps.curation.propose(turn.user, changes, f"Added feed {feed.name}")
    return (
        to_save_parts(feed, read, proposal) if isinstance(proposal, Proposal) else shown(proposal)
    )


class Tries(Origin):
    """Where a form was opened, and how often it was sent before and came back."""

    tries: int = 0

    @classmethod
    def of(cls, metadata: str) -> "Tries":
        """Of a form's metadata; nothing of it where it says something else."""
        try:
            return cls.model_validate_json(metadata)
        except ValidationError:
            return cls()


def once_each(turn: Turn) -> str:
    """One try of a form: it is the same view when it comes back."""
    return f"{turn.key}:{Tries.of(turn.value).tries}"


def _tried_again(metadata: str) -> str:
    before = Tries.of(metadata)
    again = before.model_copy(update={"tries": before.tries + 1})
    return again.model_dump_json(exclude_defaults=True)


def topics(turn: Turn, deps: Deps) -> Options:
    """Complete topics while one types."""
    return Options(suggest_terms(deps.library(), ("topics",), turn.text))


def roles(turn: Turn, deps: Deps) -> Options:
    """Complete roles while one types."""
    return Options(suggest_roles(deps.library(), turn.text))
