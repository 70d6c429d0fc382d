"""The composition root: what a process consists of, opened in order, ended in bounded time."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from pydantic import SecretStr

from bot.background import FINISHED_WITHIN, SECONDS, ThreadBackground
from bot.delivery.courier import Courier
from bot.delivery.digests import StoredDigests
from bot.delivery.due import Due
from bot.delivery.editor import Editor
from bot.delivery.notices import Notices
from bot.delivery.poster import Timing, WebSlack
from bot.delivery.tick import Delivery
from bot.feeds.afterwards import Afterwards
from bot.feeds.collecting import Collector
from bot.feeds.desk import FeedDesk
from bot.feeds.latest import StoredLatest
from bot.feeds.listed import StoredAds
from bot.feeds.visiting import LIMITS, visit
from bot.fetching.fetcher import Fetcher
from bot.library import KnowledgeError
from bot.loading import loading
from bot.reading.documents import Articles, sheets_of
from bot.revisions.base import KnowledgeBase
from bot.revisions.desk import CurationDesk
from bot.revisions.downloads import Downloads
from bot.revisions.folder import FolderBase, ToldProblems
from bot.revisions.sync import FolderSync
from bot.revisions.watch import Teller, Watch
from bot.settings import Settings
from bot.state.conversations import Conversations, Greetings
from bot.state.database import Database, Once, open_database
from bot.state.feed_items import stories
from bot.state.follows import Follows
from bot.state.gaps import Gaps
from bot.state.reports import Reports
from bot.state.retention import Retention
from bot.state.reviews import Reviews
from bot.web_api import respond, web_client
from handlers.admins import Admins
from handlers.deps import Deps
from knowledge.documents import read_documents
from knowledge.feeds.model import Feed
from knowledge.store import KnowledgeStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class World:
    """What listeners need, and what runs alongside them once it is started."""

    deps: Deps
    knowledge: KnowledgeBase
    delivery: Delivery
    collector: Collector
    teller: Teller
    watch: Watch
    background: ThreadBackground
    database: Database

    def start(self, tick_seconds: int = SECONDS) -> None:
        """Begin to deliver digests, to read feeds, and to follow what changes in the knowledge."""
        self.delivery.start(tick_seconds)
        self.collector.start(tick_seconds)
        self.watch.start()

    def stop(self, seconds: float = FINISHED_WITHIN) -> bool:
        """Finish what is under way, and end; whether what was acknowledged was done in that time.

        Nothing bounds how long a post or a publish takes that is under way: see `bot.world`.
        """
        deadline = time.monotonic() + seconds
        self.watch.stop()
        self.collector.stop()
        self.delivery.stop()
        done = self.background.close(max(0.0, deadline - time.monotonic()))
        self.database.close()
        return done


def open_knowledge(
    settings: Settings,
    database: Database,
    now: Callable[[], datetime],
) -> KnowledgeBase:
    """The newest revision; where there is none yet, the first is made of the content folder.

    Raises `KnowledgeError` where there is nothing good to serve.
    """
    knowledge = KnowledgeBase(database, KnowledgeStore(settings.store_path), now)
    if not knowledge.refresh():
        problems = knowledge.begin(*read_documents(settings.rolecall_content))
        if any(problem.severity == "error" for problem in problems):
            raise KnowledgeError(problems)
    return knowledge


def build_world(
    settings: Settings,
    background: ThreadBackground | None = None,
    clock: Callable[[], float] = time.time,
    timing: Timing | None = None,
) -> World:
    """Everything, with a clock (seconds since 1970), opened and not yet started.

    Whoever hands in the background can wait for its end. Raises `KnowledgeError` where there is
    nothing good to serve, and `StateError` where the state database cannot be used.
    """

    def now() -> datetime:
        return datetime.fromtimestamp(clock(), UTC)

    timing = timing or Timing()
    background = background or ThreadBackground()
    database = open_database(settings.state)
    once = Once(database)
    knowledge = open_knowledge(settings, database, now)
    token = settings.slack_bot_token or SecretStr("")
    slack = WebSlack(
        token.get_secret_value(),
        settings.slack_api_url,
        timing.timeout,
        names_sessions=settings.rolecall_agent,
    )
    admins = Admins(settings.rolecall_admins)
    told = partial(admins.told, web_client(settings.slack_api_url, token.get_secret_value()))
    editor = Editor(lambda: knowledge.standing, now, stories)
    due = Due(database, editor, now, newest_blocks=settings.rolecall_newest_blocks)
    courier = Courier(database, slack, now, told, timing)
    delivery = Delivery(due, courier, now, Retention(database, now).daily)
    folder_base = FolderBase(settings.rolecall_data / "folder.json", settings.rolecall_content)
    sync = FolderSync(settings.rolecall_content, folder_base, knowledge, database, now)
    notices = Notices(database, now, delivery.soon)
    fetcher = Fetcher(settings.rolecall_contact, settings.rolecall_fetch_networks)

    def feeds() -> Mapping[str, Feed]:
        return knowledge.library().feeds

    afterwards = Afterwards(database, knowledge, feeds, now)
    patient = replace(fetcher, limits=LIMITS)
    collector = Collector(database, patient, visit, feeds, now, notices.within, told, afterwards)
    reports = Reports(database, now, notices)
    deps = Deps(
        library=knowledge.library,
        served=lambda: knowledge.standing,
        today=lambda: now().astimezone().date(),
        background=background,
        respond=respond,
        follows=Follows(database),
        once=once,
        conversations=Conversations(database, now),
        gaps=Gaps(database, now),
        first_greeting=Greetings(database).first,
        digests=StoredDigests(database, editor, due, now, delivery.soon),
        now=now,
        curation=CurationDesk(database, knowledge, sync, now),
        reports=reports,
        files=Downloads(token.get_secret_value(), settings.slack_api_url),
        articles=Articles(fetcher),
        spreadsheet=sheets_of,
        reviews=Reviews(database, now),
        feeds=FeedDesk(database, patient, visit, now, collector.soon),
        tell=notices,
        admins=admins,
        ads=StoredAds(database, knowledge.library, now),
        latest=StoredLatest(database, now),
        newest_blocks=settings.rolecall_newest_blocks,
        is_agent=settings.rolecall_agent,
    )
    problems = ToldProblems(settings.rolecall_data / "told.json")
    teller = Teller(knowledge, notices, reports, told, now, problems)

    def prepare() -> None:
        # Loaded beside answers, so that neither a start nor the first click waits for it.
        from bot.app import all_else

        with loading():
            list(all_else(is_agent=settings.rolecall_agent))
        knowledge.prepare()

    watch = Watch(settings.rolecall_content, knowledge, sync, teller, prepare)
    return World(deps, knowledge, delivery, collector, teller, watch, background, database)


LET_GO = 1.0
"""Seconds beyond that for what then lets go by itself. Platforms kill 30 after they told us to end."""

UNFINISHED = 1
"""The exit code where something was not finished in time, so that whoever runs us hears of it."""


def finish(world: World, seconds: float = FINISHED_WITHIN) -> None:
    """Stop everything and come back; where that takes too long, end the process at once.

    What hangs then was acknowledged, and its effect is lost: a click's. A digest is not, for another
    process, or the next one, looks up what became of it.
    """
    done: list[bool] = []
    stopping = threading.Thread(target=lambda: done.append(world.stop(seconds)), daemon=True)
    stopping.start()
    stopping.join(seconds + LET_GO)
    if done != [True]:
        log.error("not everything was finished in %.0f s; stopping anyway", seconds)
        logging.shutdown()
        # The interpreter would wait for the threads that hang.
        os._exit(UNFINISHED)
    log.info("everything that was started is finished")
