"""A revision that was made from the one before is the same as one that is made from nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.revisions.base import KnowledgeBase
from bot.state.database import open_database
from knowledge.asking import answer_line
from knowledge.commands import QuestionName
from knowledge.documents import check_documents
from knowledge.library import Library
from knowledge.store import KnowledgeStore
from knowledge.vocabulary import VOCABULARY_KINDS
from knowledge.words import normalise

NAMES = ("Analyst", "Data Analyst", "Data Engineer", "AI Analyst", "analysts")
IDS = ("analyst", "data-analyst", "engineer")
SOURCES = ("pay", "jobs", "survey")
PLACES = ("austin", "texas", "nyc")
TOPICS = ("mlops", "llm", "cloud")
QUESTIONS = ("", "analyst", "data analyst", "dta analist", "engineer texas", "austin senior", "ai")

ASKED: tuple[QuestionName, ...] = get_args(QuestionName)

some_ids = st.lists(st.sampled_from(IDS), max_size=2, unique=True)


@st.composite
def roles(draw: st.DrawFn) -> tuple[str, str]:
    """A role file; often one that clashes with another, or refers to what is not there."""
    id = draw(st.sampled_from(IDS))
    aliases = draw(st.lists(st.sampled_from(NAMES), max_size=1))
    sources = draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=2, unique=True))
    return f"roles/{id}.yaml", (
        f"name: {draw(st.sampled_from(NAMES))}\naliases: {aliases}\n"
        f"family: {draw(st.sampled_from(['ai', 'ai', 'data']))}\nrelated: {draw(some_ids)}\n"
        f"summary: Looks into things.\nsummary_sources: [{', '.join(sources)}]\n"
    )


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, str]:
    """A source file with figures, perhaps unlikely or twice, a fact and a trend."""
    id = draw(st.sampled_from(SOURCES))
    figures = "".join(
        f"  - {{section: Pay, role: {draw(st.sampled_from(IDS))}, statistic: mean, currency: USD, "
        f"period: year, place: {draw(st.sampled_from(PLACES))}, "
        f"low: {low}, high: {low}}}\n"
        for low in draw(st.lists(st.sampled_from([132, 90_000, 120_000]), min_size=1, max_size=3))
    )
    topic = draw(st.sampled_from(TOPICS))
    return f"sources/{id}.yaml", (
        f"title: {id}\nlabel: {id}\nkind: survey\nroles: {draw(some_ids)}\nfigures:\n{figures}"
        f"facts:\n  - {{id: jobs, statement: Openings for {topic} grow, values: [3], "
        f"unit: percent, section: Market, topics: [{draw(st.sampled_from(TOPICS))}]}}\n"
        f"trends:\n  - {{topic: {topic}, name: The {topic} trend, "
        f"statement: Analysts learn {topic}, section: Trends}}\n"
    )


@st.composite
def vocabularies(draw: st.DrawFn) -> tuple[str, str]:
    """The places, or the families, in another order or with fewer of them."""
    places = draw(st.permutations(PLACES))[: draw(st.integers(2, 3))]
    lines = "".join(
        f"  - {{id: {id}, name: {id.title()}, within: {draw(st.sampled_from(['null', 'texas']))}}}\n"
        for id in places
    )
    families = "terms:\n  - {id: ai, name: AI}\n" + draw(
        st.sampled_from(["", "  - {id: data, name: Data work}\n"])
    )
    return draw(
        st.sampled_from(
            [
                ("vocabulary/places.yaml", f"terms:\n{lines}"),
                ("vocabulary/families.yaml", families),
            ]
        )
    )


broken = st.tuples(
    st.sampled_from([f"roles/{IDS[0]}.yaml", f"sources/{SOURCES[0]}.yaml", "vocabulary/odd.yaml"]),
    st.sampled_from(["a: [\n", "name: x\n", "id: pay\ntitle: x\n"]),
)
edits = st.one_of(roles(), sources(), sources(), vocabularies(), broken)

FIRST: Mapping[str, str] = {
    "roles/analyst.yaml": "name: Analyst\nfamily: ai\nsummary: x\nsummary_sources: [pay]\n",
    "sources/pay.yaml": "title: pay\nlabel: pay\nkind: survey\nroles: [analyst]\n",
    "vocabulary/families.yaml": "terms:\n  - {id: ai, name: AI}\n",
    "vocabulary/places.yaml": "terms:\n  - {id: austin, name: Austin, within: texas}\n"
    "  - {id: texas, name: Texas}\n  - {id: nyc, name: NYC}\n",
}


class Growing(RuleBasedStateMachine):
    """One process that publishes, one that follows, both held against a reading of everything."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.database = open_database(Path(self.folder.name, "state.db"))
        self.texts = dict(FIRST)
        self.publisher, self.follower = self.process("a"), self.process("b")
        assert self.publisher.begin(FIRST, ()) == ()
        self.follower.refresh()

    def process(self, name: str) -> KnowledgeBase:
        store = KnowledgeStore(Path(self.folder.name, name, "knowledge.json"))
        return KnowledgeBase(self.database, store, lambda: datetime.now(UTC))

    @rule(changed=st.lists(edits, min_size=1, max_size=5), gone=st.sets(st.sampled_from(SOURCES)))
    def edit(self, changed: list[tuple[str, str]], gone: set[str]) -> None:
        changes: dict[str, str | None] = {
            f"sources/{id}.yaml": None for id in gone if f"sources/{id}.yaml" in self.texts
        }
        self.publish(changes | dict(changed))

    @rule(change=edits)
    def edit_one(self, change: tuple[str, str]) -> None:
        self.publish(dict([change]))

    @rule(id=st.sampled_from(IDS), name=st.sampled_from(NAMES), related=st.booleans())
    def write_a_good_role(self, id: str, name: str, *, related: bool) -> None:
        neighbour = "[analyst]" if related and id != "analyst" else "[]"
        self.publish(
            {
                f"roles/{id}.yaml": f"name: {name}\nfamily: ai\nrelated: {neighbour}\n"
                "summary: Looks into things.\nsummary_sources: [pay]\n"
            }
        )

    @rule(low=st.sampled_from([90_000, 120_000]), topic=st.sampled_from(TOPICS))
    def state_a_good_figure(self, low: int, topic: str) -> None:
        self.publish(
            {
                "sources/pay.yaml": FIRST["sources/pay.yaml"]
                + "figures:\n  - {section: Pay, role: analyst, currency: USD, period: year, "
                f"place: austin, low: {low}}}\n"
                f"trends:\n  - {{topic: {topic}, name: Data work, statement: They learn {topic}, "
                "section: Trends}\n"
            }
        )

    @rule(word=st.sampled_from(["Austin", "Analytics", "Texas"]), family=st.booleans())
    def call_a_term_otherwise(self, word: str, *, family: bool) -> None:
        path, old = ("families", "AI") if family else ("places", "Austin")
        path = f"vocabulary/{path}.yaml"
        self.publish({path: FIRST[path].replace(f"name: {old}", f"name: {word} City")})

    @rule(path=st.sampled_from(sorted(FIRST)))
    def remove(self, path: str) -> None:
        self.publish({path: None})

    @rule()
    def put_everything_back(self) -> None:
        self.publish({**dict.fromkeys(self.texts), **FIRST})

    @rule(old=st.sampled_from(IDS), new=st.sampled_from(IDS))
    def rename_a_role(self, old: str, new: str) -> None:
        renamed = {
            path.replace(f"roles/{old}.yaml", f"roles/{new}.yaml"): text.replace(
                f"role: {old},", f"role: {new},"
            )
            for path, text in self.texts.items()
        }
        self.publish({**dict.fromkeys(self.texts), **renamed})

    @rule()
    def restart(self) -> None:
        self.publisher.settle()
        self.publisher = self.process("a")
        assert self.publisher.refresh()

    @rule()
    def follow(self) -> None:
        self.follower.refresh()
        assert_same(self.follower.library(), self.texts)

    def publish(self, changes: Mapping[str, str | None]) -> None:
        after = {p: text for p, text in {**self.texts, **changes}.items() if text is not None}
        _, knowledge, problems = check_documents(after)
        checked = self.publisher.check(changes)
        assert list(checked.problems) == problems
        good = all(problem.severity != "error" for problem in problems)
        assert (checked.library is not None) == good
        if checked.library is None:
            return
        assert_same_library(checked.library, Library(knowledge, ""))
        # Questions in between fill what is filled on first use.
        for question in QUESTIONS:
            answer_line(self.publisher.library(), "salary", question)
        self.publisher.publish(checked, author="x", origin="slack", reason="")
        self.texts = after

    @invariant()
    def what_is_served_is_what_the_texts_say(self) -> None:
        assert_same(self.publisher.library(), self.texts)

    def teardown(self) -> None:
        for process in (self.publisher, self.follower):
            process.settle()
        self.database.close()
        self.folder.cleanup()


