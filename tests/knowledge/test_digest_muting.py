"""What `/digest mute …` and `unmute …` name: feeds by their names, however they are written, and topics."""

import pytest

from knowledge.crosscheck import Knowledge
from knowledge.digest.grammar import line_for, parse_digest
from knowledge.digest.subscription import Focus, MuteRequest, PauseRequest, UnclearRequest
from knowledge.feeds.model import Feed
from knowledge.library import Library
from knowledge.vocabulary import Vocabulary

TOPICS = Vocabulary.model_validate({"id": "topics", "terms": [{"id": "mlops", "name": "MLOps"}]})


@pytest.fixture(scope="module")
def feeds() -> Library:
    """Some feeds and a topic."""
    named = {"dbt-blog": "dbt Blog", "the-batch": "The Batch", "netflix-tech": "Netflix TechBlog"}
    kept = [
        Feed(id=id, name=name, kind="feed", address=f"https://{id}.example/")
        for id, name in named.items()
    ]
    return Library(Knowledge((), (), {"topics": TOPICS}, feeds=tuple(kept)), "small")


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("mute dbt blog", MuteRequest(("dbt-blog",))),
        ("Mute the dbt-blog please", MuteRequest(("dbt-blog",))),
        ("mute posts from the batch and dbt blog", MuteRequest(("the-batch", "dbt-blog"))),
        ("mute netflix techblog, mlops", MuteRequest(("netflix-tech",), ("mlops",))),
        ("mute feed netflix tech", MuteRequest(("netflix-tech",))),
        ("unmute The Batch", MuteRequest(("the-batch",), undo=True)),
        ("unmute mlops", MuteRequest((), ("mlops",), undo=True)),
    ],
)
def test_what_is_named_is_muted(feeds: Library, text: str, request_: MuteRequest) -> None:
    read = parse_digest(feeds, text)
    assert isinstance(read, MuteRequest)
    assert (set(read.feeds), read.topics, read.undo) == (
        set(request_.feeds), request_.topics, request_.undo,
    )  # fmt: skip
    assert parse_digest(feeds, line_for(feeds, read) or "") == read


def test_what_is_misspelt_is_offered_and_a_span_is_a_pause(feeds: Library) -> None:
    near = parse_digest(feeds, "mute netflx techblog")
    assert isinstance(near, UnclearRequest)
    assert near.suggestion == "mute Netflix TechBlog"
    assert near.meant == MuteRequest(("netflix-tech",))
    assert isinstance(parse_digest(feeds, "mute 2 weeks"), PauseRequest)
    assert isinstance(parse_digest(feeds, "mute"), PauseRequest)


def test_a_focus_takes_and_gives_back_what_is_muted() -> None:
    muted = Focus(muted_topics=("a",)).muting(MuteRequest(("f",), ("a", "b")))
    assert (muted.muted_feeds, muted.muted_topics) == (("f",), ("a", "b"))
    assert muted.muting(MuteRequest(("f",), ("b",), undo=True)) == Focus(muted_topics=("a",))


@pytest.mark.parametrize("text", ["mute politics", "unmute politics", "mute agnets"])
def test_what_is_no_feed_and_no_topic_neither_pauses_nor_resumes(
    library: Library, text: str
) -> None:
    assert parse_digest(library, text) == UnclearRequest(text)


@pytest.mark.parametrize("verb", ["mute", "unmute"])
def test_a_word_of_a_topics_name_is_probably_that_topic(library: Library, verb: str) -> None:
    meant = MuteRequest((), ("ai-agents",), undo=verb == "unmute")
    assert parse_digest(library, f"{verb} agents") == UnclearRequest(
        f"{verb} agents", f"{verb} AI agents", meant
    )


def test_a_time_that_is_not_understood_is_still_one_to_pause_for(library: Library) -> None:
    near = parse_digest(library, "mute for a while")
    assert isinstance(near, UnclearRequest)
    assert isinstance(near.meant, PauseRequest)
