"""The library for commands that serve nobody: from the content folder, or the last good state of it."""

import logging

from bot.loading import loading
from bot.settings import Settings
from knowledge.files import Problem
from knowledge.library import Library
from knowledge.store import KnowledgeStore, open_library

log = logging.getLogger(__name__)


class KnowledgeError(Exception):
    """The knowledge files have errors and there is no earlier good state to serve."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"problems in the knowledge files: {len(problems)}")
        self.problems = problems


def load_library(settings: Settings) -> Library:
    """The library to serve, with every problem of the files in the log."""
    with loading():
        opened = open_library(settings.rolecall_content, KnowledgeStore(settings.files_store_path))
    for problem in opened.problems:
        log.warning("knowledge: %s", problem)
    if opened.library is None:
        raise KnowledgeError(opened.problems)
    return opened.library
