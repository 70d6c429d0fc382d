"""Due for verification to be verified: listed, verified with one click, handed over."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.playground.records import Message, View
from handlers.views.curation.freshness import MOST_ITEMS, reminder_message
from handlers.views.words import ViewContext
from knowledge.freshness import due
from knowledge.library import Library
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually, shown
from tests.interaction.digests import SAM, checked, forged, heading, labels, said
from tests.interaction.keeping import (
    ALEXS_DM,
    REFUSED,
    ROLES,
    SAMS_DM,
    SOURCES,
    came,
    click,
    click_in_for_form,
    content,
    hand_in,
    knowledge,
    modal,
    press_only,
    result,
    served,
    submit,
)

YEAR = 366 * 86_400
JOBS = "source:ml-engineer-jobs"


@pytest.fixture(autouse=True)
def _a_year_later(town: Town) -> None:
    clock = town.slack.workspace.clock
    clock.advance_to(datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp() + 2 * YEAR)


def today(town: Town) -> str:
    """The town's day."""
    return datetime.fromtimestamp(town.slack.workspace.clock()).astimezone().date().isoformat()


def row_of(message: Message, name: str) -> str:
    """The block id of the buttons under the item with a name."""
    for block, after in zip(message.blocks, message.blocks[1:], strict=False):
        if name in str(block.get("text")):
            return str(after["block_id"])
    raise AssertionError(name)


def post(town: Town, library: Library, owner: str, channel: str) -> Message:
    """A reminder, as an owner gets it in their direct messages."""
    day = date.fromisoformat(today(town))
    items = [replace(item, owner=owner) for item in due(library, day) if item.kind == "source"]
    made = reminder_message(items, ViewContext(library, day))
    journal = town.slack.workspace.journal
    return checked(
        town.slack.workspace.conversations.post(
            Message(
                channel=channel,
                ts=journal.next_ts(),
                user="U0ROLECALL",
                text=made.text,
                bot=True,
                blocks=made.blocks,
            )
        )
    )


def hand_over(
    town: Town, message: Message, name: str, to: str, user: str = ALEX, why: str | None = None
) -> View:
    """Hand something over, and see what the modal says then."""
    press_only(town, message, "Hand over…", user, block_id=row_of(message, name))
    form = modal(town, user)
    assert name in shown(form)
    outcome = submit(town, form, user, knowledge_owner=to, change_why=why)
    assert outcome.ok, outcome.errors
    return result(town, user)


def told(town: Town, user: str, channel: str) -> Message:
    """The direct message that somebody gets by way of the outbox."""

    def arrived() -> bool:
        town.delivery.round()
        return bool(town.answers(channel, user))

    eventually(arrived)
    return checked(town.answers(channel, user)[-1])


def test_the_list_names_age_and_owner(town: Town) -> None:
    listed = knowledge(town, "stale")
    assert heading(listed) == f"Due for verification: {ROLES + SOURCES}"
    assert "ML Engineer Jobs (source)  last verified 24 months ago, 12 months overdue" in said(
        listed
    )
    assert "no owner" in said(listed)
    assert labels(listed).count("Verify") == min(MOST_ITEMS, ROLES + SOURCES)


def test_one_click_verifies_and_publishes(town: Town) -> None:
    listed = knowledge(town, "stale")
    after = click(town, listed, "Verify", block_id=row_of(listed, "ML Engineer Jobs"))
    assert f"ML Engineer Jobs by <@{ALEX}> was verified today: revision 2." in said(after)
    assert f"Due for verification: {ROLES + SOURCES - 1}" in said(after)
    assert "ML Engineer Jobs (source)" not in said(after)
    assert after.ts == listed.ts
    assert served(town) == "2"
    assert f"verified: 2026-11-21 → {today(town)}" in said(knowledge(town, "diff"))


def test_verified_twice_it_is_one_revision(town: Town) -> None:
    listed = knowledge(town, "stale")
    row = row_of(listed, "ML Engineer Jobs")
    press_only(town, listed, "Verify", block_id=row)
    town.slack.redeliver(3)
    eventually(lambda: "verified today: revision 2" in said(town.answers(user=ALEX)[0]))
    assert forged(town, ALEX, DATA_JOBS, "knowledge_verify", JOBS).ok
    eventually(lambda: "already verified today" in said(town.answers(user=ALEX)[-1]))
    assert served(town) == "2"


