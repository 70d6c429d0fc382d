"""What a run found, as a table, and whether that is good enough."""

from collections.abc import Sequence
from statistics import linear_regression, mean, median

from benchmarks.load.ledger import ACK_SECONDS, Tally
from benchmarks.load.run import Run, Sample
from benchmarks.machine import processor

MOST_MB_AN_HOUR = 10.0
"""At 500 requests a second that is less than six bytes a request: nothing is kept for good."""

MOST_MB_GROWN = 40.0
"""From well to well again, in one round: payloads that are remembered, threads, heaps in pieces."""

HELD_UP = 10
"""Times the median of the phase in which Slack is well."""

SETTLED_SAMPLES = 5


def passed(run: Run, *, by_the_clock: bool) -> bool:
    """Whether nothing failed, was lost or doubled, or held up.

    By the clock, nothing may come too late or grow either: that is for a machine with nothing else to
    do. What comes late and grows is reported anyway.
    """
    return (
        run.ledger.failed == 0
        and (run.digests.lost, run.digests.doubled) == (0, 0)
        and run.digests.arrived == run.due
        and max(run.served, default=0.0) < float("inf")
        and not held_up(run.ledger.tallies)
        and (not by_the_clock or is_quick_and_small(run))
    )


def held_up(tallies: Sequence[Tally]) -> list[str]:
    """The phases in which Slack's state held up acknowledgements.

    Most of them came after Slack's patience, and not only because the machine is slow: in the first
    phase, in which Slack is well, most came ten times sooner. (What came one by one is no phase.)
    """
    well = median(tallies[1].seconds)
    return [one.name for one in tallies if median(one.seconds) > max(ACK_SECONDS, HELD_UP * well)]


def is_quick_and_small(run: Run) -> bool:
    """Whether everything came in time while Slack was well, and memory did not grow."""
    slope = megabytes_an_hour(run)
    return (
        not any(tally.over or tally.too_late for tally in run.ledger.tallies)
        and megabytes_grown(run) < MOST_MB_GROWN
        and (slope is None or slope < MOST_MB_AN_HOUR)
    )


def megabytes_an_hour(run: Run) -> float | None:
    """The slope of the worker's memory after the first round; None where there is but one."""
    if len(run.rounds_ended) < 2:
        return None
    later = [one for one in run.samples if one.at > run.rounds_ended[0]]
    return 3_600 * linear_regression([s.at for s in later], [s.megabytes for s in later]).slope


def megabytes_grown(run: Run) -> float:
    """From the end of the first phase to the end of the last."""
    first = run.ledger.tallies[1].megabytes[1]
    return run.ledger.tallies[-1].megabytes[1] - first


def print_report(run: Run, *, by_the_clock: bool) -> None:
    """Print everything, the failures last."""
    ledger = run.ledger
    print(f"{processor()}; one core for the bot")
    print(f"{run.rate:.0f} requests a second; one after the other, {run.alone:.0f} are answered\n")
    print(
        f"{'phase':<14}{'requests':>10}{'failed':>8}{'turned away':>13}"
        f"{'p50 ms':>8}{'p99':>8}{'p99.9':>8}{'max':>8}{'over 3 s':>10}"
        f"{'afterwards':>12}{'in 3 s':>8}{'later':>7}{'latest s':>10}{'sorry':>7}{'never':>7}{'core':>7}{'MB':>12}"
    )
    for tally in ledger.tallies:
        print(_line(tally))
    seconds = sum(len(tally.seconds) for tally in ledger.tallies)
    print(f"\n{'answers':<36}{seconds:>10,}")
    print(f"{'answers and effects that failed':<36}{ledger.failed:>10,}")
    print(f"{'digests due, arrived, lost, doubled':<36}{run.due:>10,}, {run.digests.arrived:,}, "
          f"{run.digests.lost}, {run.digests.doubled}")  # fmt: skip
    print(f"{'revisions published, slowest served':<36}{len(run.served):>10,}, "
          f"{max(run.served, default=0.0):.1f} s")  # fmt: skip
    print(f"{'memory, first phase to last':<36}{megabytes_grown(run):>+10.1f} MB")
    slope = megabytes_an_hour(run)
    if slope is not None:
        print(f"{'memory after the first round':<36}{slope:>+10.1f} MB/hour")
    print(f"{'threads, at most and at the end':<36}{_most_threads(run.samples)}")
    for name in ("turned_away", "too_late"):
        total = run.metric(f"rolecall_background_{name}_total")
        print(f"{'work that was ' + name.replace('_', ' '):<36}{total:>10,.0f}")
    for kind, texts in sorted(ledger.failures.items()):
        print(f"\nFAILED {kind}")
        for text in texts:
            print(f"    {text}")
    for name in held_up(ledger.tallies):
        print(f"\nFAILED {name}: acknowledgements were held up")
    print(f"\n{'passed' if passed(run, by_the_clock=by_the_clock) else 'FAILED'}")


def _line(tally: Tally) -> str:
    ordered = sorted(tally.seconds)
    times = "".join(
        f"{1_000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]:>8.1f}"
        for share in (0.5, 0.99, 0.999, 1)
    )
    before, after = tally.megabytes
    return (
        f"{tally.name:<14}{len(ordered):>10,}{tally.failed:>8,}{tally.turned_away:>13,}{times}"
        f"{tally.over:>10,}{tally.effects:>12,}{tally.in_time:>8,}{tally.late:>7,}"
        f"{tally.latest:>10.1f}{tally.sorry:>7,}{tally.never:>7,}{tally.busy:>7.0%}{before:>6.0f}{after:>6.0f}"
    )


def _most_threads(samples: Sequence[Sample]) -> str:
    last = mean(one.threads for one in samples[-SETTLED_SAMPLES:])
    return f"{max(one.threads for one in samples):>10,}, {last:.0f}"
