"""Posts what is ready, once, at the pace that Slack allows."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TypeVar

from bot import metrics
from bot.delivery.notices import notice, tell_gone
from bot.delivery.poster import CATCH_UP, Absent, Posted, Refused, Slack, Timing, Unclear
from bot.state import subscriptions
from bot.state.database import Database
from bot.state.outbox import NewPost, Outbox, Post
from handlers.errors import UnavailableError
from handlers.views.formatting import Message


class Gate:
    """One for all workers of a process: closed for a workspace while Slack wants to hear less of it.

    A channel that is refused once waits by itself. Slack does not say whether a channel or the whole
    workspace was too fast; where a second channel is refused while the first still waits, it was the
    workspace.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._refused: dict[str, tuple[str, float]] = {}
        self._closed: dict[str, float] = {}

    def refused(self, team: str, channel: str, seconds: float) -> None:
        """Note that a channel was told to wait."""
        until = self._clock() + seconds
        with self._lock:
            first, waits_until = self._refused.get(team, (channel, 0.0))
            if first != channel and waits_until > self._clock():
                self._closed[team] = max(until, self._closed.get(team, 0.0))
            self._refused[team] = (channel, until)

    def seconds_closed(self, team: str) -> float:
        """How long nothing should be posted in a workspace; 0 where it is open."""
        with self._lock:
            return max(0.0, self._closed.get(team, 0.0) - self._clock())


GONE = frozenset({
    "not_in_channel", "channel_not_found", "is_archived", "no_permission", "restricted_action",
    "restricted_action_read_only_channel", "restricted_action_thread_locked",
    "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
    "user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled",
})  # fmt: skip
"""Refusals that speak of this channel: it may come back."""

NOT_US = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_expired", "token_revoked",
    "missing_scope", "no_access", "org_login_required", "ekm_access_denied", "access_denied",
    "team_access_not_granted", "team_added_to_org", "request_timeout", "unreachable",
    "two_factor_setup_required", "accesslimited",
})  # fmt: skip
"""Refusals that speak of the app or of Slack, not of the message."""

LOST_PARENT = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message"})
"""Refusals of a reply whose parent was deleted."""


log = logging.getLogger(__name__)

WORKERS = 8
AT_ONCE = 4
"""Messages that a worker takes up at a time."""

BETWEEN_LOOKS = 0.1
"""Seconds until one of the idle workers looks again for what is being written."""

LONGEST_WAIT = 30.0
"""How long a worker waits for a workspace that Slack slows down, before it leaves its messages."""

BETWEEN_STEPS = 1.0
"""Seconds until a step is tried again for which the database was away."""

T = TypeVar("T")


