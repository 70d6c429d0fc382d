"""What a digest makes of an edit of everything."""

from time import process_time

from knowledge.digest.news import news_between
from tests.knowledge.test_digest_news import SINCE


def test_the_work_of_a_large_edit_grows_with_it() -> None:
    def state(year: int, size: int) -> dict[str, str]:
        return {
            f"figure/r{n % 400}/s{n % 90}:{year}{n:08x}": f"Role {n % 400}\nSubject {n % 900}\n${n}"
            for n in range(size)
        }

    def seconds(size: int) -> float:
        before, after = state(1, size), state(2, size)
        begun = process_time()
        assert news_between(before, after, SINCE).items == ()
        return process_time() - begun

    # All keys are others: ten times as many would take a hundred times as long with their square.
    assert seconds(200_000) < 40 * seconds(20_000)
