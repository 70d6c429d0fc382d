"""Answers to a response_url, sent once."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.web_api import webhook_client


def respond(response_url: str, payload: Mapping[str, Any]) -> None:
    """Send a payload to a response_url.

    Raises `SlackClientError` where Slack refuses it. The SDK would send a second time when the
    connection drops: an answer that was shared would stand there twice.
    """
    answer = webhook_client(response_url).send_dict(dict(payload))
    if answer.status_code != 200:
        raise SlackClientError(f"response_url answered {answer.status_code}: {answer.body[:200]}")
