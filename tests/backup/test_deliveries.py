"""A restored database does not know what was posted since: that is looked for before it is posted."""

from datetime import timedelta

import pytest

from bot.playground.faults import Fault
from bot.playground.records import Message
from bot.playground.seed import TEAM_ID
from handlers.views.formatting import Message as Told
from tests.delivery.conftest import OpenTown
from tests.delivery.town import ALEX, ALEXS_DM, DATA_JOBS, HOUR, MAYA, SETTLED, Town
from tests.state.backups import backed_up, put_back

POST = "chat.postMessage"
DAY = timedelta(days=1)


def back_to(town: Town, data: bytes) -> None:
    """Restore a backup under the running app, and let it do what is due."""
    put_back(data, town.world.database, town.now)
    town.round()
    town.pass_time(SETTLED)
    town.round()


def texts(messages: list[Message]) -> list[str]:
    return [one.text for one in messages]


def test_what_came_after_the_backup_does_not_come_twice(town: Town) -> None:
    data = backed_up(town.world.database)
    town.at_the_slot()
    (digest,) = town.digests()
    town.pass_time(DAY)
    back_to(town, data)
    assert town.whole() == 1
    assert [(past.outcome, past.ts) for past in town.history()] == [("sent", digest.ts)]
    # The next one comes as ever, without a look.
    looks = len(town.slack.workspace.calls("conversations.history"))
    town.at_the_slot()
    assert town.whole() == 2
    assert len(town.slack.workspace.calls("conversations.history")) == looks


def test_what_waited_at_the_backup_does_not_come_twice(town: Town) -> None:
    town.slack.workspace.faults.set(POST, Fault.refuse("token_revoked"))
    town.at_the_slot()
    data = backed_up(town.world.database)
    town.slack.workspace.faults.clear()
    town.pass_time(HOUR)
    town.round()
    assert town.whole() == 1
    back_to(town, data)
    assert town.whole() == 1
    assert town.outcomes() == ["sent"]


def test_details_that_waited_at_the_backup_do_not_come_twice(town: Town) -> None:
    faults = town.slack.workspace.faults
    answers = iter([None, Fault.rate_limit(60)])
    faults.choose(POST, lambda: next(answers, None))
    town.at_the_slot()
    data = backed_up(town.world.database)
    town.pass_time(SETTLED)
    town.round()
    assert town.whole() == 1
    back_to(town, data)
    assert town.whole() == 1


def test_what_never_came_comes_once(town: Town) -> None:
    data = backed_up(town.world.database)
    town.go_to(town.subscription().next_slot.at)
    back_to(town, data)
    assert town.whole() == 1
    assert town.outcomes() == ["sent"]


def test_a_digest_without_its_details_gets_them(town: Town) -> None:
    data = backed_up(town.world.database)
    town.at_the_slot()
    (digest,) = town.digests()
    (details,) = town.thread(digest)
    town.slack.workspace.conversations.delete(DATA_JOBS, details.ts)
    back_to(town, data)
    assert [one.ts for one in town.digests()] == [digest.ts]
    assert texts(town.thread(digest)) == [details.text]


def test_a_week_that_came_is_not_called_missed(town: Town) -> None:
    data = backed_up(town.world.database)
    town.at_the_slot()
    town.pass_time(4 * DAY)
    back_to(town, data)
    assert (town.whole(), town.outcomes()) == (1, ["sent"])
    town.at_the_slot()
    assert town.whole() == 2
    assert "missed" not in town.digests()[-1].text.lower()


def test_a_week_that_did_not_come_is_called_missed(town: Town) -> None:
    data = backed_up(town.world.database)
    town.go_to(town.subscription().next_slot.at + 4 * DAY)
    back_to(town, data)
    town.pass_time(SETTLED)
    town.round()
    assert (town.digests(), town.outcomes()) == ([], ["missed"])
    town.at_the_slot()
    assert town.whole() == 1
    assert "The digest of 19 Oct couldn't be posted" in town.digests()[0].text


def test_a_week_that_was_sent_early_does_not_come_again(town: Town) -> None:
    data = backed_up(town.world.database)
    town.go_to(town.subscription().next_slot.at - HOUR / 2)
    digests = town.world.deps.digests
    assert digests.send_now(town.subscription().id) == "on its way"
    town.round()
    assert town.whole() == 1
    back_to(town, data)
    town.at_the_slot()
    town.pass_time(SETTLED)
    town.round()
    assert (town.whole(), town.outcomes()) == (1, ["sent"])


def test_asked_for_after_a_restore_it_does_not_come_again(town: Town) -> None:
    data = backed_up(town.world.database)
    town.at_the_slot()
    put_back(data, town.world.database, town.now)
    town.world.deps.digests.send_now(town.subscription().id)
    town.pass_time(SETTLED)
    town.round()
    assert (town.whole(), town.outcomes()) == (1, ["sent"])


def test_the_old_message_s_buttons_still_work(town: Town) -> None:
    data = backed_up(town.world.database)
    town.at_the_slot()
    (before,) = town.history()
    back_to(town, data)
    assert town.world.deps.digests.rate(before.id, MAYA, useful=True)
    assert [past.useful for past in town.history()] == [1]


def test_where_the_channel_cannot_be_read_admins_are_told(town: Town) -> None:
    data = backed_up(town.world.database)
    town.at_the_slot()
    town.slack.workspace.scopes -= {"channels:history"}
    back_to(town, data)
    assert (town.whole(), town.outcomes()) == (1, ["unknown"])
    assert ["whether it arrived" in one for one in texts(town.digests(ALEXS_DM))] == [True]


@pytest.mark.parametrize("posted_since", [True, False])
def test_a_notice_that_waited_comes_once(town: Town, posted_since: bool) -> None:
    town.world.deps.tell(TEAM_ID, ALEX, Told("Something is due", ()))
    data = backed_up(town.world.database)
    if posted_since:
        town.round()
    back_to(town, data)
    assert texts(town.digests(ALEXS_DM)) == ["Something is due"]


def test_many_channels_on_many_processes(new_town: OpenTown, url: str) -> None:
    town = new_town(url)
    channels = [DATA_JOBS, *(town.add_channel(f"c{number}") for number in range(12))]
    for channel in channels:
        town.subscribe(channel)
    other = town.another_process()
    data = backed_up(town.world.database)
    # Some arrive without an answer, some are lost, some do not get off.
    faults = [Fault.store_and_drop(), None, Fault.drop(), None, Fault.refuse("token_revoked")]
    answers = iter(faults * 5)
    town.slack.workspace.faults.choose(POST, lambda: next(answers, None))
    town.at_the_slot()
    half = backed_up(town.world.database)
    for backup in (data, half, data):
        back_to(town, backup)
        other.delivery.round()
        town.pass_time(HOUR)
        other.delivery.round()
    assert [town.whole(channel) for channel in channels] == [1] * len(channels)
    assert {tuple(town.outcomes(channel)) for channel in channels} == {("sent",)}
