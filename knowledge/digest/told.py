"""What digests told, as it is kept among their items: a kind, and a record of it in JSON."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class Told(Generic[T]):
    """Writes and reads the records of one kind of item: `move:{"source": …}`."""

    def __init__(self, kind: str, record: type[T], older: Callable[[str], T | None]) -> None:
        """`older` reads what is behind the kind as earlier releases wrote it; it gives None for what it can't."""
        self._head = f"{kind}:"
        self._adapter = TypeAdapter(record)
        self._older = older

    def item(self, told: T) -> str:
        """A record as an item."""
        return f"{self._head}{self._adapter.dump_json(told).decode()}"

    def among(self, items: Iterable[str]) -> Iterator[T]:
        """The records among some items, in their order; what can't be read isn't there."""
        for item in items:
            if item.startswith(self._head):
                told = self._read(item.removeprefix(self._head))
                if told is not None:
                    yield told

    def _read(self, text: str) -> T | None:
        try:
            return self._adapter.validate_json(text) if text.startswith("{") else self._older(text)
        except (ValidationError, ValueError):
            return None
