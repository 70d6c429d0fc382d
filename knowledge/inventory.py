"""Inventories of O*NET: what a release has of the occupations that roles are listed under.

Tasks by their ids with a digest of their words, which are O*NET's and not repeated here; alternate titles and
tools by name. The next release is held against one, and so is what we tell of occupations.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Literal, cast, get_args

from knowledge.files import Document, Location, Problem, first_problems
from knowledge.occupations import Occupation

Kind = Literal["task", "title", "tool"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FOLDER = "onet"
HEADER = ("code", "kind", "name", "said")

_CODE = re.compile(r"[0-9]{2}-[0-9]{4}\.[0-9]{2}")

Key = tuple[str, Kind, str]
"""An occupation's code, and the kind and the name of what is said of it; a task's name is its id."""

Inventory = Mapping[Key, str]
"""What a release has, and what it says of each: a task's digest, what a tool is (`hot`, `in demand`)."""


class InventoryError(Exception):
    """An inventory has a row that is none; it says in which line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def inventory_path(release: str) -> str:
    """Where the inventory of a release such as `29.3` is kept, in the content folder."""
    return f"{FOLDER}/{release.replace('.', '-')}.csv"


def inventory_text(inventory: Inventory) -> str:
    """An inventory as it is kept."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((*key, said) for key, said in sorted(inventory.items()))
    return text.getvalue()


def read_inventory(path: str, text: str) -> Inventory:
    """An inventory that was kept. Raises `InventoryError` with the line of what is none."""
    found: dict[Key, str] = {}
    for number, row in enumerate(csv.reader(StringIO(text)), 1):
        match row:
            case list() if number == 1 and tuple(row) == HEADER:
                pass
            case [code, "task" | "title" | "tool" as kind, name, said] if (
                number > 1 and _CODE.fullmatch(code)
            ):
                found[code, kind, name] = said
            case _:
                message = f"is no row of {', '.join(HEADER)}: import that release again"
                raise InventoryError(Problem(path, number, 1, "", message))
    return found


def not_in_inventory(
    root: Path, occupations: Iterable[Occupation], text_of: Callable[[str], str]
) -> Iterator[Problem]:
    """What occupations name that the release they are from does not have, where its inventory is kept.

    Where none of its tasks is there, it is the code that is wrong; one that two files share is told elsewhere.
    `text_of` gives the text at a path, to tell where in it something stands.
    """
    every = tuple(occupations)
    files = Counter(occupation.code for occupation in every)
    by_source: defaultdict[str, list[Occupation]] = defaultdict(list)
    for occupation in every:
        if files[occupation.code] == 1:
            by_source[occupation.source].append(occupation)
    for source, own in by_source.items():
        path = inventory_path(source.removeprefix(f"{FOLDER}-"))
        try:
            inventory = read_inventory(path, (root / path).read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except InventoryError as error:
            yield error.problem
            continue
        except (OSError, UnicodeDecodeError) as error:
            yield Problem(path, 0, 0, "", f"cannot be read: {error}")
            continue
        for occupation in own:
            lacking = [(at, key) for at, key in _named(occupation) if key not in inventory]
            if not lacking:
                continue
            document = _document(f"occupations/{occupation.id}.yaml", text_of)
            if not any(
                (occupation.code, "task", str(one.id)) in inventory for one in occupation.tasks
            ):
                message = f"{occupation.code} has none of these tasks in {path}"
                yield document.problem(("code",), message)
            else:
                yield from first_problems(
                    document.path,
                    (
                        document.problem(at, f"{code} has no {kind} {name} in {path}")
                        for at, (code, kind, name) in lacking
                    ),
                )


def _named(occupation: Occupation) -> Iterator[tuple[Location, Key]]:
    code = occupation.code
    for number, task in enumerate(occupation.tasks):
        yield ("tasks", number, "id"), (code, "task", str(task.id))
    for number, name in enumerate(occupation.tools):
        yield ("tools", number), (code, "tool", name)
    for number, name in enumerate(occupation.titles):
        yield ("titles", number), (code, "title", name)


def _document(path: str, text_of: Callable[[str], str]) -> Document:
    from knowledge.yaml_files import read_text  # as in `knowledge.check`

    # It was read before, as a typed occupation.
    return cast("Document", read_text(path, text_of(path)))
