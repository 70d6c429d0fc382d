"""A whole workspace in memory: its people, conversations, views and files, and what Slack hands out of it.

Slack: a `trigger_id` serves once and within 3 seconds, a `response_url` five times within 30 minutes.
"""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.playground import seed
from bot.playground.clock import Clock, MovableClock
from bot.playground.conversations import Conversations, Journal
from bot.playground.faults import Faults, RateLimiter, RateLimits
from bot.playground.records import ApiCall, Message, UploadedFile, User, UserGroup, View
from bot.playground.seed import Installation
from bot.playground.surfaces import Surfaces

TRIGGER_SECONDS = 3
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


class TicketError(Exception):
    """A trigger or response URL does not serve (any more); `code` is Slack's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """Whom a response goes to: the channel and person of the interaction.

    `original` is the `ts` of the message that was clicked, None after a slash command.
    """

    user: str
    channel: str
    original: str | None
    until: float
    left: int = RESPONSE_USES


@dataclass(frozen=True, slots=True)
class _Trigger:
    user: str
    until: float
    used: bool = False


class Tickets:
    """The triggers and response URLs that are out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._triggers: dict[str, _Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def trigger(self, user: str, clock: Clock) -> str:
        """A new trigger id for what a person has just done."""
        with self._lock:
            trigger_id = (
                f"{len(self._triggers) + 1}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
            )
            self._triggers[trigger_id] = _Trigger(user, clock() + TRIGGER_SECONDS)
            return trigger_id

    def exchange(self, trigger_id: str, clock: Clock) -> str:
        """Use a trigger id up; gives the person who acted.

        Raises `TicketError` where it is unknown, used or expired.
        """
        with self._lock:
            trigger = self._triggers.get(trigger_id)
            if trigger is None:
                raise TicketError("invalid_trigger_id")
            if trigger.used:
                raise TicketError("exchanged_trigger_id")
            if clock() > trigger.until:
                raise TicketError("expired_trigger_id")
            self._triggers[trigger_id] = replace(trigger, used=True)
            return trigger.user

    def response_path(self, user: str, channel: str, original: str | None, clock: Clock) -> str:
        """The path of a new response URL."""
        with self._lock:
            key = secrets.token_hex(12)
            self._urls[key] = ResponseUrl(user, channel, original, clock() + RESPONSE_SECONDS)
            return f"/response/{key}"

    def respond(self, key: str, clock: Clock) -> ResponseUrl:
        """Count one use of a response URL.

        Raises `TicketError` where it is unknown, used up or expired.
        """
        with self._lock:
            url = self._urls.get(key)
            if url is None:
                raise TicketError("no_service")
            if clock() > url.until:
                raise TicketError("expired_url")
            if url.left < 1:
                raise TicketError("used_url")
            self._urls[key] = replace(url, left=url.left - 1)
            return url


SECONDS_BETWEEN_POSTS = 1_800
UNLIMITED = RateLimits(per_channel_per_second=None)

Found = TypeVar("Found")


class Workspace:
    """Everything that Slack would keep; what it gives out is frozen.

    `scopes` are those that the bot token was granted: at first the manifest's. `usergroups` are by
    their ids.
    """

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.scopes = set(installation.scopes)
        self.faults = Faults()
        self.usergroups: dict[str, UserGroup] = {}
        self._limiter = RateLimiter(UNLIMITED)
        self.journal = Journal(MovableClock())
        self.conversations = Conversations(self.journal, seed.CHANNELS)
        self.surfaces = Surfaces(self.journal)
        bot = replace(seed.ROLECALL, id=installation.bot_user, real_name=installation.name)
        self.users: dict[str, User] = {user.id: user for user in (*seed.PEOPLE, bot, seed.SLACKBOT)}
        self._files: dict[str, UploadedFile] = {}
        now = int(self.clock())
        for number, (channel, author, text) in enumerate(seed.POSTS):
            ago = (len(seed.POSTS) - number) * SECONDS_BETWEEN_POSTS
            self.conversations.post(Message(channel, f"{now - ago}.{number:06d}", author, text))
        for person in seed.PEOPLE:
            for channel in self.conversations.channels(person.id):
                self.conversations.mark_read(person.id, channel.id)

    @property
    def clock(self) -> MovableClock:
        """Gives the time in seconds since 1970; another one set here becomes its real time."""
        return self.journal.clock

    @clock.setter
    def clock(self, clock: Clock) -> None:
        self.clock.run_on(clock)

    @property
    def limits(self) -> RateLimits:
        """The rate limits of the Web API: none at first; new ones begin with every burst unused."""
        return self._limiter.limits

    @limits.setter
    def limits(self, limits: RateLimits) -> None:
        self._limiter = RateLimiter(limits)

    def wait_before(self, method: str, channel: str) -> int:
        """The whole seconds that a call comes too early; 0 where it is taken, and so counted."""
        return self._limiter.wait(method, channel)

    @property
    def log(self) -> tuple[ApiCall, ...]:
        """Every call of the Web API so far, oldest first."""
        return self.journal.calls

    def calls(self, method: str) -> tuple[ApiCall, ...]:
        """The calls of one method so far."""
        return tuple(call for call in self.log if call.method == method)

    def wait_for(self, found: Callable[[], Found], seconds: float = 60) -> Found:
        """The first true value that `found` gives, asked again whenever something happens.

        Raises TimeoutError after some real seconds.
        """
        deadline = time.monotonic() + seconds
        while not (value := found()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"nothing came of it in {seconds} seconds")
            self.journal.wait()
        return value

    def messages(self, channel: str, user: str | None = None) -> tuple[Message, ...]:
        """A channel's messages and replies, oldest first; with a user, those that they see."""
        return self.conversations.messages(channel, user)

    def home(self, user: str) -> View | None:
        """A person's Home tab, once it was published."""
        return self.surfaces.home(user)

    def views(self, user: str) -> tuple[View, ...]:
        """A person's open modals, the top one last."""
        return self.surfaces.modals(user)

    def file(self, file_id: str) -> UploadedFile | None:
        """A file by its id."""
        with self.journal.lock:
            return self._files.get(file_id)

    def files(self) -> tuple[UploadedFile, ...]:
        """All files, oldest first."""
        with self.journal.lock:
            return tuple(self._files.values())

    def keep_file(self, file: UploadedFile) -> None:
        """Add a file or change it."""
        with self.journal.lock:
            self._files[file.id] = file
