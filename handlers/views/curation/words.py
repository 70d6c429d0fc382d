"""Wording that all views of the knowledge share: revisions and problems."""

import re
from collections.abc import Iterable, Sequence

from handlers.views.parts import Bold, Bullets, Code, Inline, Line, Moment, Paragraph, Part, Person
from handlers.views.words import listed
from knowledge.files import Problem
from knowledge.revisions import Origin, Revision

MOST_PROBLEMS = 12
MEMBER = re.compile(r"[UW][A-Z0-9]+")

ORIGINS: dict[Origin, str] = {
    "files": "from files on disk",
    "slack": "in Slack",
    "rollback": "a rollback",
    "command": "by command",
}


def author(name: str) -> Inline:
    """A member as Slack shows them; others by their name."""
    return Person(name) if MEMBER.fullmatch(name) else name


def revision_line(revision: Revision) -> Line:
    """Which one, when, by whom, and in what way."""
    by: Line = (" · by ", author(revision.author))
    if revision.author == revision.origin:
        by = ()  # nobody is named where edited files were published by themselves
    return (
        Bold(f"Revision {revision.number}"), "  ", Moment(revision.made_at), *by,
        f" · {ORIGINS[revision.origin]}",
    )  # fmt: skip


def problem_line(problem: Problem) -> Line:
    """File, line, column, and what to write."""
    place = f", line {problem.line}, column {problem.column}" if problem.line else ""
    where: Line = (Code(problem.where), " ") if problem.where else ()
    kind = "warning: " if problem.severity == "warning" else ""
    return (Bold(f"{problem.path}{place}"), f"  {kind}", *where, problem.message)


def problems_part(problems: Sequence[Problem], heading: str | None = None) -> Bullets:
    """As many as someone reads, and how many more there are."""
    lines = [problem_line(problem) for problem in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        lines.append((f"… and {len(problems) - MOST_PROBLEMS:,} more",))
    return Bullets(tuple(lines), heading, if_cut="Fix these first")


def admins_named(people: Iterable[str]) -> Line:
    """The admins as far as they are known."""
    known = [Person(id) for id in people]
    if not known:
        return ("your workspace's admins",)
    pieces: list[Inline] = []
    for number, person in enumerate(known):
        between = "" if not number else " and " if number == len(known) - 1 else ", "
        pieces += [between, person]
    return (*(piece for piece in pieces if piece), " and your workspace's admins")


def refused_parts(people: Sequence[str], owner: str | None = None) -> tuple[Part, ...]:
    """Not theirs to do: who may."""
    kept: Line = ("It belongs to ", Person(owner), ". ") if owner else ()
    line: Line = (
        *kept, "The knowledge is managed by ", *admins_named(people), ". Ask them for help, or ",
        "click ", Bold("Report a problem"), " under an answer. Nothing was changed.",
    )  # fmt: skip
    return (Paragraph((Bold("This is for admins. "), *line)),)


def paths_words(paths: Sequence[str]) -> str:
    """`roles/ml-engineer.yaml`, or how many files."""
    return listed(paths) if len(paths) <= 2 else f"{len(paths):,} files"
