"""Views of a change before and after it is made: its difference, its problems, what became of it."""

from collections.abc import Sequence
from itertools import islice

from handlers.views.curation.buttons import draft_actions
from handlers.views.curation.words import problems_part, revision_line
from handlers.views.parts import Bold, Bullets, Heading, Note, Paragraph, Part
from handlers.views.words import count
from knowledge.difference import Difference, counted, difference_lines
from knowledge.files import Problem
from knowledge.revisions import Proposal, Revision

MOST_LINES = 15


class CheckResult(tuple[Part, ...]):
    """What a check came to, and what is to be done with it: it must not go with the modal that shows it."""

    __slots__ = ()


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
