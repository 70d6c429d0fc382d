"""The jobs of posts, offers and hiring comments: what each says of itself, and where."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.pay.jobs import Job, job_at, jobs_of_post, read_jobs


class Said(NamedTuple):
    """What a text says of its job; None where it says nothing."""

    title: str | None = None
    years: str | None = None
    place: str | None = None
    company: str | None = None


POSTS = {
    "Brightfen - Amsterdam - Onsite - Full-time - €70-100k + equity - https://b.example - apply now": (
        Said(place="Amsterdam", company="Brightfen")
    ),
    "Salt Harbor (YC W31) | Senior ML Engineer | Berlin or Remote (EU) | Full-time | €90k + equity\n"
    "We raised $12M. 5+ years of experience in Python.": (
        Said("Senior ML Engineer", "5+", "Berlin or Remote (EU)", "Salt Harbor")
    ),
    "Sr. Backend Engineer || Kestrel || Remote\n\nYears of Experience:- 4\nTotal Salary:- 32LPA": (
        Said("Sr. Backend Engineer", "4", "Remote", "Kestrel")
    ),
    "Data Engineer\nNorth Pier Group\nLeeds, England, United Kingdom\n\nAbout the role\nYou will …": (
        Said("Data Engineer", None, "Leeds, England, United Kingdom", "North Pier Group")
    ),
    "[Recife] Desenvolvedor(a) Front-End Pleno na Caju\n\n## Requisitos\n\nInglês intermediário": (
        Said("Desenvolvedor(a) Front-End Pleno", None, "Recife", "Caju")
    ),
    "[Orchid] - [Data Engineers] - [HCMC] - [FT]\n\nWe are looking for engineers.": (
        Said("Data Engineers", None, "HCMC", "Orchid")
    ),
    "[UK/US/Remote] Pier 公司诚聘 数据工程师 薪水 30000RMB起": (
        Said("数据工程师", None, "UK/US/Remote", "Pier")
    ),
    "---\ntitle: Python Developer - Help us bring power to all (Full-time)\ncompany: Open Grid\n"
    "location: London, United Kingdom\n---\n\nOpen Grid needs you.": (
        Said("Python Developer", None, "London, United Kingdom", "Open Grid")
    ),
    '{"title": "Data Engineer", "company": "Pier", "location": "Lyon", "experience": "3-5 years"}': (
        Said("Data Engineer", "3-5", "Lyon", "Pier")
    ),
    "Company: Northwind\nTitle/Level: Senior Data Scientist\nLocation: United Kingdom (Remote)\n"
    "Prior Experience: Machine Learning Engineer\nYOE: 4\nVisit our office in Manchester.": (
        Said("Senior Data Scientist", "4", "United Kingdom (Remote)", "Northwind")
    ),
    "Partner Engineer, AI/ML\nSalt Harbor\n\nWe are seeking a Partner Engineer, and in the next 2-3 years"
    " we grow. 3+ years in data engineering.": (
        Said("Partner Engineer, AI/ML", "3+", None, "Salt Harbor")
    ),
    "Looking for: 3–5 yrs backend\nRole: Backend Engineer\nOffice: Pune\nCTC - 18-25 LPA": (
        Said("Backend Engineer", "3–5", "Pune")
    ),
    "| Company | Kestrel |\n|---|---|\n| Title / Level | MTS-1 |\n| Years of Experience | 5 (with 1 as intern) |": (
        Said("MTS-1", "5", None, "Kestrel")
    ),
    "Senior Backend Engineer (m/w/d) gesucht\n\nStandort: Hamburg\nBerufserfahrung: mind. 5 Jahre": (
        Said("Senior Backend Engineer (m/w/d)", "5", "Hamburg")
    ),
    "Poste : Développeur Python\nLieu : Lyon\nEntreprise : Atelier Nord\nExpérience : 3 ans": (
        Said("Développeur Python", "3", "Lyon", "Atelier Nord")
    ),
    "Puesto: Ingeniero de Datos\nEmpresa: Sol S.A.\nUbicación: Bogotá, Colombia\nExperiencia: 2 a 4 años": (
        Said("Ingeniero de Datos", "2 a 4", "Bogotá, Colombia", "Sol S.A.")
    ),
    "Functie: Data-analist\nBedrijf: Molen\nLocatie: Utrecht\nErvaring: 2 jaar": (
        Said("Data-analist", "2", "Utrecht", "Molen")
    ),
    "Stanowisko: Programista Java\nFirma: Wisła Soft\nLokalizacja: Kraków\nDoświadczenie: 3 lata": (
        Said("Programista Java", "3", "Kraków", "Wisła Soft")
    ),
    "Vị trí: Lập trình viên\nCông ty: Sen\nĐịa điểm: Hà Nội\nKinh nghiệm: 2 năm": (
        Said("Lập trình viên", "2", "Hà Nội", "Sen")
    ),
}


@pytest.mark.parametrize(("text", "said"), POSTS.items())
def test_what_a_post_says_of_its_job_is_read_as_written(
    library: Library, text: str, said: Said
) -> None:
    job = read_jobs(library, text)[0]
    assert Said(job.title, job.years, job.place, job.company) == said


@pytest.mark.parametrize(
    "text",
    [
        "With over 20 years of experience, Kestrel is hiring. We are looking for a Data Engineer.",
        "We are hiring a Data Engineer. In the next 2-3 years we want to double.",
        "Data Engineer at Kestrel. Shares vest over 4 years. The contract is for 2 years. Apply now.",
        "Data Engineer, full-time. Kestrel was founded 8 years ago. Apply now.",
    ],
)
def test_years_that_are_nobody_s_experience_are_left(library: Library, text: str) -> None:
    jobs = jobs_of_post(library, text)
    assert jobs
    assert all(job.years is None for job in jobs)


SEVERAL = """Kestrel is hiring: Operations Associate - $90K–$120K / Sr. ML Engineer - $190K–$222K
* Platform Engineer (Go) — $130-150k — https://kestrel.example/platform
"""


def test_each_of_several_jobs_has_its_own_place_in_the_text(library: Library) -> None:
    jobs = read_jobs(library, SEVERAL)
    for words, title in {
        "$90K": "Operations Associate",
        "$190K": "Sr. ML Engineer",
        "$130": "Platform Engineer",
    }.items():
        job = job_at(jobs, SEVERAL.index(words))
        assert job is not None
        assert (job.title, job.company) == (title, "Kestrel")


OFFERS = """Which one would you take?

