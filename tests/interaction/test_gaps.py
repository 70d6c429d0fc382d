"""What isn't covered: requested by readers, seen by admins."""

import pytest

from bot.playground.records import Message
from bot.playground.seed import TEAM_ID
from tests.interaction.conftest import ALEX, DATA_JOBS, MAYA, Town, eventually, shown

ALEXS_DM = "D0ALEX"


@pytest.fixture
def admins() -> frozenset[str]:
    return frozenset({ALEX})


def requests(message: Message) -> bool:
    return any(
        one.get("action_id") == "request_role"
        for block in message.blocks
        for one in block.get("elements", ())
    )


def kept(town: Town) -> dict[str, tuple[int, int]]:
    gaps = town.world.deps.gaps.most(TEAM_ID, 9)
    return {gap.subject: (gap.asked, gap.requested) for gap in gaps}


def test_admins_see_what_people_asked_for_and_did_not_get(town: Town) -> None:
    for line in ("/role barber", "/salary de berlin", "/trends blockchain", "/role mle"):
        town.types(line)
    town.types("/role a barber", ALEX)
    wanted = {"barber": (2, 0), "Berlin, Germany: pay": (1, 0), "blockchain: trends": (1, 0)}
    eventually(lambda: kept(town) == wanted)
    town.slack.slash(ALEX, DATA_JOBS, "/knowledge gaps")
    eventually(lambda: "*barber*  asked 2 times" in shown(town.answers(user=ALEX)[-1]))
    assert MAYA not in shown(town.answers(user=ALEX)[-1])


def test_a_request_goes_to_the_admins_once(town: Town) -> None:
    for user in (MAYA, ALEX):
        answer = town.types("/role barber", user)
        for _ in range(2):
            town.clicks(answer, "request_role", user)
    eventually(lambda: kept(town).get("barber") == (2, 2))
    eventually(lambda: "*barber* was requested" in shown(town.answers()[-1]))
    town.delivery.round()
    told = [shown(one) for one in town.answers(ALEXS_DM, ALEX)]
    assert ["requested the role *barber*" in one for one in told] == [True]


def test_others_are_refused(town: Town) -> None:
    town.slack.slash(MAYA, DATA_JOBS, "/knowledge gaps")
    eventually(lambda: any("admin" in shown(one) for one in town.answers()))
    assert not any("Not covered" in shown(one) for one in town.answers())


def test_gibberish_has_nothing_near_and_is_no_request(town: Town) -> None:
    answer = town.types("/role asdkjh qwxe zzzq")
    assert "I don't understand" in shown(answer)
    assert "Closest" not in shown(answer)
    assert not requests(answer)
    assert requests(town.types("/role robot teacher"))
    eventually(lambda: kept(town) == {"robot teacher": (1, 0)})


def test_commands_say_what_they_say_without_a_place_to_count(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(type(town.world.deps.gaps), "count", fail)
    assert "barber" in shown(town.types("/role barber"))
    assert town.sees(DATA_JOBS)
