"""The official Python SDK's server with its fastest settings: a hello to every call that Slack signed.

It has the server that we use, and checks the signature as its makers' samples do.
"""

import os
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from granian.constants import Interfaces
from granian.server import Server
from mcp.server.mcpserver import MCPServer
from slack_sdk.signature import SignatureVerifier

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

mcp = MCPServer("hello")


@mcp.tool()
def find_pay(role: str) -> str:  # noqa: ARG001 — what it is asked
    """Say hello."""
    return "Hello"


inner: Any = mcp.streamable_http_app(json_response=True, stateless_http=True)
verifier = SignatureVerifier(os.environ["SLACK_SIGNING_SECRET"])


async def app(scope: Message, receive: Receive, send: Send) -> None:
    """The server, behind the check."""
    if scope["type"] != "http":
        await inner(scope, receive, send)
        return
    body, more = b"", True
    while more:
        part = await receive()
        body, more = body + part.get("body", b""), bool(part.get("more_body"))
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    if not verifier.is_valid_request(body, headers):
        await send({"type": "http.response.start", "status": 401, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return

    async def again() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    await inner(scope, again, send)


if __name__ == "__main__":
    Server("mcp_hello:app", port=int(sys.argv[1]), interface=Interfaces.ASGI).serve()
