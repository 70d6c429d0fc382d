"""How much longer an answer takes than a bare Bolt hello, with the real roles and with 10,000.

Everything runs in one process on one core, in alternating rounds, through signed requests and
`App.dispatch`. A warm question was asked before, a new one never.
"""

import logging
import os
import platform
import sys
import time
from collections import defaultdict
from datetime import date
from itertools import cycle, permutations
from statistics import median, quantiles
from typing import Any, cast
from urllib.parse import urlencode

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from benchmarks.generated import library_of
from benchmarks.machine import processor
from benchmarks.questions import HARD, MIX, Question, made_new
from bot.incoming import Incoming
from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import Settings

MANY = 10_000
WARM_UP_ROUNDS = 10
ROUNDS = 100
HARD_ROUNDS = 40
TODAY = date(2026, 11, 21)

MOST = 8.5
"""How many times a hello a new answer may take."""

Times = dict[str, list[float]]
"""Milliseconds of CPU of every single request, by what was asked of which app."""


def main() -> None:
    use_one_core()
    print(f"{processor()}, one core; Python {platform.python_version()}\n")
    hello, few, many = bare_hello(), rolecall(0), rolecall(MANY)
    alike = sum(few.ask(f"/{c} {text}") == many.ask(f"/{c} {text}") for c, text in MIX)
    print(f"\n{ROUNDS} rounds of {len(MIX)} questions, after {WARM_UP_ROUNDS} to warm up; ", end="")
    print(f"{alike} have the same answer with the real roles and with {MANY:,}\n")
    good = print_mix(measure_mix(hello, few, many))
    print_hard(measure_hard(few, many))
    sys.exit(0 if good else 1)


def use_one_core() -> None:
    """Stay on one core, where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def bare_hello() -> Loopback:
    """Bolt alone, with the settings of Rolecall's app, and one listener that says hello."""
    secret = "a secret of this benchmark"

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-local")

    app = App(
        logger=logging.getLogger("slack_bolt"),
        signing_secret=secret,
        client=WebClient(),
        authorize=authorize,
        process_before_response=True,
    )

    def hello(ack: Ack) -> None:
        ack("hello")

    cast("Any", app).command("/hello")(hello)
    return Loopback(Incoming(app.dispatch, secret), SignatureVerifier(secret))


def rolecall(roles: int) -> Loopback:
    """The whole app over the real roles, and made-up ones up to so many."""
    library = library_of(roles)
    settings = Settings.model_construct(slack_api_url="http://127.0.0.1:9/")
    return open_loopback(settings, offline_deps(lambda: library, lambda: TODAY))


def milliseconds(app: Loopback, question: Question) -> float:
    """The CPU time from a signed request to the body of its answer."""
    command, text = question
    form = {
        "command": f"/{command}",
        "text": text,
        "team_id": "T0LOCAL",
        "channel_id": "C0LOCAL",
        "user_id": "U0LOCAL",
        "trigger_id": "local",
        "response_url": "http://127.0.0.1:9/none",
    }
    body = urlencode(form).encode()
    timestamp = str(int(time.time()))
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": app.signer.generate_signature(timestamp=timestamp, body=body) or "",
    }
    start = time.process_time()
    answer = app.incoming.answer(body, headers)
    end = time.process_time()
    if answer.status != 200:
        raise RuntimeError(f"/{command} {text} was answered with {answer.status}")
    return 1_000 * (end - start)


def measure_mix(hello: Loopback, few: Loopback, many: Loopback) -> Times:
    """The mix, warm and new, over both libraries, with as many bare hellos in between."""
    new = [made_new(question) for question in MIX]
    times: Times = defaultdict(list)
    # Whoever comes after a long turn finds the processor's caches cold: every order has its turn.
    orders = cycle(permutations(range(5)))
    for number in range(WARM_UP_ROUNDS + ROUNDS):
        for warm, unheard in zip(MIX, new, strict=True):
            question = next(unheard)
            turns: list[tuple[str, Loopback, Question]] = [
                ("hello", hello, ("hello", "")),
                ("few warm", few, warm),
                ("many warm", many, warm),
                ("few new", few, question),
                ("many new", many, question),
            ]
            for name, app, asked in (turns[place] for place in next(orders)):
                taken = milliseconds(app, asked)
                if number >= WARM_UP_ROUNDS:
                    times[name].append(taken)
    return times


def measure_hard(few: Loopback, many: Loopback) -> dict[Question, Times]:
    """What has to be searched for most, never remembered: each time it ends in one more space."""
    found: dict[Question, Times] = {question: defaultdict(list) for question in HARD}
    for number in range(HARD_ROUNDS):
        for (command, text), times in found.items():
            turns = [("few", few), ("many", many)]
            for name, app in turns if number % 2 else reversed(turns):
                times[name].append(milliseconds(app, (command, text + " " * number)))
    return found


def print_mix(times: Times) -> bool:
    """The table; whether a new answer is as fast as it is to be."""
    hello = median(times["hello"])
    print(f"{'milliseconds':<24}{'median':>8}{'p99':>8}{'more than hello':>18}{'growth':>9}")
    print(f"{'bare Bolt hello':<24}{hello:>8.3f}{p99(times['hello']):>8.3f}")
    for kind in ("warm", "new"):
        few = median(times[f"few {kind}"])
        for size, name in (("few", "the real roles"), ("many", f"{MANY:,} roles")):
            taken = times[f"{size} {kind}"]
            line = f"{f'{name}, {kind}':<24}{median(taken):>8.3f}{p99(taken):>8.3f}"
            line += f"{median(taken) - hello:>+18.3f}"
            print(line if size == "few" else f"{line}{median(taken) / few:>8.2f}×")
    new = median(one / two for one, two in zip(times["few new"], times["hello"], strict=True))
    print(f"\na new answer is {new:.2f} times a hello, wanted: at most {MOST:g}")
    return new <= MOST


def print_hard(found: dict[Question, Times]) -> None:
    print(f"\n{'hard questions, new':<48}{'real':>8}{'p99':>8}{'many':>8}{'p99':>8}{'growth':>9}")
    for (command, text), times in found.items():
        few, many = times["few"], times["many"]
        print(
            f"{f'/{command} {text}':<48}{median(few):>8.3f}{p99(few):>8.3f}"
            f"{median(many):>8.3f}{p99(many):>8.3f}{median(many) / median(few):>8.2f}×"
        )


def p99(taken: list[float]) -> float:
    """The time that one request in a hundred exceeds."""
    return quantiles(taken, n=100)[-1]


if __name__ == "__main__":
    main()
