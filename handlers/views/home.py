"""View of the App Home tab."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.views.buttons import ask, digest_form
from handlers.views.digest.states import DigestList, listed_part
from handlers.views.elements import MAX_PLACEHOLDER, Json, field, home_tab, plain
from handlers.views.formatting import VIEW, build_blocks
from handlers.views.guide import guide_parts
from handlers.views.mrkdwn import Actions, Bold, Bullets, Heading, Line, Note, Paragraph, Part
from handlers.views.words import ViewContext, count, holdings
from knowledge.difference import Change
from knowledge.model import Role
from knowledge.query import RoleQuery, SalaryQuery

SEARCH = "search"
MOST_IN_FAMILY = 25
MOST_FAMILIES = 15
MOST_FOLLOWED = 10
MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Followed:
    """A role that someone follows, and what changed of it since they last looked."""

    role: Role
    changes: tuple[Change, ...]


def home_view(
    context: ViewContext,
    followed: Sequence[Followed],
    digests: DigestList,
    now: datetime,
    *,
    is_admin: bool,
) -> Json:
    """The whole tab."""
    parts: list[Part] = [*_followed_parts(followed, context), *_directory_parts(context)]
    parts += _digest_parts(digests, now, context, is_admin=is_admin)
    parts += guide_parts(context)
    if is_admin:
        parts += _knowledge_parts(context)
    return home_tab([_search(), *build_blocks(parts, VIEW)])


def home_without_notes(context: ViewContext, why: str) -> Json:
    """The tab where what is kept about its reader cannot be had, and why."""
    parts = [Paragraph((why,)), *_directory_parts(context), *guide_parts(context)]
    return home_tab([_search(), *build_blocks(parts, VIEW)])


def _search() -> Json:
    typed = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        "placeholder": plain("mle senior sf · data engineer skills · de vs mle", MAX_PLACEHOLDER),
    }
    asked = field("search", "Ask anything about a role", typed, optional=False)
    return {**asked, "dispatch_action": True}


def _followed_parts(followed: Sequence[Followed], context: ViewContext) -> list[Part]:
    parts: list[Part] = [Heading("Roles you follow")]
    if not followed:
        parts.append(Paragraph(("None yet. Open a role overview and click ", Bold("Follow"), ".")))
    for number, one in enumerate(followed[:MOST_FOLLOWED]):
        name = one.role.name
        if one.changes:
            heading = f"{name}: {count(len(one.changes), 'change')} since you last looked"
            lines = tuple(_change_line(change) for change in one.changes[:MOST_CHANGES])
            parts.append(Bullets(lines, heading, if_cut="Open the role overview to see everything"))
        else:
            parts.append(Paragraph((Bold(name), "  nothing new since you last looked")))
        card = ask("Role overview", context.value(RoleQuery(one.role.id)))
        pay = ask("Salary", context.value(SalaryQuery(one.role.id)), number=1)
        parts.append(Actions(f"followed:{number}", (card, pay)))
    return parts


def _change_line(change: Change) -> Line:
    match change.kind:
        case "added":
            return ("New: ", change.what, f" {change.after or ''}".rstrip())
        case "removed":
            return ("Removed: ", change.what, f" {change.before or ''}".rstrip())
        case "changed":
            before = "" if change.before is None else f"{change.before} → "
            return (change.what, f": {before}{change.after}")


def _directory_parts(context: ViewContext) -> list[Part]:
    """Every family with its roles to click, in file order; more than a screen holds are found by the search."""
    families: dict[str, list[Role]] = {term.id: [] for term in context.library.terms("families")}
    for role in context.library.roles_by_name:
        families.setdefault(role.family, []).append(role)
    found = [(family, roles) for family, roles in families.items() if roles]
    parts: list[Part] = [Heading("All roles")]
    for family, roles in found[:MOST_FAMILIES]:
        more = (
            f" ({len(roles) - MOST_IN_FAMILY} more: search)" if len(roles) > MOST_IN_FAMILY else ""
        )
        parts.append(Paragraph((Bold(context.library.name("families", family)), more)))
        buttons = tuple(
            ask(role.name, context.value(RoleQuery(role.id)), number=number)
            for number, role in enumerate(roles[:MOST_IN_FAMILY])
        )
        parts.append(Actions(f"family:{family}", buttons))
    return parts


def _digest_parts(
    digests: DigestList, now: datetime, context: ViewContext, *, is_admin: bool
) -> list[Part]:
    """The digests that someone may see, for admins with what readers thought; and one's own."""
    return [
        Heading("Digests in this workspace" if is_admin else "Your digests"),
        listed_part(digests, now),
        Actions("digests", (digest_form("Set up a digest…", context),)),
        Note(
            (
                "For yourself or a channel. Or type ",
                context.command("digest"),
                " in it",
            )
        ),
    ]


def _knowledge_parts(context: ViewContext) -> list[Part]:
    return [
        Heading("The knowledge (admins)"),
        Paragraph((holdings(context.library),)),
        Note((f"Revision {context.library.revision}",)),
    ]
