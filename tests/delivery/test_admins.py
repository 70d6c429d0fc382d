"""Who is told what only an admin can mend, where the settings name nobody."""

from bot.playground.faults import Fault
from tests.delivery.town import ALEXS_DM, MAYAS_DM, Town

POST = "chat.postMessage"


def test_where_the_settings_name_nobody_the_workspace_s_admins_are_told(town: Town) -> None:
    town.settings = town.settings.model_copy(update={"rolecall_admins": frozenset()})
    other = town.another_process()
    town.slack.workspace.faults.set(POST, Fault.refuse("invalid_blocks"), times=1)
    town.go_to(town.subscription().next_slot.at)
    other.delivery.round()
    assert (len(town.digests(ALEXS_DM)), len(town.digests(MAYAS_DM))) == (1, 0)
