"""What an admin changes in a role or a source without leaving Slack, one thing at a time.

Comments, order, quotes, indents and line ends are an admin's own; only what is asked for changes, and
every other byte stays as it is. Each edit is read again before it is given back: it either reads exactly
as asked, or is refused.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, cast

import yaml
from pydantic import ValidationError

from knowledge.editing.nodes import (
    EditError,
    column_of,
    dash_of,
    end_of,
    entries,
    is_flow,
    is_nothing,
    items,
    keys_of,
    node_at,
    open_page,
    read,
    shown,
    spot_at,
    start_of,
)
from knowledge.editing.splices import (
    Splice,
    add_key,
    cut_from_flow,
    cut_lines,
    extent,
    lines_behind,
    replace,
    spliced,
)
from knowledge.editing.writing import Value, inline, item_lines, same
from knowledge.fields import SECTIONS, Bullet, Section
from knowledge.files import Location
from knowledge.model import Figure, Role, Source
from knowledge.wording import nearly


def set_value(text: str, path: Location, value: Value, order: Sequence[str] = ()) -> str:
    """The text with another value at a path; a key that is not there yet is added.

    A new key goes behind the last of those that come before it in `order`, else to the end of its
    mapping. Raises `EditError` where the path leads nowhere or the value cannot be written.
    """
    page = open_page(text)
    expected = _with(page.content, path, value)
    if same(expected, page.content) and node_at(page, path) is not None:
        return text
    parent = node_at(page, path[:-1])
    if node_at(page, path) is not None:
        splices = replace(page, spot_at(page, path), value)
    elif isinstance(parent, yaml.MappingNode) and entries(parent):
        splices = add_key(page, path, parent, value, order)
    elif path[:-1] and isinstance(path[-1], str):
        return set_value(text, path[:-1], {path[-1]: value}, order)
    else:
        raise EditError(f"There is no {shown(path)} in the file.")
    return spliced(page, splices, expected)


def add_item(text: str, path: Location, item: Value, after: int | None = None) -> str:
    """The text with one more item in a list, in the manner of its siblings.

    It goes to the end, or behind the item of index `after`. A list that is not there yet is made.
    """
    page = open_page(text)
    node = node_at(page, path)
    if node is None or is_nothing(node):
        return set_value(text, path, [item])
    if not isinstance(node, yaml.SequenceNode):
        raise EditError(f"{shown(path)} is not a list.")
    siblings = items(node)
    index = len(siblings) - 1 if after is None else after
    if not 0 <= index < len(siblings):
        raise EditError(f"There is no {shown((*path, index))} in the file.")
    expected = deepcopy(page.content)
    cast("list[object]", _value(expected, path)).insert(index + 1, item)
    sibling = siblings[index]
    end = end_of(text, sibling)
    if is_flow(node):
        splices = [Splice(end, end, f", {inline(item, sibling)}")]
    else:
        between = text[dash_of(text, node, index) + 1 : start_of(sibling)]
        gap = between if between and not between.strip(" ") else " "
        lines = item_lines(item, column_of(node), sibling, gap)
        splices = [lines_behind(text, end, lines)]
    return spliced(page, splices, expected)


def remove_item(text: str, path: Location) -> str:
    """The text without an item of a list or a key of a mapping.

    A comment on a line of the thing goes with it, those on lines of their own stay. A list or a
    mapping that would be left with nothing is left as `[]` or `{}`.
    """
    page = open_page(text)
    spot = spot_at(page, path)
    parent = cast("yaml.CollectionNode", node_at(page, path[:-1]))
    expected = deepcopy(page.content)
    del cast("Any", _value(expected, path[:-1]))[path[-1]]
    if len(parent.value) == 1:
        empty: Value = {} if isinstance(parent, yaml.MappingNode) else []
        if not path[:-1]:
            raise EditError("That would leave the file empty.")
        splices = replace(page, spot_at(page, path[:-1]), empty)
    elif is_flow(parent):
        first = path[-1] == (keys_of(parent)[0] if isinstance(parent, yaml.MappingNode) else 0)
        splices = cut_from_flow(text, *extent(page, parent, path[-1], spot), first=first)
    else:
        splices = [cut_lines(page, parent, path[-1], spot)]
    return spliced(page, splices, expected)


def _value(content: object, path: Location) -> object:
    for step in path:
        content = cast("Any", content)[step]
    return content


def _with(content: Mapping[str, object], path: Location, value: object) -> object:
    """The plain values as they are to be; mappings on the way are made."""
    changed = deepcopy(dict(content))
    at: Any = changed
    try:
        for step in path[:-1]:
            if isinstance(step, str) and at.get(step) is None:
                at[step] = {}
            at = at[step]
        at[path[-1]] = value
    except (AttributeError, IndexError, KeyError, TypeError):
        raise EditError(f"There is no {shown(path)} in the file.") from None
    return changed


FIGURE_KEYS = ("section", *(key for key in Figure.model_fields if key not in ("source", "section")))
"""In the order of a file; its name is the source."""

BULLET_KEYS = ("versus", "group", "text", "sources")

_FRESHNESS = ("owner", "verified", "verify_every")


def _parted(keys: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    return keys[: keys.index("owner")], keys[keys.index("verify_every") + 1 :]


_BEFORE_SOURCE, _AFTER_SOURCE = _parted(list(Source.model_fields))
_BEFORE_ROLE, _AFTER_ROLE = _parted(list(Role.model_fields))
DOCUMENT_KEYS = (*_BEFORE_SOURCE, *_BEFORE_ROLE, *_FRESHNESS, *_AFTER_SOURCE, *_AFTER_ROLE)
"""The keys of a source and of a role, each kind's in the order of its model."""


