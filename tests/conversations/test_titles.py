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

FILES = ("titles", "titles_held", "titles_second")
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


@pytest.mark.parametrize(
    ("title", "means"),
    [
        ("Data Engineer – AI Startup", "data-engineer"),
        ("Machine Learning Engineer | Research", "ml-engineer"),
        ("Data Analyst (Product), Berlin", "data-analyst"),
        ("Senior Engineer, Machine Learning", "ml-engineer"),
        ("Senior Scientist, Data Science", "data-scientist"),
        ("Technical Product Manager - AI", "ai-product-manager"),
        ("Senior Manager, Data Engineering", "data-engineering-manager"),
        ("Security Engineer – Data Protection", ""),
        ("DevOps Engineer, Machine Learning", ""),
        ("Project Manager - Data Engineering", ""),
        ("Engineer, Data Center", ""),
        ("Software Engineering Manager", ""),
        ("Recruiter - Data Engineers", ""),
        ("Sales Manager – AI Engineer Solutions", ""),
        ("Financial Analyst", ""),
        ("Business Analyst", ""),
        ("Infrastructure Engineer", ""),
        ("Data Engineer and Architect", "data-architect data-engineer"),
        ("Data Science Engineer", "data-engineer data-scientist ml-engineer"),
        ("Data Science Summer Intern 2027", "data-scientist"),
        ("Intern (Machine Learning)", "ml-engineer"),
        ("Working Student Data Analytics (m/f/d)", "data-analyst"),
        ("AI Policy Intern", ""),
        ("Legal Intern, AI", ""),
        ("Manager Data Science", ""),
        ("LLM Inference Engineer", "llm-engineer"),
        ("Deep Learning Deployment Engineer, Edge", "deep-learning-engineer"),
        ("GenAI Lead Engineer", "llm-engineer"),
        ("MLOps Lead", "mlops-engineer"),
        ("Engineer, Machine Learning III", "ml-engineer"),
        ("Data Engineering Co-op", "data-engineer"),
        ("MLOps / Cloud Engineer", "mlops-engineer"),
        ("Informatica/ETL Developer", "data-engineer"),
        ("ETL & Informatica Developer", "data-engineer"),
        ("Machine Learning and Backend Engineer", "ml-engineer software-engineer"),
        ("Research & Development Engineer", ""),
        ("AI/ML Data Scientist", "data-scientist"),
        ("Data Scientist/Manager", "data-scientist"),
        ("Solutions Architect", ""),
        ("Platform Engineer", ""),
        ("Data Entry Analyst", ""),
    ],
)
def test_words_around_a_job_make_it_no_other(
    slash: Slash, library: Library, title: str, means: str
) -> None:
    assert found(slash(f"/role {title}"), library) == set(means.split())


@pytest.mark.parametrize(
    "title", ["Research Associate", "Analytics Manager", "Director of Analytics"]
)
def test_a_level_that_is_a_job_with_a_word_names_none_of_ours(slash: Slash, title: str) -> None:
    for command in ("role", "salary"):
        assert "isn't covered yet" in slash(f"/{command} {title}").heading


@pytest.mark.parametrize(
    "title",
    [
        "(183467) Data Engineer",
        "Data Engineer #: 24-10077",
        "Data Engineer [Req #R-30417]",
        "JR-20417 Data Engineer",
        "Data Engineer - 21847",
        "Data Engineer (job id 3012345)",
    ],
)
def test_the_number_of_a_job_post_is_no_pay(slash: Slash, title: str) -> None:
    assert slash(f"/salary {title}").heading == "Data Engineer"


@pytest.mark.parametrize("pay", ["131,592", "131592 USD", "$131592", "131592 a year", "130000"])
def test_an_amount_of_pay_is_no_number_of_a_job_post(slash: Slash, pay: str) -> None:
    assert slash(f"/salary data engineer {pay}").heading == "Offer check: Data Engineer"


def test_a_field_is_told_to_be_read_as_the_job(slash: Slash) -> None:
    reply = slash("/salary data science intern austin")
    assert reply.heading.startswith("Data Scientist · Intern")
    assert "Read “data science” as Data Scientist" in reply.text


def test_there_are_enough(library: Library) -> None:
    titles = [one for name in FILES for one in cast("list[TitleMeans]", conversations(name))]
    assert len({one["title"] for one in titles}) == len(titles)
    assert sum(bool(one["means"]) for one in titles) >= 200
    assert sum(not one["means"] for one in titles) >= 40
    meant = {id for one in titles for means in (one["means"], *one.get("or", [])) for id in means}
    assert meant <= set(library.roles)


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("cientifico de datos", "Data Scientist"),
        ("Científica de Datos", "Data Scientist"),
        ("cientista de dados pleno", "Data Scientist · Mid level"),
        ("Datenwissenschaftlerin", "Data Scientist"),
        ("Datenanalyst", "Data Analyst"),
        ("Datenanalyst (m/w/d)", "Data Analyst"),
        ("Analista de datos senior", "Data Analyst · Senior"),
        ("analyste de donnees", "Data Analyst"),
        ("ingénieur données", "Data Engineer"),
        ("ingénieur de données", "Data Engineer"),
        ("Ingeniera de datos", "Data Engineer"),
        ("engenheiro de dados", "Data Engineer"),
        ("Dateningenieur", "Data Engineer"),
        ("ingeniero de machine learning", "Machine Learning Engineer"),
        ("Ingenieur für maschinelles Lernen", "Machine Learning Engineer"),
        ("ingénieur en intelligence artificielle", "AI Engineer"),
        ("engenheira de IA", "AI Engineer"),
        ("Datenarchitekt", "Data Architect"),
        ("administrador de base de datos", "Database Administrator"),
        ("analista de BI", "BI Analyst"),
        ("ingénieur logiciel", "Software Engineer"),
        ("de", "Data Engineer"),
    ],
)
def test_titles_in_other_languages_name_the_same_jobs(slash: Slash, title: str, role: str) -> None:
    assert slash(f"/salary {title}").heading == role
