"""What ads say: role, level, places, skills and pay, and nothing that is not sure."""

from dataclasses import replace

import pytest

from knowledge.feeds.ads import read_ad, title_read, with_prose_pay
from knowledge.feeds.kept import UnreadAd
from knowledge.feeds.reading import AdPay, JobAd
from knowledge.library import Library

AD = UnreadAd("1", "board", "Data Engineer", "Acme", (), None, None, (), "", "v1")


@pytest.mark.parametrize(
    ("title", "roles", "level"),
    [
        ("Senior Data Engineer", ("data-engineer",), "senior"),
        ("Software Engineer, ML Platform", ("software-engineer",), None),
        ("Staff Software Engineer, Data Platform", ("software-engineer",), "staff"),
        ("Senior Staff Data Scientist, Growth", ("data-scientist",), "staff"),
        ("Data Analyst Intern (Summer)", ("data-analyst",), "intern"),
        ("Engineer, Machine Learning", ("ml-engineer",), None),
        ("Machine Learning Engineer II", ("ml-engineer",), None),
        ("Data Engineer / Analytics Engineer", ("data-engineer", "analytics-engineer"), None),
        ("Open-Source Machine Learning Engineer - US Remote", ("ml-engineer",), None),
        ("Account Manager | Commercial", (), None),
        ("Engineering Manager, Data Platform", (), None),
        ("Data Center Technician", (), None),
        ("Recruiter, AI Research", (), None),
        ("Financial Analyst", (), None),
        ("", (), None),
    ],
)
def test_a_title_is_a_role_or_honestly_none(
    library: Library, title: str, roles: tuple[str, ...], level: str | None
) -> None:
    read = title_read(library, title)
    assert (read[0], read[1] if roles else None) == (roles, level)


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ("London, UK", ("london",)),
        ("Remote - US", ("remote", "united-states")),
        ("Remote (US Only)", ("remote", "united-states")),
        ("San Francisco, CA; New York, NY", ("san-francisco", "new-york-city")),
        ("San Francisco or Remote - US", ("san-francisco", "remote", "united-states")),
        ("SG", ("singapore",)),
        ("CA", ("california",)),
        ("Warsaw, , Poland", ("warsaw",)),
        ("Hybrid - Austin, TX", ("austin",)),
        ("Remote", ("remote",)),
        ("Portland", ()),
        ("Asia", ()),
        ("New York", ("new-york-city",)),
        ("New York, United States", ("new-york-city",)),
        ("San Francisco, New York", ("san-francisco", "new-york-city")),
        ("New York State", ("new-york",)),
        ("Albany, New York", ("albany-ny",)),
        ("Washington", ("united-states",)),
        ("Washington, D.C.", ("washington-dc",)),
        ("Seattle, Washington", ("seattle",)),
        ("Georgia", ()),
        ("Tbilisi, Georgia", ()),
        ("Georgia, USA", ("georgia",)),
        ("Atlanta, Georgia", ("atlanta",)),
        ("Cambridge", ()),
        ("Cambridge, UK", ("united-kingdom",)),
        ("Cambridge, MA", ("cambridge",)),
        ("Birmingham", ()),
        ("St. Petersburg", ()),
        ("London", ("london",)),
        ("London, ON, Canada", ("canada",)),
        ("London, Ontario", ()),
        ("London, On-site", ("london",)),
        ("LONDON, ON-SITE", ("london",)),
        ("San José, Costa Rica", ()),
        ("London, Berlin, Germany", ("london", "berlin")),
        ("Remote, US", ("remote", "united-states")),
        ("EMEA", ()),
        ("Latin America", ()),
        ("Remote - North America", ("remote",)),
        ("Remote, EMEA", ("remote",)),
        ("", ()),
    ],
)
def test_places_are_those_that_are_named(
    library: Library, location: str, places: tuple[str, ...]
) -> None:
    assert read_ad(library, replace(AD, locations=(location,))).places == places


def test_a_remote_job_is_in_its_country_wherever_the_office_is(library: Library) -> None:
    ad = replace(AD, locations=("Sandy, UT",), location_type="TELECOMMUTE")
    assert read_ad(library, ad).places[0] == "remote"
    titled = replace(AD, title="Data Scientist | Fully Remote US", locations=("Austin, TX",))
    assert read_ad(library, titled).places == ("remote", "united-states")