def test_an_answer_that_is_due_is_marked_until_it_is_verified(town: Town) -> None:
    assert "ML Engineer Jobs: last verified 24 months ago" in said(town.types("/salary mle"))
    listed = knowledge(town, "stale")
    click(town, listed, "Verify", block_id=row_of(listed, "ML Engineer Jobs"))
    assert "ML Engineer Jobs: last verified" not in said(town.types("/salary mle"))


def test_handed_over_it_is_unverified_until_the_new_owner_acts(town: Town) -> None:
    view = hand_over(town, knowledge(town, "stale"), "ML Engineer Jobs", SAM)
    assert f"now belongs to &lt;@{SAM}&gt;" not in shown(view)
    assert f"<@{SAM}>: revision 2" in shown(view)
    letter = told(town, SAM, SAMS_DM)
    assert f"<@{ALEX}> handed the source ML Engineer Jobs over to you" in said(letter)
    assert "not yet verified by its owner" in said(letter)
    assert "ML Engineer Jobs: not yet verified by its owner" in said(town.types("/salary mle"))
    after = click(town, letter, "Verify", SAM)
    assert f"by <@{SAM}> was verified today: revision 3" in said(after)
    assert "Nothing you own is due" in said(after)
    assert "not yet verified" not in said(town.types("/salary mle"))


def hand_over_form(town: Town, name: str, user: str = ALEX) -> View:
    """The form that asks to whom."""
    listed = knowledge(town, "stale", user)
    press_only(town, listed, "Hand over…", user, block_id=row_of(listed, name))
    return modal(town, user)


def everything_told(town: Town, user: str, channel: str) -> list[str]:
    """What somebody was told by now."""
    town.delivery.round()
    return [said(one) for one in town.answers(channel, user)]


def test_a_hand_over_that_was_overtaken_is_told_truthfully(town: Town) -> None:
    users = town.slack.workspace.users
    users[SAM] = replace(users[SAM], is_admin=True)
    late = hand_over_form(town, "ML Engineer Jobs")
    hand_over(town, knowledge(town, "stale", SAM), "ML Engineer Jobs", MAYA, SAM)
    assert submit(town, late, knowledge_owner=SAM).ok
    view = result(town)
    assert "*ML Engineer Jobs* changed owners since you opened this form" in shown(view)
    assert f"It belongs to <@{MAYA}>." in shown(view)
    assert served(town) == "2"
    assert everything_told(town, SAM, SAMS_DM) == []
    told(town, MAYA, "D0MAYA")
    # What was decided on better knowledge goes on from here.
    again = click_in_for_form(town, view, "Hand over…")
    assert submit(town, again, knowledge_owner=SAM).ok
    assert f"<@{SAM}>: revision 3" in shown(result(town))
    assert len(everything_told(town, SAM, SAMS_DM)) == 1
    assert "you no longer own it" in everything_told(town, MAYA, "D0MAYA")[-1]


def test_a_hand_over_of_what_is_gone_is_told_truthfully(town: Town) -> None:
    new = content("sources/ml-engineer-jobs.yaml").replace("label: ML Engineer Jobs", "label: New")
    new = "\n".join(line for line in new.splitlines() if not line.startswith("verified"))
    click(town, hand_in(town, ("new-jobs.yaml", new)), "Apply")
    form = hand_over_form(town, "New")
    click(town, knowledge(town, "rollback 1"), "Apply")
    assert submit(town, form, knowledge_owner=SAM).ok
    assert "sources/new-jobs.yaml no longer exists" in shown(result(town))
    assert everything_told(town, SAM, SAMS_DM) == []


def test_who_keeps_it_already_is_told_nothing_and_stays_verified(town: Town) -> None:
    hand_over(town, knowledge(town, "stale"), "ML Engineer Jobs", SAM)
    click(town, told(town, SAM, SAMS_DM), "Verify", SAM)
    before = town.modal(ALEX)
    assert forged(town, ALEX, DATA_JOBS, "knowledge_hand_over", JOBS).ok
    assert submit(town, modal(town, without=before), knowledge_owner=SAM).ok
    assert "already belongs to them" in shown(result(town))
    assert served(town) == "3"
    assert len(everything_told(town, SAM, SAMS_DM)) == 1


