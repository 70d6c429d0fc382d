"""Modals: opening, filling in, submitting, stacking, closing."""

from typing import Any

import pytest

from bot.playground.people.interactions import TROUBLE
from bot.playground.records import View
from bot.playground.server import Playground
from tests.playground.made import modal, option, words
from tests.playground.refusals import refusal, refused
from tests.playground.sample import Heard


@pytest.fixture
def form(playground: Playground, app: Heard) -> View:
    """A form that Maya has opened."""
    return playground.slash("U0MAYA", "C0RANDOM", "/form").view


def test_a_command_opens_a_form(playground: Playground, form: View) -> None:
    assert playground.workspace.views("U0MAYA") == (form,)
    assert playground.workspace.views("U0SAM") == ()
    assert (form.callback_id, form.private_metadata) == ("form", "kept")


def test_submitting_closes_it(playground: Playground, app: Heard, form: View) -> None:
    assert playground.submit("U0MAYA", form.id, {"name": {"name": "Ada"}}).ok
    assert playground.workspace.views("U0MAYA") == ()
    body = app.last
    assert body["type"] == "view_submission"
    assert body["view"]["private_metadata"] == "kept"
    assert body["view"]["state"]["values"] == {
        "name": {"name": {"type": "plain_text_input", "value": "Ada"}},
        "time": {"time": {"type": "timepicker", "selected_time": None}},
        "color": {"color": {"type": "external_select", "selected_option": None}},
        "sizes": {"sizes": {"type": "checkboxes", "selected_options": []}},
    }


def test_values_in_slacks_own_shape_are_taken(
    playground: Playground, app: Heard, form: View
) -> None:
    playground.suggest("U0MAYA", form, "color", "red")
    typed = {"type": "plain_text_input", "value": "Ada"}
    chosen = {"color": {"color": "red"}, "sizes": {"sizes": ["large"]}, "time": {"time": "09:30"}}
    assert playground.submit("U0MAYA", form.id, {"name": {"name": typed}, **chosen}).ok
    values = app.last["view"]["state"]["values"]
    assert values["color"]["color"]["selected_option"] == option("red")
    assert values["sizes"]["sizes"]["selected_options"] == [option("large")]
    assert values["time"]["time"]["selected_time"] == "09:30"


def test_what_must_be_filled_in_is_not_even_sent(
    playground: Playground, app: Heard, form: View
) -> None:
    sent = len(app.bodies)
    answer = playground.submit("U0MAYA", form.id, {})
    assert answer.errors == {"name": "Please complete this required field."}
    long = playground.submit("U0MAYA", form.id, {"name": {"name": "A" * 21}})
    assert long.errors == {"name": "Please enter at most 20 characters."}
    assert len(app.bodies) == sent


def test_the_app_finds_an_error(playground: Playground, form: View) -> None:
    answer = playground.submit("U0MAYA", form.id, {"name": {"name": "nobody"}})
    assert not answer.ok
    assert answer.errors == {"name": "Nobody is not a name"}
    assert playground.workspace.views("U0MAYA") == (form,)


@pytest.mark.parametrize("name", ["nowhere", "wrong"])
def test_an_answer_that_slack_cannot_use_is_trouble(
    playground: Playground, form: View, name: str
) -> None:
    assert playground.submit("U0MAYA", form.id, {"name": {"name": name}}).error == TROUBLE


def test_the_app_shows_something_else(playground: Playground, form: View) -> None:
    answer = playground.submit("U0MAYA", form.id, {"name": {"name": "update"}})
    assert answer.view.id == form.id
    (view,) = playground.workspace.views("U0MAYA")
    assert view.blocks[0]["text"]["text"] == "Updated"


def test_a_modal_over_it_can_be_closed_or_cleared(
    playground: Playground, app: Heard, form: View
) -> None:
    pushed = playground.submit("U0MAYA", form.id, {"name": {"name": "push"}}).view
    assert pushed.previous_view_id == form.id
    assert len(playground.workspace.views("U0MAYA")) == 2
    assert playground.close("U0MAYA", pushed.id).ok
    assert playground.workspace.views("U0MAYA") == (form,)
    assert playground.submit("U0MAYA", form.id, {"name": {"name": "clear"}}).ok
    assert playground.workspace.views("U0MAYA") == ()


def test_closing_is_told_where_the_app_asked_for_it(
    playground: Playground, app: Heard, form: View
) -> None:
    assert playground.close("U0MAYA", form.id).ok
    assert app.last["type"] == "view_closed"
    assert app.last["is_cleared"] is False


def test_a_trigger_serves_once_and_for_three_seconds(
    playground: Playground, app: Heard, client: Any
) -> None:
    view = modal(words("Hi"))

    def open_modal(trigger: str = "") -> None:
        client.views_open(trigger_id=trigger or app.last["trigger_id"], view=view)

    playground.slash("U0MAYA", "C0RANDOM", "/silent")
    open_modal()
    assert refused(open_modal) == "exchanged_trigger_id"
    playground.slash("U0MAYA", "C0RANDOM", "/silent")
    now = playground.workspace.clock()
    playground.workspace.clock = lambda: now + 4
    assert refused(open_modal) == "expired_trigger_id"
    assert refused(lambda: open_modal("1.2.3")) == "invalid_trigger_id"


def test_three_modals_are_the_most(playground: Playground, app: Heard, client: Any) -> None:
    def push() -> None:
        playground.slash("U0MAYA", "C0RANDOM", "/silent")
        client.views_push(trigger_id=app.last["trigger_id"], view=modal(words("Hi")))

    push()
    push()
    push()
    assert refused(push) == "push_limit_reached"


def test_an_update_needs_the_newest_hash(playground: Playground, form: View, client: Any) -> None:
    def update(view_id: str) -> dict[str, Any]:
        return client.views_update(view_id=view_id, hash=form.hash, view=modal(words("New")))

    assert update(form.id)["view"]["hash"] != form.hash
    assert refused(lambda: update(form.id)) == "hash_conflict"
    assert refused(lambda: update("V404")) == "not_found"


def test_what_is_wrong_with_a_view_is_named(
    playground: Playground, app: Heard, client: Any
) -> None:
    playground.slash("U0MAYA", "C0RANDOM", "/silent")
    view = modal(words("Hi"), title="T" * 25)
    answer = refusal(lambda: client.views_open(trigger_id=app.last["trigger_id"], view=view))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
