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


WORKING = "One moment, I am checking it…"


def difference_parts(found: Difference) -> tuple[Part, ...]:
    """What is different: counted, then line by line as far as somebody reads."""
    if found.is_empty:
        said = "Only comments or layout differ: no answer changes."
        return (Paragraph((said,)),)
    lines = list(islice(difference_lines(found), 1, MOST_LINES + 1))
    rest = len(found.edits) + len(found.tallies) - len(lines)
    more = ((f"… and {rest:,} more",),) if rest > 0 else ()
    return (
        Paragraph((Bold(counted(found)),)),
        Bullets((*((line,) for line in lines), *more), if_cut="The first line counts them all"),
    )


def proposal_parts(proposal: Proposal, *, moved: bool = False) -> CheckResult:
    """What a draft would change; nothing is changed until it is applied."""
    parts: list[Part] = [Heading("What this would change")]
    if moved:
        parts.append(
            Paragraph((
                Bold("The knowledge has moved meanwhile"), ", so nothing was applied. This is what ",
                "it would change now: where somebody else edited the same file, it takes that back.",
            ))
        )  # fmt: skip
    parts.extend(difference_parts(proposal.difference))
    if proposal.warnings:
        said = f"{count(len(proposal.warnings), 'warning')}, which stop nothing"
        parts.append(problems_part(proposal.warnings, said))
    reason = Note((proposal.draft.reason,))
    return CheckResult((*parts, reason, draft_actions(proposal.draft.id)))


def problems_parts(problems: Sequence[Problem]) -> CheckResult:
    """Refused by the check: every problem, with its place."""
    return CheckResult((
        Heading(f"Not taken: {count(len(problems), 'problem')}"),
        problems_part(problems),
        Note(("Nothing was changed. Mend this and send it again.",)),
    ))  # fmt: skip


def unchanged_parts() -> tuple[Part, ...]:
    """The same as what is served."""
    return (Paragraph(("This is what is served already: there is nothing to change.",)),)


def published_parts(revision: Revision) -> tuple[Part, ...]:
    """A draft became a revision."""
    return (
        Heading(f"Published as revision {revision.number}"),
        Paragraph((*revision_line(revision), f"\n{revision.reason}")),
        Note(("Every answer draws on it within five seconds.",)),
    )


def discarded_parts() -> tuple[Part, ...]:
    """A draft is gone, and nothing else."""
    return (Paragraph(("Discarded. Nothing was changed.",)),)


def gone_parts() -> tuple[Part, ...]:
    """A draft that there is no more."""
    said = "This draft was applied or discarded already. Nothing was changed by this click."
    return (Paragraph((said,)),)


def revision_parts(revision: int, found: Difference) -> tuple[Part, ...]:
    """What a revision changed."""
    return (Heading(f"What revision {revision} changed"), *difference_parts(found))
