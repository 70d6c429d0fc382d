"""An English word is no slip of the pen: it means what it says, or nothing here."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from knowledge.commands import QuestionName
from knowledge.curating import VERBS, parse_knowledge
from knowledge.curating import UnclearRequest as UnclearKnowledge
from knowledge.digest.grammar import parse_digest
from knowledge.digest.subscription import UnclearRequest
from knowledge.digest.zones import zone_like, zones_named
from knowledge.english import LIST, MOST, commonest_words
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.offers.reading import parse_offer
from knowledge.query import Reading
from knowledge.vocabulary import VOCABULARY_KINDS
from knowledge.words import normalise, singular, words
from tests.conftest import Slash

COMMONEST = LIST.read_text(encoding="ascii").split()[:5_000]


def named_so(library: Library) -> Mapping[str, set[str]]:
    """What is known, by the name that an answer gives it, with every word of all its names."""
    known: dict[str, set[str]] = {}
    things = [*library.roles.values()]
    terms = [term for kind in VOCABULARY_KINDS for term in library.terms(kind)]
    for thing in (*things, *terms):
        for name in (thing.name, *thing.aliases):
            known.setdefault(thing.name, set()).update(normalise(name))
    for place in library.terms("places"):
        # "Mobile, AL" is asked about where "mobile" is typed: that is its very name.
        known |= {city: set(normalise(city)) for city in place.cities if ", " in city}
        if place.full_name:
            cities = {form for city in place.cities for form in normalise(city)}
            known[place.full_name] = known[place.name] | cities
    return known


OF_THE_DIGEST = {"morning": "9:00", "daily": "weekly", "monthly": "weekly"}
"""Words that the digest's own grammar knows, and what it offers for them."""


def misread(known: Mapping[str, set[str]], word: str, reading: Reading) -> Iterator[str]:
    """What a word was taken for, or what is suggested instead, unless it is a word of that name."""
    taken = [(one.typed, one.read_as) for one in reading.corrections]
    taken += [(one.typed, one.suggestion) for one in reading.unknown if one.suggestion]
    for typed, read_as in taken:
        its_own = known.get(read_as, set[str]()) & set(normalise(word))
        own = its_own or read_as in (f"only {word}", OF_THE_DIGEST.get(word))
        if word in typed.split() and not own:
            yield f"{word}: {read_as}"


def question(command: QuestionName, text: str) -> Callable[[Library, str], Reading]:
    return lambda library, word: parse(library, command, text.format(word)).reading


def digest(text: str) -> Callable[[Library, str], Reading]:
    def read(library: Library, word: str) -> Reading:
        request = parse_digest(library, text.format(word))
        return Reading() if isinstance(request, UnclearRequest) else request.reading

    return read


READERS: Mapping[str, Callable[[Library, str], Reading]] = {
    "/role mle …": question("role", "mle {}"),
    "/salary mle …": question("salary", "mle {}"),
    "/trends …": question("trends", "{}"),
    "/digest …": digest("{}"),
}
SLOWER: Mapping[str, Callable[[Library, str], Reading]] = {
    "/role …": question("role", "{}"),
    "/compare mle vs …": question("compare", "mle vs {}"),
    "/salary check …": lambda lib, word: parse_offer(lib, f"$150k mle {word}").terms.reading,
    "/digest subscribe …": digest("subscribe only {0} about {0} in {0}"),
}
"""Lines that are read by the same means, but take longer."""


@pytest.mark.parametrize("line", READERS)
def test_no_common_word_is_taken_for_another(library: Library, line: str) -> None:
    known = named_so(library)
    read = READERS[line]
    assert [m for word in COMMONEST for m in misread(known, word, read(library, word))] == []


@pytest.mark.parametrize("line", SLOWER)
def test_nor_in_longer_lines(library: Library, line: str) -> None:
    known = named_so(library)
    read = SLOWER[line]
    assert [m for word in COMMONEST[::16] for m in misread(known, word, read(library, word))] == []


def test_no_common_word_is_a_slip_in_a_role_or_a_time_zone(library: Library) -> None:
    names = {
        role.id: {form for name in (role.name, *role.aliases) for form in normalise(name)}
        for role in library.roles.values()
    }
    for word in COMMONEST:
        for candidate in library.role_names.candidates(words(word)):
            # "engineering" is another form of "engineer", and no slip in it.
            forms = {singular(word), word.removesuffix("ing")}
            assert forms & names[candidate.id], (word, candidate)
        assert zone_like(word) in ((), zones_named(word)), word


