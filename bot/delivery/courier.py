"""Bringing what is in the outbox to its channels, each message exactly once."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from bot import metrics
from bot.delivery.gate import Gate
from bot.delivery.notices import notice, tell_gone
from bot.delivery.poster import Absent, Posted, Refused, Slack, Unclear
from bot.delivery.timing import CATCH_UP, Timing
from bot.state import subscriptions
from bot.state.database import Database
from bot.state.posts import NewPost, Outbox, Post
from handlers.views.digest_notices import failed_message, unknown_message
from handlers.views.message import Message

log = logging.getLogger(__name__)

WORKERS = 8
AT_ONCE = 4
"""Messages that a worker takes up at a time."""

BETWEEN_LOOKS = 0.1
"""Seconds until an idle worker looks again for what is being written."""

LONGEST_WAIT = 30.0
"""How long a worker waits for a workspace that Slack slows down, before it leaves its messages."""

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

    def deliver(self, stopping: threading.Event, nothing_more: Callable[[], bool]) -> None:
        """Do everything that is due now: look up what nobody knows, and post what is ready.

        Until `nothing_more` says so, something may still come into the outbox.
        """
        missed = self._outbox.expire()
        if missed:
            metrics.MISSED.inc(missed)
            log.warning("digests missed: %d could not be posted in time", missed)
        with ThreadPoolExecutor(self._workers, thread_name_prefix="courier") as pool:
            done = [pool.submit(self._work, stopping, nothing_more) for _ in range(self._workers)]
        for worker in done:
            # What failed here failed for a reason that no retry of ours knows: the database.
            worker.result()

    def next_due(self) -> datetime | None:
        """When there is something to do next."""
        return self._outbox.next_due()

    def _work(self, stopping: threading.Event, nothing_more: Callable[[], bool]) -> None:
        while not stopping.is_set():
            is_last_look = nothing_more()
            unanswered = self._outbox.take_unanswered(AT_ONCE, self.timing.lease)
            for post in unanswered:
                self._look(post)
            posts = self._outbox.lease(AT_ONCE, self.timing.lease)
            for post in posts:
                if stopping.is_set():
                    return
                self._deliver(post, stopping)
            if not posts and not unanswered:
                if is_last_look:
                    return
                stopping.wait(BETWEEN_LOOKS)

    def _deliver(self, post: Post, stopping: threading.Event) -> None:
        closed = self._gate.seconds_closed(post.team_id)
        if closed > LONGEST_WAIT:
            self._put_back(post, closed, "ratelimited")
            return
        stopping.wait(closed)
        channel = self._channel(post)
        if not isinstance(channel, str):
            self._refused(post, channel)
            return
        intended_at = self._outbox.intend(post, channel, self.timing.look_after)
        if intended_at is None:
            return
        if time.monotonic() - intended_at > self.timing.deadline:
            # Somebody else may soon look for this message and not find it: it must not come then.
            log.warning("post %s: too late after its intent, left to be looked up", post.id)
            return
        match self._slack.post(channel, post.id, post.payload, post.thread_ts):
            case Posted(ts):
                self._sent(post, ts)
            case Refused() as refused:
                self._refused(post, refused)
            case Unclear(why):
                log.warning("post %s: nobody knows whether it arrived (%s)", post.id, why)

    def _channel(self, post: Post) -> str | Refused:
        """Where to post: a notice is addressed to a person, whose conversation may have to begin."""
        if not post.channel_id.startswith(("U", "W")):
            return post.channel_id
        opened = self._slack.conversation(post.channel_id)
        return Refused("unreachable") if isinstance(opened, Unclear) else opened

    def _look(self, post: Post) -> None:
        match self._slack.look(post.channel_id, post.id, post.thread_ts):
            case Posted(ts):
                metrics.ADOPTED.inc()
                log.info("post %s: found in its channel, adopted", post.id)
                self._sent(post, ts, adopted=True)
            case Absent():
                self._put_back(post, 0, "lost on the way")
            case Refused(retry_after=seconds) as refused if refused.is_rate_limit:
                self._outbox.look_again(post, self._in(seconds or self.timing.settle))
            case Refused(code) if code in LOST_PARENT:
                self._outbox.give_up(post, "cancelled", code)
            case Refused(code) if code in NOT_US - {"missing_scope"}:
                self._outbox.look_again(post, self._in(self.timing.when_refused))
            case Refused(code):
                self._unknown(post, code)
            case Unclear():
                self._outbox.look_again(post, self._in(self.timing.settle))

    def _sent(self, post: Post, ts: str, *, adopted: bool = False) -> None:
        kind = "details" if post.is_reply else "digest" if post.subscription_id else "notice"
        self._outbox.sent(post, ts, self._in(self.timing.between_posts), adopted=adopted)
        metrics.SENT.labels(kind).inc()
        if kind == "digest":
            slot = post.expires_at - CATCH_UP
            metrics.LATENESS.observe((self._now() - slot).total_seconds())
        log.info("post %s: sent (%s, attempt %d)", post.id, kind, post.attempts + 1)

    def _refused(self, post: Post, refused: Refused) -> None:
        code = refused.code
        if refused.is_rate_limit:
            seconds = refused.retry_after or self.timing.between_posts
            self._gate.refused(post.team_id, post.channel_id, seconds)
            self._put_back(post, seconds, code)
        elif code in NOT_US:
            log.error("post %s: Slack refuses us: %s", post.id, code)
            self._put_back(post, refused.retry_after or self.timing.when_refused, code)
        elif post.is_reply and code in LOST_PARENT:
            self._outbox.give_up(post, "cancelled", code)
        elif code in GONE and post.subscription_id is not None:
            self._put_back(post, self.timing.when_gone, code)
            self._tell_gone(post.subscription_id, code)
        else:
            self._failed(post, refused)

    def _tell_gone(self, subscription_id: str, code: str) -> None:
        with self._database.begin() as connection:
            tell_gone(connection, subscription_id, code, self._now())

    def _failed(self, post: Post, refused: Refused) -> None:
        metrics.FAILED.labels(refused.code).inc()
        log.error("post %s: refused for good: %s %s", post.id, refused.code, refused.detail)
        told = failed_message(post.channel_id, refused.code)
        self._outbox.give_up(post, "failed", refused.code, self._notices(post, told))

    def _unknown(self, post: Post, code: str) -> None:
        metrics.UNKNOWN.inc()
        log.error(
            "post %s: unknown whether it arrived, the channel is unreadable: %s", post.id, code
        )
        told = unknown_message(post.channel_id)
        self._outbox.give_up(post, "unknown", code, self._notices(post, told))

    def _notices(self, post: Post, told: Message) -> list[NewPost]:
        """To every admin; a notice that fails itself causes no other."""
        if post.subscription_id is None:
            return []
        to = self._admins()
        if not to:
            with self._database.connect() as connection:
                to = (subscriptions.subscriber(connection, post.subscription_id),)
        return [notice(post.team_id, user, told, self._now()) for user in to]

    def _put_back(self, post: Post, seconds: float, reason: str) -> None:
        metrics.RETRIED.labels(reason).inc()
        log.info("post %s: again in %.0f s (%s)", post.id, seconds, reason)
        self._outbox.put_back(post, self._in(seconds), reason)

    def _in(self, seconds: float) -> datetime:
        return self._now() + timedelta(seconds=seconds)
