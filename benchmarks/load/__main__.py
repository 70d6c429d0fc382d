"""Half an hour of a large workspace, and a Slack that fails: `python -m benchmarks.load [--short]`.

The bot is `rolecall run` on a core of its own; 500 signed requests a second come at planned times,
whether or not answers do, and latency counts from the planned time. Meanwhile knowledge is published,
hundreds of digests come due, and Slack is well, away, limiting, slow, silent and well again. Ends with 1
where an answer failed, a digest is lost or doubled, an acknowledgement took over 3 s, or memory grows.
The short form is for a machine of any speed: it sends no more than half of what is answered one after
the other, reports seconds and memory, and judges by the first phase what a failing Slack holds up.
"""

import argparse
import asyncio
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load.ledger import Ledger
from benchmarks.load.processes import (
    bot_running,
    bots_core,
    slack_running,
    subscriber_running,
)
from benchmarks.load.rehearsal import rehearse
from benchmarks.load.report import passed, print_report
from benchmarks.load.requests import Mix
from benchmarks.load.run import Phase, Run
from bot.settings import CONTENT, Settings

RATE = 500.0

ROUND = (
    Phase("well", "well", 16, digests=200),
    Phase("refuses", "away", 6),
    Phase("rate limits", "limiting", 6),
    Phase("10 s a call", "slow", 12),
    Phase("no answer", "silent", 12),
    Phase("well again", "well", 18),
)
"""Phases, in shares of a round: in the short form they are seconds."""

ROUND_MINUTES = 10.0
"""A long run has several rounds: what memory does from one to the next is what it does for good."""


@dataclass(frozen=True, slots=True)
class Form:
    """How long a run is; with one round there is nothing to tell a slope from."""

    rounds: int
    stretch: float
    publish_every: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--short", action="store_true", help="about a minute, for every change")
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second")
    parser.add_argument("--log", type=Path, help="where to keep the bot's own log")
    given = parser.parse_args()
    form = short_form() if given.short else long_form(given.minutes)
    with TemporaryDirectory(prefix="rolecall-load-") as folder:
        try:
            run = asyncio.run(measure(Path(folder), form, given.rate, at_any_speed=given.short))
        finally:
            if given.log:
                shutil.copy(Path(folder, "bot.log"), given.log)
    print_report(run, by_the_clock=not given.short)
    sys.exit(0 if passed(run, by_the_clock=not given.short) else 1)


def short_form() -> Form:
    """One round of about a minute."""
    return Form(1, 1.0, 8.0)


def long_form(minutes: float) -> Form:
    """As many rounds as there are minutes for, three in half an hour."""
    rounds = max(1, round(minutes / ROUND_MINUTES))
    seconds = sum(phase.seconds for phase in ROUND)
    return Form(rounds, minutes * 60 / rounds / seconds, 60.0)


async def measure(folder: Path, form: Form, rate: float, *, at_any_speed: bool) -> Run:
    """Rehearse, start everything, and go through the phases."""
    content, data = folder / "content", folder / "data"
    shutil.copytree(CONTENT, content)
    settings = Settings.model_construct(
        rolecall_content=content, rolecall_data=data, slack_api_url="http://127.0.0.1:9/"
    )
    exchanges = await asyncio.to_thread(rehearse, settings)
    core = bots_core()
    ledger = Ledger()
    async with slack_running(ledger.seen) as (slack, url):
        variables = {
            "SLACK_API_URL": f"{url}/api/",
            "ROLECALL_CONTENT": str(content),
            "ROLECALL_DATA": str(data),
        }
        async with (
            bot_running(folder, core, **variables) as bot,
            subscriber_running(data) as helper,
        ):
            run = Run(bot, slack, helper, ledger, Mix(exchanges, url), content)
            await run.choose_rate(rate, at_any_speed=at_any_speed)
            async with run.beside(form.publish_every):
                for _ in range(form.rounds):
                    for phase in ROUND:
                        await run.go_through(phase.stretched(form.stretch))
                    run.end_round()
            await run.finish()
            return run


if __name__ == "__main__":
    main()