class Courier:
    """Empties the outbox; any number of these, on any number of machines, work side by side.

    `admins` gives the user ids of those who are told what nobody else can mend.
    """

    def __init__(
        self,
        database: Database,
        slack: Slack,
        now: Callable[[], datetime],
        admins: Callable[[], Sequence[str]],
        timing: Timing | None = None,
        workers: int = WORKERS,
    ) -> None:
        self.timing = timing or Timing()
        self._database = database
        self._outbox = Outbox(database, now)
        self._slack = slack
        self._now = now
        self._admins = admins
        self._workers = workers
        self._gate = Gate()
        self._looking = threading.Lock()
        self._stopping = threading.Event()

    def deliver(self, stopping: threading.Event, nothing_more: Callable[[], bool]) -> None:
        """Do everything that is due now: look up what nobody knows, and post what is ready.

        Until `nothing_more` says so, something may still come into the outbox. Raises
        `UnavailableError` where the database is away and nothing is in hand.
        """
        self._stopping = stopping
        missed = self._outbox.expire()
        if missed:
            metrics.MISSED.inc(missed)
            log.warning("digests missed: %d could not be posted in time", missed)
        with ThreadPoolExecutor(self._workers, thread_name_prefix="courier") as pool:
            done = [pool.submit(self._work, stopping, nothing_more) for _ in range(self._workers)]
        for worker in done:
            worker.result()

    def is_due(self) -> bool:
        """Whether there is something to do now."""
        return self._outbox.is_due()

    def next_due(self) -> datetime | None:
        """When there is something to do next."""
        return self._outbox.next_due()

    def _work(self, stopping: threading.Event, nothing_more: Callable[[], bool]) -> None:
        while not stopping.is_set():
            with self._looking:
                is_last_look = nothing_more()
                unanswered = self._outbox.take_unanswered(AT_ONCE, self.timing.lease)
            for post in unanswered:
                self._look(post)
            with self._looking:
                posts = self._outbox.lease(AT_ONCE, self.timing.lease)
                is_idle = not posts and not unanswered
                if is_idle and not nothing_more():
                    # One looks for all: looks of each would take the processor from what is written.
                    stopping.wait(BETWEEN_LOOKS)
            if is_idle and is_last_look:
                return
            for post in posts:
                if stopping.is_set():
                    return
                self._deliver(post, stopping)

    def _deliver(self, post: Post, stopping: threading.Event) -> None:
        closed = self._gate.seconds_closed(post.team_id)
        if closed > LONGEST_WAIT:
            self._put_back(post, closed, "ratelimited")
            return
        stopping.wait(closed)
        match self._channel(post):
            case str(channel):
                self._post(post, channel)
            case Refused() as refused:
                self._refused(post, refused)
            case Unclear(why):
                log.warning("post %s: its conversation could not be opened (%s)", post.id, why)
                self._put_back(post, self.timing.settle, "not opened")

    def _post(self, post: Post, channel: str) -> None:
        intended_at = self._surely(
            lambda: self._outbox.intend(post, channel, self.timing.look_after)
        )
        if intended_at is None:
            return
        if time.monotonic() - intended_at > self.timing.deadline:
            # Someone else may soon look for this message and not find it: it must not come then.
            log.warning("post %s: too late to post it now; will look for it", post.id)
            return
        match self._slack.post(channel, post.id, post.payload, post.thread_ts):
            case Posted(ts):
                self._sent(post, ts)
            case Refused() as refused:
                self._refused(post, refused)
            case Unclear(why):
                log.warning("post %s: unknown whether it arrived (%s)", post.id, why)

    def _channel(self, post: Post) -> str | Refused | Unclear:
        """Where to post: a notice is addressed to a person, whose conversation may have to begin."""
        if not post.channel_id.startswith(("U", "W")):
            return post.channel_id
        return self._slack.conversation(post.channel_id)

    def _look(self, post: Post) -> None:
        found = self._channel(post)
        if isinstance(found, str):
            found = self._slack.look(found, post.id, post.thread_ts)
        match found:
            case Posted(ts):
                metrics.ADOPTED.inc()
                log.info("post %s: found in its channel, adopted", post.id)
                self._sent(post, ts, adopted=True)
            case Absent():
                self._put_back(post, 0, "lost on the way")
            case Refused(retry_after=seconds) as refused if refused.is_rate_limit:
                self._look_again(post, seconds or self.timing.settle)
            case Refused(code) if code in LOST_PARENT:
                self._give_up(post, "cancelled", code)
            case Refused(code) if code in NOT_US - {"missing_scope"}:
                self._look_again(post, self.timing.when_refused)
            case Refused(code):
                self._unknown(post, code)
            case Unclear(why):
                log.info("post %s: will look for it again (%s)", post.id, why)
                self._look_again(post, self.timing.settle)

    def _sent(self, post: Post, ts: str, *, adopted: bool = False) -> None:
        kind = "details" if post.is_reply else "digest" if post.subscription_id else "notice"
        replies_from = self._in(self.timing.between_posts)
        self._surely(lambda: self._outbox.sent(post, ts, replies_from, adopted=adopted))
        metrics.SENT.labels(kind).inc()
        if kind == "digest":
            slot = post.expires_at - CATCH_UP
            metrics.LATENESS.observe((self._now() - slot).total_seconds())
        log.info("post %s: sent (%s, attempt %d)", post.id, kind, post.attempts + 1)

    def _refused(self, post: Post, refused: Refused) -> None:
        code = refused.code
        if refused.is_rate_limit:
            told = refused.retry_after
            seconds = (
                self.timing.when_slowed if told is None else max(told, self.timing.between_posts)
            )
            self._gate.refused(post.team_id, post.channel_id, seconds)
            self._put_back(post, seconds, code)
        elif code in NOT_US:
            log.error("post %s: Slack refused: %s", post.id, code)
            self._put_back(post, refused.retry_after or self.timing.when_refused, code)
        elif post.is_reply and code in LOST_PARENT:
            self._give_up(post, "cancelled", code)
        elif code in GONE and post.subscription_id is not None:
            self._put_back(post, self.timing.when_gone, code)
            subscription = post.subscription_id
            self._surely(lambda: self._tell_gone(subscription, code))
        else:
            self._failed(post, refused)

    def _tell_gone(self, subscription: str, code: str) -> None:
        with self._database.begin() as connection:
            tell_gone(connection, subscription, code, self._now())

    def _failed(self, post: Post, refused: Refused) -> None:
        # Loaded where it is needed: seldom, and long after the start.
        from handlers.views.digest import states

        metrics.FAILED.labels(refused.code).inc()
        log.error("post %s: permanently refused: %s %s", post.id, refused.code, refused.detail)
        if post.subscription_id is not None:
            told = states.failed_message(post.channel_id, refused.code)
        elif refused.code in GONE:
            told = states.passed_on_message(post.channel_id, post.payload)
        else:
            told = None
        self._give_up(post, "failed", refused.code, told)

    def _unknown(self, post: Post, code: str) -> None:
        from handlers.views.digest import states

        metrics.UNKNOWN.inc()
        log.error(
            "post %s: unknown whether it arrived, the channel is unreadable: %s", post.id, code
        )
        told = states.unknown_message(post.channel_id)
        self._give_up(post, "unknown", code, told)

    def _give_up(self, post: Post, state: str, code: str, told: Message | None = None) -> None:
        notices = self._surely(lambda: self._notices(post, told)) if told else []
        self._surely(lambda: self._outbox.give_up(post, state, code, notices))

    def _notices(self, post: Post, told: Message) -> list[NewPost]:
        """To every admin, or the subscriber where there is none; not for what an admin cannot get."""
        to = self._admins()
        if post.channel_id in to:
            return []
        if not to and post.subscription_id is not None:
            with self._database.connect() as connection:
                to = (subscriptions.subscriber(connection, post.subscription_id),)
        return [notice(post.team_id, user, told, self._now()) for user in to]

    def _put_back(self, post: Post, seconds: float, reason: str) -> None:
        metrics.RETRIED.labels(reason).inc()
        log.info("post %s: retrying in %.0f s (%s)", post.id, seconds, reason)
        until = self._in(seconds)
        self._surely(lambda: self._outbox.put_back(post, until, reason))

    def _look_again(self, post: Post, seconds: float) -> None:
        after = self._in(seconds)
        self._surely(lambda: self._outbox.look_again(post, after))

    def _surely(self, step: Callable[[], T]) -> T:
        """Do what follows from Slack's answer, or belongs to a message in hand, when it can be done.

        Each of these steps may be done twice, and much later: it changes only a message that is
        still in the state, and in the hands, in which it was. Until it is done this worker has
        nothing better to do: no other message can be taken up.
        """
        while True:
            try:
                return step()
            except UnavailableError:
                if self._stopping.wait(BETWEEN_STEPS):
                    raise

    def _in(self, seconds: float) -> datetime:
        return self._now() + timedelta(seconds=seconds)
