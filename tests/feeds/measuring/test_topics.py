"""What posts are about: as a reader labeled them, before anything read them."""

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from knowledge.feeds.phrases import NamesInText
from knowledge.feeds.topics import roles_in, topics_in
from knowledge.library import Library
from tests.knowledge.small_tables import TEXTS, library_of

POSTS = yaml.safe_load(Path(__file__).with_name("posts.yaml").read_text(encoding="utf-8"))


class Counted(NamedTuple):
    """How many labels were found, how many were not, and what was found without a label."""

    found: int
    missed: int
    extra: int


def judged(library: Library) -> Counted:
    found = missed = extra = 0
    for post in POSTS:
        told = post["title"], post["summary"]
        for read, labeled in (
            (topics_in(library, *told), post["topics"]),
            (roles_in(library, *told), post["roles"]),
        ):
            found += len({*read} & {*labeled})
            missed += len({*labeled} - {*read})
            extra += len({*read} - {*labeled})
    return Counted(found, missed, extra)


def test_posts_are_about_what_a_reader_says(library: Library) -> None:
    found, missed, extra = judged(library)
    assert found + missed >= 40
    assert found / (found + missed) >= 0.95
    assert found / (found + extra) >= 0.95


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("RAG in production", ("retrieval-augmented-generation",)),
        ("From rag to riches", ()),
        ("Apache Iceberg and icebergs", ("apache-iceberg",)),
        ("the tip of the iceberg", ()),
        ("LLMs' memory", ("large-language-models",)),
        ("fine‑tuning", ("fine-tuning",)),
        ("Data, contracts and lunch", ()),
        ("Data\ncontracts", ("data-contracts",)),
        ("AI agents, AI agents, AI agents", ("ai-agents",)),
        ("a data lakehouse is no data lake", ("lakehouse", "big-data-lakes")),
        ("growth, demand, remote, edge, cloud, automation, security, bias", ()),
        ("", ()),
    ],
)
def test_whole_words_the_longest_first_and_capitals_where_they_matter(
    library: Library, text: str, topics: tuple[str, ...]
) -> None:
    assert topics_in(library, text, "") == topics_in(library, "", text) == topics


def test_every_topic_is_found_by_each_of_its_names(library: Library) -> None:
    for term in library.terms("topics"):
        for name in term.in_text:
            assert term.id in topics_in(library, f"On {name}.", ""), name


def test_an_admin_adds_a_topic_by_file() -> None:
    """Without names for texts, what people type is what is looked for, however it is written."""
    terms = 'terms:\n  - {id: zed-waves, name: "Zed waves", aliases: ["zwaves"]}\n'
    library = library_of({**TEXTS, "vocabulary/topics.yaml": terms})
    for title in ("A zed wave", "ZED WAVES", "On ZWaves"):
        assert topics_in(library, title, "") == ("zed-waves",)


def test_a_name_may_be_of_several_things() -> None:
    names = NamesInText([("Zed wave", "zed"), ("zed wave", "wave")])
    assert [*names.within("A zed wave")] == ["wave"]
    assert [*names.within("A Zed Wave")] == ["zed", "wave"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("What a data engineer does", ("data-engineer",)),
        ("Data engineers and ML engineers", ("data-engineer", "ml-engineer")),
        ("Data engineering at a bank", ("data-engineer",)),
        ("Made in DE by DS", ()),
    ],
)
def test_roles_are_named_by_name_alias_and_field(
    library: Library, text: str, roles: tuple[str, ...]
) -> None:
    assert roles_in(library, text, "") == roles
