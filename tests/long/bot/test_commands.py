"""Every command as it is installed, as a process of its own."""

import signal
import subprocess
import sys
from pathlib import Path

from bot.cli import COMMANDS
from tests.bot.command_line import OwnProcess
from tests.bot.served import PATIENCE, environment

INSTALLED = Path(sys.executable).with_name("rolecall")

LINES: list[tuple[list[str], int, str]] = [
    (["push"], 0, "Nothing to publish: no file was edited.\n"),
    (["ask", "/role mle"], 0, "Machine Learning Engineer\n"),
    (["check"], 0, ""),
    (["export", "--kind", "roles"], 0, "{"),
    (["import", "oews", "--help"], 0, "Usage: rolecall import oews "),
    (["schema", "--check"], 0, ""),
    (["draft", "--help"], 0, "Usage: rolecall draft "),
    (["feeds", "try", "series", "rates.csv"], 0, "1 value\n  2026-11-16  4.25\n"),
    (["manifest"], 0, "{\n"),
    (["mcp", "token", "add", "laptop"], 0, ""),
    (["pull"], 0, "All files not edited here are up to date.\n"),
    (["audit", "--most", "1"], 0, "20"),
    (["digest", "due"], 0, "No one has subscribed to a digest.\n"),
    (["backup", "kept.gz"], 0, ""),
    (["restore", "--replace", "kept.gz"], 0, ""),
    (["doctor"], 1, "✗ connection: "),
    (["run"], 1, ""),
]
"""What is typed, the exit code, and how the output begins."""


def test_every_command_works_as_it_is_installed(tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text("date,value\n2026-11-16,4.25\n", "utf-8")
    for arguments, code, out in LINES:
        ran = subprocess.run(
            [INSTALLED, *arguments],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            text=True,
        )
        assert (ran.returncode, ran.stdout.startswith(out)) == (code, True), (arguments, ran)
        assert "Traceback" not in ran.stderr
    assert {arguments[0] for arguments, _, _ in LINES} | {"demo"} == COMMANDS.keys()


def test_the_demo_works_as_it_is_installed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [INSTALLED, "demo", "--no-browser", "--port", "0"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("Rolecall's playground is at http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


def test_an_answer_is_the_same_from_run_to_run(tmp_path: Path) -> None:
    rolecall = OwnProcess(tmp_path)
    runs = {
        rolecall("ask", "--json", "/salary mle new york", PYTHONHASHSEED=seed).out
        for seed in ("1", "4242")
    }
    assert len(runs) == 1
    assert runs != {""}
