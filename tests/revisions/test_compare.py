"""What it means that a folder differs: for any history of edits on both sides."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.revisions.folder import Compared, compare, to_compare_with
from knowledge.revisions import Origin

PATHS = ("roles/a.yaml", "roles/b.yaml", "sources/c.yaml")
DIGESTS = ("1", "2", "3", None)
ORIGINS: tuple[Origin, ...] = ("files", "slack", "rollback", "command")

trees = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(DIGESTS[:-1]))
paths, digests = st.sampled_from(PATHS), st.sampled_from(DIGESTS)


@dataclass
class Past:
    """The knowledge over time, change by change."""

    changes: list[tuple[str, str | None, Origin]] = field(
        default_factory=list[tuple[str, str | None, Origin]]
    )

    def tree(self) -> dict[str, str]:
        """What is current."""
        now = {path: digest for path, digest, _ in self.changes}
        return {path: digest for path, digest in now.items() if digest is not None}

    def was_current(self, path: str, digest: str | None) -> bool:
        """Whether a document ever was so."""
        return (path, digest) in {(path, digest) for path, digest, _ in self.changes}

    def last_origin(self, path: str) -> Origin | None:
        """Where a document's last change came from."""
        return next((of for at, _, of in reversed(self.changes) if at == path), None)

    def compare(
        self, folder: dict[str, str], base: dict[str, str] | None, *, same_past: bool = True
    ) -> Compared:
        """The comparison under test."""
        return compare(
            folder, base, self.tree(), self.was_current, self.last_origin, same_past=same_past
        )


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """A first revision from files, and changes of any origin."""
    first = draw(trees)
    origins = st.sampled_from(ORIGINS)
    changes = draw(st.lists(st.tuples(paths, digests, origins), max_size=8))
    return Past([*((path, digest, "files") for path, digest in first.items()), *changes])


bases = st.none() | trees


@given(trees, bases, pasts())
def test_every_difference_means_one_thing(
    folder: dict[str, str], base: dict[str, str] | None, past: Past
) -> None:
    found = past.compare(folder, base)
    current = past.tree()
    every = [*found.edited, *found.behind, *found.clashing]
    assert sorted(every) == sorted(path for path in PATHS if folder.get(path) != current.get(path))


@given(trees, trees, pasts())
def test_with_a_base_it_is_a_three_way_merge(
    folder: dict[str, str], base: dict[str, str], past: Past
) -> None:
    found = past.compare(folder, base)
    current = past.tree()
    for path in found.edited:
        assert folder.get(path) != base.get(path) == current.get(path)
    for path in found.behind:
        assert folder.get(path) == base.get(path) != current.get(path)
    for path in found.clashing:
        assert len({folder.get(path), base.get(path), current.get(path)}) == 3


@given(trees, pasts())
def test_without_one_nothing_of_slack_is_overwritten(folder: dict[str, str], past: Past) -> None:
    for path in past.compare(folder, None).edited:
        assert past.last_origin(path) in (None, "files", "command")


@given(trees, pasts())
def test_without_one_nothing_is_removed_and_nothing_old_comes_back(
    folder: dict[str, str], past: Past
) -> None:
    found = past.compare(folder, None)
    for path in found.edited | found.clashing:
        assert path in folder
        assert not past.was_current(path, folder[path])


@given(pasts(), st.data())
def test_an_old_image_publishes_nothing(past: Past, data: st.DataObject) -> None:
    """A folder of any earlier revision, with what was kept of it or without."""
    then = data.draw(st.integers(0, len(past.changes)))
    folder = Past(past.changes[:then]).tree()
    for base in (None, folder):
        found = past.compare(folder, base)
        assert not found.edited
        assert not found.clashing


@given(pasts(), bases)
def test_what_is_current_is_no_difference(past: Past, base: dict[str, str] | None) -> None:
    assert past.compare(past.tree(), base) == Compared(frozenset(), frozenset(), frozenset())


@given(pasts(), paths, st.sampled_from(("4", "5")), st.booleans())
def test_an_edit_is_never_lost(past: Past, path: str, text: str, kept: bool) -> None:
    """A new text in a file that was up to date is published, or it clashes: it is never behind."""
    current = past.tree()
    found = past.compare({**current, path: text}, current if kept else None)
    assert path in found.edited | found.clashing
    if kept:
        assert path in found.edited


@given(trees, trees, pasts())
def test_in_another_past_no_edit_is_taken_for_old(
    folder: dict[str, str], base: dict[str, str], past: Past
) -> None:
    """A database was restored: what was edited since the last look, or is not known, is no old file."""
    found = past.compare(folder, base, same_past=False)
    for path in found.behind:
        assert folder.get(path) == base.get(path)
        assert path not in folder or past.was_current(path, folder[path])
    for path in found.edited:
        assert past.last_origin(path) in (None, "files", "command")


@given(trees, bases, pasts(), st.booleans(), st.data())
def test_what_is_left_means_the_same_at_the_next_look(
    folder: dict[str, str],
    base: dict[str, str] | None,
    past: Past,
    same_past: bool,
    data: st.DataObject,
) -> None:
    found = past.compare(folder, base, same_past=same_past)
    unsettled = sorted(found.edited | found.clashing)
    left = data.draw(st.sets(st.sampled_from(unsettled))) if unsettled else set[str]()
    valid = base if same_past else None
    again = past.compare(folder, to_compare_with(folder, valid, past.tree(), found, left))
    assert again.edited == found.edited & left
    assert again.clashing == found.clashing & left
