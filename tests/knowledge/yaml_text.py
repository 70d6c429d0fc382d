"""A YAML text with a bit of everything in it, and what it says."""

from typing import Any, cast

from knowledge.files import Document, Location
from knowledge.yaml_files import parse

TEXT = """\
# at the head
name:  Machine Learning   # the name
aliases: [MLE,  'ML eng', "ML: dev"] # in flow
empty:   # nothing yet
none: null
summary: >-  # folded
  Builds models
  that learn.


# before the literal
literal: |
  one

  two
sections:
  skills:
    - {group: Core, text: "Python", sources: [a]}  # first

    # before the second
    - {text: "SQL", sources: [a, b]}
  trends:
  - group: Now
    text: 'It''s new'   # quoted
    sources:
    - a   # one
    - b
long: [
  a, # about a
  b,
]
nested:
- - x
  - y
- z
last: plain text\
"""


def read(text: str) -> dict[str, Any]:
    """The plain values of a text that the reader accepts."""
    outcome = parse("a.yaml", text.encode())
    assert isinstance(outcome, Document), outcome
    return cast("dict[str, Any]", outcome.content)


def value_at(content: Any, path: Location) -> Any:
    """The value at a path."""
    for step in path:
        content = content[step]
    return content
