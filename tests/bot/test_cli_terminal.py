"""Terminals that know few letters, and people whom the machine does not know."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import rolecall
from bot.cli.output import PLAINLY, know_every_letter

NARROW = ["cp1252", "cp437", "latin-1", "ascii", "koi8-r"]
TEXT = "Senior · 3–5 years → “$155,000–$215,000” • €90k £80k ✓ … São Paulo 👩‍💻 ₹"


def written(encoding: str, text: str) -> str:
    """What a stream of an encoding makes of a text."""
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding=encoding, errors=PLAINLY, newline="") as stream:
        stream.write(text)
        stream.flush()
        return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", NARROW)
def test_every_text_can_be_written_and_no_amount_loses_its_currency(encoding: str) -> None:
    know_every_letter()
    shown = written(encoding, TEXT)
    assert "?" not in shown
    assert "$155,000" in shown
    assert "90k" in shown
    assert shown.index("Senior") < shown.index("Sao" if "ã" not in shown else "São")


def test_what_a_terminal_does_not_know_is_written_plainly() -> None:
    know_every_letter()
    assert written("ascii", TEXT) == (
        'Senior - 3-5 years -> "$155,000-$215,000" * EUR 90k GBP 80k + ... Sao Paulo '
        "\\N{WOMAN}\\N{ZERO WIDTH JOINER}\\N{PERSONAL COMPUTER} \\N{INDIAN RUPEE SIGN}"
    )
    assert written("utf-8", TEXT) == TEXT


def test_bytes_that_were_no_text_can_be_written() -> None:
    know_every_letter()
    assert written("cp437", "a\udcffb") == "a\\udcffb"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--json", "/role mle"),
        ("export", "--kind", "roles"),
        ("export", "--kind", "facts", "--format", "csv"),
        ("export", "--format", "json-ld"),
        ("manifest",),
    ],
    ids=" ".join,
)
def test_data_is_utf_8_whatever_the_terminal(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    env = {"ROLECALL_DATA": str(tmp_path)}
    ran = CliRunner(charset="cp1252").invoke(rolecall, arguments, env=env, catch_exceptions=False)
    assert ran.exit_code == 0
    assert not ran.stdout_bytes.isascii()
    text = ran.stdout_bytes.decode()
    if "csv" not in arguments:
        lines = text.splitlines() if "--kind" in arguments else [text]
        assert all(json.loads(line) for line in lines)
