"""What is measured becomes a revision: when it is due, once, and only where it says something else."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.feeds.measuring import publish
from bot.revisions.desk import CurationDesk
from bot.revisions.folder import FolderBase
from bot.revisions.sync import FolderSync
from knowledge.difference import changes_of_role, diff
from knowledge.documents import check_documents
from knowledge.editing import EditError
from knowledge.feeds.documents import ADS, POSTS, is_measured
from knowledge.library import Library
from knowledge.uploads import Refused, UploadedFile
from tests.feeds.collecting.town import feed, read
from tests.feeds.measuring.measured_town import SMALL, WEDNESDAY, MeasuredTown, posts
from tests.revisions.machine import write

SUNDAY = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_a_new_install_has_trends_at_once(town: MeasuredTown) -> None:
    """A backlog counts for the weeks that it covers."""
    assert town.measuring.if_due() == 2
    assert town.statements(POSTS) == [
        "Zed waves: 14% → 50% of posts in 3 feeds, the last four weeks against the twelve before; 21 of 36 posts in the week to 14 Nov"
    ]
    assert town.statements(ADS) == [
        "Analyst: 6 openings at 3 companies on 18 Nov",
        "6 open ads for Analyst ask for SQL 100%",
        "Pay is stated in 6 of 6 open ads (100%) on 18 Nov",
    ]
    revision = town.newest()
    assert (revision.author, revision.origin) == ("Rolecall", "feeds")
    assert all(map(is_measured, revision.paths))


def test_pay_in_ads_is_a_table_of_ranges(town: MeasuredTown) -> None:
    town.measuring.if_due()
    figures = [*town.knowledge.library().tables.figures_in(ADS)]
    assert {(one.level, one.place) for one in figures} == {
        (None, "austin"), (None, "united-states"), ("senior", "united-states"),
    }  # fmt: skip
    assert {(one.low, one.high, one.n, one.companies, one.computed) for one in figures} == {
        (110_000, 190_000, 6, 3, True)
    }


def test_it_is_measured_once_by_however_many_machines(town: MeasuredTown) -> None:
    assert town.measuring.if_due() == 2
    assert town.measuring.if_due() is None
    assert town.another().if_due() is None
    town.now += timedelta(days=1)
    assert town.another().if_due() is None
    assert town.newest().number == 2


def test_it_is_measured_again_on_sunday_morning(town: MeasuredTown) -> None:
    town.measuring.if_due()
    town.comes(SUNDAY - timedelta(minutes=1))
    assert town.measuring.if_due() is None
    town.comes(SUNDAY)
    assert town.measuring.if_due() == 3
    assert "in the week to 21 Nov" in town.statements(POSTS)[0]
    assert town.measuring.if_due() is None


def test_it_is_measured_again_when_another_feed_is_known(town: MeasuredTown) -> None:
    town.measuring.if_due()
    town.comes(WEDNESDAY + timedelta(days=1))
    town.add(feed("delta"))
    town.says["delta"] = read(*posts("delta", town.now))
    town.collector.round()
    town.understand()
    assert town.measuring.if_due() == 3
    assert town.knowledge.library().sources[POSTS].facts[0].section == "Posts of 4 feeds"


def test_what_is_turned_off_is_measured_no_more(town: MeasuredTown) -> None:
    town.measuring.if_due()
    town.feeds = {
        id: one.model_copy(update={"enabled": False})
        for id, one in town.feeds.items()
        if id != "board"
    }
    town.now = SUNDAY
    assert town.measuring.if_due() is None
    assert town.newest().number == 2


def test_nothing_is_measured_of_no_feeds(town: MeasuredTown) -> None:
    town.feeds = {}
    assert town.measuring.if_due() is None


def test_what_differs_in_its_days_alone_is_not_published(town: MeasuredTown) -> None:
    town.measuring.if_due()
    paths = town.newest().paths
    texts = {path: town.knowledge.standing.text(path) for path in paths}
    later = {
        path: (text or "").replace("2026-11-14", "2026-11-21").replace("14 Nov", "21 Nov")
        for path, text in texts.items()
    }
    assert publish(town.knowledge, later) is None
    other = {path: text.replace("21 of 36", "20 of 36") for path, text in later.items()}
    assert publish(town.knowledge, other) == 3


def test_what_has_nothing_to_say_any_more_goes(town: MeasuredTown) -> None:
    town.measuring.if_due()
    paths = town.newest().paths
    assert publish(town.knowledge, dict.fromkeys(paths)) == 3
    assert publish(town.knowledge, dict.fromkeys(paths)) is None
    assert town.knowledge.texts() == SMALL


def test_what_fails_the_check_changes_nothing(
    town: MeasuredTown, caplog: pytest.LogCaptureFixture
) -> None:
    town.measuring.if_due()
    path = f"sources/{POSTS}.yaml"
    text = (town.knowledge.standing.text(path) or "").replace("[zed-waves]", "[zed-wives]")
    with caplog.at_level(logging.WARNING):
        assert publish(town.knowledge, {path: text}) is None
    assert 'no topic "zed-wives"' in caplog.text
    assert town.newest().number == 2


def test_the_folder_is_not_behind_for_it(town: MeasuredTown) -> None:
    content = town.folder / "content"
    write(content, SMALL)
    base = FolderBase(town.folder / "folder.json", content)
    sync = FolderSync(content, base, town.knowledge, town.database, town.clock)
    sync.sync()
    town.measuring.if_due()
    assert sync.sync().behind == ()
    assert sync.pull().written == ()
    write(content, {f"sources/{POSTS}.yaml": "title: mine"})
    synced = sync.sync()
    assert (synced.published, synced.clashing, synced.behind) == (None, (), ())


def desk(town: MeasuredTown) -> CurationDesk:
    content = town.folder / "content"
    write(content, SMALL)
    base = FolderBase(town.folder / "folder.json", content)
    sync = FolderSync(content, base, town.knowledge, town.database, town.clock)
    return CurationDesk(town.database, town.knowledge, sync, town.clock)


def test_admins_neither_upload_nor_edit_it(town: MeasuredTown) -> None:
    town.measuring.if_due()
    path = f"sources/{POSTS}.yaml"
    text = town.knowledge.standing.text(path) or ""
    refused = desk(town).propose_upload("U0ALEX", [UploadedFile(f"{POSTS}.yaml", text.encode())])
    assert isinstance(refused, Refused)
    assert "what Rolecall writes of feeds itself: rename it" in str(refused.problems[0])
    with pytest.raises(EditError, match="can't be edited"):
        desk(town).edit(path, str.upper, "U0ALEX", "why")


def test_who_follows_a_role_hears_nothing_of_it(town: MeasuredTown) -> None:
    before = town.knowledge.library()
    town.measuring.if_due()
    found = diff(before, town.knowledge.library())
    assert {edit.role for edit in found.edits if is_measured(edit.path)} >= {"analyst"}
    assert changes_of_role(found, "analyst") == ()


def test_what_is_measured_passes_the_check_with_all_that_ships(
    town: MeasuredTown, library: Library
) -> None:
    """The names that are measured are those of the vocabulary, whichever it is."""
    town.measuring.if_due()
    texts = {path: text for path, text in town.knowledge.texts().items() if is_measured(path)}
    _, knowledge, problems = check_documents({**SMALL, **texts})
    assert problems == []
    assert library.term("topics", "skills-demand") is not None
    assert len(knowledge.sources) == 4
