"""`/playground/<what>`: what the page reads with GET, and does with POST."""

from falcon import Request, Response

from bot.playground.page_acts import PageActs
from bot.playground.page_reads import PageReads


class PageApi:
    """Reading and acting at the same address."""

    def __init__(self, reads: PageReads, acts: PageActs) -> None:
        self._reads = reads
        self._acts = acts

    def on_get(self, request: Request, response: Response, what: str) -> None:
        """Read."""
        self._reads.on_get(request, response, what)

    def on_post(self, request: Request, response: Response, what: str) -> None:
        """Act."""
        self._acts.on_post(request, response, what)
