"""Several processes, one database: they share the work, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.playground.faults import Fault
from tests.delivery.conftest import OpenTown
from tests.delivery.town import DATA_JOBS, SETTLED, Town

CHANNELS = 24


def subscribed(town: Town) -> list[str]:
    """Many channels, all due at the same moment."""
    channels = [DATA_JOBS, *(town.add_channel(f"c{number}") for number in range(CHANNELS))]
    for channel in channels:
        town.subscribe(channel)
    return channels


def test_three_processes_share_and_do_not_double(new_town: OpenTown, url: str) -> None:
    town = new_town(url)
    channels = subscribed(town)
    worlds = [town.world, town.another_process(), town.another_process()]
    for week in (1, 2):
        town.go_to(town.subscription().next_slot.at + timedelta(seconds=5))
        with ThreadPoolExecutor(len(worlds)) as pool:
            for done in [pool.submit(world.delivery.round) for world in worlds]:
                done.result()
        assert [town.whole(channel) for channel in channels] == [week] * len(channels)


def test_another_process_ends_what_one_left(new_town: OpenTown, url: str) -> None:
    town = new_town(url)
    channels = subscribed(town)
    town.slack.workspace.faults.set("chat.postMessage", Fault.store_and_drop())
    town.at_the_slot()
    town.slack.workspace.faults.clear()
    other = town.another_process()
    town.pass_time(SETTLED)
    other.delivery.round()
    assert [town.whole(channel) for channel in channels] == [1] * len(channels)


def test_processes_with_crossed_answers_do_not_double(new_town: OpenTown, url: str) -> None:
    town = new_town(url)
    channels = subscribed(town)
    answers = iter([Fault.store_and_drop(), Fault.drop(), None] * CHANNELS)
    town.slack.workspace.faults.choose("chat.postMessage", lambda: next(answers, None))
    worlds = [town.world, town.another_process()]
    town.go_to(town.subscription().next_slot.at)
    for _ in range(20):
        with ThreadPoolExecutor(len(worlds)) as pool:
            for done in [pool.submit(world.delivery.round) for world in worlds]:
                done.result()
        town.pass_time(SETTLED)
    assert [town.whole(channel) for channel in channels] == [1] * len(channels)
