"""Emoji, which Slack hands on by their names, say nothing about roles, years and pay."""

import pytest

from tests.conftest import Slash

EMOJI = [
    ":moneybag:", ":+1::skin-tone-4:", ":100:", ":one:", ":flag-de:", ":us:", ":alarm_clock:",
    ":man-shrugging::skin-tone-2:", ":data:", ":senior-dev:", ":-1:", ":e-mail:",
]  # fmt: skip


@pytest.mark.parametrize("emoji", EMOJI)
@pytest.mark.parametrize(
    "line",
    [
        "/salary {}",
        "/salary mle senior {}",
        "/salary {}mle sf 4 yrs",
        "/role data engineer {}{} skills",
        "/compare mle {} vs data engineer",
        "/salary check {} $150k {} mle austin",
        "/digest help {}",
    ],
)
def test_a_line_means_the_same_with_them(slash: Slash, line: str, emoji: str) -> None:
    plainly = " ".join(line.replace("{}", " ").split())
    assert slash(line.replace("{}", emoji)).text == slash(plainly).text


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("/salary mle:senior", "Machine Learning Engineer · Senior"),
        ("/salary mle: senior: sf:", "Machine Learning Engineer · Senior · San Francisco, CA"),
    ],
)
def test_colons_alone_make_no_emoji(slash: Slash, line: str, heading: str) -> None:
    assert slash(line).heading == heading
