"""One machine's process: its content folder, what it keeps, and the database that others share."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event

from bot.revisions.base import KnowledgeBase
from bot.revisions.desk import CurationDesk
from bot.revisions.folder import FolderBase
from bot.revisions.sync import FolderSync
from bot.state.database import Database
from knowledge.documents import read_documents
from knowledge.revisions import Applied, Proposal
from knowledge.store import KnowledgeStore

ALEX, MAYA = "U0ALEX", "U0MAYA"


@dataclass(frozen=True)
class Machine:
    """What `build_world` puts together, without what talks to Slack."""

    content: Path
    data: Path
    database: Database
    knowledge: KnowledgeBase
    sync: FolderSync
    desk: CurationDesk

    @property
    def number(self) -> int:
        """The revision that is served."""
        return self.knowledge.standing.number

    def serves(self) -> dict[str, str]:
        """Every document of the newest revision."""
        self.knowledge.refresh()
        return self.knowledge.texts()

    def text(self, path: str) -> str | None:
        """A document of the newest revision."""
        return self.serves().get(path)

    def file(self, path: str) -> str | None:
        """What stands in a file; None where there is none."""
        file = self.content / path
        return file.read_bytes().decode() if file.exists() else None

    def edit(self, path: str, text: str | bytes | None) -> None:
        """Write a file, or remove it."""
        write(self.content, {path: text})

    def change_in_slack(self, path: str, text: str | None, user: str = ALEX) -> int:
        """Propose a document's new text and apply it; gives the revision's number."""
        proposal = self.desk.propose(user, {path: text}, f"Newer {path}")
        assert isinstance(proposal, Proposal), proposal
        applied = self.desk.apply(proposal.draft.id, user)
        assert isinstance(applied, Applied), applied
        return applied.revision.number

    def lows(self) -> list[int]:
        """Where every figure begins, of the snapshot that is served."""
        sources = self.knowledge.library().sources.values()
        return [int(figure.low or 0) for source in sources for figure in source.figures]


def write(folder: Path, texts: Mapping[str, str | bytes | None]) -> None:
    """Write files, or remove them."""
    for path, text in texts.items():
        file = folder / path
        if text is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def open_machine(
    database: Database,
    content: Path,
    data: Path,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Machine:
    """Start a process; the first on a database makes its first revision."""
    knowledge = KnowledgeBase(database, KnowledgeStore(data / "knowledge.json"), now)
    if not knowledge.refresh():
        assert knowledge.begin(*read_documents(content)) == ()
    base = FolderBase(data / "folder.json", content)
    sync = FolderSync(content, base, knowledge, database, now)
    desk = CurationDesk(database, knowledge, sync, now)
    return Machine(content, data, database, knowledge, sync, desk)


@contextmanager
def statements() -> Generator[list[tuple[str, object]]]:
    """What is said to databases meanwhile, with its parameters."""
    said: list[tuple[str, object]] = []

    def note(_: object, __: object, statement: str, asked: object, *_rest: object) -> None:
        said.append((statement, asked))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)
