"""Settings that are not as they should be: each is told in words, by every command that reads them."""

import socket
from pathlib import Path

import pytest

from bot.transport.listening import listening_address
from tests.bot.command_line import CommandLine, Ran
from tests.bot.served import SECRET, TOKEN, free_port

APP_TOKEN = "xapp-1-not-a-real-token"


@pytest.fixture
def here(tmp_path: Path) -> CommandLine:
    """The command line in an empty folder."""
    return CommandLine(tmp_path)


def refused(ran: Ran) -> str:
    """The one line in which a command says what is wrong; it holds no secret."""
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    for private in (SECRET, TOKEN, APP_TOKEN):
        assert private not in line
    return line


# --- .env


@pytest.mark.parametrize("command", ["run", "audit", "ask"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (f"SLACK_BOT_TOKEN={TOKEN}\n".encode("utf-16"), ".env is in UTF-16"),
        (f"SLACK_BOT_TOKEN={TOKEN}\n".encode("utf-16-be"), ".env is in UTF-16"),
        (f"# a\nROLECALL_DATA=caf\xe9\nSLACK_BOT_TOKEN={TOKEN}\n".encode("latin-1"), ".env, line 2: not UTF-8"),
        (f"# \u201ca\u201d\nSLACK_BOT_TOKEN={TOKEN}\n".encode("cp1252"), ".env, line 1: not UTF-8"),
    ],
    ids=["UTF-16", "UTF-16 without a mark", "Latin-1", "Windows-1252"],
)  # fmt: skip
def test_an_env_file_in_another_encoding_is_named(
    here: CommandLine, command: str, data: bytes, says: str
) -> None:
    (here.folder / ".env").write_bytes(data)
    line = refused(here(command, *(["/role mle"] if command == "ask" else [])))
    assert says in line
    assert "save it as UTF-8" in line


def test_an_env_file_that_may_not_be_read_is_named(here: CommandLine) -> None:
    (here.folder / ".env").symlink_to(here.folder)  # a folder, by way of a link
    assert "Rolecall can't connect to Slack yet" in here("run").err
    (here.folder / ".env").unlink()
    (here.folder / ".env").write_text(f"SLACK_BOT_TOKEN={TOKEN}\n", encoding="utf-8")
    assert "SLACK_SIGNING_SECRET" in refused(here("run"))


def test_an_env_file_may_begin_with_a_mark(here: CommandLine) -> None:
    """Windows' editors write one before UTF-8."""
    (here.folder / ".env").write_text(f"SLACK_BOT_TOKEN={TOKEN}\n", encoding="utf-8-sig")
    line = refused(here("run"))
    assert "SLACK_SIGNING_SECRET" in line
    assert "SLACK_BOT_TOKEN" not in line


# --- what is in quotes


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", TOKEN),
        ("SLACK_APP_TOKEN", APP_TOKEN),
        ("SLACK_SIGNING_SECRET", SECRET),
        ("PORT", "3000"),
        ("HOST", "127.0.0.1"),
        ("ROLECALL_DATA", "data"),
        ("ROLECALL_CONTENT", "content"),
        ("ROLECALL_ADMINS", "U0123456"),
        ("DATABASE_URL", "postgres://rolecall:s3cret@db/rolecall"),
        ("SLACK_API_URL", "https://slack.com/api/"),
        ("ROLECALL_NEWEST_BLOCKS", "true"),
        ("ROLECALL_AGENT", "true"),
    ],
)
def test_a_setting_in_quotes_is_told(here: CommandLine, name: str, value: str, quote: str) -> None:
    """`docker run --env-file` keeps the quotes that a shell would take away."""
    line = refused(here("run", **{name: f"{quote}{value}{quote}"}))
    assert f"{name}: is in quotes" in line
    assert "s3cret" not in line
    assert list(here.folder.iterdir()) == []


def test_quotes_in_an_env_file_are_taken_away(here: CommandLine) -> None:
    (here.folder / ".env").write_text(f'SLACK_BOT_TOKEN="{TOKEN}"\n', encoding="utf-8")
    assert "SLACK_BOT_TOKEN" not in refused(here("run"))


def test_the_doctor_tells_of_quotes_too(here: CommandLine) -> None:
    ran = here("doctor", SLACK_BOT_TOKEN=f'"{TOKEN}"')
    assert (ran.code, ran.err) == (1, "")
    assert "SLACK_BOT_TOKEN: is in quotes" in ran.out
    assert TOKEN not in ran.out


