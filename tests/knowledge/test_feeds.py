"""Feeds as documents: checked with line and column, told apart, guessed from an address, written."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.settings import CONTENT
from knowledge.check import collect, examine, type_document
from knowledge.difference import diff, difference_lines
from knowledge.feeds.addresses import Guess, guess, what_is_read
from knowledge.feeds.model import FEED_KINDS, KIND_NAMES, Feed
from knowledge.feeds.writing import feed_path, feed_text
from knowledge.files import Document
from knowledge.library import Library
from knowledge.store import KnowledgeStore, open_library
from knowledge.uploads import Upload, UploadedFile, read_upload
from knowledge.yaml_files import parse_text
from tests.knowledge.content_copy import ContentCopy

FEED = "feeds/my-acme.yaml"
BLOG = """\
name: Acme Blog
kind: feed
address: https://acme.example/feed
topics: [mlops]
roles: [ml-engineer]
owner: U0MAYA
enabled: true
"""
BOARD = "name: Acme jobs\nkind: greenhouse\nboard: acme\n"

WRONG = [
    (BLOG, "kind: feed", "kind: fede", "2:1: kind:", "is not one of feed, greenhouse, lever, ashby, smart"),
    (BLOG, "kind: feed", "kind: fed", "2:1: kind:", 'did you mean "feed"?'),
    (BOARD, "greenhouse", "greenhous", "2:1: kind:", 'did you mean "greenhouse"?'),
    (BLOG, "https://acme.example/feed", "acme.example/feed", "3:1: address:", "must begin with https:// or http://"),
    (BLOG, "address: https://acme.example/feed\n", "", "1:1: address:", "`kind: feed` needs an `address`"),
    (BLOG, "address:", "addres:", "3:1: addres:", 'unknown key; did you mean "address"?'),
    (BLOG, "owner:", "board: acme\nowner:", "6:1: board:", "only a job board has a `board` name"),
    (BLOG, "[mlops]", "[ml-ops]", "4:10: topics.0:", 'no topic "ml-ops"; did you mean "mlops"?'),
    (BLOG, "[ml-engineer]", "[ml-enginer]", "5:9: roles.0:", 'no role "ml-enginer"; did you mean "ml-engineer"?'),
    (BLOG, "U0MAYA", "maya", "6:1: owner:", "is not a Slack user id"),
    (BLOG, "true", "on", "7:1: enabled:", "must be true or false"),
    (BLOG, "name: Acme Blog\n", "", "1:1: name:", "is missing"),
    (BLOG, "owner:", "unit: percent\nowner:", "6:1: unit:", "only a series has a `unit`"),
    (BLOG, "owner:", "license: CC BY 4.0\nowner:", "6:1: license:", "only a series has a `license`"),
    (BOARD, "board: acme\n", "", "1:1: board:", "a greenhouse board needs its `board` name"),
    (BOARD, "board: acme", "board: a/b", "3:1: board:", "is no board name"),
    (BOARD, "board:", "address: https://x.example\nboard:", "3:1: address:", "remove one"),
    (BOARD, "board: acme", "board: databricks", "3:1: board:", '"greenhouse databricks" already belongs to databricks-jobs'),
    (
        BOARD, "board: acme", "address: https://boards-api.greenhouse.io/v1/boards/databricks/jobs",
        "3:1: address:", '"greenhouse databricks" already belongs to databricks-jobs (feeds/databricks-jobs.yaml)',
    ),
    (
        BLOG, "https://acme.example/feed", "http://WWW.getdbt.com/blog/rss.xml/", "3:1: address:",
        '"www.getdbt.com/blog/rss.xml" already belongs to dbt-blog (feeds/dbt-blog.yaml)',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "old", "new", "place", "says"), WRONG)
def test_what_is_wrong_is_told_with_its_place(
    content: ContentCopy, text: str, old: str, new: str, place: str, says: str
) -> None:
    content.write(FEED, text.replace(old, new, 1))
    problems = content.problems()
    assert any(one.startswith(f"{FEED}:{place}") and says in one for one in problems), problems


def test_everything_wrong_is_told_at_once(content: ContentCopy) -> None:
    content.write(FEED, "kind: lever\ntopics: [nothing-such]\nenabled: 1\n")
    told = [one.split(": ")[1] for one in content.problems()]
    assert told == ["board", "name", "topics.0", "enabled"]


@pytest.mark.parametrize(
    "text", [BLOG, BOARD, "name: HN\nkind: hn-hiring\naddress: https://x.example/"]
)
def test_what_is_right_is_kept(content: ContentCopy, text: str) -> None:
    content.write(FEED, text)
    knowledge, problems = content.checked()
    assert problems == []
    assert "my-acme" in Library(knowledge, "1").feeds


def test_a_folder_without_feeds_opens_as_before(content: ContentCopy) -> None:
    for path in (content.root / "feeds").iterdir():
        path.unlink()
    (content.root / "feeds").rmdir()
    store = KnowledgeStore(content.root.parent / "store.json")
    opened = open_library(content.root, store)
    assert opened.problems == ()
    assert opened.library is not None
    assert opened.library.feeds == {}


def test_the_store_gives_feeds_back(content: ContentCopy) -> None:
    content.write(FEED, BLOG)
    store = KnowledgeStore(content.root.parent / "store.json")
    first = open_library(content.root, store).library
    again = open_library(content.root, store).library
    assert first is not None
    assert again is not None
    assert again.feeds == first.feeds
    assert again.feeds["my-acme"].owner == "U0MAYA"


def test_the_starters_are_off_and_lead_elsewhere() -> None:
    found = [
        _feed(path.name, path.read_text(encoding="utf-8")) for path in (CONTENT / "feeds").iterdir()
    ]
    assert len(found) >= 12
    assert not any(feed.enabled for feed in found)
    assert len({what_is_read(feed) for feed in found}) == len(found)
    assert all(feed.address.startswith("https://") for feed in found if feed.address)
    for feed in found:
        if feed.address:
            assert guess(feed.address).kind == feed.kind


def _feed(name: str, text: str) -> Feed:
    document = parse_text(f"feeds/{name}", text)
    assert isinstance(document, Document)
    feed = type_document(document)
    assert isinstance(feed, Feed)
    return feed


GUESSES: Mapping[str, Guess] = {
    "https://boards.greenhouse.io/acme": Guess("greenhouse", "acme"),
    "https://job-boards.greenhouse.io/acme/jobs/123?gh_src=x": Guess("greenhouse", "acme"),
    "https://job-boards.eu.greenhouse.io/acme": Guess("greenhouse", "acme"),
    "https://boards.greenhouse.io/embed/job_board?for=acme&b=1": Guess("greenhouse", "acme"),
    "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true": Guess("greenhouse", "acme"),
    "https://jobs.lever.co/acme": Guess("lever", "acme"),
    "https://jobs.lever.co/acme/0b1f-22": Guess("lever", "acme"),
    "https://api.lever.co/v0/postings/acme?mode=json": Guess("lever", "acme"),
    "https://jobs.eu.lever.co/acme": Guess("lever", address="https://api.eu.lever.co/v0/postings/acme?mode=json&skip=0&limit=100"),
    "HTTPS://Jobs.AshbyHQ.com/Acme%20Inc": Guess("ashby", "Acme Inc"),
    "https://api.ashbyhq.com/posting-api/job-board/acme": Guess("ashby", "acme"),
    "https://careers.smartrecruiters.com/AcmeCorp": Guess("smartrecruiters", "AcmeCorp"),
    "https://api.smartrecruiters.com/v1/companies/acme/postings": Guess("smartrecruiters", "acme"),
    "https://apply.workable.com/acme/": Guess("workable", "acme"),
    "https://apply.workable.com/api/v1/widget/accounts/acme": Guess("workable", "acme"),
    "https://acme.workable.com/": Guess("workable", "acme"),
    "https://acme.recruitee.com/o/data-engineer": Guess("recruitee", "acme"),
    "https://acme.teamtailor.com/jobs": Guess("teamtailor", "acme"),
    "https://acme.jobs.personio.de/": Guess("personio", "acme"),
    "https://acme.jobs.personio.com/": Guess("personio", address="https://acme.jobs.personio.com/xml"),
    "https://news.ycombinator.com/submitted?id=whoishiring": Guess("hn-hiring"),
    "https://news.ycombinator.com/item?id=1": Guess("hn-hiring", address="https://hn.algolia.com/api/v1/search_by_date?tags=comment,story_1&hitsPerPage=1000"),
}  # fmt: skip


@pytest.mark.parametrize("url", GUESSES)
def test_a_known_address_is_recognized(url: str) -> None:
    assert guess(url) == GUESSES[url]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://acme.example/blog/rss.xml", "feed"),
        ("https://acme.example/careers/data-engineer", "jobposting"),
        ("https://acme.example/jobs/feed.xml", "feed"),
        ("https://acme.example/jobs/feed/", "feed"),
        ("https://raw.example/share.CSV?x=1", "series"),
        ("https://news.ycombinator.com/rss", "feed"),
        ("https://news.ycombinator.com/item?id=x", "feed"),
        ("https://www.recruitee.com/blog", "feed"),
        ("https://boards.greenhouse.io/", "feed"),
        ("https://jobs.lever.co", "feed"),
        ("https://[broken", "feed"),
    ],
)
def test_any_other_address_is_asked_as_it_is(url: str, kind: str) -> None:
    assert guess(url) == Guess(next(one for one in FEED_KINDS if one == kind), address=url)


@given(st.text(max_size=60))
def test_no_address_breaks_the_guess(text: str) -> None:
    for url in (text, f"https://{text}", f"https://jobs.lever.co/{text}"):
        found = guess(url)
        assert found.kind in KIND_NAMES


def library(*feeds: Feed) -> Library:
    return Library(collect(feeds), "1")


def feed(**changes: object) -> Feed:
    known = {"id": "acme", "name": "Acme & Co", "kind": "lever", "board": "acme"}
    return Feed.model_validate({**known, **changes})


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ([feed()], [feed(enabled=True)], ["1 feed changed", "Feed Acme & Co: turned on"]),
        ([feed(enabled=True)], [feed()], ["1 feed changed", "Feed Acme & Co: paused"]),
        ([], [feed()], ["1 feed added", "added: Feed Acme & Co: Lever job board acme, off"]),
        (
            [feed(enabled=True)],
            [],
            ["1 feed removed", "removed: Feed Acme & Co: Lever job board acme, on"],
        ),
        (
            [feed()],
            [feed(board="acme-inc", topics=["mlops"])],
            [
                "1 detail changed, 1 detail added",
                "Feed Acme & Co, board: acme → acme-inc",
                "added: Feed Acme & Co, topic: mlops",
            ],
        ),
        ([feed()], [feed(id="acme-jobs")], ["nothing changed"]),
        (
            [feed()],
            [feed(name="Acme")],
            ["1 detail changed", "Feed Acme, name: Acme & Co → Acme"],
        ),
    ],
)
def test_a_difference_is_told_in_plain_words(
    before: list[Feed], after: list[Feed], says: list[str]
) -> None:
    assert list(difference_lines(diff(library(*before), library(*after)))) == says


@given(
    st.builds(
        Feed,
        id=st.just("acme"),
        name=st.from_regex(r"\A\S([^\r\n]{0,30}\S)?\Z").filter(lambda name: name.isprintable()),
        kind=st.just("feed"),
        address=st.from_regex(r"\Ahttps://[!-~]{1,40}\Z"),
        topics=st.sampled_from([(), ("mlops",), ("mlops", "cloud-native")]),
        roles=st.just(()),
        owner=st.sampled_from([None, "U0MAYA"]),
        enabled=st.booleans(),
    )
)
def test_what_is_written_is_read_as_it_was(feed: Feed) -> None:
    assert examine(feed_path(feed.id), feed_text(feed)).model == feed


def test_a_file_alone_is_told_by_its_keys() -> None:
    for text in (BLOG, BOARD):
        upload = read_upload([UploadedFile("my-acme.yaml", text.encode())])
        assert isinstance(upload, Upload)
        assert list(upload.documents) == [FEED]


def test_a_feed_has_what_its_kind_needs() -> None:
    with pytest.raises(ValidationError, match="needs an `address`"):
        Feed(id="acme", name="Acme", kind="series")
