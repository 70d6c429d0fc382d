"""Granian's two processes: one above, which is told to end, and a worker, which then finishes."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.synchronize import Event
from multiprocessing.util import Finalize
from types import FrameType
from typing import Any
from wsgiref.types import WSGIApplication

from granian.server.common import AbstractServer

from bot.shutdown import UNFINISHED, finish
from bot.world import World

SIGNALS = (signal.SIGINT, signal.SIGTERM)

KILLED_AFTER = 28
"""Seconds after which a worker is killed that has not ended, be it that a request never came whole."""

A_MOMENT = 0.01

WorkerBuilder = Callable[[], tuple[World, WSGIApplication]]
"""Builds what a worker serves, in the worker; the world is not started yet."""


def supervise(server: AbstractServer[Any], build: WorkerBuilder) -> None:
    """Serve until a signal; Ctrl-C after that ends everything at once.

    SIGTERM again does not: platforms send it to every process, and more than once (Heroku says so).
    They have SIGKILL for what has to end at once. Raises SystemExit where a worker could not finish.
    """
    unfinished = multiprocessing.Event()
    server.on_startup(_take_over_signals)
    server.serve(target_loader=partial(_begin, build, unfinished), wrap_loader=False)
    if unfinished.is_set():
        raise SystemExit(UNFINISHED)


def _take_over_signals() -> None:
    """Granian has set its handlers by now, and has not begun its worker."""
    told_to_end = False
    handlers: dict[int, Any] = {number: signal.getsignal(number) for number in SIGNALS}

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal told_to_end
        if told_to_end and number == signal.SIGINT:
            _end_at_once()
        told_to_end = True
        handlers[number](number, frame)

    for number in SIGNALS:
        signal.signal(number, end)


def _end_at_once() -> None:
    """Kill the worker, and this process as Ctrl-C does by default."""
    for worker in multiprocessing.active_children():
        worker.kill()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGINT)


def _begin(build: WorkerBuilder, unfinished: Event) -> WSGIApplication:
    """In the worker: what it serves. It finishes when its server has answered what it had taken."""
    # Before any thread begins, for each one takes this over: signals go to one thread alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)  # not that of the process above
    may_take = threading.Event()
    threading.Thread(target=_await_end, args=(may_take,), daemon=True).start()
    world, application = build()

    def at_end() -> None:
        finish(world)
        unfinished.clear()

    # An exit handler would come too late: by then no thread may begin any work.
    Finalize(None, at_end, exitpriority=0)
    may_take.set()
    unfinished.set()
    world.start()
    return application


def _await_end(may_take: threading.Event) -> None:
    """Hand the first signal to Granian; where nothing can have been taken yet, end at once.

    Left to themselves, a signal that comes while the main thread is about to wait is not noticed,
    and a third one blocks Granian for good.
    """
    number = signal.sigwait(SIGNALS)
    if not may_take.is_set():
        os._exit(0)
    while not callable(granian := signal.getsignal(number)):
        time.sleep(A_MOMENT)  # it is about to set its handler
    granian(number, None)
