"""Views of the keeping of the knowledge: whatever texts they are given, Slack takes them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.views.curation.drafts import (
    problems_parts,
    proposal_parts,
    refused_parts,
    revision_parts,
)
from handlers.views.curation.forms import (
    alias_form,
    choose_figure_form,
    choose_line_form,
    edit_form,
    figure_form,
    hand_over_form,
    line_form,
    upload_form,
)
from handlers.views.curation.freshness import released_message, reminder_message
from handlers.views.curation.reports import (
    close_form,
    closed_message,
    report_form,
    report_message,
    reports_parts,
)
from handlers.views.curation.state import (
    Told,
    conflict_message,
    conflicts_parts,
    history_parts,
    problems_message,
    unclear_parts,
)
from handlers.views.formatting import MESSAGE, Message, build_message, message_of_view
from handlers.views.modal import answer_view, lasting_view
from handlers.views.mrkdwn import Part, Table
from handlers.views.words import ViewContext
from knowledge.curating import UnclearRequest
from knowledge.difference import Change, Difference, Edit
from knowledge.difference.documents import Handed
from knowledge.fields import SECTIONS
from knowledge.files import Problem
from knowledge.freshness import StaleItem
from knowledge.library import Library
from knowledge.revisions import Conflict, Draft, Proposal, Report, Revision
from tests.conftest import TODAY
from tests.handlers.questions import MARKUP, ODD
from tests.payloads import assert_slack_takes, assert_slack_takes_view, without_our_markup

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TEXTS = st.one_of(
    st.sampled_from([*MARKUP, *ODD]), st.text(max_size=40), st.text(min_size=300, max_size=1_000)
)
SHORT = st.lists(TEXTS, max_size=30)


def taken(message: Message | Sequence[Part]) -> str:
    """What a message says, which Slack takes; modals show the same parts."""
    if not isinstance(message, Message):
        assert_slack_takes_view(without_our_markup(answer_view(message)))
        message = build_message(message, MESSAGE)
    assert_slack_takes(without_our_markup(message.payload()))
    return unescape(message.text)


def revision(reason: str = "Edited files", author: str = "U0MAYA", number: int = 2) -> Revision:
    return Revision(number, AT, author, "slack", reason, ("roles/ml-engineer.yaml",))


def proposal(texts: Sequence[str]) -> Proposal:
    edits = [
        Edit("roles/a.yaml", "line", Change("changed", text, text, f"{text}!")) for text in texts
    ]
    warnings = [Problem(text, 1, 2, text, text, "warning") for text in texts]
    draft = Draft("d" * 32, 1, "U0MAYA", "slack", "".join(texts)[:200], {})
    return Proposal(draft, Difference(tuple(edits), ()), tuple(warnings))


@pytest.fixture(scope="module")
def context(library: Library) -> ViewContext:
    """An installation with a prefix."""
    return ViewContext(library, TODAY, "acme-")


@settings(deadline=None)
@given(texts=SHORT)
def test_any_difference_and_any_problem_fit(texts: list[str]) -> None:
    one = proposal(texts)
    for parts in (proposal_parts(one), proposal_parts(one, moved=True)):
        taken(parts)
    taken(revision_parts(3, one.difference))
    problems = [Problem(text, 1, 2, text, text) for text in [*texts, "a"]]
    taken(problems_parts(problems))
    taken(problems_message(problems))
    for parts in (proposal_parts(one), problems_parts(problems)):
        view = lasting_view(parts)
        assert_slack_takes_view(without_our_markup(view))
        taken(message_of_view(view["blocks"]))
    things = [
        Handed("role", text or "a", "U1", after, None) for text in texts for after in (None, "U2")
    ]
    if things:
        taken(released_message(things, "U0MAYA"))


@settings(deadline=None)
@given(texts=SHORT)
def test_any_history_report_and_conflict_fit(context: ViewContext, texts: list[str]) -> None:
    told = [Told(revision(text, text or "x", number), text) for number, text in enumerate(texts)]
    taken(history_parts(told[:12], context))
    conflict = Conflict("c" * 64, "".join(texts) or "a", "x", None, 3)
    taken(conflict_message(conflict, texts or ["a"], context))
    taken(conflicts_parts([(conflict, texts or ["a"])] * 20, context))
    reports = [Report("r", AT, "U0MAYA", f"salary {text}", text or "a", ()) for text in texts]
    taken(reports_parts(reports, context))
    for report in reports[:3]:
        taken(report_message(report, (), context))
        for answer in ("", report.note):
            taken(closed_message(report, "U0ALEX", answer, context))
        assert_slack_takes_view(without_our_markup(close_form(report, report.id, context)))
    taken(unclear_parts(UnclearRequest("".join(texts)), context))


@settings(deadline=None)
@given(text=TEXTS)
def test_any_form_fits(context: ViewContext, text: str) -> None:
    for view in (
        upload_form(text), hand_over_form(text or "a", text), edit_form(text),
        choose_figure_form(text or "a", text), choose_line_form(text or "a", text),
        report_form(f"salary {text}", context),
    ):  # fmt: skip
        assert_slack_takes_view(view)


def test_every_figure_line_and_name_can_be_edited(context: ViewContext) -> None:
    library = context.library
    for source in library.sources.values():
        for figure in source.figures:
            assert_slack_takes_view(figure_form(figure, context, "{}"))
    for role in library.roles.values():
        assert_slack_takes_view(edit_form("{}", role))
        assert_slack_takes_view(alias_form(role, "{}"))
        for section in SECTIONS:
            for bullet in (None, *role.sections.of(section)):
                assert_slack_takes_view(line_form(role, section, bullet, context, "{}"))


def test_others_are_told_who_may() -> None:
    assert "your workspace's admins." in taken(refused_parts(()))
    assert "<@U1>, <@U2> and your workspace's admins" in taken(refused_parts(("U1", "U2"))).replace(
        "<@U1> and <@U2>", "<@U1>, <@U2>"
    )
    assert "It belongs to <@U9>." in taken(refused_parts((), "U9"))


def test_who_is_no_member_of_the_workspace_is_not_mentioned(context: ViewContext) -> None:
    told = [Told(revision("x", "<!channel>"), "nothing changed")]
    assert "by <!channel> ·" in taken(history_parts(told, context))


def test_a_problem_names_its_place(context: ViewContext) -> None:
    said = taken(problems_message([Problem("roles/a.yaml", 12, 9, "salaries.0.level", "is odd")]))
    assert "roles/a.yaml, line 12, column 9  salaries.0.level is odd" in said
    assert "The last good version stays live" in said


def test_a_reminder_says_how_long_things_are_overdue(context: ViewContext) -> None:
    items = [
        StaleItem("role", "mle", "MLE", "U1", date(2025, 1, 1), 22, 10),
        StaleItem("source", "jobs", "Jobs", "U1", None, None, None),
    ]
    said = taken(reminder_message(items, context))
    assert "2 items you own are due for verification" in said
    assert "MLE (role)  last verified 22 months ago, 10 months overdue · owned by <@U1>" in said
    assert "Jobs (source)  not yet verified by its owner" in said
    assert "1 item you own is due for verification" in taken(reminder_message(items[:1], context))


def test_an_ampersand_in_a_modal_stands_there_once() -> None:
    table = Table(("For", "Pay"), (("R&D <lead>", "$1"),))
    assert "R&amp;D &lt;lead&gt;: $1" in str(answer_view([table]))
