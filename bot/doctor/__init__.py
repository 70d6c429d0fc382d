"""The doctor: everything that Rolecall needs is looked at, and what is wrong is said in plain words."""

import http.client
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.checks import examine_app_token, examine_bot_token, examine_slack, examine_tokens
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.manifest import AGENT_SCOPES, BOT_SCOPES
from bot.settings import Settings
from bot.state.database import StateError, claim, may_have_tables, state_url, try_database
from bot.state.migrations import KNOWN, NewerDatabaseError
from bot.state.tables import HANDLED_ONCE
from bot.transport.listening import EVENTS_PATH, CannotListenError, listening_address
from handlers.views.words import count
from knowledge.documents import read_documents
from knowledge.files import text_digest
from knowledge.revisions import tree_digest
from knowledge.store import DamagedStoreError, KnowledgeStore, check_folder


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, one finding after the other; nothing that is found holds a secret.

    A token that doesn't look like one is never sent to Slack. Nothing is made that the first start
    would make, and nothing is changed.
    """
    tokens = yield from examine_tokens(settings)
    url = settings.slack_api_url
    if (yield from examine_slack(url)):
        if tokens.bot:
            needed = AGENT_SCOPES if settings.rolecall_agent else BOT_SCOPES
            yield from examine_bot_token(url, tokens.bot, needed)
        if tokens.app:
            yield from examine_app_token(url, tokens.app)
    if tokens.over_http:
        yield from examine_port(settings.host, settings.port)
    yield from examine_knowledge(settings.rolecall_content, settings.store_path)
    yield from examine_state(settings.state)


def examine_state(where: str | Path) -> Iterator[Finding]:
    """Open the database, make or find its tables and write something; nothing of it is kept."""
    fix = "check DATABASE_URL and that its server is running"
    if isinstance(where, Path):
        fix = "set ROLECALL_DATA to a folder that is writable"
    try:
        yield _examined(where, state_url(where), fix)
    except StateError as error:
        newer = isinstance(error.__cause__, NewerDatabaseError)
        yield wrong("state", str(error), "run the version that changed it" if newer else fix)
    except SQLAlchemyError as error:
        yield wrong("state", f"cannot be written ({type(error).__name__})", fix)


def can_be_written(folder: Path) -> bool:
    """Whether files can be made in a folder, which itself may have to be made first."""
    above = (folder.absolute(), *folder.absolute().parents)
    nearest = next(path for path in above if path.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def _examined(where: str | Path, url: URL, fix: str) -> Finding:
    if not may_have_tables(url):
        path = Path(str(url.database))
        if not can_be_written(path.parent):
            return wrong("state", f"{path.parent} is not writable", fix)
        return ok("state", f"nothing is stored yet; the first start creates {path}")
    reached = try_database(where, _write)
    if reached is None:
        return ok("state", f"{_named(url)} is empty; the first start creates its tables")
    if reached != KNOWN[-1]:
        return ok("state", f"{_named(url)} is readable; the next start updates its tables")
    return ok("state", f"{_named(url)} is writable, and its tables are up to date")


def _write(connection: Connection) -> None:
    key = f"doctor:{secrets.token_hex(16)}"
    claim(connection, HANDLED_ONCE, {"key_digest": key, "seen_at": datetime.now(UTC)})


def _named(url: URL) -> str:
    if url.drivername == "sqlite":
        return f"SQLite ({url.database})"
    return f"PostgreSQL on {url.host or 'this machine'}"


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


SECONDS = 2
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — to ask there, not to listen


def examine_port(host: str, port: int) -> Iterator[Finding]:
    """Look whether HTTP can be served."""
    where = f"{host}:{port}"
    if _is_rolecall(EVERY_ADDRESS.get(host, host), port):
        yield ok("port", f"Rolecall is already listening on {where}")
        return
    try:
        listening_address(host, port)
    except CannotListenError as error:
        yield wrong("port", str(error), "change PORT or HOST")
    else:
        yield ok("port", f"{where} is free")


def _is_rolecall(host: str, port: int) -> bool:
    """Whether what listens there lives, and takes what Slack sends by POST alone."""
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        statuses: list[int] = []
        for path in ("/healthz", EVENTS_PATH):
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            statuses.append(response.status)
    except (OSError, http.client.HTTPException):
        return False
    else:
        return statuses == [200, 405]
    finally:
        connection.close()
