"""Who is an admin of this workspace: not whoever Slack calls an admin somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.faults import Fault
from bot.playground.records import User, UserGroup
from bot.playground.seed import TEAM_ID
from bot.playground.server import Playground
from bot.playground.workspace import Workspace
from handlers.admins import Admins
from tests.interaction.conftest import ALEX, MAYA, Town, eventually, shown
from tests.interaction.digests import SAM, digest, heading, labelled, said
from tests.interaction.keeping import ALEXS_DM, knowledge, modal, submit
from tests.interaction.keeping import REFUSED as FOR_ADMINS

REFUSED = "This digest belongs to someone else"
PARTNER = "T0PARTNER"

OUTSIDE: dict[str, dict[str, Any]] = {
    "of another workspace": {"team_id": PARTNER},
    "of another organization": {
        "team_id": PARTNER,
        "enterprise_user": {"id": SAM, "is_admin": True, "is_owner": True, "teams": [PARTNER]},
    },
    "of a workspace that is not said": {"team_id": None},
    "a stranger": {"is_stranger": True},
    "a guest": {"is_restricted": True},
    "a guest of one channel": {"is_restricted": True, "is_ultra_restricted": True},
    "deactivated": {"deleted": True},
    "a bot": {"is_bot": True},
}
"""Whom Slack may call an admin who administers nothing here."""


def enterprise(*teams: str, **rights: bool) -> dict[str, Any]:
    """What Slack says of a member of an Enterprise organization."""
    return {
        "id": "W0SAM", "enterprise_id": "E0ORG", "enterprise_name": "Org",
        "is_admin": False, "is_owner": False, "teams": list(teams), **rights,
    }  # fmt: skip


def becomes(place: Workspace, user: str, *, is_admin: bool = True, **also: Any) -> None:
    """Slack says this of somebody from now on."""
    users = place.users
    users[user] = replace(users[user], is_admin=is_admin, also=also)


def in_group(place: Workspace, *members: str) -> None:
    """The group that the settings name has these members."""
    place.usergroups["S0EDITORS"] = UserGroup("S0EDITORS", "editors", members)


@dataclass(frozen=True)
class Office:
    """A workspace, and Slack's Web API as our own clients call it."""

    workspace: Workspace
    client: WebClient

    def told(self, *named: str) -> tuple[str, ...]:
        """Who is told things where the settings name these."""
        return Admins(frozenset(named)).told(self.client)


@pytest.fixture
def office() -> Iterator[Office]:
    """A workspace without the app."""
    slack = Playground.start("secret")
    client = WebClient("xoxb-playground", base_url=slack.api_url, retry_handlers=[])
    yield Office(slack.workspace, client)
    slack.stop()


def test_an_admin_of_this_workspace_is_one(town: Town) -> None:
    digest(town, "subscribe")
    becomes(town.slack.workspace, SAM)
    assert heading(digest(town, "pause", SAM)) == "Paused"
    assert FOR_ADMINS not in said(knowledge(town, user=SAM))


@pytest.mark.parametrize("mark", ["is_owner", "is_primary_owner"])
def test_so_is_an_owner(town: Town, mark: str) -> None:
    digest(town, "subscribe")
    becomes(town.slack.workspace, SAM, is_admin=False, **{mark: True})
    assert heading(digest(town, "pause", SAM)) == "Paused"


@pytest.mark.parametrize("also", [v for k, v in OUTSIDE.items() if k != "a bot"], ids=str)
def test_whoever_is_not_a_full_member_is_none(town: Town, also: dict[str, Any]) -> None:
    digest(town, "subscribe")
    becomes(town.slack.workspace, SAM, **also)
    assert heading(digest(town, "pause", SAM)) == REFUSED
    assert "useful" not in said(digest(town, "list", SAM))
    assert FOR_ADMINS in said(knowledge(town, user=SAM))
    town.slack.open_home(SAM)
    eventually(lambda: town.slack.workspace.home(SAM) is not None)
    home = town.slack.workspace.home(SAM)
    assert home is not None
    assert "The knowledge (admins)" not in shown(home)


@pytest.mark.parametrize("also", OUTSIDE.values(), ids=OUTSIDE)
def test_nor_is_such_a_one_told_what_only_an_admin_can_mend(
    office: Office, also: dict[str, Any]
) -> None:
    becomes(office.workspace, SAM, **also)
    assert office.told() == (ALEX,)
    assert not Admins(frozenset()).include(office.client, SAM)


@pytest.mark.parametrize(
    "also",
    [
        # Slack leaves the workspace out, or names any one of a person's.
        {"team_id": None, "enterprise_user": enterprise("T0OTHER", TEAM_ID)},
        {"team_id": "T0OTHER", "enterprise_user": enterprise("T0OTHER", TEAM_ID)},
        {"enterprise_user": None},
        {"enterprise_user": {"id": "W0SAM", "teams": None}},
    ],
    ids=str,
)
def test_on_grid_the_workspaces_of_a_person_are_listed(town: Town, also: dict[str, Any]) -> None:
    digest(town, "subscribe")
    becomes(town.slack.workspace, SAM, **also)
    assert heading(digest(town, "pause", SAM)) == "Paused"


@pytest.mark.parametrize("right", ["is_admin", "is_owner"])
@pytest.mark.parametrize(("teams", "may"), [((TEAM_ID,), True), (("T0OTHER",), False)])
def test_who_administers_the_organization_administers_its_workspaces(
    town: Town, right: str, teams: tuple[str, ...], may: bool
) -> None:
    digest(town, "subscribe")
    becomes(
        town.slack.workspace,
        SAM,
        is_admin=False,
        enterprise_user=enterprise(*teams, **{right: True}),
    )
    assert heading(digest(town, "pause", SAM)) == ("Paused" if may else REFUSED)


