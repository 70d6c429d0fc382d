"""Keeping the knowledge in Slack, as admins do, with every answer held to Slack's limits."""

from collections.abc import Sequence
from typing import Any

from bot.playground.people.acting import Outcome
from bot.playground.records import Json, Message, View
from bot.settings import CONTENT
from tests.interaction.conftest import ALEX, DATA_JOBS, Town, eventually, shown
from tests.interaction.digests import checked, labelled
from tests.payloads import assert_slack_takes_view, without_our_markup

ALEXS_DM, SAMS_DM = "D0ALEX", "D0SAM"

ROLE = "roles/data-engineer.yaml"
SOURCE = "sources/ml-engineer-jobs.yaml"
NAME = "ml-engineer-jobs.yaml"
LARGE = "sources/aipathly-ml-developer.yaml"
HOSTILE = "<!channel> <@U0MAYA> &amp; <https://evil.example|here> *b* `c`"
REFUSED = "This is for admins."


ROLES = len(list((CONTENT / "roles").glob("*.yaml")))
SOURCES = len(list((CONTENT / "sources").glob("*.yaml")))
"""How many there are, all of which are due at some time."""


def content(path: str) -> str:
    """A knowledge file as it comes along."""
    return (CONTENT / path).read_text(encoding="utf-8")


def with_low(low: int) -> str:
    """The source, with another low in its first figure."""
    return content(SOURCE).replace("low: 132000", f"low: {low}", 1)


def knowledge(
    town: Town,
    text: str = "",
    user: str = ALEX,
    channel: str = DATA_JOBS,
    name: str = "/knowledge",
) -> Message:
    """Type `/knowledge …`, and read what is answered privately."""
    before = town.answers(channel, user)
    outcome = town.slack.slash(user, channel, f"{name} {text}")
    assert outcome.ok, outcome.error
    return came(town, before, user, channel)


def came(town: Town, before: Sequence[Message], user: str, channel: str) -> Message:
    """The one message that is new or different; Slack takes it."""
    eventually(lambda: town.answers(channel, user) != list(before))
    (answer,) = [one for one in town.answers(channel, user) if one not in before]
    return checked(answer)


def click(
    town: Town, message: Message, label: str, user: str = ALEX, *, block_id: str | None = None
) -> Message:
    """Click a button of a message, and see what comes in its place or beside it."""
    before = town.answers(message.channel, user)
    press_only(town, message, label, user, block_id=block_id)
    return came(town, before, user, message.channel)


def press_only(
    town: Town, message: Message, label: str, user: str = ALEX, *, block_id: str | None = None
) -> Outcome:
    """Click a button of a message, which may stand there several times under block ids."""
    if block_id is None:
        return town.clicks(message, labelled(message, label), user=user)
    (action_id,) = [
        element["action_id"]
        for block in message.blocks
        if block["block_id"] == block_id
        for element in block["elements"]
        if element["text"]["text"] == label
    ]
    return town.clicks(message, str(action_id), user=user, block_id=block_id)


def modal(town: Town, user: str = ALEX, *, without: View | None = None) -> View:
    """The modal, once there is one (other than one seen before); Slack takes it."""
    eventually(lambda: town.modal(user) not in (None, without))
    form = town.modal(user)
    assert form is not None
    assert_slack_takes_view(without_our_markup(dict(form.body)))
    return form


def open_modal(town: Town, message: Message, label: str, user: str = ALEX) -> View:
    """Click a button that opens a modal."""
    town.clicks(message, labelled(message, label), user=user)
    return modal(town, user)


def submit(town: Town, form: View, user: str = ALEX, **entered: Any) -> Outcome:
    """Fill in fields by their names, and send the form."""
    given = {name: {name: value} for name, value in entered.items()}
    return town.slack.submit(user, form.id, given)


def result(town: Town, user: str = ALEX) -> View:
    """What a modal shows once the work behind it is done."""

    def is_done() -> bool:
        view = town.modal(user)
        return (
            view is not None and "One moment" not in shown(view) and view.body.get("submit") is None
        )

    eventually(is_done)
    return modal(town, user)


def click_in(town: Town, view: View, label: str, user: str = ALEX) -> View:
    """Click a button in a modal, and see what it changes to."""
    outcome = town.slack.click(user, view, _action(view, label))
    assert outcome.ok, outcome.error
    eventually(lambda: shown(modal(town, user)) != shown(view))
    return modal(town, user)


def click_in_for_form(town: Town, view: View, label: str, user: str = ALEX) -> View:
    """Click a button in a modal that opens another one over it."""
    outcome = town.slack.click(user, view, _action(view, label))
    assert outcome.ok, outcome.error
    return modal(town, user, without=town.slack.workspace.surfaces.view(view.id))


def _action(view: View, label: str) -> str:
    (found,) = [
        element["action_id"]
        for block in view.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button" and element["text"]["text"] == label
    ]
    return str(found)


def hand_in(
    town: Town,
    *files: tuple[str, str | bytes],
    user: str = ALEX,
    channel: str = ALEXS_DM,
    text: str = "",
) -> Message:
    """Send the bot files in a direct message, and read its answer."""
    before = town.answers(channel, user)
    town.slack.say(user, channel, text, files=attached(town, *files))
    return came(town, before, user, channel)


def attached(town: Town, *files: tuple[str, str | bytes]) -> list[Json]:
    """Files that are handed to Slack."""
    return [
        town.slack.attach(name, text.encode() if isinstance(text, str) else text)
        for name, text in files
    ]


def upload(
    town: Town, *files: tuple[str, str | bytes], user: str = ALEX, why: str | None = None
) -> View:
    """Hand files in through the form, and see what it shows then."""
    form = open_modal(town, knowledge(town, user=user), "Upload…", user)
    given = {"files": attached(town, *files)}
    outcome = submit(town, form, user, knowledge_files=given, change_why=why)
    assert outcome.ok, outcome.errors
    return result(town, user)


def served(town: Town) -> str:
    """The number of the revision that is served, as the state says it."""
    (line,) = [one for one in shown(knowledge(town)).splitlines() if one.startswith("*Revision ")]
    return line.removeprefix("*Revision ").partition("*")[0]
