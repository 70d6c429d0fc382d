"""One figure, one line or one name, changed wholly in a modal."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot.playground.records import View
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually, shown
from tests.interaction.digests import SAM, forged, heading, said
from tests.interaction.keeping import (
    REFUSED,
    SAMS_DM,
    click,
    click_in,
    content,
    hand_in,
    knowledge,
    modal,
    open_modal,
    result,
    served,
    submit,
    with_low,
)

FIRST = "about $132,000–$180,000"


@pytest.fixture
def admins() -> frozenset[str]:
    """Sam is an admin beside Alex."""
    return frozenset({SAM})


def begin(town: Town, kind: str, typed: str = "mle", user: str = ALEX) -> View:
    """Go through the first form: a role, and what of it."""
    form = open_modal(town, knowledge(town, user=user), "Edit…", user)
    role = town.slack.suggest(user, form, "edit_role", typed).options[0]["value"]
    outcome = submit(town, form, user, edit_role=role, edit_kind=kind)
    assert outcome.ok, outcome.errors
    return modal(town, user)


def choose(town: Town, form: View, field: str, typed: str, user: str = ALEX) -> View:
    """Choose one thing by what is typed, and go on."""
    options = town.slack.suggest(user, form, field, typed).options
    assert options, typed
    outcome = submit(town, form, user, **{field: options[0]["value"]})
    assert outcome.ok, outcome.errors
    return modal(town, user)


def figure_form(town: Town, user: str = ALEX) -> View:
    """The form of the first figure of the source."""
    return choose(town, begin(town, "figure", user=user), "edit_figure", "132,000 jobs", user)


def line_form(town: Town, typed: str) -> View:
    """The form of a line of a role, or of a new one."""
    return choose(town, begin(town, "line"), "edit_line", typed)


def test_a_figure_is_chosen_changed_shown_and_applied(town: Town) -> None:
    form = figure_form(town)
    assert "Machine Learning Engineer · about $132,000–$180,000 average, United States" in shown(
        form
    )
    outcome = submit(town, form, edit_low="155,000", edit_high="$215k", edit_marks=["open_ended"])
    assert outcome.ok, outcome.errors
    difference = result(town)
    assert f"{FIRST} → $155,000–$215,000+" in shown(difference)
    assert served(town) == "1"
    assert "Published as revision 2" in shown(click_in(town, difference, "Apply"))
    assert "$155,000–$215,000+" in shown(town.types("/salary mle all"))


def test_a_figure_keeps_everything_but_what_was_changed(town: Town) -> None:
    submit(town, figure_form(town), edit_low="131000")
    click_in(town, result(town), "Apply")
    undone = knowledge(town, "rollback 1")
    assert "1 figure changed" in said(undone)
    assert f"about $131,000–$180,000 → {FIRST}" in said(undone)


def apply(town: Town) -> None:
    """Apply what a form would change, and close it."""
    published = click_in(town, result(town), "Apply")
    assert "Published as revision" in shown(published)
    town.slack.close(ALEX, published.id)


def reasons(town: Town) -> list[str]:
    """What history says of each revision, the newest first."""
    lines = said(knowledge(town, "history")).splitlines()
    return [after for line, after in pairwise(lines) if " · " in line]


def test_every_edit_takes_a_reason(town: Town) -> None:
    submit(town, figure_form(town), edit_low="131000", change_why="  The survey\u00a0says so ")
    apply(town)
    form = line_form(town, "Makes business processes smarter")
    submit(town, form, edit_text="Makes processes smarter", change_why="Shorter")
    apply(town)
    submit(town, begin(town, "alias"), edit_new_alias="Model whisperer", change_why="Typed often")
    apply(town)
    assert reasons(town)[:3] == [
        "Edited names of Machine Learning Engineer: Typed often",
        "Edited a line of Machine Learning Engineer: Shorter",
        "Edited a figure: The survey says so",
    ]


@pytest.mark.parametrize(
    ("low", "high", "field", "says"),
    [
        ("much", "180000", "edit_low", "Enter an amount such as 155000"),
        ("-5", "180000", "edit_low", "Enter an amount such as 155000"),
        ("1e5", "180000", "edit_low", "Enter an amount such as 155000"),
        ("190000", "180000", "edit_high", "The high is below the low"),
        (None, None, "edit_low", "Enter a low, a high or both"),
        ("1", "99999999999", "edit_low", "Enter an amount up to"),
    ],
)
def test_wrong_amounts_are_told_at_their_field(
    town: Town, low: str | None, high: str | None, field: str, says: str
) -> None:
    outcome = submit(town, figure_form(town), edit_low=low, edit_high=high)
    assert says in outcome.errors[field]
    assert served(town) == "1"


def test_nothing_changed_is_said(town: Town) -> None:
    submit(town, figure_form(town))
    assert "This is already live" in shown(result(town))


def test_a_line_is_changed(town: Town) -> None:
    form = line_form(town, "Makes business processes smarter")
    outcome = submit(town, form, edit_text="Makes business processes <b> & smarter")
    assert outcome.ok, outcome.errors
    difference = result(town)
    assert "Makes business processes &lt;b&gt; &amp; smarter" in shown(difference)
    click_in(town, difference, "Apply")
    card = shown(town.types("/role mle overview"))
    assert "Makes business processes &lt;b&gt; &amp; smarter" in card


def test_a_new_line_needs_a_source(town: Town) -> None:
    form = line_form(town, "new line soft skills")
    outcome = submit(town, form, edit_text="Listens well")
    assert "edit_sources" in outcome.errors
    town.slack.suggest(ALEX, form, "edit_sources", "jobs")
    assert submit(town, form, edit_text="Listens well", edit_sources=["ml-engineer-jobs"]).ok
    difference = result(town)
    assert "1 line added" in shown(difference)
    click_in(town, difference, "Apply")
    assert "Listens well" in shown(town.types("/role mle soft skills"))


def test_a_line_that_is_there_already_is_told_at_its_field(town: Town) -> None:
    form = line_form(town, "Makes business processes smarter")
    text = "Creates intelligent systems that learn from data and adapt to it"
    assert "already says that" in submit(town, form, edit_text=text).errors["edit_text"]


def test_a_name_is_added_and_another_taken_away(town: Town) -> None:
    form = begin(town, "alias")
    outcome = submit(town, form, edit_new_alias="Model whisperer", edit_old_alias="2")
    assert outcome.ok, outcome.errors
    difference = result(town)
    assert "Model whisperer" in shown(difference)
    assert "ML eng" in shown(difference)
    click_in(town, difference, "Apply")
    assert "Machine Learning Engineer" in heading(town.types("/role model whisperer"))


def test_a_name_of_another_role_is_told_at_its_field(town: Town) -> None:
    form = begin(town, "alias")
    assert (
        "already uses this name"
        in submit(town, form, edit_new_alias="data ENGINEER").errors["edit_new_alias"]
    )
    assert (
        submit(town, form, edit_new_alias=None)
        .errors["edit_new_alias"]
        .startswith("Enter a name to add")
    )


def test_an_edit_is_made_in_what_is_served_when_it_is_sent(town: Town) -> None:
    form = figure_form(town)
    other = content("sources/ml-engineer-jobs.yaml").replace(
        "label: ML Engineer Jobs", "label: Jobs"
    )
    sent = hand_in(town, ("ml-engineer-jobs.yaml", other), user=SAM, channel=SAMS_DM)
    click(town, sent, "Apply", SAM)
    submit(town, form, edit_low="131000")
    difference = result(town)
    assert "1 figure changed" in shown(difference)
    assert "label" not in shown(difference)
    assert "Published as revision 3" in shown(click_in(town, difference, "Apply"))
    assert "average, Jobs: about $132,000–$180,000 → about $131,000" in said(
        knowledge(town, "diff")
    )


def test_a_draft_in_a_modal_moves_with_the_knowledge(town: Town) -> None:
    submit(town, figure_form(town), edit_low="131000")
    difference = result(town)
    sent = hand_in(town, ("ml-engineer-jobs.yaml", with_low(130_000)), user=SAM, channel=SAMS_DM)
    click(town, sent, "Apply", SAM)
    moved = click_in(town, difference, "Apply")
    assert "Someone published a change in the meantime" in shown(moved)
    assert "about $130,000–$180,000 → about $131,000–$180,000" in shown(moved)
    assert "Published as revision 3" in shown(click_in(town, moved, "Apply"))


def test_a_figure_that_is_gone_meanwhile_is_said(town: Town) -> None:
    form = figure_form(town)
    text = content("sources/ml-engineer-jobs.yaml").replace("year: 2023", "year: 2022")
    sent = hand_in(town, ("ml-engineer-jobs.yaml", text), user=SAM, channel=SAMS_DM)
    click(town, sent, "Apply", SAM)
    assert "no longer exists" in submit(town, form, edit_low="1").errors["edit_low"]


def test_a_role_without_figures_is_told_at_its_field(town: Town) -> None:
    form = open_modal(town, knowledge(town), "Edit…")
    found = [
        one["value"]
        for one in town.slack.suggest(ALEX, form, "edit_role", "").options
        if "no figure for" in shown(town.types(f"/role {one['text']['text']}")).lower()
    ]
    outcome = submit(town, form, edit_role=found[0], edit_kind="figure")
    assert outcome.errors["edit_role"] == "No figure for this role"


def test_others_open_no_form(town: Town) -> None:
    for value in ("role:", "role:ml-engineer", "source:ml-engineer-jobs", "source:gone", "x", ""):
        before = len(town.answers())
        assert forged(town, MAYA, DATA_JOBS, "knowledge_edit", value or "-").ok
        eventually(lambda: len(town.answers()) > before + 1)  # noqa: B023
        assert REFUSED in said(town.answers()[-1])
        assert town.modal(MAYA) is None


def test_who_is_no_admin_any_more_is_refused_at_the_last_step(town: Town) -> None:
    form = figure_form(town)
    users = town.slack.workspace.users
    users[ALEX] = replace(users[ALEX], is_admin=False)
    submit(town, form, edit_low="131000")
    assert REFUSED in shown(result(town))
    users[ALEX] = replace(users[ALEX], is_admin=True)
    assert served(town) == "1"


def test_an_apply_in_a_modal_is_for_admins_alone(town: Town) -> None:
    submit(town, figure_form(town), edit_low="131000")
    difference = result(town)
    draft = next(
        str(element["value"])
        for block in difference.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "knowledge_apply"
    )
    assert forged(town, MAYA, DATA_JOBS, "knowledge_apply", draft).ok
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert served(town) == "1"
