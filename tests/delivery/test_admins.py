"""Who is told what only an admin can mend, where the settings name nobody."""

from dataclasses import replace

import pytest

from bot.playground.faults import Fault
from tests.delivery.town import ALEX, ALEXS_DM, MAYAS_DM, Town

POST = "chat.postMessage"
SAM, SAMS_DM = "U0SAM", "D0SAM"


def told(town: Town, **settings: frozenset[str]) -> list[str]:
    """In whose direct messages a failure is told."""
    town.settings = town.settings.model_copy(update=settings)
    other = town.another_process()
    town.slack.workspace.faults.set(POST, Fault.refuse("invalid_blocks"), times=1)
    town.go_to(town.subscription().next_slot.at)
    other.delivery.round()
    return [dm for dm in (ALEXS_DM, MAYAS_DM, SAMS_DM) if town.digests(dm)]


def test_where_the_settings_name_nobody_the_workspace_s_admins_are_told(town: Town) -> None:
    assert told(town, rolecall_admins=frozenset()) == [ALEXS_DM]


@pytest.mark.parametrize(
    "also", [{"team_id": "T0PARTNER"}, {"is_stranger": True}, {"is_restricted": True}], ids=str
)
def test_an_admin_of_elsewhere_is_not(town: Town, also: dict[str, object]) -> None:
    users = town.slack.workspace.users
    users[ALEX] = replace(users[ALEX], also=also)
    users[SAM] = replace(users[SAM], is_admin=True)
    assert told(town, rolecall_admins=frozenset()) == [SAMS_DM]


def test_where_all_who_are_named_have_left_the_workspace_s_admins_are(town: Town) -> None:
    users = town.slack.workspace.users
    users[SAM] = replace(users[SAM], also={"deleted": True})
    assert told(town, rolecall_admins=frozenset({SAM})) == [ALEXS_DM]
