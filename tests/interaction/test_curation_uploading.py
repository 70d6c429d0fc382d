"""Files that admins hand in: checked, shown as a difference, applied or discarded."""

import io
import zipfile
from dataclasses import replace

import pytest

from bot.playground.faults import Fault
from bot.playground.records import Message
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, MAYAS_DM, Town, eventually, shown
from tests.interaction.digests import SAM, forged, heading, labelled, labels, said
from tests.interaction.keeping import (
    ALEXS_DM,
    HOSTILE,
    LARGE,
    NAME,
    REFUSED,
    ROLE,
    SAMS_DM,
    SOURCE,
    attached,
    click,
    click_in,
    content,
    hand_in,
    knowledge,
    modal,
    press_only,
    result,
    served,
    submit,
    upload,
    with_low,
)


@pytest.fixture
def admins() -> frozenset[str]:
    """Sam is an admin beside Alex."""
    return frozenset({SAM})


def drafts_of(town: Town, *lows: int) -> list[str]:
    """Drafts that nobody applied yet, by the ids in their buttons."""
    return [draft_of(hand_in(town, (NAME, with_low(low)))) for low in lows]


def draft_of(message: Message) -> str:
    """The draft that a message's buttons speak of."""
    return next(
        str(element["value"])
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "knowledge_apply"
    )


def test_a_file_in_a_direct_message_is_shown_as_a_difference(town: Town) -> None:
    answer = hand_in(town, (NAME, with_low(131_000)))
    assert heading(answer) == "What this would change"
    assert "1 figure changed" in said(answer)
    assert "about $132,000–$180,000 → about $131,000–$180,000" in said(answer)
    assert f"Uploaded {NAME}" in said(answer)
    assert labels(answer) == ["Apply", "Discard"]
    assert served(town) == "1"


def test_applied_it_is_what_members_read(town: Town) -> None:
    answer = hand_in(town, (NAME, with_low(131_000)))
    applied = click(town, answer, "Apply")
    assert heading(applied) == "Published as revision 2"
    assert applied.ts == answer.ts
    assert f"by <@{ALEX}> · in Slack" in said(applied)
    assert "$131,000" in shown(town.types("/salary mle all"))


WHY = "From the 2026 survey <!channel> & more"


def test_a_change_takes_a_reason_which_history_shows(town: Town) -> None:
    answer = hand_in(town, (NAME, with_low(131_000)), text=WHY)
    assert f"Uploaded {NAME}: {WHY}" in said(answer)
    assert f"Uploaded {NAME}: {WHY}" in said(click(town, answer, "Apply"))
    assert f"Uploaded {NAME}: {WHY}\n1 figure changed" in said(knowledge(town, "history"))
    assert "<!channel>" not in knowledge(town, "history").text


def test_the_form_takes_a_reason(town: Town) -> None:
    view = upload(town, (NAME, with_low(131_000)), why=WHY)
    assert "1 figure changed" in shown(view)
    click_in(town, view, "Apply")
    assert f"Uploaded {NAME}: {WHY}\n1 figure changed" in said(knowledge(town, "history"))


def test_discarded_it_is_gone(town: Town) -> None:
    answer = hand_in(town, (NAME, with_low(131_000)))
    draft = draft_of(answer)
    assert "Discarded" in said(click(town, answer, "Discard"))
    forged(town, ALEX, DATA_JOBS, "knowledge_apply", draft)
    eventually(lambda: "already applied or discarded" in said(town.answers(user=ALEX)[-1]))
    assert served(town) == "1"


def test_two_clicks_publish_once(town: Town) -> None:
    answer = hand_in(town, (NAME, with_low(131_000)))
    apply = labelled(answer, "Apply")
    town.clicks(answer, apply, user=ALEX)
    town.slack.redeliver(3)
    eventually(lambda: heading(town.answers(ALEXS_DM, ALEX)[-1]) == "Published as revision 2")
    draft = draft_of(answer)
    for _ in range(3):
        forged(town, ALEX, DATA_JOBS, "knowledge_apply", draft)
    eventually(lambda: said(town.answers(user=ALEX)[-1]).count("already") == 1)
    assert served(town) == "2"


def test_the_second_of_two_admins_sees_what_it_would_change_now(town: Town) -> None:
    first = hand_in(town, (NAME, with_low(131_000)))
    second = hand_in(town, (NAME, with_low(130_000)), user=SAM, channel=SAMS_DM)
    assert heading(click(town, first, "Apply")) == "Published as revision 2"
    moved = click(town, second, "Apply", SAM)
    assert "Someone published a change in the meantime" in said(moved)
    assert "about $131,000–$180,000 → about $130,000–$180,000" in said(moved)
    assert served(town) == "2"
    assert heading(click(town, moved, "Apply", SAM)) == "Published as revision 3"


def test_the_form_takes_several_files_and_zips(town: Town) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(ROLE, content(ROLE).replace("aliases: [", "aliases: [Pipe builder, ", 1))
    view = upload(town, (NAME, with_low(131_000)), ("roles.zip", packed.getvalue()))
    assert "1 figure changed" in shown(view)
    assert "Pipe builder" in shown(view)
    done = click_in(town, view, "Apply")
    assert "Published as revision 2" in shown(done)
    assert "$131,000" in shown(town.types("/salary mle all"))


def test_what_came_of_a_form_that_was_closed_comes_in_a_direct_message(town: Town) -> None:
    town.slack.workspace.faults.set("views.update", Fault.refuse("not_found"), times=1)
    state = knowledge(town)
    town.clicks(state, labelled(state, "Upload…"), user=ALEX)
    form = modal(town)
    submit(town, form, knowledge_files={"files": attached(town, (NAME, with_low(131_000)))})

    def told() -> bool:
        town.delivery.round()
        return bool(town.answers(ALEXS_DM, ALEX))

    eventually(told)
    assert heading(town.answers(ALEXS_DM, ALEX)[0]) == "What this would change"


