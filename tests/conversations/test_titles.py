"""Titles as real job posts have them: the right role, the right roles to choose from, or none."""

import re
from typing import NotRequired, TypedDict, cast

import pytest

from knowledge.library import Library
from tests.conftest import Reply, Slash
from tests.conversations.files import conversations

TitleMeans = TypedDict(
    "TitleMeans",
    {"title": str, "means": list[str], "or": NotRequired[list[list[str]]]},
)
"""One line of a file of titles: the roles that are meant, or what would be as right."""

FILES = ("titles", "titles_held")
ENOUGH = 0.95
"""Share of the titles that have to be understood, as a careful person understands them."""


def found(reply: Reply, library: Library) -> set[str] | None:
    """The role that an answer is about, the ones that it offers, or none; None if it is neither."""
    ids = {role.name: id for id, role in library.roles.items()}
    name = reply.heading.split(" · ")[0]
    if name in ids:
        return {ids[name]}
    if reply.heading == "Which one do you mean?":
        offered = re.findall(r"^• (.+?)  /role ", reply.text, re.MULTILINE)
        return {ids[name] for name in offered if name in ids}
    closest = re.search(r"^Closest roles +(.+)$", reply.text, re.MULTILINE)
    if closest:
        return {id for name, id in ids.items() if re.search(rf"\b{re.escape(name)}\b", closest[1])}
    none = "isn't covered yet" in reply.text or reply.heading == "Which role?"
    return set() if none else None


def is_right(answer: set[str] | None, title: TitleMeans) -> bool:
    """Whether it is what the title means: a choice may offer more roles, but lack none."""
    expected = [set(means) for means in (title["means"], *title.get("or", []))]
    return answer is not None and any(
        roles <= answer if len(roles) > 1 else roles == answer for roles in expected
    )


@pytest.mark.parametrize("name", FILES)
def test_titles_of_job_posts_are_understood(slash: Slash, library: Library, name: str) -> None:
    titles = cast("list[TitleMeans]", conversations(name))
    wrong = [
        (title["title"], answer)
        for title in titles
        if not is_right(answer := found(slash(f"/role {title['title']}"), library), title)
    ]
    assert len(wrong) <= len(titles) * (1 - ENOUGH), wrong


def test_there_are_enough(library: Library) -> None:
    titles = [one for name in FILES for one in cast("list[TitleMeans]", conversations(name))]
    assert len({one["title"] for one in titles}) == len(titles)
    assert sum(bool(one["means"]) for one in titles) >= 200
    assert sum(not one["means"] for one in titles) >= 40
    meant = {id for one in titles for means in (one["means"], *one.get("or", [])) for id in means}
    assert meant <= set(library.roles)