def assert_same(served: Library, texts: Mapping[str, str]) -> None:
    assert_same_library(served, Library(check_documents(texts)[1], ""))


def assert_same_library(one: Library, other: Library) -> None:
    """Every index gives the same, and every question has the same answer."""
    assert list(one.sources.items()) == list(other.sources.items())
    assert list(one.roles.items()) == list(other.roles.items())
    assert one.roles_by_name == other.roles_by_name
    assert one.trends == other.trends
    assert one.topics == other.topics
    assert one.facts == other.facts
    for id in IDS:
        assert one.figures_of(id) == other.figures_of(id)
        assert one.facts_of(id) == other.facts_of(id)
        assert one.named_trends.on_roles([id]) == other.named_trends.on_roles([id])
    for kind in VOCABULARY_KINDS:
        assert list(one.terms(kind)) == list(other.terms(kind))
        assert one.named(kind) == other.named(kind)
    assert one.named("roles") == other.named("roles")
    kinds = ("roles", "places", "families", "words")
    books = [library.phrase_book(kinds) for library in (one, other)]
    for phrase in {" ".join(normalise(name)) for name in (*NAMES, *PLACES, *TOPICS, "data work")}:
        assert books[0].exact(phrase) == books[1].exact(phrase)
    for command in ASKED:
        for question in QUESTIONS:
            assert answer_line(one, command, question) == answer_line(other, command, question)


TestGrowing = Growing.TestCase
TestGrowing.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
