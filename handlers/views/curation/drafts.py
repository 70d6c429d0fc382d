"""Views of a change before and after it is made: difference, problems, what became of it."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from handlers.views.curation.buttons import draft_actions
from handlers.views.formatting import CheckResult
from handlers.views.mrkdwn import (
    Bold,
    Bullets,
    Code,
    Heading,
    Inline,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Person,
)
from handlers.views.words import count, listed
from knowledge.difference import Difference, counted, difference_lines
from knowledge.files import Problem
from knowledge.revisions import Origin, Proposal, Revision

MOST_PROBLEMS = 12
MEMBER = re.compile(r"[UW][A-Z0-9]+")

ORIGINS: dict[Origin, str] = {
    "files": "from files on disk",
    "slack": "in Slack",
    "rollback": "a rollback",
    "command": "by command",
    "feeds": "measured from feeds",
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


MOST_LINES = 15


WORKING = "One moment, checking it…"


def difference_parts(found: Difference) -> tuple[Part, ...]:
    """What is different: counted, then line by line as far as someone reads."""
    if found.is_empty:
        said = "Only comments or layout differ. No answers change."
        return (Paragraph((said,)),)
    lines = list(islice(difference_lines(found), 1, MOST_LINES + 1))
    rest = len(found.edits) + len(found.tallies) - len(lines)
    more = ((f"… and {rest:,} more",),) if rest > 0 else ()
    return (
        Paragraph((Bold(counted(found)),)),
        Bullets((*((line,) for line in lines), *more), if_cut="The first line has the total"),
    )


def proposal_parts(proposal: Proposal, *, moved: bool = False) -> CheckResult:
    """What a draft would change; nothing is changed until it is applied."""
    parts: list[Part] = [Heading("What this would change")]
    if moved:
        parts.append(
            Paragraph((
                Bold("Someone published a change in the meantime"), ", so nothing was applied. This is what ",
                "it would change now. If someone else edited the same file, it undoes their edit.",
            ))
        )  # fmt: skip
    parts.extend(difference_parts(proposal.difference))
    if proposal.warnings:
        said = f"{count(len(proposal.warnings), 'warning')}, none of them blocking"
        parts.append(problems_part(proposal.warnings, said))
    reason = Note((proposal.draft.reason,))
    return CheckResult((*parts, reason, draft_actions(proposal.draft.id)))


def problems_parts(problems: Sequence[Problem]) -> CheckResult:
    """Refused by the check: every problem, with its place."""
    return CheckResult((
        Heading(f"Not published: {count(len(problems), 'problem')}"),
        problems_part(problems),
        Note(("Nothing was changed. Fix these and resend.",)),
    ))  # fmt: skip


def unchanged_parts() -> tuple[Part, ...]:
    """The same as what is served."""
    return (Paragraph(("This is already live, so there's nothing to change.",)),)


def published_parts(revision: Revision) -> tuple[Part, ...]:
    """A draft became a revision."""
    return (
        Heading(f"Published as revision {revision.number}"),
        Paragraph((*revision_line(revision), f"\n{revision.reason}")),
        Note(("Every answer uses it within five seconds.",)),
    )


def discarded_parts() -> tuple[Part, ...]:
    """A draft is gone, and nothing else."""
    return (Paragraph(("Discarded. Nothing was changed.",)),)


def gone_parts() -> tuple[Part, ...]:
    """A draft that there is no more."""
    said = "This draft was already applied or discarded. Nothing was changed."
    return (Paragraph((said,)),)


def revision_parts(revision: int, found: Difference) -> tuple[Part, ...]:
    """What a revision changed."""
    return (Heading(f"What revision {revision} changed"), *difference_parts(found))
