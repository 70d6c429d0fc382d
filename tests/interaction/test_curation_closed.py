"""What a check said in a modal stays in the conversation as a message when the modal is closed."""

import pytest

from bot.playground.records import Message, View
from tests.interaction.conftest import ALEX, Town, eventually, shown
from tests.interaction.digests import SAM, checked, heading, labels, said
from tests.interaction.keeping import (
    ALEXS_DM,
    HOSTILE,
    NAME,
    ROLE,
    SAMS_DM,
    SOURCE,
    click,
    click_in,
    content,
    hand_in,
    knowledge,
    modal,
    open_modal,
    served,
    upload,
    with_low,
)


@pytest.fixture
def admins() -> frozenset[str]:
    """Sam is an admin beside Alex."""
    return frozenset({SAM})


def close(town: Town, view: View, user: str = ALEX) -> None:
    """Close a modal by its cross."""
    assert town.slack.close(user, view.id).ok


def kept(town: Town, channel: str = ALEXS_DM, user: str = ALEX) -> Message:
    """The one message that is left in the conversation with the bot."""

    def arrived() -> bool:
        town.delivery.round()
        return bool(town.answers(channel, user))

    eventually(arrived)
    (message,) = town.answers(channel, user)
    return checked(message)


def nothing_is_kept(town: Town) -> bool:
    """Whether the conversation is as empty as it was once everything is done."""
    knowledge(town)  # what was asked before this is done
    town.delivery.round()
    return not town.answers(ALEXS_DM, ALEX)


def test_the_difference_can_still_be_applied(town: Town) -> None:
    close(town, upload(town, (NAME, with_low(131_000)), why="The survey says so"))
    message = kept(town)
    assert heading(message) == "What this would change"
    assert "about $132,000–$180,000 → about $131,000–$180,000" in said(message)
    assert f"Uploaded {NAME}: The survey says so" in said(message)
    assert labels(message) == ["Apply", "Discard"]
    assert served(town) == "1"
    assert heading(click(town, message, "Apply")) == "Published as revision 2"


def test_the_difference_can_still_be_discarded(town: Town) -> None:
    close(town, upload(town, (NAME, with_low(131_000))))
    assert "Discarded" in said(click(town, kept(town), "Discard"))
    assert served(town) == "1"


def test_every_problem_can_still_be_read(town: Town) -> None:
    text = content(SOURCE).replace("statistic: mean", "statistic: meen", 1)
    close(town, upload(town, (NAME, text), ("notes.txt", "x")))
    message = kept(town)
    assert heading(message).startswith("Not published: ")
    assert "is not a supported type" in said(message)
    assert not labels(message)


def test_what_the_texts_say_mentions_nobody(town: Town) -> None:
    line = f'    - {{text: "{HOSTILE}", sources: [ml-engineer-jobs]}}\n'
    text = content(ROLE).replace("  overview:\n", f"  overview:\n{line}", 1)
    close(town, upload(town, ("data-engineer.yaml", text)))
    assert HOSTILE in said(kept(town))


def test_a_long_difference_fits_into_a_message(town: Town) -> None:
    long = "".join(
        f'    - {{text: "{number}{"&" * 190}", sources: [ml-engineer-jobs]}}\n'
        for number in range(30)
    )
    text = content(ROLE).replace("  overview:\n", f"  overview:\n{long}", 1)
    close(town, upload(town, ("data-engineer.yaml", text)))
    assert labels(kept(town)) == ["Apply", "Discard"]


def test_it_is_kept_once_however_often_slack_says_so(town: Town) -> None:
    close(town, upload(town, (NAME, with_low(131_000))))
    town.slack.redeliver(3)
    kept(town)
    knowledge(town)
    town.delivery.round()
    assert len(town.answers(ALEXS_DM, ALEX)) == 1


@pytest.mark.parametrize("label", ["Apply", "Discard"])
def test_what_is_done_leaves_nothing(town: Town, label: str) -> None:
    close(town, click_in(town, upload(town, (NAME, with_low(131_000))), label))
    assert nothing_is_kept(town)


def test_what_was_done_elsewhere_leaves_nothing(town: Town) -> None:
    """Applied in the last moment, when the modal still shows the difference."""
    view = upload(town, (NAME, with_low(131_000)))
    draft = next(b for b in view.blocks if b.get("block_id") == "draft")["elements"][0]["value"]
    assert town.curation.discard(draft, SAM)
    close(town, view)
    assert nothing_is_kept(town)


def test_a_form_that_is_closed_leaves_nothing(town: Town) -> None:
    for label in ("Upload…", "Edit…"):
        close(town, open_modal(town, knowledge(town), label))
    assert nothing_is_kept(town)


def test_what_it_would_change_by_now_is_kept_as_well(town: Town) -> None:
    view = upload(town, (NAME, with_low(131_000)))
    sent = hand_in(town, (NAME, with_low(130_000)), user=SAM, channel=SAMS_DM)
    click(town, sent, "Apply", SAM)
    moved = click_in(town, view, "Apply")
    assert "published a change in the meantime" in shown(moved)
    close(town, modal(town))
    message = kept(town)
    assert "about $130,000–$180,000 → about $131,000–$180,000" in said(message)
    assert heading(click(town, message, "Apply")) == "Published as revision 3"
