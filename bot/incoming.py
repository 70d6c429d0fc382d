"""A request as Slack sends it, made ready for Bolt; over HTTP and in this process alike."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from slack_bolt import BoltContext, BoltRequest
from slack_bolt.request.internals import build_context


def bolt_request(body: str, headers: Mapping[str, str | Sequence[str]]) -> BoltRequest:
    """The request that Bolt answers.

    Raises ValueError where the body is meant to be JSON, or to hold some, and is none.
    """
    request = BoltRequest(body=body, headers=dict(headers))
    if not request.body:
        # Bolt takes every form with the word "payload" in it for a click, and a command whose text
        # has that word would come out empty.
        request.body = dict(parse_qsl(body, keep_blank_values=True))
        request.context = build_context(BoltContext(), request.body)
    return request
