"""Views of an occupation: what an authority says is done in it, told in our own words."""

from collections.abc import Iterator, Sequence

from handlers.views.mrkdwn import Bold, Bullets, Note, Paragraph, Part
from handlers.views.words import SourceMarks
from knowledge.answers import OccupationTasks

MOST_TITLES = 20


def occupations_parts(told: Sequence[OccupationTasks], marks: SourceMarks) -> list[Part]:
    """Each occupation's tasks, then its tools and titles by name; at the end, what licenses ask for."""
    parts = [part for one in told for part in _parts_of(one, marks)]
    attributions = dict.fromkeys(one.source.attribution for one in told)
    return [*parts, *(Note((said,)) for said in attributions if said)]


def _parts_of(told: OccupationTasks, marks: SourceMarks) -> Iterator[Part]:
    occupation, source = told.occupation, told.source
    shared = f", under which it lists {told.roles} of the roles here" if told.roles > 1 else ""
    told_so = f" ({occupation.code}), told in our words{marks.mark([source.id])}."
    whole = f" It describes the whole occupation{shared}."
    yield Paragraph((f"{source.label}, for ", Bold(occupation.name), told_so, whole))
    yield Bullets(
        tuple(
            (task.text, " (supplemental)" if task.supplemental else "") for task in occupation.tasks
        ),
        if_cut=f"The rest is in occupations/{occupation.id}.yaml",
    )
    if occupation.tools:
        yield Paragraph((Bold("Tools in demand: "), ", ".join(occupation.tools)))
    if occupation.titles:
        more = len(occupation.titles) - MOST_TITLES
        titles = [*occupation.titles[:MOST_TITLES], *([f"{more} more"] if more > 0 else [])]
        yield Paragraph((Bold("Titles under it: "), ", ".join(titles)))
