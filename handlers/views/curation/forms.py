"""Forms: files to upload, who takes something over, and the steps of a small edit."""

from collections.abc import Sequence

from handlers.views.elements import (
    Json,
    checkboxes,
    field,
    form,
    line_input,
    menu,
    search,
    search_many,
)
from handlers.views.formatting import VIEW, build_blocks
from handlers.views.mrkdwn import Bold, Note, Paragraph, Part
from handlers.views.words import ViewContext, figure_source, figure_words, listed
from knowledge.fields import Bullet, Section
from knowledge.model import Figure, Role, stated

UPLOAD_SENT, HAND_OVER_SENT = "knowledge_upload_sent", "knowledge_hand_over_sent"
EDIT_CHOSEN, FIGURE_CHOSEN, LINE_CHOSEN = "edit_chosen", "edit_figure_chosen", "edit_line_chosen"
FIGURE_SENT, LINE_SENT, ALIAS_SENT = "edit_figure_sent", "edit_line_sent", "edit_alias_sent"

FILES, NEW_OWNER = "knowledge_files", "knowledge_owner"
ROLE, KIND, FIGURE, LINE = "edit_role", "edit_kind", "edit_figure", "edit_line"
LOW, HIGH, MARKS = "edit_low", "edit_high", "edit_marks"
TEXT, SOURCES = "edit_text", "edit_sources"
NEW_ALIAS, OLD_ALIAS = "edit_new_alias", "edit_old_alias"
WHY = "change_why"

OPEN_ENDED, APPROXIMATE = "open_ended", "approximate"

MOST_FILES = 10
"""Slack: as many in one field."""

MAX_LINE = 200
MAX_AMOUNT = 20
MAX_WHY = 200

KINDS = {
    "figure": "A salary figure",
    "line": "A line of its description",
    "alias": "An alias",
}


def upload_form(metadata: str) -> Json:
    """Files to upload."""
    files = {
        "type": "file_input",
        "action_id": FILES,
        "filetypes": ["yaml", "yml", "csv", "zip", "tsv", "xlsx"],
        "max_files": MOST_FILES,
    }
    said = "Nothing changes yet. First you'll see the difference, or what to fix."
    blocks = [
        field(
            FILES,
            "Knowledge files (.yaml, .csv), a .zip, or a spreadsheet of pay",
            files,
            optional=False,
        ),
        _why(),
        *_shown(Note((said,))),
    ]
    return form("Upload knowledge", blocks, "Check", UPLOAD_SENT, metadata)


def hand_over_form(name: str, metadata: str) -> Json:
    """Who takes something over."""
    said = "They'll be notified. It counts as unverified until they check it."
    member = {"type": "users_select", "action_id": NEW_OWNER}
    blocks = [
        *_shown(Paragraph((Bold(name),)), Note((said,))),
        field(NEW_OWNER, "Who is the new owner?", member, optional=False),
        _why(),
    ]
    return form("Hand over", blocks, "Hand over", HAND_OVER_SENT, metadata)


def edit_form(metadata: str, role: Role | None = None) -> Json:
    """Which role, and what about it."""
    chosen = (role.id, role.name) if role else None
    hint = "Type a name or an alias: mle, data eng …"
    blocks = [
        field(ROLE, "Role", search(ROLE, hint, chosen), optional=False),
        field(KIND, "What do you want to edit?", menu(KIND, KINDS, "figure"), optional=False),
    ]
    return form("Edit one thing", blocks, "Next", EDIT_CHOSEN, metadata)


def choose_figure_form(name: str, metadata: str) -> Json:
    """Which figure of a role or of a source."""
    hint = "Type a level, place, amount or source"
    blocks = [
        *_shown(Paragraph((Bold(name),))),
        field(FIGURE, "Which figure?", search(FIGURE, hint, None), optional=False),
    ]
    return form("Edit a figure", blocks, "Next", FIGURE_CHOSEN, metadata)


def figure_form(figure: Figure, context: ViewContext, metadata: str) -> Json:
    """One figure's amounts."""
    marks = {
        OPEN_ENDED: "Open-ended (“$172,654+”)",
        APPROXIMATE: "The source says “around”",
    }
    chosen = [name for name in marks if getattr(figure, name)]
    hint = f"{figure.currency} per {figure.period}, such as 155000"
    blocks = [
        *_shown(Paragraph(figure_named(figure, context))),
        field(LOW, "Low", line_input(LOW, hint, _amount(figure.low), MAX_AMOUNT)),
        field(HIGH, "High", line_input(HIGH, hint, _amount(figure.high), MAX_AMOUNT)),
        field(MARKS, "As the source states it", checkboxes(MARKS, marks, chosen)),
        _why(),
    ]  # fmt: skip
    return form("Edit a figure", blocks, "Check", FIGURE_SENT, metadata)


def choose_line_form(name: str, metadata: str) -> Json:
    """Which line of a role, or a new one in which section."""
    hint = "Type a word from it, or a section name"
    blocks = [
        *_shown(Paragraph((Bold(name),))),
        field(LINE, "Which line?", search(LINE, hint, None), optional=False),
    ]
    return form("Edit a line", blocks, "Next", LINE_CHOSEN, metadata)


def line_form(
    role: Role, section: Section, bullet: Bullet | None, context: ViewContext, metadata: str
) -> Json:
    """One line's text and sources; without a bullet a new one."""
    known = [context.library.sources[id] for id in (bullet.sources if bullet else ())]
    chosen = [(source.id, source.label) for source in known]
    sources = search_many(SOURCES, "Every source that supports it", chosen)
    text = line_input(
        TEXT, "One line, in your own words", bullet.text if bullet else None, MAX_LINE
    )
    blocks = [
        *_shown(Paragraph((Bold(role.name), f"  {context.library.section_name(section)}"))),
        field(TEXT, "Text", text, optional=False),
        field(SOURCES, "Sources", sources, optional=False),
        _why(),
    ]
    title = "Edit a line" if bullet else "Add a line"
    return form(title, blocks, "Check", LINE_SENT, metadata)


def alias_form(role: Role, metadata: str) -> Json:
    """A name that people type for a role: one to add, one to take away."""
    blocks = [
        *_shown(Paragraph((Bold(role.name),))),
        field(NEW_ALIAS, "A name to add", line_input(NEW_ALIAS, "MLE", None, MAX_LINE)),
    ]
    if role.aliases:
        # The place in the list stands for the name, which may be longer than Slack lets it be.
        names = {str(number): alias for number, alias in enumerate(role.aliases)}
        blocks.append(field(OLD_ALIAS, "A name to remove", menu(OLD_ALIAS, names, None)))
    blocks.append(_why())
    return form("Edit aliases", blocks, "Check", ALIAS_SENT, metadata)


def figure_named(figure: Figure, context: ViewContext) -> tuple[str, str]:
    """A figure by its roles, and by what tells it apart: its amount, part of pay, level, place, source."""
    library = context.library
    roles = listed([library.roles[role].name for role in figure.roles])
    words = [
        f"{stated(figure)} {figure_words(figure, context)}".rstrip(),
        figure_source(figure, context),
    ]
    return f"{roles} · ", " · ".join(words)


def _why() -> Json:
    """Why something is changed: history shows it."""
    return field(
        WHY,
        "Why? (shown in the history)",
        line_input(WHY, "From the 2026 survey", None, MAX_WHY),
    )


def _amount(amount: float | None) -> str | None:
    return None if amount is None else str(int(amount) if amount == int(amount) else amount)


def _shown(*parts: Part) -> Sequence[Json]:
    return build_blocks(parts, VIEW)