## Background
Experience: 4 years
Current CTC: 24 LPA
Role: SDE2

## Offer 1 – Mid-sized startup
CTC: 33L fixed
Role: Backend Engineer

## Offer 2 – Kestrel
CTC: 37L fixed
Role: SDE1 (I asked for SDE2)
"""


def test_offers_beside_each_other_and_what_the_writer_has_are_told_apart(library: Library) -> None:
    jobs = read_jobs(library, OFFERS)

    def at(words: str) -> Job:
        job = job_at(jobs, OFFERS.index(words))
        assert job is not None
        return job

    assert (at("24 LPA").whose, at("24 LPA").title) == ("current", "SDE2")
    assert (at("33L").whose, at("33L").title, at("33L").company) == (None, "Backend Engineer", None)
    assert (at("37L").title, at("37L").company, at("37L").years) == ("SDE1", "Kestrel", "4")


@pytest.mark.parametrize(
    "text",
    [
        "Previous salary: $120k\nTitle: Data Engineer\nCompany: Kestrel",
        "| Previous TC | ₹45L |\n| Title | SDE2 |\n| Company | Kestrel |",
        "Prior Salary:- 28 lpa\nCompany:- Kestrel\nTitle/Level:- SDE2",
    ],
)
def test_a_line_about_an_earlier_job_is_none_of_this_one(library: Library, text: str) -> None:
    first = job_at(read_jobs(library, text), 0)
    assert first is not None
    assert (first.whose, first.title, first.company) == ("previous", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Salaries in Lisbon rose. On average a data engineer earns €48,000, according to a survey.",
        "How much does a data scientist make? The median is $120,000.",
    ],
)
def test_a_text_that_is_no_post_has_no_jobs(library: Library, text: str) -> None:
    assert read_jobs(library, text) == ()


@given(st.text(max_size=400))
def test_any_text_is_read_and_spans_lie_within_it(library: Library, text: str) -> None:
    for job in read_jobs(library, text):
        assert 0 <= job.start < job.end <= len(text)