def test_skills_are_those_of_the_text_in_capitals_where_these_matter(library: Library) -> None:
    text = "You spark ideas with SQL, python and Apache Spark; R&D is near. Big plus: C++."
    assert read_ad(library, replace(AD, text=text)).skills == (
        "sql",
        "python",
        "spark",
        "c-plus-plus",
    )
    assert "r" in read_ad(library, replace(AD, text="Python, R or Scala")).skills


@pytest.mark.parametrize(
    ("organization", "title", "text", "skills"),
    [
        ("Osier Robotics", "Data Engineer", "Osier Robotics is hiring. You know SQL.", ("sql",)),
        ("Snowflake Inc.", "Data Engineer", "At Snowflake you use Airflow.", ("airflow",)),
        ("Google LLC", "Data Engineer", "You know Google Cloud, BigQuery and dbt.", ("dbt",)),
        ("Scale AI", "Data Engineer", "AI needs data, and SQL.", ("sql",)),
        ("Acme", "Machine Learning Engineer", "We look for a Machine Learning Engineer with PyTorch.", ("pytorch",)),
        ("Acme", "Data Engineer, Robotics", "You know SQL.", ("sql",)),
        (None, "Data Engineer", "You know Snowflake and Apache Iceberg.", ("snowflake", "iceberg")),
    ],
)  # fmt: skip
def test_an_employers_name_and_a_jobs_are_no_skills(
    library: Library, organization: str | None, title: str, text: str, skills: tuple[str, ...]
) -> None:
    asked = replace(AD, organization=organization, title=title, text=text)
    assert read_ad(library, asked).skills == skills


@pytest.mark.parametrize(
    "name",
    "dbt Iceberg Snowflake Databricks Airflow Spark Kafka LangChain PyTorch vLLM Terraform Looker Dagster".split(),
)
def test_tools_of_the_trade_are_known(library: Library, name: str) -> None:
    (skill,) = read_ad(library, replace(AD, text=f"You know {name} well.")).skills
    assert name.casefold() in library.name("skills", skill).casefold()


@pytest.mark.parametrize(
    "text", ["You excel at details.", "Rust belt or a rusty gate: no.", "An iceberg of a problem."]
)
def test_words_of_everyday_are_no_tools(library: Library, text: str) -> None:
    assert "microsoft-excel" not in read_ad(library, replace(AD, text=text)).skills
    assert "iceberg" not in read_ad(library, replace(AD, text=text)).skills


SALARY = "About the role\nYou build pipelines.\nThe base salary range for this role is $150,000 - $180,000 USD per year."


def test_pay_in_prose_is_read_as_it_is_stated(library: Library) -> None:
    (pay,) = read_ad(library, replace(AD, text=SALARY)).pay
    assert (pay.min_value, pay.max_value, pay.currency, pay.unit) == (
        150_000,
        180_000,
        "USD",
        "YEAR",
    )
    assert (pay.stated_in, pay.component, pay.doubtful) == ("prose", "base", None)
    assert "$150,000" in pay.words


STATED = AdPay(150_000, 180_000, "USD", "YEAR", "150000 180000", "field")


@pytest.mark.parametrize(
    "stated",
    [
        STATED,
        replace(STATED, max_value=180_400),
        replace(STATED, component="base", stated_in="markup"),
    ],
)
def test_a_sum_in_a_field_and_in_prose_is_one(library: Library, stated: AdPay) -> None:
    assert read_ad(library, replace(AD, text=SALARY, stated_pay=(stated,))).pay == (stated,)


