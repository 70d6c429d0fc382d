"""What the process is told of a library is enough to read as the library does."""

import json
from dataclasses import asdict, replace

from bot.feeds.understood import packed, read
from knowledge.feeds.ads import read_ad
from knowledge.feeds.kept import UnreadAd
from knowledge.feeds.topics import roles_in, topics_in
from knowledge.library import Library

AD = UnreadAd(
    "1",
    "board",
    "Senior Data Engineer, Ads",
    "Acme",
    ("Remote - US",),
    None,
    None,
    (),
    "SQL and Spark.",
    "v1",
)
ADS = [
    AD,
    replace(AD, title="Data Platform Engineer"),
    replace(AD, title="Head of Nothing", locations=("Portland, OR",)),
    replace(AD, title="ML Engineer", text="We are hiring. Salary: $120,000 - $150,000 USD per year. Apply."),
]  # fmt: skip
POSTS = [("RAG for data engineers", "With Apache Iceberg"), ("Lunch", "")]


def test_names_are_enough(library: Library) -> None:
    names = packed(library)
    told = json.loads(
        read(json.dumps({"names": names, "ads": [asdict(ad) for ad in ADS]}).encode())
    )
    here = [asdict(read_ad(library, ad)) for ad in ADS]
    assert told == json.loads(json.dumps(here))
    assert [one["roles"] for one in told] == [["data-engineer"], [], [], ["ml-engineer"]]
    posts = [{"title": title, "summary": summary} for title, summary in POSTS]
    about = json.loads(read(json.dumps({"names": names, "posts": posts}).encode()))
    assert about == [
        {"topics": [*topics_in(library, *post)], "roles": [*roles_in(library, *post)]}
        for post in POSTS
    ]
