"""Null is an absent value, in every place of every payload: nothing fails, and the person is answered."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import pytest

from bot.incoming import present
from tests.handlers.heard import Always, App, Heard, opened
from tests.recorded import NAMES, Json, Place, nulled, places, recorded, removed

AT_ONCE = 48
"""A form's answer waits for its acknowledgement to arrive: many are sent at once."""

UNKNOWN = {("type",), ("event",), ("event", "type")}
"""Without these nobody can say what an event is."""

CHANNELS = {
    "channel_archive", "channel_deleted", "channel_left", "channel_unarchive", "member_joined_channel",
}  # fmt: skip
"""Events that nobody waits for an answer to."""

NOBODY: dict[str, set[Place]] = {
    "app_home_opened": {*UNKNOWN, ("event", "user"), ("event", "tab")},
    **{name: set(UNKNOWN) for name in NAMES if name.startswith(("app_mention", "message_im"))},
}
"""Where nobody is due an answer, for nobody says who asks, or that anything is asked."""


def clicked(action_id: str, value: str, block_id: str = "sections") -> Json:
    """A click on another button under a private answer."""
    payload = recorded("block_actions_ephemeral")
    payload["actions"][0] |= {"action_id": action_id, "value": value, "block_id": block_id}
    return payload


def typed(command: str, text: str) -> Json:
    """Another command."""
    return recorded("slash_command") | {"command": command, "text": text}


def picked_role() -> Json:
    """A role chosen to compare with."""
    payload = recorded("block_actions_menu")
    payload["actions"][0] |= {"action_id": "compare_with", "block_id": "with:ml-engineer"}
    payload["actions"][0]["selected_option"]["value"] = "data-engineer"
    return payload


def in_view(name: str, action_id: str, value: str) -> Json:
    """A click on another button in a modal or in the Home tab."""
    payload = recorded(name)
    payload["actions"][0] |= {"action_id": action_id, "value": value}
    return payload


def suggested(action_id: str, value: str) -> Json:
    """A menu of another field."""
    return recorded("block_suggestion") | {"action_id": action_id, "value": value}


ROLE, SOURCE, DRAFT = "/role ml-engineer", "source:ml-engineer-jobs", "0123456789abcdef"

CASES: dict[str, tuple[str, Json]] = {
    **{name: (name, recorded(name)) for name in NAMES},
    **{
        f"{command} {text}": ("slash_command", typed(command, text))
        for command, text in (
            ("/salary", ""), ("/digest", ""), ("/digest", "subscribe"), ("/digest", "help"),
            ("/knowledge", ""), ("/knowledge", "help"), ("/knowledge", "add"), ("/acme-role", "mle"),
        )
    },
    **{
        f"click {action_id}": ("block_actions_ephemeral", clicked(action_id, value))
        for action_id, value in (
            ("share", ROLE), ("filter", "/salary mle"), ("report", ROLE), ("follow:ml-engineer", ROLE),
            ("unfollow:ml-engineer", ROLE), ("edit_offer", "/salary check $150k mle"),
            ("digest_ask", "/digest preview"), ("digest_form", "/digest"), ("digest_not_useful", "d1"),
            ("knowledge_ask", "/knowledge history"), ("knowledge_upload", "upload"),
            ("knowledge_edit", SOURCE), ("knowledge_apply", DRAFT), ("knowledge_discard", DRAFT),
            ("knowledge_take_file", DRAFT), ("knowledge_keep_current", DRAFT),
            ("knowledge_verify", SOURCE), ("knowledge_hand_over", SOURCE),
            ("knowledge_close_report", DRAFT), ("drafting_add", "add"),
            *((f"review_{action}", f"{DRAFT}:0:0") for action in ("take", "leave", "change")),
            *((f"review_{action}", f"{DRAFT}:0")
              for action in ("open", "open:1", "about", "take_sure", "draft", "discard")),
        )
    },
    "shortcut add_to_knowledge": (
        "message_action", recorded("message_action") | {"callback_id": "add_to_knowledge"},
    ),
    "click compare_with": ("block_actions_menu", picked_role()),
    **{
        f"click {action_id} in {name}": (name, in_view(name, action_id, value))
        for name, action_id, value in (
            ("block_actions_home", "digest_form", "/digest"),
            ("block_actions_modal", "knowledge_apply", DRAFT),
            ("block_actions_modal", "knowledge_edit", SOURCE),
            ("block_actions_modal", "follow:ml-engineer", ROLE),
            ("block_actions_modal", "report", ROLE),
        )
    },
    **{
        f"menu {action_id}": ("block_suggestion", suggested(action_id, value))
        for action_id, value in (
            ("role", "mle"), ("place", "sf"), ("company", "met"), ("compare_with", "de"),
            ("digest_zone", "ber"), ("digest_roles", "mle"), ("edit_role", "mle"),
            ("edit_figure", "jobs"), ("edit_sources", "jobs"),
        )
    },
}  # fmt: skip
"""Every kind of payload, and of each kind everything that is listened to: the kind and the payload."""

WHOLE: Place = ()

SHOWN: Place = ("view", "blocks")
"""What the view shows is the same for everything that is listened to in it: once is enough."""


@pytest.fixture(scope="module")
def everything(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[tuple[str, Place], Heard]]:
    """What came of each payload, whole and with null in each place."""
    free: SimpleQueue[App] = SimpleQueue()

    def send(name: str, payload: Json) -> Heard:
        app = free.get()
        try:
            return app.send(name, payload)
        finally:
            free.put(app)

    with (
        opened(tmp_path_factory.mktemp("missing"), AT_ONCE, Always()) as apps,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        for app in apps:
            free.put(app)
        sent = {
            (case, place): pool.submit(send, name, nulled(payload, place) if place else payload)
            for case, (name, payload) in CASES.items()
            for place in (WHOLE, *places(payload))
            if case in NAMES or place[:2] != SHOWN
        }
        yield {key: one.result() for key, one in sent.items()}


def test_nothing_fails_and_the_person_is_answered(
    everything: dict[tuple[str, Place], Heard],
) -> None:
    # One test for all cases: whichever process runs it sends everything, and once is enough.
    wrong = {case: found for case in CASES if (found := _wrong(everything, case))}
    assert not wrong


def _wrong(everything: dict[tuple[str, Place], Heard], case: str) -> list[object]:
    """The places of a payload that make something fail, leave the person waiting, or are refused."""
    name = CASES[case][0]
    heard = {place: one for (of, place), one in everything.items() if of == case}
    due = set[Place]() if name in CHANNELS else heard.keys() - NOBODY.get(name, set())
    unnamed = {place for place in due if nobody_named(case, place)}
    return [
        *({place: one.logged} for place, one in heard.items() if one.logged),
        *(place for place in due - unnamed if not heard[place].is_answered),
        *(
            {place: one.status}
            for place, one in heard.items()
            if one.status != 200 and place not in unnamed
        ),
    ]


def nobody_named(case: str, place: Place) -> bool:
    """Whether nothing says who clicked: Slack's own warning sign is all that they can be shown."""
    return place[:1] == ("user",) and "response_url" not in CASES[case][1]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_null_is_as_if_it_were_not_there(name: str) -> None:
    payload = recorded(name)
    for place in places(payload):
        assert present(nulled(payload, place)) == present(removed(payload, place)), place
