"""The menus of a small edit's forms: what they offer while one types, known to every member."""

from handlers.curation.entries import figure_options, line_options, source_options
from handlers.curation.subject import Subject, thing_of
from handlers.deps import Deps
from handlers.replies import context_of
from handlers.results import Options
from handlers.turn import Turn
from knowledge.model import Role
from knowledge.suggesting import suggest_roles


def roles(turn: Turn, deps: Deps) -> Options:
    """Complete roles while one types."""
    return Options(suggest_roles(deps.library(), turn.text))


def figures(turn: Turn, deps: Deps) -> Options:
    """Complete figures of the role or source."""
    return Options(figure_options(context_of(deps), Subject.of(turn.view), turn.text))


def lines(turn: Turn, deps: Deps) -> Options:
    """Complete lines of the role."""
    role = thing_of(deps.library(), Subject.of(turn.view))
    return Options(
        line_options(context_of(deps), role, turn.text) if isinstance(role, Role) else []
    )


def sources(turn: Turn, deps: Deps) -> Options:
    """Complete sources while one types."""
    return Options(source_options(deps.library(), turn.text))
