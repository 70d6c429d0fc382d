"""Many at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.playground.server import Playground
from tests.playground.sample import Heard

THREADS, EACH = 8, 10


def test_every_message_is_kept_and_has_a_time_of_its_own(
    playground: Playground, client: Any
) -> None:
    before = len(playground.workspace.messages("C0DATA"))

    def post(_: int) -> list[str]:
        posted = (client.chat_postMessage(channel="C0DATA", text="x") for _ in range(EACH))
        return [one["ts"] for one in posted]

    with ThreadPoolExecutor(THREADS) as pool:
        times = [ts for batch in pool.map(post, range(THREADS)) for ts in batch]
    kept = [message.ts for message in playground.workspace.messages("C0DATA")][before:]
    assert sorted(times) == sorted(kept)
    assert len(set(kept)) == THREADS * EACH


def test_people_act_at_the_same_time(playground: Playground, app: Heard) -> None:
    people = ["U0MAYA", "U0ALEX", "U0SAM"] * EACH

    def ask(who: tuple[int, str]) -> bool:
        number, user = who
        answer = playground.slash(user, "C0RANDOM", f"/echo {number}")
        return str(number) in [message.text for message in answer.messages]

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(pool.map(ask, enumerate(people)))
    for user in set(people):
        assert len(playground.workspace.messages("C0RANDOM", user)) == EACH
