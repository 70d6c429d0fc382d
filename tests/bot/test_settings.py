"""Settings: every one is explained, and a secret never shows."""

import json
import logging
import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from tests.bot.served import SECRET, TOKEN

SECRETS = [name for name, field in Settings.model_fields.items() if "Secret" in str(field)]
EXAMPLE = (Path(__file__).parent.parent.parent / ".env.example").read_text(encoding="utf-8")
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture
def secretive() -> Settings:
    """Settings with every secret in them."""
    return Settings.model_construct(None, **{name: SecretStr(SECRET) for name in SECRETS})


def test_what_nobody_else_may_know_is_a_secret() -> None:
    told = [name for name in Settings.model_fields if re.search("secret|token|database", name)]
    assert len(told) >= 2
    assert set(told) <= set(SECRETS)


def test_a_secret_does_not_show(secretive: Settings, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("bot").warning("started with %s and %r", secretive, secretive)
    shown = f"{secretive} {secretive!r} {secretive.model_dump()} {caplog.text}"
    assert all(name in shown for name in SECRETS)
    assert SECRET not in shown


def test_a_secret_does_not_show_as_json(secretive: Settings) -> None:
    shown = secretive.model_dump_json(include=set(SECRETS))
    assert json.loads(shown).keys() == set(SECRETS)
    assert SECRET not in shown


def test_a_secret_is_there_for_who_asks_for_it(secretive: Settings) -> None:
    assert secretive.slack_bot_token is not None
    assert secretive.slack_bot_token.get_secret_value() == SECRET
    assert secretive.missing_for_http() == []


@pytest.mark.parametrize("empty", [None, SecretStr("")])
def test_an_empty_secret_is_missing(empty: SecretStr | None) -> None:
    settings = Settings.model_construct(
        None, slack_signing_secret=empty, slack_bot_token=SecretStr(TOKEN)
    )
    assert settings.missing_for_http() == ["SLACK_SIGNING_SECRET"]


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("U0MAYA", {"U0MAYA"}),
        (" U0MAYA, S0EDITORS ,W0ALEX,", {"U0MAYA", "S0EDITORS", "W0ALEX"}),
        ("", set[str]()),
    ],
)
def test_admins_are_ids_with_commas_between(
    monkeypatch: pytest.MonkeyPatch, said: str, ids: set[str]
) -> None:
    monkeypatch.setenv("ROLECALL_ADMINS", said)
    assert Settings().rolecall_admins == ids


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slack_bot_token", TOKEN),
        ("slack_signing_secret", SECRET),
        ("slack_app_token", "xapp-1"),
        ("database_url", "postgres://u:p@h/n"),
        ("slack_api_url", "https://slack.example/api/"),
        ("rolecall_data", "data"),
        ("rolecall_content", "content"),
        ("host", "::"),
        ("port", "8080"),
        ("rolecall_admins", "U0MAYA,S0EDITORS"),
        ("rolecall_newest_blocks", "false"),
        ("rolecall_contact", "ops@example.com"),
        ("rolecall_fetch_networks", "10.1.0.0/16,fd12::/48"),
    ],
)
@pytest.mark.parametrize("around", ["{}\n", " {}\r\n", "\t{} "])
def test_what_stands_around_a_value_is_no_part_of_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, around: str
) -> None:
    monkeypatch.setenv(name.upper(), value)
    plain = getattr(Settings(), name)
    monkeypatch.setenv(name.upper(), around.format(value))
    assert getattr(Settings(), name) == plain


@pytest.mark.parametrize("said", ["@maya", "U0MAYA S0EDITORS", "#editors", "u0maya", "C0DATA"])
def test_what_is_no_id_of_an_admin_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("ROLECALL_ADMINS", said)
    with pytest.raises(ValueError, match="not the id of a member or a user group"):
        Settings()


@pytest.mark.parametrize("said", ["10.1.0.1/16", "intranet", "10.1.0.0/16 10.2.0.0/16"])
def test_what_is_no_network_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("ROLECALL_FETCH_NETWORKS", said)
    with pytest.raises(ValueError, match=r"not networks such as 10\.1\.0\.0/16"):
        Settings()


@pytest.mark.parametrize("said", ["a b", "ops@example.com\nX: y", "ünî"])
def test_a_contact_is_one_word_that_a_header_can_hold(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("ROLECALL_CONTACT", said)
    with pytest.raises(ValueError, match="not an email or web address"):
        Settings()


def test_settings_do_not_change(secretive: Settings) -> None:
    with pytest.raises(ValueError, match="frozen"):
        secretive.port = 1


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_in_the_example_with_a_word_of_explanation(name: str) -> None:
    assert re.search(rf"^# .+\n#?{name}=", EXAMPLE, re.MULTILINE)


def test_the_example_has_no_setting_that_there_is_not() -> None:
    assert set(re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE)) <= set(NAMES)


def test_the_example_holds_no_secret() -> None:
    for name, value in re.findall(r"^#?([A-Z][A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE):
        assert not value or not re.search("SECRET|TOKEN|DATABASE_URL", name), name


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_description(name: str) -> None:
    assert Settings.model_fields[name].description
