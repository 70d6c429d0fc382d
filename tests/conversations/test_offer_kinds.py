"""Kinds of offers that are easily misread, asked as Slack asks: whose pay, which job, what money."""

from typing import NamedTuple

import pytest

from tests.conftest import Slash


class Told(NamedTuple):
    """What the answer says, and what it must not say."""

    says: tuple[str, ...]
    never: tuple[str, ...] = ()


CASES = {
    "data engineer Current CTC: 19 LPA / Offered CTC: 25 LPA": Told(
        ("₹2,500,000", "“19 LPA” (current pay)"), ("1,900,000",)
    ),
    "data engineer offer $150k, current TC $120k": Told(
        ("$150,000", "“$120k” (current pay)"), ("$120,000 a year",)
    ),
    "data engineer previous salary $120k, offered $150k": Told(
        ("$150,000", "“$120k” (previous pay)"), ("$120,000 a year",)
    ),
    "data engineer expected CTC 30 LPA, offered 25 LPA": Told(
        ("₹2,500,000", "(expected pay)"), ("3,000,000",)
    ),
    "data engineer, salary currently set at £37,008 p.a.": Told(("£37,008 a year",)),
    "Operations Associate - $90K–$120K / Sr. ML Engineer - $190K–$222K / Electrician - $130K–$170K": (
        Told(("$190,000–$222,000", "(pay of another job)"), ("$90,000", "$130,000"))
    ),
    "data engineer $150k, £1,000 annual L&D budget": Told(
        ("$150,000", "“£1,000” (a benefit)"), ("£1,000 a year",)
    ),
    "data engineer $150k and $3,000 per year towards professional development": Told(
        ("$150,000", "“$3,000” (a benefit)"), ("$3,000 a year",)
    ),
    "data engineer $150k, RSU - 270": Told(("$150,000",), ("270,000",)),
    "data engineer $150k, customers pay $12,000 a year": Told(
        ("$150,000", "“$12,000” (company money)"), ("$12,000 a year",)
    ),
    "data engineer Total comp (Salary + Bonus + Stock): $210,000": Told(
        ("total compensation $210,000 a year",)
    ),
    "data engineer CTC (Base + Sign On + Stocks) - 75L": Told(("₹7,500,000 a year",)),
    "data engineer 32LPA (Fixed) + 8Lakh Esops": Told(
        ("base salary ₹3,200,000 a year", "₹800,000 once")
    ),
    "data engineer $150k. Stock bonus: $140,000 over 4 years": Told(
        ("pay $150,000 a year", "$140,000 once"), ("bonus $140,000",)
    ),
    "data engineer base salary range in the locations of SF, New York, Seattle is: $124,000—$145,000": (
        Told(("base salary $124,000–$145,000",))
    ),
    "data engineer 22 L": Told(("₹2,200,000",)),
    "data engineer 20.25 L": Told(("₹2,025,000",)),
    "data engineer 25,00,000": Told(("₹2,500,000",)),
    "data engineer ~80 mil/month": Told(
        ("no amount", "(thousands or millions)"), ("80,000", "80,000,000")
    ),
    "data engineer 120Mil VND": Told(("VND 120,000,000",)),
    "data engineer 45-70 USD or 180-280 PLN per hour": Told(
        ("$45–$70 an hour", "PLN 180–PLN 280 an hour")
    ),
    "data engineer $68,405 to - $88,926 per year": Told(("$68,405–$88,926 a year",)),
    "data engineer between € 2,651 (scale 9) and € 3,997 (scale 10) gross per month": Told(
        ("€2,651–€3,997 a month",)
    ),
    "data engineer 20 LPA, Joining Bonus - 2.5 L": Told(("₹2,000,000 a year", "₹250,000 once")),
    "Acme - Amsterdam - Onsite - Full-time - data engineer - €70-100k + equity - apply now": Told(
        ("€70,000–€100,000", "Amsterdam")
    ),
    "software developer $120k": Told(("Software Engineer",), ("Machine Learning Developer",)),
}


@pytest.mark.parametrize(("offer", "told"), CASES.items())
def test_only_what_is_offered_for_the_job_is_checked(slash: Slash, offer: str, told: Told) -> None:
    text = slash(f"/salary check {offer}").text
    for said in told.says:
        assert said.casefold() in text.casefold()
    for wrong in told.never:
        assert wrong.casefold() not in text.casefold()


POST = """Brightfen (YC W31) | ML team | Austin, TX | Full-time
We raised $40M and our customers pay $12,000 a year. Base salaries depend on experience:
* Senior Data Engineer — $150-170k — https://brightfen.example/data
* Sales Manager — $90-110k — https://brightfen.example/sales
* Machine Learning Engineer — $180-200k — https://brightfen.example/ml
401(k) with 4% match, $2,000 learning budget, 5+ years of experience, our office in Manchester is closed.
"""


def test_a_post_of_several_jobs_asks_which_and_each_has_its_own_pay(slash: Slash) -> None:
    text = slash(f"/salary check {POST}").text
    assert "Data Engineer" in text
    assert "Machine Learning Engineer" in text
    for wrong in ("$40,000,000", "$12,000 a year", "$2,000 a year"):
        assert wrong not in text
