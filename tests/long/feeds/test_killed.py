"""A process that collects is killed every second: nothing is lost, and nothing comes twice."""

import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from bot.state.database import open_database
from bot.state.feed_tables import FEED_ITEMS, FEED_WEEKS, FEEDS, JOB_ADS
from tests.feeds.collecting.town import START, Town
from tests.long.feeds.sites import published, web
from tests.long.feeds.test_twelve_weeks import RELIABLE, boards_are_true

SEED, KILLS = 2, 25


def test_a_kill_every_second_loses_and_doubles_nothing(url: str) -> None:
    command = [sys.executable, "-m", "tests.long.feeds.killed", url, str(SEED), str(KILLS)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True)
    end = datetime.fromisoformat(done.stdout.strip())
    assert end - START > timedelta(hours=12 * KILLS)
    database = open_database(url)
    town = Town(database, now=end + timedelta(days=1))
    simulated = web(SEED)
    told = Counter(story.title.partition(" (")[0] for story in town.stories())
    assert [title for title, times in told.items() if times > 1] == []
    first = {row.id: row.first_read_at for row in town.rows(FEEDS)}
    for site in simulated.sites.values():
        if site.fault not in RELIABLE:
            continue
        since = [one for one in site.truth if first[site.id] < published(one) <= end]
        before = [one for one in site.truth if published(one) <= first[site.id]]
        assert {one.title for one in since} <= set(told)
        assert not {one.title for one in before} & set(told)
    rows = town.rows(FEED_ITEMS)
    kept = Counter((row.feed_id, row.id_key, row.link_key, row.title_key) for row in rows)
    assert max(kept.values()) == 1
    assert len({row.id for row in town.rows(JOB_ADS)}) == len(town.rows(JOB_ADS))
    assert {row.feed_id for row in town.rows(FEED_WEEKS)} <= set(simulated.feeds)
    boards_are_true(simulated, town)
    database.close()
