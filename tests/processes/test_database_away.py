"""The shared database goes away and comes back: who asks a process whether it is ready hears of it."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.bot.served import Served, serving
from tests.bot.slack_socket import until
from tests.state.postgres import new_postgres_server


def ready(bot: Served) -> tuple[int, dict[str, Any]]:
    """The answer of /readyz."""
    answer = bot.send("GET", "/readyz")
    return answer.status, json.loads(answer.body)


def measured(bot: Served, name: str) -> float:
    """One of the numbers of /metrics."""
    found = re.search(rf"^{name} (\S+)$", bot.send("GET", "/metrics").body, re.MULTILINE)
    assert found is not None
    return float(found[1])


def test_it_stays_ready_for_questions_and_says_what_has_to_wait(tmp_path: Path) -> None:
    with new_postgres_server() as server:
        url = f"postgresql://rolecall@/postgres?host={quote(str(server.folder))}"
        with serving(tmp_path, DATABASE_URL=url) as bot:
            assert ready(bot) == (200, {"status": "ready", "revision": 1, "trouble": {}})
            server.stop()
            until(lambda: ready(bot)[1]["status"] == "degraded")
            status, told = ready(bot)
            assert status == 200
            assert "questions are answered" in told["trouble"]["database"]
            assert bot.ask("/salary mle").status == 200
            assert bot.send("GET", "/healthz").status == 200
            assert measured(bot, "rolecall_database_up") == 0
            assert measured(bot, "rolecall_ready") == 1
            assert measured(bot, "rolecall_knowledge_behind_seconds") > 9
            server.start()
            until(lambda: ready(bot)[1]["status"] == "ready")
            assert measured(bot, "rolecall_database_up") == 1
            server.stop()
            assert bot.end() == 0