def test_no_common_word_is_taken_for_a_verb_of_knowledge() -> None:
    wrong: list[str] = []
    for word in COMMONEST:
        if word in VERBS or singular(word) in VERBS:
            continue
        request = parse_knowledge(word)
        if isinstance(request, UnclearKnowledge):
            wrong += [f"{word}: {request.suggestion}"] if request.suggestion else []
        else:
            wrong += [f"{word}: {one.read_as}" for one in request.reading.corrections]
    assert wrong == []


@pytest.mark.parametrize(
    "word",
    "Apply interest strip metal settle providing become disco iceland abode orange".split(),
)
def test_a_word_that_is_none_of_ours_is_left_and_named(slash: Slash, word: str) -> None:
    reply = slash(f"/salary mle {word}")
    assert reply.heading == "Machine Learning Engineer"
    assert f"Not understood, so left out: “{word.lower()}”" in reply.shown
    assert "did you mean" not in reply.shown


def test_it_is_none_in_a_phrase_either(library: Library) -> None:
    for text in ("mle real state", "mle apply stripes", "mle goldman sacks", "data engine"):
        assert parse(library, "salary", text).reading.corrections == ()


def test_a_post_that_says_apply_is_not_apples(library: Library) -> None:
    read = parse_offer(library, "mle $150k. Apply: https://jobs.example.com, settle in soon")
    assert (read.terms.filters.companies, read.terms.filters.places) == ((), ())


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("seatle", "Seattle, WA"),
        ("mircosoft", "Microsoft"),
        ("pintrest", "Pinterest"),
        ("strpe", "Stripe"),
        ("san fransisco", "San Francisco, CA"),
        ("new yrok", "New York State"),
        ("real esate", "Real estate"),
        ("addtional cash", "Additional cash"),
        ("germny", "Germany"),
        ("calfornia", "California"),
        ("databrics", "Databricks"),
        ("huging face", "Hugging Face"),
        ("goverment", "Government"),
        ("healtcare", "Healthcare"),
        ("medain", "Median"),
        ("senoir", "Senior"),
        ("pricipal", "Principal"),
    ],
)
def test_slips_in_names_are_found(slash: Slash, typed: str, read_as: str) -> None:
    reply = slash(f"/salary mle {typed}")
    assert f"“{typed}” as {read_as}" in reply.shown


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("data enginer", "Data Engineer"),
        ("machien lerning enginer", "Machine Learning Engineer"),
        ("data governence analyst", "Data Governance Analyst"),
        ("data engineering manger", "Data Engineering Manager"),
        ("data governance analist", "Data Governance Analyst"),
        ("ml develper", "Machine Learning Developer"),
        ("data engineering", "Data Engineer"),
        ("ml engineering", "Machine Learning Engineer"),
    ],
)
def test_slips_in_roles_are_found_or_offered(slash: Slash, typed: str, role: str) -> None:
    reply = slash(f"/role {typed}")
    assert reply.heading == role or f"/role {role}" in reply.text


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("/role what does a dta enginer do", "Data Engineer"),
        ("/role daat enginere", "Data Engineer"),
        ("/role tell me about a dtaa anaylst", "Data Analyst"),
        ("/role what's a molps enginer", "MLOps Engineer"),
        ("/role dta warehose enginer", "Data Warehouse Engineer"),
    ],
)
def test_slips_in_several_words_of_a_name_are_found(slash: Slash, line: str, role: str) -> None:
    assert slash(line).heading == role


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("xta enginer", "I don't understand “xta enginer”."),
        ("dta dta", "“dta dta” isn't covered yet."),
        ("date enginer", "“date enginer” isn't covered yet, and no name is close."),
    ],
)
def test_what_is_like_no_whole_name_is_taken_for_none(slash: Slash, typed: str, said: str) -> None:
    assert slash(f"/role {typed}").text.startswith(said)


def test_the_list_is_of_words_the_commonest_first() -> None:
    listed = LIST.read_text(encoding="ascii").split()
    assert len(set(listed)) == len(listed) == MOST
    assert all(word.isalpha() and word.islower() for word in listed)
    assert listed[:3] == ["the", "to", "and"]
    assert {"interest", "settle", "iceland", "dont"} <= commonest_words()
    assert not {"seatle", "enginer", "definately", "goverment"} & commonest_words()
