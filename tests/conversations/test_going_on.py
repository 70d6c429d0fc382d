"""What is said in one's own words: where it belongs, alone and after another question."""

import pytest

from knowledge.conversation import Said, follow_up, understand
from knowledge.library import Library


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("top-paying data engineer jobs", "salary"),
        ("what ML engineers make at FAANG vs startups", "salary"),
        ("nyc vs boston for big data ml engineer", "salary"),
        ("sallary data enginer plz", "salary"),
        ("data engineer salry texas", "salary"),
        ("senior data engineer in texas", "salary"),
        ("mle with 12 yrs experience, what should i be making", "salary"),
        ("I keep seeing different averages for data engineers. Which ones do you have?", "salary"),
        ("how often do job ads ask for azure", "trends"),
        ("mlops engineer", "role"),
        ("what is a barber", "role"),
        ("how do I become a data scientist", "role"),
        ("do ML engineers need a phd", "role"),
        ("what skills does a senior ml engineer need", "role"),
        ("how to negotiate as an mle", "role"),
        ("is ml engineering still worth it in 2025", "role"),
        ("moving from data engineer to ml engineer", "role"),
        ("how fast are ml jobs growing", "trends"),
        ("how big a raise when I switch companies", "trends"),
        ("is demand for data engineers going down??", "trends"),
        ("will data governance analysts still be needed in 10 years?", "trends"),
        ("what is new in mlops?", "trends"),
        ("the difference between mle and de", "compare"),
        ("machine learning engineer vs software engineer", "compare"),
    ],
)
def test_a_message_goes_where_its_question_belongs(
    library: Library, said: str, command: str
) -> None:
    assert understand(library, said).command == command


@pytest.mark.parametrize(
    ("said", "talk"),
    [
        ("which pays best?", "ranking"),
        ("what's the highest paid job", "ranking"),
        ("should i quit my job", "unanswered"),
        ("can u write my cover letter for a data engineer job", "unanswered"),
        ("will ai replace data engineers", "unanswered"),
        ("ml engineer work life balance", "unanswered"),
        ("thanks!", "thanks"),
        ("thx that was helpful", "thanks"),
        ("what can you do", "greeting"),
        ("who are you?", "greeting"),
        ("hi!", "greeting"),
        ("follow mle", "follow"),
        ("stop following data engineer", "unfollow"),
    ],
)
def test_what_no_command_answers(library: Library, said: str, talk: str) -> None:
    meant = understand(library, said)
    assert (meant.command, meant.talk) == (None, talk)


@pytest.mark.parametrize(
    "said",
    [
        "is 135 fair for a data analyst in austin",
        "they offered 180 base and 30 bonus for an mle",
        "130k for a data engineer, too low?",
    ],
)
def test_thousands_are_an_offer_without_saying_so(library: Library, said: str) -> None:
    read = understand(library, said)
    assert (read.command, read.text.split()[0]) == ("salary", "check")


def test_thousands_before_a_part_of_pay_are_no_years(library: Library) -> None:
    assert "180k base and 30k bonus" in understand(library, "180 base and 30 bonus as mle ok?").text


@pytest.mark.parametrize("said", ["is 5 years enough for an mle", "mle with 12 years, fair pay?"])
def test_years_are_no_thousands(library: Library, said: str) -> None:
    assert not understand(library, said).text.startswith("check")


@pytest.mark.parametrize(
    ("before", "said", "text"),
    [
        ("salary data scientist portland", "the maine one", "Data Scientist Portland, ME"),
        ("salary statistician columbus", "the one in ohio", "Statistician Columbus, OH"),
        ("salary data engineer austin", "and texas?", "Data Engineer Texas"),
        ("salary mle denver", "is 140 ok there", "check mle denver is 140 ok there"),
        ("salary mle 150k austin", "what about 160?", "check mle austin 160?"),
    ],
)
def test_a_place_is_settled_and_an_amount_replaced(
    library: Library, before: str, said: str, text: str
) -> None:
    assert " ".join(follow_up(library, before, said).text.split()) == text


def test_whether_jobs_dry_up_is_a_question_of_trends(library: Library) -> None:
    for said in ("are data jobs drying up?", "is the ai job market cooling"):
        assert understand(library, said).command == "trends"


