"""Socket Mode: Slack reaches us over a connection that we open, so no public address is needed.

Bolt's built-in client speaks the protocol. By itself it can go silent (a connection that answers no
ping at all is never given up) and tries again without a pause that grows; here a watchdog alone
decides when to reconnect.
"""

import logging
import random
import signal
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import FrameType
from typing import Any, cast

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.app import build_app
from bot.health import Health
from bot.incoming import present
from bot.settings import Settings
from bot.transport.observing import observed
from bot.transport.socket_client import SocketClient
from bot.web_api import PASSING_ERRORS, in_words, web_client
from bot.world import World, build_world, finish
from handlers.errors import error_code

log = logging.getLogger(__name__)

STOP_SECONDS = 2
"""How long to wait, at the end, for an attempt to connect."""

READ_BYTES = 65_536
"""The library's own 1,024 would have it nest a call for each kilobyte of a message."""


class RefusedError(Exception):
    """Slack does not let us connect with this token; the message is Slack's error code."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what, in seconds."""

    between_pings: float = 5
    silence: float = 20
    """Slack answers every ping: a connection on which nothing is heard for so long is dead."""
    between_looks: float = 0.5
    first_retry: float = 0.5
    longest_retry: float = 30

    def before_retry(self, failures: int) -> float:
        """Longer with each failure, and not the same for all who lost Slack at one moment."""
        longest = min(self.longest_retry, self.first_retry * 2.0 ** min(failures, 30))
        return longest * random.uniform(0.5, 1)  # noqa: S311 — no secret


class SocketMode:
    """A connection to Slack that is kept up until it is closed."""

    def __init__(
        self, app: App, app_token: str, api_url: str, patience: Patience | None = None
    ) -> None:
        self._app = app
        self._patience = patience or Patience()
        # The library's own log lines may quote what members ask.
        quiet = logging.getLogger(f"{__name__}.client")
        quiet.setLevel(logging.CRITICAL)
        self._client = SocketClient(
            app_token,
            logger=quiet,
            web_client=web_client(api_url),
            auto_reconnect_enabled=False,
            ping_interval=self._patience.between_pings,
            receive_buffer_size=READ_BYTES,
            on_message_listeners=[self._hear],
            on_error_listeners=[self._note],
        )
        self._client.socket_mode_request_listeners.append(self._answer)
        self._stopping = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, name="socket-watchdog", daemon=True)
        self._connected_at = self._heard_at = time.monotonic()
        self._signs_of_life: object = None
        self._noted = ""

    def open(self) -> None:
        """Connect, and stay connected; where Slack is out of reach, go on trying.

        Raises `RefusedError` where Slack does not take the token.
        """
        try:
            self._connect()
        except SlackApiError as error:
            code = error_code(error)
            if code and code not in PASSING_ERRORS:
                self._client.close()
                raise RefusedError(code) from None
            log.warning("no connection to Slack: %s", in_words(error))
        except Exception as error:  # noqa: BLE001 — whatever it is, it may be over soon
            log.warning("no connection to Slack: %s", in_words(error))
        self._watchdog.start()

    def is_connected(self) -> bool:
        """Whether Slack can reach us."""
        return self._client.is_connected()

    def close(self) -> None:
        """Answer what has come in, take nothing more, and hang up."""
        self._stopping.set()
        self._client.message_workers.shutdown(wait=True)
        self._watchdog.join(STOP_SECONDS)
        self._client.hang_up()
        self._client.close()

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        begun = time.time()
        try:
            payload: dict[str, Any] = present(cast("Any", request).payload)
            asked = BoltRequest(
                body=payload, headers=cast("Any", build_headers)(request), mode="socket_mode"
            )
            answer = observed(payload, lambda: self._app.dispatch(asked))
            send_response(client, request, answer, begun)
        except Exception as error:  # noqa: BLE001 — the library would swallow it without a word
            log.warning("an answer did not reach Slack: %s", type(error).__name__)

    def _connect(self) -> None:
        self._noted = "the connection was closed at once"
        try:
            self._client.connect_to_new_endpoint()
        finally:
            self._connected_at = time.monotonic()
            self._signs_of_life = self._client.signs_of_life()
        if self._client.is_connected():
            log.info("connected to Slack")
        else:
            log.warning("no connection to Slack: %s", self._noted)

    def _watch(self) -> None:
        failures, next_try = 0, 0.0
        while not self._stopping.wait(self._patience.between_looks):
            trouble = self._trouble()
            if trouble is None:
                if self._heard_at > self._connected_at:
                    failures = 0
            elif time.monotonic() >= next_try:
                log.warning("%s; connecting again", trouble)
                self._reconnect()
                failures += 1
                next_try = time.monotonic() + self._patience.before_retry(failures)

    def _trouble(self) -> str | None:
        """What is wrong with the connection, None where nothing is."""
        if not self._client.is_connected():
            return "there is no connection to Slack"
        if self._client.is_hung_up():
            return "Slack closed the connection"
        signs = self._client.signs_of_life()
        if signs != self._signs_of_life:
            self._signs_of_life = signs
            self._hear()
        silent_for = time.monotonic() - max(self._heard_at, self._connected_at)
        if silent_for > self._patience.silence:
            return f"no word from Slack for {silent_for:.0f} seconds"
        return None

    def _reconnect(self) -> None:
        try:
            self._client.hang_up()
            self._connect()
        except Exception as error:  # noqa: BLE001 — the watchdog outlives whatever goes wrong
            log.warning("no connection to Slack: %s", in_words(error))

    def _hear(self, _message: str = "") -> None:
        self._heard_at = time.monotonic()

    def _note(self, error: Exception) -> None:
        """Keep why the library could not connect; it tells nobody else."""
        self._noted = in_words(error)


def serve(settings: Settings, app_token: str) -> None:
    """Serve through Socket Mode until a signal ends the process; what was acknowledged is finished.

    Raises `RefusedError` where Slack does not take the app token.
    """
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        # Ctrl-C again ends the process at once. SIGTERM does not: platforms may send it twice.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    world = build_world(settings)
    app = build_app(settings, world.deps)
    connection = SocketMode(app, app_token, settings.slack_api_url)
    health = Health(world, connection.is_connected)
    with _operations(settings, world, health):
        connection.open()
        world.start()
        # A signal that comes just before a wait begins is noticed only when it ends.
        while not stopping.wait(1):
            pass
        health.stop()
        connection.close()
        finish(world)


def _operations(settings: Settings, world: World, health: Health) -> AbstractContextManager[None]:
    """Probes and metrics, where a port is set; Slack needs none."""
    if "port" not in settings.model_fields_set:
        return nullcontext()
    # On the way of those alone who ask for it.
    from bot.transport.operations import serving_operations

    return serving_operations(settings.host, settings.port, world, health)