def test_problems_are_told_with_their_place_and_what_to_write(town: Town) -> None:
    text = content(SOURCE).replace("statistic: mean", "statistic: meen", 1)
    answer = hand_in(town, (NAME, text))
    line = text[: text.index("meen")].count("\n") + 1
    assert heading(answer) == "Not published: 1 problem"
    assert f"{SOURCE}, line {line}, column " in said(answer)
    assert 'did you mean "mean"?' in said(answer)
    assert not labels(answer)
    assert served(town) == "1"


def test_many_problems_are_told_as_far_as_somebody_reads(town: Town) -> None:
    text = content(LARGE).replace("currency: USD", "currency: dollars")
    answer = hand_in(town, (LARGE.removeprefix("sources/"), text))
    number = text.count("currency: dollars")
    assert heading(answer) == f"Not published: {number} problems"
    assert f"… and {number - 12} more" in said(answer)


def test_a_long_difference_is_shortened(town: Town) -> None:
    text = content(LARGE).replace("currency: USD", "currency: EUR")
    answer = hand_in(town, (LARGE.removeprefix("sources/"), text))
    assert "more" in said(answer)
    assert said(answer).count("•") == 16
    assert labels(answer) == ["Apply", "Discard"]


def test_the_same_again_changes_nothing(town: Town) -> None:
    answer = hand_in(town, (NAME, content(SOURCE)))
    assert "This is already live" in said(answer)
    assert not labels(answer)


def test_a_comment_changes_no_answer_and_may_be_applied(town: Town) -> None:
    answer = hand_in(town, (NAME, content(SOURCE) + "# seen\n"))
    assert "Only comments or layout differ" in said(answer)
    assert heading(click(town, answer, "Apply")) == "Published as revision 2"


def test_texts_of_files_are_shown_as_they_are_and_mention_nobody(town: Town) -> None:
    line = f'    - {{text: "{HOSTILE}", sources: [ml-engineer-jobs]}}\n'
    text = content(ROLE).replace("  overview:\n", f"  overview:\n{line}", 1)
    answer = hand_in(town, ("data-engineer.yaml", text))
    assert HOSTILE in said(answer)
    broken = hand_in(town, ("data-engineer.yaml", text.replace("overview:", f'"{HOSTILE}":', 1)))
    assert "Not published" in heading(broken)
    assert "<!channel>" in said(broken)
    named = hand_in(town, ("<!channel>.yaml", text))
    assert "Not published" in heading(named)
    view = upload(town, ("data-engineer.yaml", text))
    assert "&lt;!channel&gt; &lt;@U0MAYA&gt;" in str(view.body)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        (NAME, b"\xff\xfea\x00", "UTF-8"),
        ("big.yaml", b"a: " + b"x" * 1_000_001, "is larger than 1,000,000 bytes"),
        ("broken.zip", b"PK\x03\x04 no zip", "is not a complete zip"),
        ("empty.yaml", b"", ""),
    ],
)
def test_what_no_file_of_ours_is_is_refused_with_the_reason(
    town: Town, name: str, data: bytes, says: str
) -> None:
    answer = hand_in(town, (name, data))
    assert "Not published" in heading(answer)
    assert says in said(answer)
    assert served(town) == "1"


def test_too_many_files_are_not_even_read(town: Town) -> None:
    files = [(f"f{number}.yaml", "a: 1") for number in range(21)]
    assert "21 files are too many" in said(hand_in(town, *files))


def test_others_are_refused_in_a_direct_message(town: Town) -> None:
    answer = hand_in(town, (NAME, with_low(131_000)), user=MAYA, channel=MAYAS_DM)
    assert said(answer).startswith(REFUSED)


def test_a_picture_is_no_knowledge(town: Town) -> None:
    assert heading(hand_in(town, ("cat.png", b"\x89PNG"), user=MAYA, channel=MAYAS_DM)) == (
        "How to ask"
    )
    asked = hand_in(town, ("cat.png", b"\x89PNG"), user=MAYA, channel=MAYAS_DM, text="mle senior")
    assert "Machine Learning Engineer" in heading(asked)
    assert "is not a supported type" in said(hand_in(town, ("notes.docx", b"a: 1")))


@pytest.mark.parametrize("action", ["knowledge_apply", "knowledge_discard"])
def test_others_can_do_nothing_with_a_draft(town: Town, action: str) -> None:
    (draft,) = drafts_of(town, 131_000)
    assert forged(town, MAYA, DATA_JOBS, action, draft).ok
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert served(town) == "1"
    assert heading(click(town, town.answers(ALEXS_DM, ALEX)[-1], "Apply")) == (
        "Published as revision 2"
    )


def test_others_open_no_form_and_send_none(town: Town) -> None:
    assert forged(town, MAYA, DATA_JOBS, "knowledge_upload", "knowledge").ok
    eventually(lambda: REFUSED in said(town.answers()[-1]))
    assert town.modal(MAYA) is None


def test_who_is_no_admin_any_more_when_the_form_is_sent_is_refused(town: Town) -> None:
    state = knowledge(town, user=ALEX)
    press_only(town, state, "Upload…")
    form = modal(town)
    users = town.slack.workspace.users
    users[ALEX] = replace(users[ALEX], is_admin=False)
    submit(town, form, knowledge_files={"files": attached(town, (NAME, with_low(131_000)))})
    assert REFUSED in shown(result(town))