def test_an_amount_with_a_role_is_an_offer(library: Library) -> None:
    meant = understand(library, "95k ml engineer 1 yr exp low?")
    assert meant == Said("salary", "check 95k ml engineer 1 yr exp low?")


MLE, DE = "Machine Learning Engineer", "Data Engineer"


@pytest.mark.parametrize(
    ("after", "said", "line"),
    [
        ("/salary mle senior nyc", "and in texas?", f"salary {MLE} Senior Texas"),
        ("/salary mle senior nyc", "what about junior?", f"salary {MLE} Entry level New York City, NY"),
        ("/salary mle senior nyc", "5 years", f"salary {MLE} 5 years New York City, NY"),
        ("/salary mle nyc", "only base", f"salary {MLE} New York City, NY Base salary"),
        ("/salary mle nyc", "vs boston", f"salary {MLE} New York City, NY Boston, MA"),
        ("/salary mle senior", "vs data engineer?", f"compare {MLE} vs {DE} Senior"),
        ("/salary mle senior", "same for data engineers", f"salary {DE} Senior"),
        ("/salary mle at google", "and at startups?", f"salary {MLE} Startups"),
        ("/salary mle senior", "and in zanzibar?", f"salary {MLE} Senior zanzibar"),
        ("/salary mle senior", "what about skills?", f"role {MLE} Skills and requirements"),
        ("/salary mle senior", "is it growing?", f"trends {MLE}"),
        ("/salary mle", "more", "salary mle all"),
        ("/role cdo", "how much do they get", "salary Chief Data Officer"),
        ("/role chief data officer", "vs mle?", f"compare {MLE} vs Chief Data Officer"),
        ("/role cdo", "and a data engineer?", f"role {DE}"),
        ("/salary senior", "mle", f"salary {MLE} Senior"),
        ("/role de", "how much does it pay", f"salary {DE}"),
        ("/role de skills", "and mle?", f"role {MLE} Skills and requirements"),
        ("/role de", "in texas?", f"salary {DE} Texas"),
        ("/compare mle vs de", "senior", f"compare {MLE} vs {DE} Senior"),
        ("/compare mle vs de", "and ml developer?", f"compare {MLE} vs {DE} vs Machine Learning Developer"),
        ("/trends mle", "what about pay?", f"salary {MLE}"),
        ("do i need a phd to be an mle?", "and for data engineers?", f"role {DE} Education"),
    ],
)  # fmt: skip
def test_new_words_take_the_place_of_the_same_kind(
    library: Library, after: str, said: str, line: str
) -> None:
    meant = follow_up(library, after, said)
    assert f"{meant.command} {meant.text}" == line


@pytest.mark.parametrize(
    "said",
    [
        "how much does a data engineer make in boston",
        "data engineer skills",
        "/role de",
        "mlops trends",
        "de",
        "which pays best?",
        "thanks!",
        "who are you",
        "asdkjh",
    ],
)
def test_what_stands_alone_starts_anew(library: Library, said: str) -> None:
    assert follow_up(library, "/salary mle senior nyc", said) == understand(library, said)


@pytest.mark.parametrize(
    "said", ["where did you get that from?", "source?", "Sources", "says who", "why?"]
)
def test_it_is_asked_where_an_answer_is_from(library: Library, said: str) -> None:
    assert follow_up(library, "/salary mle nyc", said) == Said("salary", "mle nyc", "sources")


@pytest.mark.parametrize(
    ("after", "said", "kept", "gone"),
    [
        ("is 150k good for mle in austin", "and in texas?", ["150k", "texas"], ["austin"]),
        ("is 150k base good for mle in austin", "and 180k?", ["180k", "base", "austin"], ["150k"]),
        ("/salary mle austin", "is 150k good?", ["150k", "mle", "austin"], []),
    ],
)
def test_an_offer_goes_on(
    library: Library, after: str, said: str, kept: list[str], gone: list[str]
) -> None:
    meant = follow_up(library, after, said)
    assert meant.command == "salary"
    assert meant.text.startswith("check ")
    assert all(word in meant.text for word in kept)
    assert not any(word in meant.text for word in gone)
