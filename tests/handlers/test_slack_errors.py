"""Only Slack's own words are its error code, whatever else answers."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from handlers.errors import error_code, summary, way

any_json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
answers = any_json | st.fixed_dictionaries({"ok": any_json, "error": any_json})


def failed(data: Any, status: int = 200) -> SlackApiError:
    """What the SDK raises."""
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=data,
        headers={},
        status_code=status,
    )
    return SlackApiError("The request to the Slack API failed.", response)


@given(answers)
@example([])
@example("")
@example({"ok": False, "error": "ratelimited\n"})
@example({"ok": False, "error": "Received a response in a non-JSON format: <html>"})
def test_nothing_but_a_refusal_has_a_code(data: Any) -> None:
    error = failed(data, 403)
    code = error_code(error)
    if code is None:
        assert summary(error) == "HTTP 403, not from Slack"
    else:
        assert (data["ok"], data["error"]) == (False, code)
        assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
        assert summary(error) == code
    assert way(error) == f"SlackApiError({summary(error)}) at "


@pytest.mark.parametrize("code", ["missing_scope", "e2e_3", "restricted_action_thread_locked"])
def test_a_refusal_has_slacks_code(code: str) -> None:
    assert error_code(failed({"ok": False, "error": code})) == code


def test_no_other_error_has_one() -> None:
    assert error_code(ValueError("missing_scope")) is None