@pytest.mark.parametrize("fault", ["invalid_auth", "fatal_error"])
def test_where_slack_does_not_say_which_workspace_this_is_nobody_is_one(
    town: Town, fault: str
) -> None:
    digest(town, "subscribe")
    town.slack.workspace.faults.set("auth.test", Fault.refuse(fault), times=1)
    assert heading(digest(town, "pause", ALEX)) == REFUSED
    assert heading(digest(town, "pause", ALEX)) == "Paused"


def test_a_report_that_nobody_owns_goes_to_the_workspace_s_admins(town: Town) -> None:
    answer = town.types("/role mle")
    town.clicks(answer, labelled(answer, "Report a problem"))
    assert submit(town, modal(town, MAYA), MAYA, report_note="The lowest one is of 2019.").ok
    eventually(lambda: bool(town.delivery.round() or town.answers(ALEXS_DM, ALEX)))
    (letter,) = town.answers(ALEXS_DM, ALEX)
    assert "The lowest one is of 2019." in said(letter)


class TestNamed:
    """Those whom the settings name."""

    @pytest.fixture
    def admins(self) -> frozenset[str]:
        """A member by the id that their organization has for them, somebody from outside, a group."""
        return frozenset({"W0MAYA", "U0PARTNER", "S0EDITORS"})

    def test_a_person_is_known_by_either_id(self, town: Town) -> None:
        digest(town, "subscribe", ALEX)
        assert heading(digest(town, "pause", MAYA)) == REFUSED
        becomes(
            town.slack.workspace,
            MAYA,
            is_admin=False,
            enterprise_user=enterprise(TEAM_ID) | {"id": "W0MAYA"},
        )
        assert heading(digest(town, "pause", MAYA)) == "Paused"

    def test_a_group_knows_its_members_by_either_id(self, town: Town) -> None:
        in_group(town.slack.workspace, "W0SAM")
        digest(town, "subscribe", ALEX)
        becomes(town.slack.workspace, SAM, is_admin=False, enterprise_user=enterprise(TEAM_ID))
        assert heading(digest(town, "pause", SAM)) == "Paused"

    def test_whom_the_operator_names_may_be_from_anywhere(self, town: Town) -> None:
        partner = User("U0PARTNER", "pat", "Pat Doe", "Europe/Rome", also={"team_id": PARTNER})
        town.slack.workspace.users[partner.id] = partner
        digest(town, "subscribe", ALEX)
        assert heading(digest(town, "pause", partner.id)) == "Paused"

    @pytest.mark.parametrize("also", OUTSIDE.values(), ids=OUTSIDE)
    def test_a_group_makes_no_admin_of_an_outsider(
        self, office: Office, also: dict[str, Any]
    ) -> None:
        in_group(office.workspace, SAM, MAYA)
        becomes(office.workspace, SAM, is_admin=False, **also)
        assert not Admins(frozenset({"S0EDITORS"})).include(office.client, SAM)
        assert office.told("S0EDITORS") == (MAYA,)

    @pytest.mark.parametrize("gone", [{"deleted": True}, {"is_bot": True}], ids=str)
    def test_who_has_left_is_not_told_and_others_are(
        self, office: Office, gone: dict[str, Any]
    ) -> None:
        becomes(office.workspace, SAM, is_admin=False, **gone)
        becomes(office.workspace, MAYA, is_admin=False, team_id=PARTNER)
        assert office.told(SAM, MAYA) == (MAYA,)
        assert office.told(SAM, "U0NOBODY") == (ALEX,)

    def test_the_named_are_told_though_slack_does_not_answer(self, office: Office) -> None:
        for fault in (Fault.refuse("fatal_error"), Fault.drop()):
            office.workspace.faults.set("users.info", fault)
            assert office.told(SAM) == (SAM,)

    @pytest.mark.parametrize("method", ["users.info", "usergroups.users.list", "auth.test"])
    def test_who_is_in_a_group_must_be_known(self, office: Office, method: str) -> None:
        in_group(office.workspace, SAM)
        admins = Admins(frozenset({"S0EDITORS"}))
        office.workspace.faults.set(method, Fault.refuse("fatal_error"), times=1)
        assert admins.told(office.client) == ()
        assert admins.told(office.client) == (SAM,)

    def test_a_large_workspace_is_read_through_once_an_hour(self, office: Office) -> None:
        for number in range(450):
            id = f"U0X{number}"
            office.workspace.users[id] = User(id, id.lower(), id, "Etc/UTC", is_admin=number == 449)
        now = [0.0]
        admins = Admins(frozenset(), lambda: now[0])
        for now[0] in (0.0, 3_599.0):
            assert admins.told(office.client) == (ALEX, "U0X449")
        assert len(office.workspace.calls("users.list")) == 3
        now[0] = 3_600.0
        admins.told(office.client)
        assert len(office.workspace.calls("users.list")) == 6

    def test_slack_is_asked_once_whoever_wants_to_know(self, town: Town) -> None:
        in_group(town.slack.workspace, SAM)
        digest(town, "subscribe", ALEX)
        digest(town, "pause", SAM)
        knowledge(town, user=SAM)
        town.slack.open_home(SAM)
        eventually(lambda: town.slack.workspace.home(SAM) is not None)
        assert len(town.slack.workspace.calls("usergroups.users.list")) == 1
        assert len(town.slack.workspace.calls("auth.test")) == 1
