"""Our protocol with the tools that the conformance suite calls, and nobody asked who they are.

`python -m tests.mcp.diagnostic PORT` serves them at /mcp on this machine.
"""

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from bot.mcp import HEADERS, LOCAL, ForeignError, check_place
from handlers.mcp.protocol import Asked, Reply, Server, Tool, ToolResult, respond, result_json

NOTHING = {"type": "object", "additionalProperties": False}
RESULTS = {
    "test_simple_text": ToolResult("This is a simple text response for testing."),
    "test_error_handling": ToolResult("This tool intentionally returns an error", failed=True),
}


def call(asked: Asked) -> bytes:
    """What the suite expects of a tool."""
    return result_json(RESULTS[asked.tool])


def tools() -> tuple[Tool, ...]:
    """Those of the suite's tools that a server without streams can have."""
    return tuple(Tool(name, name, f"Says: {one.text}", NOTHING) for name, one in RESULTS.items())


SERVER = Server("diagnostic", "1", "For the conformance suite.", tools, call)


def application(environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
    """The endpoint, with what protects a server on this machine."""
    names = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in HEADERS}
    names["content-type"] = "CONTENT_TYPE"
    headers = {name: str(environ[key]) for name, key in names.items() if environ.get(key)}
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        check_place(headers, LOCAL)
        reply = respond(str(environ["REQUEST_METHOD"]), headers, body, SERVER)
    except ForeignError:
        reply = Reply(403)
    start(f"{reply.status} x", [*reply.headers, ("Content-Type", "application/json")])
    return [reply.body]


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


if __name__ == "__main__":
    with make_server("127.0.0.1", int(sys.argv[1]), application, handler_class=_Quiet) as server:
        server.serve_forever()
