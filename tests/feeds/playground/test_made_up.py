"""What the publishers and employers of the playground make up: whether it reads as news and can be measured."""

from collections import Counter
from datetime import timedelta
from itertools import combinations

import pytest

from bot.playground.feeds.ads import Ad, ads_from
from bot.playground.feeds.posts import FIRST_WEEK, LAST_WEEK, PUBLISHERS, Post, alike, posts_from
from bot.playground.feeds.stories import weeks
from tests.bot.test_voice import faults
from tests.feeds.playground.reading import MONDAY, monday, week_of


@pytest.fixture(scope="module")
def posts() -> tuple[Post, ...]:
    return posts_from(MONDAY)


@pytest.fixture(scope="module")
def ads() -> tuple[Ad, ...]:
    return ads_from(MONDAY)


@pytest.fixture(scope="module")
def by_week(posts: tuple[Post, ...]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {}
    for post in posts:
        found.setdefault(week_of(post.at), []).append(post)
    return found


def test_it_is_the_same_each_time(posts: tuple[Post, ...], ads: tuple[Ad, ...]) -> None:
    assert posts_from(MONDAY) == posts
    assert ads_from(MONDAY) == ads


def test_it_goes_on_for_a_year(by_week: dict[int, list[Post]]) -> None:
    for week in range(FIRST_WEEK, LAST_WEEK + 1):
        assert len(by_week[week]) >= 35, week
        assert len({post.publisher for post in by_week[week]}) >= 8, week


def test_no_title_comes_twice_and_none_of_a_week_are_alike(
    posts: tuple[Post, ...], by_week: dict[int, list[Post]]
) -> None:
    titles: dict[str, str] = {}
    for post in posts:
        titles.setdefault(post.page, post.title)
    assert len({title.lower() for title in titles.values()}) == len(titles) > 2_500
    for found in by_week.values():
        first = {post.page: titles[post.page] for post in found}
        for one, other in combinations(first.values(), 2):
            assert not alike(one, other), (one, other)


def test_each_week_has_a_story_that_several_tell(posts: tuple[Post, ...]) -> None:
    told: dict[str, list[Post]] = {}
    for post in posts:
        told.setdefault(post.page, []).append(post)
    stories = Counter(
        week_of(one[0].at) for one in told.values() if len({post.publisher for post in one}) >= 3
    )
    assert all(stories[week] >= 1 for week in range(FIRST_WEEK, LAST_WEEK + 1))


def test_texts_hold_to_the_voice_and_leave_no_choice_open(
    posts: tuple[Post, ...], ads: tuple[Ad, ...]
) -> None:
    texts = {text for post in posts for text in (post.title, post.summary)}
    texts |= {text for ad in ads for text in (ad.title, *ad.paragraphs)}
    for text in texts:
        assert not faults(text), text
        assert not set("[]{}|") & set(text), text
        assert not text.endswith((" ", ":")), text


def share(by_week: dict[int, list[Post]], topic: str, first: int, last: int) -> float:
    """The share of a topic in the stories of some weeks, each counted once."""
    told = {post.page: post.topic for week in range(first, last) for post in by_week[week]}
    return [*told.values()].count(topic) / len(told)


def test_some_topics_rise_some_fall_and_most_stay(by_week: dict[int, list[Post]]) -> None:
    def quarters(topic: str) -> list[float]:
        return [share(by_week, topic, first, first + 12) for first in (-20, 0, 12, 24, 36)]

    agents, rag = quarters("ai-agents"), quarters("retrieval-augmented-generation")
    assert agents[1] > 1.8 * agents[0]
    assert agents[-1] < agents[1]
    assert rag[0] > 1.8 * max(rag[1:])
    assert quarters("llm-evaluation")[2] > 2 * quarters("llm-evaluation")[0]
    assert quarters("model-context-protocol")[1] > 1.5 * quarters("model-context-protocol")[0]
    for flat in ("dbt", "gpus", "mlops", "data-contracts", "hiring-and-pay"):
        assert max(quarters(flat)) < 1.8 * min(quarters(flat)), flat


MAIN_ROLES = (
    "Data Engineer", "Machine Learning Engineer", "Data Scientist", "Data Analyst", "Analytics Engineer", "AI Engineer",
)  # fmt: skip


@pytest.mark.parametrize("week", [0, 4, 20, 52])
def test_the_main_roles_have_pay_in_five_ads_of_three_companies(
    ads: tuple[Ad, ...], week: int
) -> None:
    now = monday(week)
    lately = [ad for ad in ads if now - timedelta(days=90) <= ad.at <= now and ad.pay_in != "none"]
    for role in MAIN_ROLES:
        of_it = [ad for ad in lately if role in ad.title]
        assert len(of_it) >= 5, role
        assert len({ad.employer for ad in of_it}) >= 3, role


def test_openings_rise_for_one_role_and_new_companies_come(ads: tuple[Ad, ...]) -> None:
    def openings(role: str, week: int) -> int:
        return sum(role in ad.title and ad.at <= monday(week) < ad.closed for ad in ads)

    assert openings("AI Engineer", 12) > 2 * openings("AI Engineer", -2)
    assert openings("Data Analyst", 12) < 2 * openings("Data Analyst", -2)
    known = [{ad.employer for ad in ads if ad.at <= monday(week)} for week in (0, 6, 26)]
    assert len(known[0]) < len(known[1]) < len(known[2])


def test_ads_state_pay_in_fields_in_prose_and_not_at_all(ads: tuple[Ad, ...]) -> None:
    assert len({ad.number for ad in ads}) == len(ads)
    stated = Counter(ad.pay_in for ad in ads)
    assert min(stated.values()) > len(ads) / 6
    for ad in ads:
        assert 25_000 < ad.low < ad.high < 400_000, ad
        in_prose = any(ad.pay_words[0] in one for one in ad.paragraphs)
        assert in_prose == (ad.pay_in == "prose"), ad


def test_a_year_of_incoming_tells_each_story_once() -> None:
    every = list(weeks(MONDAY))
    assert len(every) == 53
    keys = [story.key for incoming in every for story in incoming.stories]
    assert len(set(keys)) == len(keys)
    assert set(every[0].feed_names) == {publisher.id for publisher in PUBLISHERS}
    for week, incoming in enumerate(every):
        assert len(incoming.stories) >= 30
        assert any(len(story.feeds) >= 3 for story in incoming.stories)
        for story in incoming.stories:
            assert monday(week - 1).date() <= story.first_seen.date() < monday(week).date()
            assert set(story.feeds) <= set(incoming.feed_names)
    roles = {role for incoming in every for story in incoming.stories for role in story.roles}
    assert {"data-engineer", "ai-engineer", "mlops-engineer"} <= roles


def test_no_skill_stands_in_every_ad_of_a_role(ads: tuple[Ad, ...]) -> None:
    """Each is drawn by itself, and those that matter most more often than others."""
    asked = [ad.paragraphs[2] for ad in ads if "Analytics Engineer" in ad.title]
    named = {skill: sum(skill in text for text in asked) for skill in ("SQL", "dbt", "Git")}
    assert 0 < named["Git"] < len(asked) / 2 < named["SQL"] < len(asked)
    assert named["dbt"] < len(asked)