# --- other values


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "99999", "PORT: must be at most 65535"),
        ("PORT", "0", "PORT: must be at least 1"),
        ("PORT", "-1", "PORT: must be at least 1"),
        ("PORT", "abc", "PORT: must be a whole number"),
        ("ROLECALL_AGENT", "maybe", "ROLECALL_AGENT: must be true or false"),
        ("ROLECALL_CONTACT", "Maya Lopez", "ROLECALL_CONTACT: not an email or web address"),
        ("SLACK_API_URL", "slack.com/api", "SLACK_API_URL: not an address such as https://"),
        ("SLACK_API_URL", "http://[", "SLACK_API_URL: not an address such as https://"),
        ("SLACK_API_URL", "ftp://slack.com/", "SLACK_API_URL: not an address such as https://"),
        (
            "ROLECALL_ADMINS",
            "maya",
            "ROLECALL_ADMINS: not the id of a member or a user group: maya",
        ),
    ],
)
def test_a_value_that_cannot_be_is_told(
    here: CommandLine, name: str, value: str, says: str
) -> None:
    assert says in refused(here("run", **{name: value}))


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"ROLECALL_DATA": "file"}, "cannot open the state database: file: File exists"),
        ({"ROLECALL_DATA": "file/deeper"}, "cannot open the state database: file/deeper: Not a directory"),
        ({"DATABASE_URL": "mysql://maya:s3cret@db/x"}, "DATABASE_URL begins with mysql://"),
        ({"DATABASE_URL": "maya:s3cret@db/x"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL begins with sqlite://"),
        ({"ROLECALL_CONTENT": "file"}, "the knowledge files have errors"),
    ],
)  # fmt: skip
def test_a_place_where_nothing_can_be_kept_is_told(
    here: CommandLine, variables: dict[str, str], says: str
) -> None:
    (here.folder / "file").touch()
    ran = here("push", **variables)
    assert (ran.code, ran.out) == (1, "")
    assert says in ran.err
    assert "s3cret" not in ran.err


# --- tokens of the wrong kind


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"SLACK_BOT_TOKEN": APP_TOKEN}, "SLACK_BOT_TOKEN is an app-level token"),
        ({"SLACK_BOT_TOKEN": "xoxp-1-2-abc"}, "SLACK_BOT_TOKEN is a member's token"),
        ({"SLACK_BOT_TOKEN": "xoxe.xoxb-1-abc"}, "SLACK_BOT_TOKEN is a token that expires"),
        ({"SLACK_BOT_TOKEN": "hunter2"}, "SLACK_BOT_TOKEN doesn't look like one"),
        ({"SLACK_BOT_TOKEN": f"{TOKEN[:9]} {TOKEN[9:]}"}, "SLACK_BOT_TOKEN contains spaces"),
        ({"SLACK_BOT_TOKEN": f"<{TOKEN}>"}, "SLACK_BOT_TOKEN contains spaces, quotes or brackets"),
        ({"SLACK_SIGNING_SECRET": TOKEN}, "SLACK_SIGNING_SECRET is a bot token"),
        ({"SLACK_SIGNING_SECRET": SECRET[:-1]}, "SLACK_SIGNING_SECRET has 31 characters"),
        ({"SLACK_APP_TOKEN": TOKEN}, "SLACK_APP_TOKEN is a bot token"),
        ({"SLACK_APP_TOKEN": "xapp"}, "SLACK_APP_TOKEN doesn't look like one"),
    ],
)
def test_a_token_of_the_wrong_kind_is_not_served_with(
    here: CommandLine, variables: dict[str, str], says: str
) -> None:
    good = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET}
    line = refused(here("run", **{**good, **variables}))
    assert says in line
    assert ("App-Level Tokens" if "SLACK_APP_TOKEN" in variables else "copy the ") in line
    assert list(here.folder.iterdir()) == []


def test_every_wrong_token_is_told_at_once(here: CommandLine) -> None:
    line = refused(here("run", SLACK_BOT_TOKEN=APP_TOKEN, SLACK_SIGNING_SECRET="verification"))
    assert "SLACK_BOT_TOKEN is an app-level token" in line
    assert "SLACK_SIGNING_SECRET doesn't look like one" in line


def test_no_digest_is_posted_with_a_token_of_the_wrong_kind(here: CommandLine) -> None:
    line = refused(here("digest", "run", SLACK_BOT_TOKEN=APP_TOKEN))
    assert "SLACK_BOT_TOKEN is an app-level token" in line


# --- where to listen


def serve(here: CommandLine, **where: str) -> Ran:
    return here("run", SLACK_BOT_TOKEN=TOKEN, SLACK_SIGNING_SECRET=SECRET, **where)


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("192.0.2.1", "HOST is not an address of this machine"),
        ("2001:db8::1", "HOST is not an address of this machine"),
        ("nowhere.invalid", "HOST is neither an IP address nor a name that can be resolved"),
        ("[::1]", "HOST is neither an IP address nor a name that can be resolved"),
        ("http://0.0.0.0", "HOST is neither an IP address nor a name that can be resolved"),
        ("a" * 64, "HOST is neither an IP address nor a name that can be resolved"),
    ],
)
def test_a_host_that_cannot_be_listened_on_is_told(here: CommandLine, host: str, says: str) -> None:
    assert says in refused(serve(here, HOST=host, PORT=str(free_port())))
    assert list(here.folder.iterdir()) == []


def test_a_port_that_is_taken_is_told(here: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        line = refused(serve(here, HOST="localhost", PORT=str(port)))
    assert f"cannot listen on localhost:{port}: another program is using it" in line


def test_a_host_may_be_named() -> None:
    assert listening_address("localhost", free_port()) in ("127.0.0.1", "::1")


# --- ports of the demo


@pytest.mark.parametrize("port", ["99999", "65536", "-1", "abc", "80.5", "8e3"])
def test_a_port_that_cannot_be_is_told(here: CommandLine, port: str) -> None:
    ran = here("demo", "--no-browser", f"--port={port}")
    assert (ran.code, ran.out) == (2, "")
    assert "Invalid value for '--port'" in ran.err
