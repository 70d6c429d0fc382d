"""What the Slack CLI runs: the manifest, and the bot."""

import json
import subprocess
from pathlib import Path

from bot.manifest import manifest
from tests.bot.served import PATIENCE, environment
from tests.bot.slack_socket import slack_socket
from tests.bot.test_manifest import HOOKS, ROOT


def test_the_slack_cli_gets_the_manifest() -> None:
    ran = subprocess.run(
        ["sh", "-c", HOOKS["hooks"]["get-manifest"]],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    assert json.loads(ran.stdout) == manifest()
    assert ran.stderr == b""


def test_the_slack_cli_starts_the_bot_with_its_tokens(tmp_path: Path) -> None:
    assert HOOKS["config"]["sdk-managed-connection-enabled"] is True
    with slack_socket() as slack:
        process = subprocess.Popen(
            ["sh", "-c", f"exec {HOOKS['hooks']['start']}"],
            cwd=ROOT,
            env=environment(
                SLACK_APP_TOKEN="xapp-1-given-by-the-cli",
                SLACK_BOT_TOKEN="xoxb-given-by-the-cli",
                SLACK_API_URL=slack.api_url,
                ROLECALL_DATA=str(tmp_path),
                DATABASE_URL=f"sqlite:///{tmp_path}/state.db",
            ),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            answer = slack.next_line().command("/role mle")
            assert answer["text"].startswith("Machine Learning Engineer")
            process.terminate()
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
            process.wait(PATIENCE)
