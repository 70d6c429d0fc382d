"""Questions: typed as commands, clicked under answers, entered in the form that filters pay."""

import re

from handlers.deps import Deps
from handlers.middleware import UNREADABLE, IncompleteError
from handlers.placing import FieldErrors, Form, NextTo, Options, Question, Shared, remember
from handlers.replies import AnyQuestion, Asked, Chosen, asked, context_of
from handlers.router import Route, installed_as
from handlers.turn import Turn
from handlers.views.buttons import ASK_YOURS, COMPARE_WITH, FILTER, FOLLOW, SHARE, SOURCE, UNFOLLOW
from handlers.views.modal import SALARY_FILTER, salary_form, source_view
from handlers.views.talk import GREETING_BLOCK
from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.grammar import parse
from knowledge.query import CompareQuery, HelpQuery, SalaryFilters, SalaryQuery
from knowledge.suggestions import suggest_roles, suggest_terms
from knowledge.years import years_entered

GONE_SOURCE = "This source isn't there anymore."
GONE_ROLE = "This role isn't covered anymore, so nothing was changed."


def answer(turn: Turn, deps: Deps) -> Question | Form:
    """Answer a command; `/salary` alone opens its form, and posts nothing behind it."""
    question = Asked(QUESTIONS_BY_NAME[turn.action].name, turn.text, turn.prefix)
    if turn.in_dm and turn.text.strip():
        remember(turn, deps, question.command, turn.text)
    shown = Question(question)
    if question.command == "salary" and not turn.text.strip() and turn.trigger_id:
        return Form(_salary_form(turn, deps, question), shown)
    return shown


def ask(turn: Turn, _deps: Deps) -> Question | NextTo:
    """Answer the question that a button or an option carries; a greeting stays."""
    question = Question(_question(turn.value))
    return NextTo(question) if turn.block == GREETING_BLOCK else question


def compare(turn: Turn, deps: Deps) -> Question:
    """Compare the role of the row with the one that was chosen."""
    library = deps.library()
    ids = (turn.block.partition(":")[2], turn.value)
    roles = tuple(dict.fromkeys(id for id in ids if id in library.roles))
    return Question(Chosen(CompareQuery(roles) if roles else HelpQuery("compare")))


def follow(turn: Turn, deps: Deps) -> Question:
    """Follow or unfollow a role, and show that in the answer itself."""
    verb, _, role = turn.action.partition(":")
    question = _question(turn.value)
    if role not in deps.library().roles:
        raise IncompleteError(GONE_ROLE)
    if verb == UNFOLLOW:
        deps.follows.unfollow(turn.team, turn.user, role)
        return Question(question)
    deps.follows.follow(turn.team, turn.user, role, deps.served().number)
    return Question(question, frozenset({role}))


def share(turn: Turn, _deps: Deps) -> Shared:
    """Post the answer for everyone in the channel."""
    return Shared(_question(turn.value), turn.value)


def ask_yours(turn: Turn, _deps: Deps) -> NextTo:
    """Ask what a shared answer was asked, for the person who clicks, next to it."""
    return NextTo(Question(_question(turn.value)))


def _one_share(turn: Turn) -> str:
    """A message is shared once, however often the button is clicked."""
    message = turn.message_ts or turn.key
    return f"share:{turn.team}:{turn.channel}:{message}:{turn.user}:{turn.value}"


def open_filter(turn: Turn, deps: Deps) -> Form:
    """Open the form that narrows a question about pay."""
    return Form(_salary_form(turn, deps, _question(turn.value)))


def open_source(turn: Turn, deps: Deps) -> Form:
    """Open what a source is, and all that it states about the role of the row, where that has one."""
    library = deps.library()
    source, role = turn.value, turn.block.partition(":")[2]
    if source not in library.sources or (role and role not in library.roles):
        raise IncompleteError(GONE_SOURCE)
    shown = source_view(library.sources[source], library.roles.get(role), context_of(deps))
    return Form(shown)


def show_salary(turn: Turn, deps: Deps) -> Question | FieldErrors:
    """Show the answer where the question came from, or in the modal itself."""
    entered = turn.view.entered
    years = years_entered(entered("years"))
    if years is None:
        return FieldErrors({"years": "Enter years such as 4, 5+ or 3-5"})
    company = _chosen(entered("company"))
    is_kind = deps.library().term("company_kinds", entered("company")) is not None
    filters = SalaryFilters(
        levels=_chosen(entered("level")),
        years=years,
        places=_chosen(entered("place")),
        companies=() if is_kind else company,
        company_kinds=company if is_kind else (),
        components=_chosen(entered("component")),
    )
    role = entered("role")
    query = SalaryQuery(role, filters) if role else HelpQuery("salary", asks_for_role=True)
    return Question(Chosen(query, turn.prefix))


def _chosen(id: str) -> tuple[str, ...]:
    return (id,) if id else ()


def suggest(turn: Turn, deps: Deps) -> Options:
    """Complete roles, places and companies while one types."""
    library = deps.library()
    match turn.action:
        case "place":
            return Options(suggest_terms(library, ("places",), turn.text))
        case "company":
            return Options(suggest_terms(library, ("companies", "company_kinds"), turn.text))
        case _:
            return Options(suggest_roles(library, turn.text))


def _salary_form(turn: Turn, deps: Deps, question: AnyQuestion) -> dict[str, object]:
    """The form with what was asked so far; a button of an older release carries that in words."""
    query = (
        parse(deps.library(), "salary", question.text)
        if isinstance(question, Asked)
        else question.query
    )
    role, filters = (
        (query.role, query.filters) if isinstance(query, SalaryQuery) else (None, SalaryFilters())
    )
    context = context_of(deps, question.prefix)
    return salary_form(context, role, filters, turn.origin(deps.now()))


def _question(value: str) -> AnyQuestion:
    question = asked(value)
    if question is None:
        raise IncompleteError(UNREADABLE)
    return question


TYPED = Route("command", installed_as(*QUESTIONS_BY_NAME), answer)

ROUTES = (
    TYPED,
    Route("click", re.compile(r"^ask(:\d+|_more)?$"), ask),
    Route("click", COMPARE_WITH, compare),
    Route("click", ASK_YOURS, ask_yours),
    Route("click", re.compile(rf"^({FOLLOW}|{UNFOLLOW}):"), follow, "changes"),
    Route("click", SHARE, share, "changes", once_per=_one_share),
    Route("click", FILTER, open_filter, "opens"),
    Route("click", SOURCE, open_source, "opens"),
    Route("form", SALARY_FILTER, show_salary),
    *(Route("menu", menu, suggest) for menu in ("compare_with", "role", "place", "company")),
)
