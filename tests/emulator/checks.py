"""What the app does, shown against the emulator: each check says what it saw, or what is lacking."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

from pydantic import SecretStr

from bot.doctor.checks import examine_bot_token
from tests.bot.served import TOKEN, environment
from tests.emulator.emulator import ADMIN, ADMIN_TOKEN, ANOTHER, BOT, CHANNEL, PATIENCE, Json
from tests.emulator.world import LackingError, World, eventually, expect

UPLOADED = b"role,pay\nMLE,$150,000\n"


def auth(world: World) -> str:
    who = world.client().auth_test().data
    expect(who["user_id"] == BOT, f"auth.test knows somebody else: {who}")
    if world.accepts("auth.test", "xoxb-nobody-gave-this"):
        world.lacking.append("refusing a token that nobody gave out: it is taken for the admin's")
    return f"@{who['user']} in {who['team']}"


def doctor(world: World) -> str:
    """The whole doctor; it asks `api.test` first, and about the token only after an answer."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json"],
        cwd=world.app.log.parent,
        env=environment(**world.variables, PORT=str(world.app.port)),
        capture_output=True,
        timeout=60,
        check=False,
    )
    findings: list[Json] = json.loads(done.stdout)
    wrong = {one["check"]: one["says"] for one in findings if one["verdict"] == "wrong"}
    try:
        world.call("api.test", TOKEN)
    except LackingError as lack:
        # Before the lack is believed: nothing else may be wrong.
        expect(set(wrong) == {"Slack"}, f"the doctor: {wrong}")
        well = ", ".join(one["check"] for one in findings if one["verdict"] == "ok")
        raise LackingError(f"{lack}, so the doctor asks Slack no more (well: {well})") from None
    expect(not wrong, f"the doctor: {wrong}")
    return "all is well"


def doctor_on_the_token(world: World) -> str:
    findings = list(examine_bot_token(world.api, SecretStr(TOKEN)))
    expect(findings[0].verdict == "ok", f"the doctor: {findings}")
    if "x-oauth-scopes" not in {name.lower() for name in world.client().auth_test().headers}:
        world.lacking.append("the header X-OAuth-Scopes: the doctor cannot compare scopes")
    return findings[0].says


def slash_command(world: World) -> str:
    answer = world.command("/salary mle senior sf")
    expect(answer["response_type"] == "ephemeral", "the answer is not private")
    expect("Machine Learning Engineer" in answer["text"], answer["text"])
    return answer["text"].splitlines()[0]


def mention(world: World) -> str:
    """The answer to a mention stands in its thread."""
    if world.accepts("chat.postMessage", channel=ANOTHER, text="from outside"):
        world.lacking.append("not_in_channel: a bot posts in channels that it is no member of")
    blocks = json.dumps([{"type": "no_such_block"}])
    if world.accepts("chat.postMessage", channel=ANOTHER, text="nonsense", blocks=blocks):
        world.lacking.append(
            "invalid_blocks: blocks are kept as they come (other tests check ours)"
        )
    world.call("conversations.invite", channel=CHANNEL, users=BOT)
    said = f"<@{BOT}> salary mle"
    ts = world.call("chat.postMessage", channel=CHANNEL, text=said)["ts"]
    fields = {"channel": CHANNEL, "user": ADMIN, "text": said, "ts": ts}
    world.event("Ev1", {"type": "app_mention", **fields})

    def reply() -> Json | None:
        found = world.call("conversations.replies", channel=CHANNEL, ts=ts)["messages"]
        return next((message for message in found if message["user"] == BOT), None)

    answer = eventually(reply, "the answer to the mention")
    expect(bool(answer["blocks"]), "the answer has no blocks")
    first = world.call("conversations.history", channel=CHANNEL)["messages"][0]
    expect((first["ts"], first["reply_count"]) == (ts, 1), f"the history: {first}")
    return f"posted in the thread, {len(answer['blocks'])} blocks"


def direct_message(world: World) -> str:
    """The answer to a direct message stands in the history itself, once for two deliveries."""
    channel = world.call("conversations.open", users=BOT)["channel"]["id"]
    ts = world.call("chat.postMessage", channel=channel, text="role mle")["ts"]
    fields = {"channel": channel, "channel_type": "im", "user": ADMIN, "text": "role mle", "ts": ts}
    for _ in range(2):
        world.event("Ev2", {"type": "message", **fields})

    def answers() -> list[Json]:
        found = world.call("conversations.history", channel=channel)["messages"]
        return [message for message in found if message["user"] == BOT]

    eventually(answers, "the answer to the direct message")
    time.sleep(0.5)  # long enough for a second answer, if there were one
    expect(len(answers()) == 1, f"{len(answers())} answers to one message")
    return "posted, in conversations.history once for two deliveries"


def app_home(world: World) -> str:
    none = "No App Home views"
    expect(none in world.inspector("views"), "a view before any was published")
    world.event("Ev3", {"type": "app_home_opened", "user": ADMIN, "channel": "D1", "tab": "home"})
    eventually(lambda: none not in world.inspector("views"), "the Home tab")
    return "views.publish accepted"


def upload(world: World) -> str:
    """As slack_sdk does it; the app itself uploads nothing."""
    sent = world.client().files_upload_v2(channel=CHANNEL, filename="pay.csv", content=UPLOADED)
    file = world.call("files.info", file=sent["file"]["id"])["file"]
    request = urllib.request.Request(  # noqa: S310 — our own loopback
        file["url_private"], headers={"Authorization": f"Bearer {ADMIN_TOKEN}"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 — as above
        expect(answer.read() == UPLOADED, "the file came back changed")
    return f"{file['name']}, {file['size']} bytes, the same when read again"


def click_replaces(world: World) -> str:
    world.responses.clear()
    world.click(_element(world.command("/role mle"), "ask:1"))
    response = eventually(lambda: world.responses, "the answer at the response_url")[0]
    expect(response["replace_original"] is True, "the private answer is not replaced")
    expect(bool(response["blocks"]), "the answer has no blocks")
    return response["text"].splitlines()[0]


def click_shares(world: World) -> str:
    world.responses.clear()
    world.click(_element(world.command("/salary mle"), "share"))
    response = eventually(lambda: world.responses, "the shared answer")[0]
    expect(response["response_type"] == "in_channel", "the answer is not for everybody")
    return "in_channel, at the response_url"


def click_opens_a_modal(world: World) -> str:
    """With a trigger that the emulator gives out, good for three seconds as Slack's."""
    none = "No modal views"
    expect(none in world.inspector("views"), "a modal before any was opened")
    button = _element(world.command("/salary mle"), "filter")
    world.click(button, world.call("views.generateTriggerId", TOKEN, user_id=ADMIN)["trigger_id"])
    eventually(lambda: none not in world.inspector("views"), "the modal")
    return "views.open accepted"


CHECKS: dict[str, Callable[[World], str]] = {
    "auth.test": auth,
    "rolecall doctor": doctor,
    "the doctor's token check": doctor_on_the_token,
    "slash command": slash_command,
    "mention": mention,
    "direct message": direct_message,
    "App Home": app_home,
    "file upload": upload,
    "click, another answer": click_replaces,
    "click, share": click_shares,
    "click, modal": click_opens_a_modal,
}


def _element(answer: Json, action_id: str) -> Json:
    """A button of an answer, as Slack sends it back when it is clicked."""
    for block in answer["blocks"]:
        for element in block.get("elements", ()):
            if element.get("action_id") == action_id:
                return {**element, "block_id": block["block_id"]}
    raise AssertionError(f"no button {action_id} in the answer")
