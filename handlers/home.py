"""App Home: search, the directory, roles that I follow and what changed of them, a short guide."""

from handlers.agent import greet
from handlers.deps import Deps, FollowedRole, Served
from handlers.digests.places import listed
from handlers.middleware import NO_WORKSPACE
from handlers.placing import HomeTab, Parts, Question
from handlers.replies import Asked, context_of
from handlers.router import Route
from handlers.turn import Turn
from handlers.views.guide import digest_help_parts, knowledge_help_parts
from handlers.views.home import SEARCH, Followed, home_view, home_without_notes
from handlers.views.talk import wondered_parts
from knowledge.conversation import understand
from knowledge.difference import changes_of_role


def opened(turn: Turn, deps: Deps) -> HomeTab | None:
    """Publish the tab for the person who opened it, or greet them where they opened the messages."""
    if _tab(turn) == "messages":
        greet(turn, deps)
        return None
    return _home(turn, deps)


def _home(turn: Turn, deps: Deps) -> HomeTab:
    """The tab; what its person has seen of a role is no news again."""
    if not turn.team:
        return _without_notes(deps, NO_WORKSPACE)
    served = deps.served()
    roles = served.library.roles
    follows = [one for one in deps.follows.of(turn.team, turn.user) if one.role_id in roles]
    followed = [_followed(served, one) for one in follows]
    is_admin = deps.admins.include(turn.client, turn.user)
    digests = listed(turn, deps, is_admin=is_admin)
    context = context_of(deps, library=served.library)
    view = home_view(context, followed, digests, deps.now(), is_admin=is_admin)

    def published() -> None:
        older = [one.role_id for one in follows if one.seen < served.number]
        if older:
            deps.follows.mark_seen(turn.team, turn.user, older, served.number)

    return HomeTab(view, published)


def search(turn: Turn, deps: Deps) -> Question | Parts:
    """Answer what is typed into the search field; it asks, and changes nothing."""
    said = understand(deps.library(), turn.text)
    match said.command:
        case "digest":
            return digest_help_parts(context_of(deps))
        case "knowledge":
            return knowledge_help_parts(context_of(deps))
        case _:
            wondered = wondered_parts(said, context_of(deps))
            return wondered or Question(Asked(said.command or "role", said.text))


def _tab(turn: Turn) -> str:
    """Slack says in the same way that the app's tab of messages was opened."""
    return str(turn.payload["event"].get("tab", "home"))


def _is_ours(turn: Turn) -> bool:
    return _tab(turn) in ("home", "messages") and bool(turn.user)


def _apology(turn: Turn, deps: Deps, why: str) -> HomeTab | None:
    """Nobody waits for a greeting."""
    return _without_notes(deps, why) if _tab(turn) == "home" else None


def _without_notes(deps: Deps, why: str) -> HomeTab:
    """What is known without asking anyone, where the rest of the tab cannot be had."""
    return HomeTab(home_without_notes(context_of(deps), why))


def _followed(served: Served, one: FollowedRole) -> Followed:
    changes = changes_of_role(served.since(one.seen), one.role_id)
    return Followed(served.library.roles[one.role_id], changes)


ROUTES = (
    Route(
        "event",
        "app_home_opened",
        opened,
        concerns=_is_ours,
        once_per=lambda _: "",
        apology=_apology,
    ),
    Route("click", SEARCH, search),
)
