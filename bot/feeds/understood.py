"""The reader that runs in a process of its own: what posts are about, and what ads say."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from knowledge.crosscheck import Knowledge
from knowledge.feeds.ads import read_ad
from knowledge.feeds.kept import ItemSubjects, UnreadAd
from knowledge.feeds.reading import AdPay
from knowledge.feeds.topics import roles_in, topics_in
from knowledge.library import Library
from knowledge.model import Role, Source
from knowledge.vocabulary import Vocabulary


def packed(library: Library) -> Mapping[str, Any]:
    """All of a library that posts and ads are read with: names, and nothing that is told of them."""
    kinds = library.naming.vocabulary
    mentions = [one for each in library.mentions.values() for one in each.mentions]
    return {
        "vocabulary": [kinds[kind].model_dump(mode="json") for kind in sorted(kinds)],
        "roles": [
            role.model_dump(mode="json", exclude={"sections"}) for role in library.roles.values()
        ],
        "mentions": [one.model_dump(mode="json", exclude={"source"}) for one in mentions],
    }


def unpacked(names: Mapping[str, Any]) -> Library:
    """The library of such names."""
    mentioning: dict[str, Any] = {
        "id": "mentions",
        "title": "-",
        "label": "-",
        "kind": "article",
        "roles": [],
    }
    vocabulary = [Vocabulary.model_validate(one) for one in names["vocabulary"]]
    knowledge = Knowledge(
        (Source.model_validate({**mentioning, "mentions": names["mentions"]}),),
        tuple(Role.model_validate(one) for one in names["roles"]),
        {one.id: one for one in vocabulary},
    )
    return Library(knowledge, "names")


def read(data: bytes) -> str:
    """Read posts or ads with a library's names, all of them in JSON; gives what each is about, in their order."""
    given = json.loads(data)
    library = unpacked(given["names"])
    posts: Sequence[Mapping[str, str]] = given.get("posts", ())
    about = [
        ItemSubjects(
            topics_in(library, post["title"], post["summary"]),
            roles_in(library, post["title"], post["summary"]),
        )
        for post in posts
    ]
    ads = [read_ad(library, _ad(one)) for one in given.get("ads", ())]
    return json.dumps([asdict(one) for one in (*about, *ads)])


def _ad(given: Mapping[str, Any]) -> UnreadAd:
    said: dict[str, Any] = {**given, "locations": tuple(given["locations"])}
    said["stated_pay"] = tuple(AdPay(**one) for one in given["stated_pay"])
    return UnreadAd(**said)
