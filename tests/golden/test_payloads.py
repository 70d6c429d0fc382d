"""Whole payloads, kept in files: a review shows what a change does to what people see.

`pytest tests/golden --rewrite` writes the files anew; read their difference before you commit it.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers.views import answer_parts
from handlers.views.digest import digest_message
from handlers.views.digest.states import DigestList
from handlers.views.digest.thread import digest_details
from handlers.views.home import home_view
from handlers.views.modal import answer_view
from handlers.views.words import ViewContext
from knowledge.asking import answer_line
from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief
from knowledge.digest.subscription import Focus
from knowledge.library import Library
from tests.conftest import TODAY, Slash
from tests.handlers.heard import Always, App, Heard, opened
from tests.recorded import NAMES, Json, recorded

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)

FOLDER = Path(__file__).parent / "payloads"

Keep = Callable[[str, object], None]

LINES = {
    "salary": "/salary mle",
    "salary_narrowed": "/salary mle senior sf",
    "salary_years": "/salary ml developer 7 years",
    "salary_none": "/salary ai architect",
    "salary_help": "/salary",
    "salary_unclear": "/salary ml",
    "salary_unknown": "/salary astronaut",
    "salary_check": "/salary check 165k base senior mle austin",
    "salary_check_unclear": "/salary check 150k",
    "role": "/role mle",
    "role_sections": "/role data engineer skills",
    "role_slips": "/role machien lerning enginer blorp",
    "compare": "/compare mle vs de",
    "trends": "/trends",
    "trends_topic": "/trends mlops",
    "digest_help": "/digest help",
    "knowledge_help": "/knowledge help",
    "prefixed": "/acme-salary mle senior",
}
"""Command lines that are answered in the acknowledgement, by the names of their files."""

MADE_UP = re.compile(r"\b[0-9a-f]{8,64}\b|\b\d{10}\.\d{6}\b|<!date\^\d+")
"""Ids and moments that are others in each run."""


def test_what_a_command_is_answered_with(slash: Slash, keep: Keep, line: tuple[str, str]) -> None:
    name, typed = line
    keep(name, slash(typed).payload)


def test_what_comes_of_a_payload(app: App, keep: Keep, name: str) -> None:
    keep(f"of_{name}", _told(app.send(name, recorded(name))))


def test_the_digest_and_its_thread(library: Library, keep: Keep) -> None:
    digest = compose(library, Brief("C1", TODAY, Focus(roles=("data-engineer",))))
    context = ViewContext(library, TODAY)
    keep("digest", digest_message(digest, context, "d1").payload())
    thread = digest_details(digest, context)
    assert thread is not None
    keep("digest_thread", thread.payload())


def test_answers_in_a_modal_and_the_home_tab(library: Library, keep: Keep) -> None:
    context = ViewContext(library, TODAY)
    answer = answer_line(library, "salary", "mle senior")
    keep("modal", answer_view(answer_parts(answer, context)))
    none = DigestList((), more=0, unseen=0)
    keep("home", home_view(context, (), none, NOW, is_admin=True))


def test_every_file_is_of_a_payload() -> None:
    made = {*LINES, *(f"of_{name}" for name in NAMES), "digest", "digest_thread", "modal", "home"}
    assert {file.stem for file in FOLDER.glob("*.json")} == made


def _told(heard: Heard) -> Json:
    """What came of a payload, without the calls that only ask."""
    return {
        "status": heard.status,
        "acknowledged": json.loads(heard.body or "null"),
        "shown": [
            [method, _readable(said)]
            for method, said in heard.calls
            if "view" in said or "text" in said
        ],
        "responses": heard.responses,
        "told": heard.told,
    }


def _readable(arguments: Json) -> Json:
    """The SDK sends blocks and views as JSON in a form's field."""
    return {
        name: json.loads(value) if isinstance(value, str) and value[:1] in ("{", "[") else value
        for name, value in arguments.items()
    }


@pytest.fixture(params=LINES.items(), ids=lambda line: line[0])
def line(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The name of a file and a command line."""
    return request.param


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of a recorded payload."""
    return request.param


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app for which every delivery is the first."""
    with opened(tmp_path_factory.mktemp("golden"), once=Always(), clock=NOW.timestamp) as apps:
        yield apps[0]


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Keep:
    """Compare a payload with its file, or write the file where that is asked for."""
    rewrite = request.config.getoption("--rewrite")

    def compare(name: str, payload: object) -> None:
        text = json.dumps(payload, indent=1, ensure_ascii=False, default=list)
        text = MADE_UP.sub("…", text) + "\n"
        file = FOLDER / f"{name}.json"
        if rewrite:
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
