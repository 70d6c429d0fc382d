"""Telling admins what they have to look at, and owners what is due: each thing once."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.delivery.notices import Notices
from bot.revisions.base import KnowledgeBase
from bot.revisions.folder import ToldProblems
from bot.revisions.sync import Synced
from bot.state.reports import Reports
from handlers.views.curation.freshness import reminder_message
from handlers.views.curation.reports import report_message
from handlers.views.formatting import Message
from handlers.views.words import ViewContext
from knowledge.difference import diff, difference_lines
from knowledge.digest.subscription import period_of
from knowledge.files import Problem
from knowledge.freshness import StaleItem, due
from knowledge.revisions import Conflict


class Teller:
    """Direct messages to those who keep the knowledge; processes that tell the same tell it once."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        notices: Notices,
        reports: Reports,
        admins: Callable[[], tuple[str, ...]],
        now: Callable[[], datetime],
        problems: ToldProblems,
    ) -> None:
        self._knowledge = knowledge
        self._notices = notices
        self._reports = reports
        self._admins = admins
        self._now = now
        self._problems = problems
        self._told: set[str] = set()

    def tell(self, synced: Synced) -> None:
        """What a look at the folder led to, as far as somebody has to act on it."""
        self._tell_problems(synced)
        for conflict in synced.clashing:
            self._to_admins(f"conflict:{conflict.id}", self._conflict(conflict))

    def pass_on(self) -> None:
        """Readers' reports of which nobody could be told when they came: to admins."""
        if any(not report.owners for report in self._reports.open()):
            self._reports.pass_on(
                self._admins(), lambda report: report_message(report, (), self._context())
            )

    def remind(self) -> None:
        """Once a week: to each owner what of theirs is due; to admins what nobody keeps."""
        today = self._now().date()
        of: defaultdict[str | None, list[StaleItem]] = defaultdict(list)
        for item in due(self._knowledge.library(), today):
            of[item.owner].append(item)
        week = period_of(today)
        for owner, items in of.items():
            message = reminder_message(items, self._context())
            for person in (owner,) if owner else self._admins():
                self._once(f"reminder:{owner or 'nobody'}:{person}:{week}", person, message)

    def _tell_problems(self, synced: Synced) -> None:
        """What is wrong with the files; and who was told of it hears once that it is mended."""
        told = self._problems.load()
        if not synced.is_read or not (told or synced.problems):
            return
        admins = self._admins()
        if not admins:  # Slack does not say now who they are: the next look tells them
            return
        key = _key(synced.problems) if synced.problems else ""
        # Loaded where there is something to tell, long after the start.
        from handlers.views.curation.state import mended_message, problems_message

        if told and told != key:
            message = (
                None
                if synced.problems
                else mended_message(synced.published, synced.clashing, self._context())
            )
            for admin in admins:
                self._notices.over(f"{told}:{admin}", admin, message)
                self._told.discard(f"{told}:{admin}")
        if synced.problems:
            self._to_admins(key, problems_message(synced.problems))
        self._problems.save(key)

    def _to_admins(self, key: str, message: Message) -> None:
        for admin in self._admins():
            self._once(f"{key}:{admin}", admin, message)

    def _once(self, key: str, person: str, message: Message) -> None:
        # What this process has told already need not be asked of the database at every look.
        if key not in self._told:
            self._notices.once(key, person, message)
            self._told.add(key)

    def _conflict(self, conflict: Conflict) -> Message:
        now = self._knowledge.library()
        checked = self._knowledge.check({conflict.path: conflict.file_text})
        lines = (
            ["The file's version has errors: see `rolecall check`."]
            if checked.library is None
            else list(difference_lines(diff(now, checked.library)))
        )
        from handlers.views.curation.state import conflict_message

        return conflict_message(conflict, lines, self._context())

    def _context(self) -> ViewContext:
        return ViewContext(self._knowledge.library(), self._now().date())


def _key(problems: Sequence[Problem]) -> str:
    told = "\n".join(map(str, problems))
    return f"problems:{hashlib.sha256(told.encode()).hexdigest()}"
