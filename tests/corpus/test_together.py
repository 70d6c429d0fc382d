"""Two slips in one file, whatever they are, are both told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import check_documents
from tests.corpus.hostile.cases import TEXTS
from tests.corpus.hostile.slips import VALUES

Slip = tuple[str, str, str, str, str]
"""A file, the line as it stands, where, what is written in its place, and words of the problem."""

SLIPS: list[Slip] = [
    (path, line, where, value, words)
    for path, line, where, wrong in VALUES
    for value, words in wrong.items()
]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Slip, Slip]:
    """Two slips in different lines of one file."""
    one = draw(st.sampled_from(SLIPS))
    return one, draw(st.sampled_from([s for s in SLIPS if s[0] == one[0] and s[1] != one[1]]))


@settings(deadline=None, max_examples=150)
@given(pair=pairs())
def test_both_are_told(pair: tuple[Slip, Slip]) -> None:
    path = pair[0][0]
    lines = TEXTS[path].splitlines()
    for _, line, _, value, _ in pair:
        lines[lines.index(line)] = f"{line.partition(':')[0]}: {value}".rstrip()
    text = "\n".join(lines) + "\n"
    told = [str(problem) for problem in check_documents({**TEXTS, path: text})[2]]
    for _, _, where, _, words in pair:
        assert any(where in problem and words in problem for problem in told), (where, words, told)