def change_figure(text: str, figure: int | str, changes: Mapping[str, Value]) -> str:
    """A source with other values in one figure, found by its index or its `id`.

    None leaves a key out. Raises `EditError` where there is no such figure or no such key.
    """
    index = _figure_index(text, figure)
    for key, value in changes.items():
        if key not in FIGURE_KEYS:
            raise EditError(f'A figure has no "{key}"{nearly(key, FIGURE_KEYS)}.')
        text = _changed(text, ("figures", index, key), value, FIGURE_KEYS)
        if key == "roles":
            text = _changed(text, ("figures", index, "role"), None, FIGURE_KEYS)
    return text


def add_bullet(text: str, section: Section, bullet: Bullet) -> str:
    """A role with one more bullet in a section, behind the last one of its group.

    Raises `EditError` where the section says the same already.
    """
    bullets = _bullets(text, section)
    if any(one.get("text") == bullet.text for one in bullets):
        raise EditError(f"The section {section} already says this: {bullet.text}")
    of_group = [i for i, one in enumerate(bullets) if one.get("group") == bullet.group]
    entry = _entry(bullet)
    if bullets:
        return add_item(text, ("sections", section), entry, max(of_group, default=None))
    return set_value(text, ("sections", section), [entry], SECTIONS)


def change_bullet(text: str, section: Section, which: int | str, bullet: Bullet) -> str:
    """A role with another bullet in the place of one, found by its index or its text.

    Raises `EditError` where there is no such bullet.
    """
    index = _bullet_index(text, section, which)
    before = _bullets(text, section)[index]
    entry = _entry(bullet)
    for key in BULLET_KEYS:
        if entry.get(key) != before.get(key):
            text = _changed(text, ("sections", section, index, key), entry.get(key), BULLET_KEYS)
    return text


def remove_bullet(text: str, section: Section, which: int | str) -> str:
    """A role without a bullet, found by its index or its text; an empty section goes with it.

    Raises `EditError` where there is no such bullet.
    """
    index = _bullet_index(text, section, which)
    if len(_bullets(text, section)) == 1:
        return remove_item(text, ("sections", section))
    return remove_item(text, ("sections", section, index))


