"""`rolecall doctor`."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from bot.cli.opening import settings_or_exit
from bot.cli.output import data
from bot.doctor import examine
from bot.doctor.finding import Finding, Verdict, wrong

MARKS: dict[Verdict, str] = {"ok": "✓", "warning": "!", "wrong": "✗"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON, for tools.")
def doctor(*, as_json: bool) -> None:
    """Check tokens, scopes, Slack, clock, knowledge and state, and say what to fix.

    Exits with 1 if something is wrong (warnings alone don't count).
    """
    findings: list[Finding] = []
    for finding in _findings():
        findings.append(finding)
        if not as_json:
            click.echo(_line(finding))
    if as_json:
        data(json.dumps([asdict(one) for one in findings], ensure_ascii=False) + "\n")
    found_wrong = sum(finding.verdict == "wrong" for finding in findings)
    if not as_json:
        click.echo(f"\n{found_wrong} to fix." if found_wrong else "\nEverything looks good.")
    if found_wrong:
        raise SystemExit(1)


def _findings() -> Iterator[Finding]:
    try:
        settings = settings_or_exit()
    except click.ClickException as error:
        yield wrong("settings", error.message, "fix it in the environment or in .env")
        return
    yield from examine(settings)


def _line(finding: Finding) -> str:
    line = f"{MARKS[finding.verdict]} {finding.check}: {finding.says}"
    return f"{line}\n    → {finding.fix}" if finding.fix else line