def test_another_sum_in_prose_is_another(library: Library) -> None:
    stated = replace(STATED, min_value=110_000, max_value=120_000)
    assert len(read_ad(library, replace(AD, text=SALARY, stated_pay=(stated,))).pay) == 2


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("The base salary for this role is $120,000 to $150,000 a year.", (120_000, 150_000, "USD", "YEAR", "base")),
        ("$120,000 – $150,000 annually as base salary", (120_000, 150_000, "USD", "YEAR", "base")),
        ("The expected salary range is $165,000 - $190,000 USD per year.", (165_000, 190_000, "USD", "YEAR", "base")),
        ("Salary: £70,000 - £85,000 per annum", (70_000, 85_000, "GBP", "YEAR", "base")),
        ("We pay between €48,000 and €60,000 per year, plus a bonus of up to 10%.", (48_000, 60_000, "EUR", "YEAR", "unspecified")),
        ("The pay range for this role is $38.50 to $52.00 per hour.", (38.5, 52, "USD", "HOUR", "unspecified")),
        ("The hiring range is 150.000 - 180.000 EUR p.a.", (150_000, 180_000, "EUR", "YEAR", "unspecified")),
        ("Compensation range:\n\n$120,000 - $140,000 USD", (120_000, 140_000, "USD", None, "unspecified")),
        ("OTE: $180,000 - $210,000.", (180_000, 210_000, "USD", None, "total")),
        ("Our pay: $60/hour, a contract of six months.", (60, 60, "USD", "HOUR", "unspecified")),
        ("Starting at $130,000 a year.", (130_000, None, "USD", "YEAR", "unspecified")),
        ("Starting at $130,000 a year, plus equity and health care.", (130_000, None, "USD", "YEAR", "unspecified")),
        ("This role starts at $62 per hour, depending on experience.", (62, None, "USD", "HOUR", "unspecified")),
        ("The base salary is $120,000 - $150,000 a year. Beware of scams: we never ask for fees.", (120_000, 150_000, "USD", "YEAR", "base")),
        ("You fight fraud for us. The base salary is $120,000 - $150,000 a year.", (120_000, 150_000, "USD", "YEAR", "base")),
        ("We never ask for your pay history. The base salary is $120,000 - $150,000 a year.", (120_000, 150_000, "USD", "YEAR", "base")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "What we look for\n3+ years of experience with data.\n\n"])
def test_what_an_ad_says_of_pay_is_its_own(
    library: Library, before: str, text: str, pay: tuple[float, float | None, str, str | None, str]
) -> None:
    (told,) = read_ad(library, replace(AD, text=before + text)).pay
    assert (told.min_value, told.max_value, told.currency, told.unit, told.component) == pay


@pytest.mark.parametrize(
    "text",
    [
        "We raised $40M and you get a $2,000 learning budget. Apply now.",
        "A referral bonus of $10,000 for everyone whom you refer. Apply now.",
        "A referral that leads to a hire earns $2,000.",
        "Pay is competitive. Apply now.",
        "You will own a budget of $500,000 a year for the cloud.",
        "You look after accounts that are worth $100,000 to $500,000 a year.",
        "We move $120,000 to $150,000 a second in payments.",
        "The average salary of data engineers is $131,000 a year, and ours is above it.",
        "Our customers pay $20,000 to $80,000 a year.",
        "Salary: competitive\nHealth account (up to $10,000 per year)\nUp to $25,000 for adoptions",
        "Paid leave, a sabbatical with $5,000, and $100 per month for your phone.",
        "Scam warning: fraudsters promise a salary of $5,000 per week in our name. We never ask for money.",
        "Recruitment fraud alert: fake offers with a base salary of $120,000 per year are sent in our name.",
        "We'll never ask you to pay a fee. If someone promises you a salary of $10,000 a month, report it.",
        "Starting at $130,000 a year, our platform serves banks.",
        "Contracts starting at $50,000 per year.",
        "My previous salary was $90,000 a year.",
        "Our other office hires support agents at $45,000 a year.",
        "",
    ],
)
@pytest.mark.parametrize("before", ["", "About the role\nYou build pipelines. Apply now.\n\n"])
def test_money_that_is_no_pay_of_the_job_is_none(library: Library, before: str, text: str) -> None:
    assert read_ad(library, replace(AD, text=before + text)).pay == ()


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ("€58,000 - €65,000 a week", "so much for one week can hardly be meant"),
        ("€3 - €4 a day", "so little for one day can hardly be meant"),
        ("€58,000 - €65,000 a year", None),
        ("₹58,00,000 - ₹65,00,000 a year", None),
    ],
)
def test_pay_in_prose_is_doubtful_for_the_same_reasons_as_in_fields(
    library: Library, stated: str, why: str | None
) -> None:
    text = f"About the role\nThe base salary for this role is {stated}. Apply now."
    (pay,) = read_ad(library, replace(AD, text=text)).pay
    assert pay.doubtful == why


def test_of_other_jobs_nothing_is_read_for_pay(library: Library) -> None:
    """Nothing is computed of them, and most ads are theirs; a try shows it."""
    ad = replace(AD, title="Account Manager", text=SALARY)
    assert read_ad(library, ad).pay == ()
    tried = with_prose_pay(library, JobAd("1", "Account Manager", text=SALARY))
    assert [one.min_value for one in tried.pay] == [150_000]
