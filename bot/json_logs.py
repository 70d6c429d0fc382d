"""Log lines of a service: JSON, as its platform collects them."""

# Its encoder's parameters have no types.
# pyright: reportUnknownMemberType=false

from pythonjsonlogger.json import JsonFormatter

from bot.logs import ErrorInfo, failure


class JsonLines(JsonFormatter):
    """One object a line: what `bot.logs` says, and the facts that came with a line (`extra`)."""

    def __init__(self) -> None:
        super().__init__(
            ["levelname", "name", "message", "request"],
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "failure"},
            timestamp="time",
            json_ensure_ascii=False,
        )

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 — the library's name
        """What failed and where, without its words."""
        return failure(ei)