def add_alias(text: str, alias: str) -> str:
    """A role with one more name. Raises `EditError` where it has the name already."""
    if alias in _aliases(text):
        raise EditError(f'"{alias}" is already an alias.')
    if not _aliases(text):
        return set_value(text, ("aliases",), [alias], DOCUMENT_KEYS)
    return add_item(text, ("aliases",), alias)


def remove_alias(text: str, alias: str) -> str:
    """A role without one of its names. Raises `EditError` where it has no such alias."""
    aliases = _aliases(text)
    if alias not in aliases:
        raise EditError(f'There is no alias "{alias}"{nearly(alias, aliases)}.')
    return remove_item(text, ("aliases", aliases.index(alias)))


def mark_verified(text: str, day: date) -> str:
    """A source or a role that was checked against the world on a day."""
    return set_value(text, ("verified",), day.isoformat(), DOCUMENT_KEYS)


def hand_over(text: str, owner: str, kept_by: str | None) -> str:
    """A source or a role with another owner (a Slack user id), who has still to verify it.

    Raises `EditError` where someone else keeps it than is thought (`kept_by`).
    """
    keeper = read(text).get("owner")
    if keeper == owner:
        return text
    if keeper != kept_by:
        raise EditError("Its owner changed in the meantime.")
    text = set_value(text, ("owner",), owner, DOCUMENT_KEYS)
    return _changed(text, ("verified",), None, DOCUMENT_KEYS)


def _changed(text: str, path: Location, value: Value, order: Sequence[str]) -> str:
    """Another value at a path; a key that is to have none is left out."""
    if value is not None:
        return set_value(text, path, value, order)
    holder = _at(read(text), path[:-1])
    return remove_item(text, path) if path[-1] in cast("Mapping[str, object]", holder) else text


def _entry(bullet: Bullet) -> dict[str, Value]:
    written = bullet.model_dump(mode="json", exclude_none=True)
    return {key: written[key] for key in BULLET_KEYS if key in written}


def _figure_index(text: str, figure: int | str) -> int:
    figures = _list_at(text, ("figures",))
    if isinstance(figure, int):
        if 0 <= figure < len(figures):
            return figure
        raise EditError(f"There is no figure {figure}: the source has {len(figures)}.")
    source = figure.partition(":")[0]
    for index, entry in enumerate(figures):
        if _figure_id(entry, source) == figure:
            return index
    raise EditError(f"The source no longer has the figure {figure}.")


def _figure_id(entry: object, source: str) -> str | None:
    if not isinstance(entry, dict):
        return None
    try:
        return Figure.model_validate({**cast("dict[str, object]", entry), "source": source}).id
    except ValidationError:
        return None


def _bullet_index(text: str, section: Section, which: int | str) -> int:
    bullets = _bullets(text, section)
    if isinstance(which, int):
        if 0 <= which < len(bullets):
            return which
        raise EditError(f"There is no bullet {which} in {section}: it has {len(bullets)}.")
    for index, bullet in enumerate(bullets):
        if bullet.get("text") == which:
            return index
    raise EditError(f"The section {section} no longer says: {which}")


def _bullets(text: str, section: Section) -> list[dict[str, object]]:
    entries = _list_at(text, ("sections", section))
    return [cast("dict[str, object]", one) if isinstance(one, dict) else {} for one in entries]


def _aliases(text: str) -> list[str]:
    return cast("list[str]", _list_at(text, ("aliases",)))


def _list_at(text: str, path: Location) -> list[object]:
    found = _at(read(text), path)
    return cast("list[object]", found) if isinstance(found, list) else []


def _at(content: object, path: Location) -> object:
    for step in path:
        if isinstance(content, dict):
            content = cast("dict[str | int, object]", content).get(step)
        elif isinstance(content, list) and isinstance(step, int):
            content = cast("list[Any]", content)[step]
        else:
            return None
    return content
