"""What the doctor finds."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what is so, and what to do about it where it is not good."""

    check: str
    verdict: Verdict
    says: str
    fix: str = ""


def ok(check: str, says: str) -> Finding:
    """It is as it should be."""
    return Finding(check, "ok", says)


def warning(check: str, says: str, fix: str = "") -> Finding:
    """Rolecall works, and someone should know this."""
    return Finding(check, "warning", says, fix)


def wrong(check: str, says: str, fix: str) -> Finding:
    """Rolecall does not work, or not all of it."""
    return Finding(check, "wrong", says, fix)
