"""Answers to a response_url, sent once."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackClientError

from bot.web_api import webhook_client


def respond(response_url: str, payload: Mapping[str, Any]) -> None:
    """Send a payload to a response_url.

    Raises `SlackClientError` where Slack refuses it, or a page answers in its stead. The SDK would
    send a second time when the connection drops: an answer that was shared would stand there twice.
    """
    answer = webhook_client(response_url).send_dict(dict(payload))
    if answer.status_code != HTTPStatus.OK or answer.body.lstrip().startswith("<"):
        raise SlackClientError(f"response_url answered HTTP {answer.status_code}")
