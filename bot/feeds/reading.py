"""Answers read in a bounded process: several of one kind together, for a process takes longer to start than to read."""

import json
from collections.abc import Sequence

from bot.feeds.carried import Answer, to_bytes, unpacked
from bot.reading.bounded import Bounds, run_bounded
from knowledge.drafting.article import Refusal
from knowledge.feeds.model import FeedKind
from knowledge.feeds.reading import FeedRead

BOUNDS = Bounds(seconds=10, memory=500_000_000, output=20_000_000)
"""What a reading may take: 700 ads with their texts take a tenth of it."""


def read_answers(
    kind: FeedKind, answers: Sequence[Answer]
) -> Sequence[FeedRead | Refusal] | Refusal:
    """What each answer says, in their order; one refusal where reading them took too much."""
    told = run_bounded("bot.reading.feeds:read", to_bytes(kind, answers), BOUNDS, "feeds")
    return told if isinstance(told, Refusal) else [unpacked(one) for one in json.loads(told)]


def read_answer(kind: FeedKind, answer: Answer) -> FeedRead | Refusal:
    """What one answer says."""
    read = read_answers(kind, [answer])
    return read if isinstance(read, Refusal) else read[0]
