"""Are the knowledge files good, and is what is published what they say?"""

from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Finding, ok, warning, wrong
from bot.doctor.state import can_be_written
from handlers.views.words import count
from knowledge.documents import read_documents
from knowledge.files import text_digest
from knowledge.revisions import tree_digest
from knowledge.serving import check_folder
from knowledge.store import DamagedStoreError, KnowledgeStore


def examine_knowledge(content: Path, store: Path) -> Iterator[Finding]:
    """Check the files as `rolecall check` does, and look at what is published of them."""
    _, knowledge, problems = check_folder(content)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        yield wrong(
            "knowledge",
            f"{count(len(errors), 'error')}, the first: {errors[0]}",
            "`rolecall check` shows them all; until then the last good state is served",
        )
    elif problems:
        says = f"{count(len(problems), 'warning')}, the first: {problems[0]}"
        yield warning("knowledge", says, "`rolecall check` shows them all")
    else:
        held = f"{count(len(knowledge.roles), 'role')}, {count(len(knowledge.sources), 'source')}"
        yield ok("knowledge", held)
    yield _published(content, store, good=not errors)


def _published(content: Path, path: Path, *, good: bool) -> Finding:
    check = "store"
    if not can_be_written(path.parent):
        return wrong(
            check, f"{path.parent} is not writable", "set ROLECALL_DATA to a folder that is"
        )
    try:
        published = KnowledgeStore(path).load()
    except DamagedStoreError:
        says = "damaged; the next start rebuilds it"
        return warning(check, says) if good else wrong(check, says, "fix the knowledge files")
    except OSError as error:
        says = f"{path} cannot be read: {error.strerror}"
        return wrong(check, says, "set ROLECALL_DATA to a folder that is")
    if published is None:
        return ok(check, "nothing is published yet; the first start publishes it")
    number, _, tree = published.revision.partition("-")
    of = f"revision {number} of {count(len(published.documents), 'file')}"
    texts, _ = read_documents(content)
    if tree == tree_digest({path: text_digest(text) for path, text in texts.items()}):
        return ok(check, f"{of}, same as on disk")
    if good:
        return warning(
            check,
            f"{of}; the files on disk differ",
            "a running Rolecall publishes edited files; `rolecall pull` fetches what Slack changed",
        )
    return warning(check, f"{of} is still served", "fix the knowledge files")
