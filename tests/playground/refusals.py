"""What Slack answers where it refuses."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from slack_sdk.errors import SlackApiError


def refusal(call: Callable[[], object]) -> dict[str, Any]:
    """The answer to a call that has to be refused."""
    with pytest.raises(SlackApiError) as error:
        call()
    return cast("Any", error.value).response.data


def refused(call: Callable[[], object]) -> str:
    """Slack's error code for a call that has to be refused."""
    return refusal(call)["error"]
