"""A reader's note about what nobody keeps: without a word in the settings, the workspace's admins get it."""

from dataclasses import replace

from bot.playground.faults import Fault
from tests.interaction.conftest import ALEX, MAYA, MAYAS_DM, Town, shown
from tests.interaction.digests import SAM, heading, said
from tests.interaction.keeping import ALEXS_DM, SAMS_DM, knowledge
from tests.interaction.test_curation_reports import close, letters, report


def test_the_workspaces_admins_get_it_at_once(town: Town) -> None:
    users = town.slack.workspace.users
    users[SAM] = replace(users[SAM], is_admin=True)
    thanks = report(town, "/salary mle", "Too low.")
    assert "No one owns this yet, so it went to 2 admins." in shown(thanks)
    for user, channel in ((ALEX, ALEXS_DM), (SAM, SAMS_DM)):
        (letter,) = letters(town, user, channel)
        assert heading(letter) == "A reader reports a problem"
        assert "“Too low.”" in said(letter)
    close(town, letter, "Raised to what the survey says.", SAM)
    (told,) = letters(town, MAYA, MAYAS_DM)
    assert "“Raised to what the survey says.”" in said(told)


def test_admins_whom_slack_does_not_name_just_now_get_it_later(town: Town) -> None:
    town.slack.workspace.faults.set("users.list", Fault.refuse("ratelimited"), times=1)
    thanks = report(town, "/salary mle", "Too low.")
    assert "I couldn't find out who the admins are" in shown(thanks)
    assert "“Too low.”" in said(knowledge(town, "reports"))
    town.teller.pass_on()
    (letter,) = letters(town, ALEX, ALEXS_DM)
    assert "“Too low.”" in said(letter)
    town.teller.pass_on()
    assert len(letters(town, ALEX, ALEXS_DM)) == 1
