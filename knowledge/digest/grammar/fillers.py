"""Words that ask for nothing by themselves."""

from knowledge.digest.grammar.line import Line

FILLERS = frozenset(
    """please pls plz kindly we wed we'd we'll i id i'd i'll like want would love to let's lets me a an
    the it us this that my our your of for on at in by um las every each once weekly week digest
    digests channel subscription subscribe send post get set time times timezone zone tz local is
    with from and or & plus up time, change move start now""".split()
)


def drop_fillers(line: Line) -> None:
    """Take what is left of them; "IN" or "US" in capitals may be a name."""
    line.take([
        place for place in line.left
        if line.words[place].form in FILLERS and not line.words[place].typed.isupper()
    ])  # fmt: skip