def test_whom_a_rollback_takes_it_from_is_told(town: Town) -> None:
    hand_over(town, knowledge(town, "stale"), "ML Engineer Jobs", SAM)
    click(town, knowledge(town, "rollback 1"), "Apply")
    assert "you no longer own it" in everything_told(town, SAM, SAMS_DM)[-1]


def test_a_hand_over_takes_a_reason(town: Town) -> None:
    hand_over(town, knowledge(town, "stale"), "ML Engineer Jobs", SAM, why="Sam runs the survey")
    assert "Handed over ML Engineer Jobs: Sam runs the survey\n" in said(knowledge(town, "history"))


def test_an_owner_who_is_no_admin_keeps_what_is_theirs_and_no_more(town: Town) -> None:
    hand_over(town, knowledge(town, "stale"), "ML Engineer Jobs", SAM)
    letter = told(town, SAM, SAMS_DM)
    press_only(town, letter, "Edit…", SAM)
    form = modal(town, SAM)
    found = town.slack.suggest(SAM, form, "edit_figure", "132,000").options
    submit(town, form, SAM, edit_figure=found[0]["value"])
    submit(town, modal(town, SAM), SAM, edit_low="131000")
    view = result(town, SAM)
    assert "about $131,000–$180,000" in shown(view)
    apply = next(b for b in view.blocks if b.get("block_id") == "draft")["elements"][0]
    town.slack.click(SAM, view, apply["action_id"])
    eventually(lambda: "Published as revision 3" in shown(modal(town, SAM)))
    for value in ("source:ai-ml-data-guide", "role:ml-engineer"):
        for action in ("knowledge_verify", "knowledge_hand_over", "knowledge_edit"):
            assert forged(town, SAM, DATA_JOBS, action, value).ok
            eventually(lambda: REFUSED in said(town.answers(user=SAM)[-1]))
            assert "Due for verification:" not in said(town.answers(user=SAM)[-1])
    assert served(town) == "3"


@pytest.mark.parametrize("action", ["knowledge_verify", "knowledge_hand_over"])
@pytest.mark.parametrize("value", [JOBS, "role:ml-engineer"])
def test_others_are_refused(town: Town, action: str, value: str) -> None:
    assert forged(town, MAYA, DATA_JOBS, action, value).ok
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert town.modal(MAYA) is None
    assert served(town) == "1"


@pytest.mark.parametrize("value", ["source:gone", "role:", "nothing", "vocabularie:levels"])
def test_what_is_gone_is_said(town: Town, value: str) -> None:
    assert forged(town, ALEX, DATA_JOBS, "knowledge_verify", value).ok
    eventually(lambda: "no longer exists" in said(town.answers(user=ALEX)[-1]))


def test_who_may_not_any_more_when_the_form_is_sent_is_refused(town: Town) -> None:
    listed = knowledge(town, "stale")
    press_only(town, listed, "Hand over…", block_id=row_of(listed, "ML Engineer Jobs"))
    form = modal(town)
    users = town.slack.workspace.users
    users[ALEX] = replace(users[ALEX], is_admin=False)
    submit(town, form, knowledge_owner=SAM)
    assert REFUSED in shown(result(town))
    users[ALEX] = replace(users[ALEX], is_admin=True)
    assert served(town) == "1"


def test_nobody_is_told_at_the_field(town: Town) -> None:
    listed = knowledge(town, "stale")
    press_only(town, listed, "Hand over…", block_id=row_of(listed, "ML Engineer Jobs"))
    assert submit(town, modal(town)).errors


def test_a_reminder_is_worked_off_in_place(town: Town, library: Library) -> None:
    reminder = post(town, library, ALEX, ALEXS_DM)
    assert heading(reminder) == f"{SOURCES} items you own are due for verification"
    assert labels(reminder)[:3] == ["Verify", "Edit…", "Hand over…"]
    before = town.answers(ALEXS_DM, ALEX)
    press_only(town, reminder, "Verify", block_id=row_of(reminder, "ML Engineer Jobs"))
    after = came(town, before, ALEX, ALEXS_DM)
    assert after.ts == reminder.ts
    assert "was verified today: revision 2" in said(after)


def test_a_reminder_of_hundreds_fits(town: Town, library: Library) -> None:
    day = date.fromisoformat(today(town))
    items = [item for item in due(library, day) for _ in range(20)]
    made = reminder_message(items, ViewContext(library, day))
    assert f"… and {20 * (ROLES + SOURCES) - MOST_ITEMS:,} more" in made.text
    assert len(made.blocks) <= 50
