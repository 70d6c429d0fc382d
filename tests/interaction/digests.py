"""Talking to Rolecall about digests, as members do, with every answer held to Slack's limits."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from bot.playground.people.acting import Outcome
from bot.playground.records import Message, View
from knowledge.digest.subscription import Schedule, slot_after
from tests.interaction.conftest import DATA_JOBS, MAYA, Town, eventually
from tests.payloads import OUR_MARKUP, assert_blocks_fit, assert_slack_takes_view, strings

SAM = "U0SAM"
BOT = "U0ROLECALL"


def checked(message: Message) -> Message:
    """The message, which Slack takes and in which nothing but our own markup links or mentions."""
    blocks = list(message.blocks)
    assert message.text.strip()
    if blocks:  # an apology has none
        assert_blocks_fit(blocks)
    for text in (*strings(blocks), message.text):
        assert not re.search("[<>]", OUR_MARKUP.sub("", text)), text
    return message


def digest(
    town: Town, text: str = "", user: str = MAYA, channel: str = DATA_JOBS, name: str = "/digest"
) -> Message:
    """Type `/digest …`: acknowledged with nothing, then answered privately."""
    before = len(town.answers(channel, user))
    outcome = town.slack.slash(user, channel, f"{name} {text}")
    assert outcome.ok, outcome.error
    assert outcome.body == ""
    return _came(town, before, user, channel)


def written(town: Town, text: str, user: str = MAYA, channel: str = "D0MAYA") -> Message:
    """Write a message to the bot, and read its answer."""
    before = len(town.answers(channel, user))
    town.slack.say(user, channel, text)
    return _came(town, before, user, channel)


def _came(town: Town, before: int, user: str, channel: str) -> Message:
    eventually(lambda: len(town.answers(channel, user)) > before)
    (answer,) = town.answers(channel, user)[before:]
    return checked(answer)


def labelled(message: Message, label: str) -> str:
    """The action id of the button with a label."""
    found = [
        element["action_id"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button" and element["text"]["text"] == label
    ]
    assert len(found) == 1, (label, labels(message))
    return str(found[0])


def labels(message: Message | View) -> list[str]:
    """What the buttons of a message say."""
    return [
        element["text"]["text"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element.get("type") == "button"
    ]


def press(town: Town, message: Message, label: str, user: str = MAYA) -> Message:
    """Click a button of a private message, and see what comes in its place or beside it."""
    before = town.answers(message.channel, user)
    town.clicks(message, labelled(message, label), user=user)
    eventually(lambda: town.answers(message.channel, user) != before)
    (changed,) = [one for one in town.answers(message.channel, user) if one not in before]
    return checked(changed)


def said(message: Message) -> str:
    """The text as it is read aloud."""
    return unescape(message.text)


def heading(message: Message) -> str:
    """The message's title."""
    return unescape(str(message.blocks[0]["text"]["text"]))


def moment(at: datetime) -> str:
    """A moment as Slack is told to show it in the reader's zone."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|"


def next_run(town: Town, schedule: Schedule) -> str:
    """The next run of a schedule, from the town's time on."""
    now = datetime.fromtimestamp(town.slack.workspace.clock(), UTC)
    return moment(slot_after(schedule, now).at)


def forged(town: Town, user: str, channel: str, action_id: str, value: str) -> Outcome:
    """A click on a button that was never drawn for this person: what they see is not what counts."""
    shown = Message(
        channel=channel,
        ts=town.slack.workspace.journal.next_ts(),
        user=BOT,
        text="forged",
        bot=True,
        ephemeral_for=user,
        blocks=(
            {
                "type": "actions",
                "block_id": "forged",
                "elements": [
                    {
                        "type": "button",
                        "action_id": action_id,
                        "text": {"type": "plain_text", "text": "Forged"},
                        "value": value,
                    }
                ],
            },
        ),
    )
    town.slack.workspace.conversations.post(shown)
    return town.slack.click(user, shown, action_id)


def form_of(town: Town, user: str = MAYA) -> View:
    """The modal, once it is open; Slack takes it."""
    eventually(lambda: town.modal(user) is not None)
    form = town.modal(user)
    assert form is not None
    assert_slack_takes_view(dict(form.body))
    return form


def values(**entered: Any) -> dict[str, dict[str, Any]]:
    """What is entered in fields, by their short names."""
    return {f"digest_{name}": {f"digest_{name}": value} for name, value in entered.items()}


def public(town: Town) -> list[Message]:
    """The digests that everybody sees in the channel, not what stands in their threads."""
    seen = [one for one in town.answers(user=SAM) if not one.is_reply and not one.ephemeral_for]
    return [one for one in seen if ANNOUNCED not in one.text]


ANNOUNCED = "set up a digest of roles"
"""What the channel hears first."""
