"""Posts and offers, all of our own making: each sum that is pay, with its part, period and whose it is, and no other."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from knowledge.library import Library
from knowledge.pay.reader import read_pay
from knowledge.pay.statement import Statement

Said = Mapping[str, Any]

WHOSE: dict[str, Sequence[Said]] = {
    "Kestrel | Data Engineer | Pune\n\nYOE: 4\nCurrent CTC: 19 LPA\nOffered CTC: 25 LPA\nLocation: Pune": (
        {"low": 1_900_000, "whose": "current"},
        {"low": 2_500_000, "whose": "offered", "component": "total", "period": "year"},
    ),
    "Offer from Northwind\nYOE: 3\nTitle: Data Scientist\nPrev comp: 21L base\nBase: 30L\nJoining bonus: 2L": (
        {"low": 2_100_000, "whose": "previous", "component": "base"},
        {"low": 3_000_000, "component": "base", "period": None},
        {"low": 200_000, "component": "signing", "period": None},
    ),
    "Applied Scientist II - Orchid, Hyderabad\n\n**Base**: 40,00,000\n**Joining** **Bonus**: 5L + 3L\n\n"
    "**Previous**: Data Scientist at Pier, Pune\nBase: 32L + stocks (20L over 4 years)": (
        {"low": 4_000_000, "component": "base", "currency": "INR"},
        {"low": 500_000, "component": "signing"},
        {"low": 300_000, "component": "signing"},
        {"low": 3_200_000, "component": "base", "whose": "previous"},
        {"low": 2_000_000, "component": "equity", "whose": "previous", "over_years": 4},
    ),
    "Data Engineer (m/f/d)\nThe salary is currently set at £41,250 p.a. and reviewed each spring.\nApply by 3 May.": (
        {"low": 41_250, "currency": "GBP", "period": "year", "whose": "advertised"},
    ),
    "How much do ML engineers at Orchid in Leeds get?\n\nI'm about to negotiate an offer.\n\n"
    "Levels.fyi says:\nBase: £58k\nStock: £12k": (
        {"low": 58_000, "whose": "other"},
        {"low": 12_000, "whose": "other"},
    ),
    "Two offers\n\nExperience: 2 years\nCurrent CTC: 9 LPA (6.5 fixed + 1.5L variable)\n\n**Offer 1**\nCompany: Pier\n"
    "Variable: 1.5 LPA\nFixed: 12 LPA": (
        {"low": 900_000, "whose": "current"},
        {"low": 150_000, "whose": "current"},
        {"low": 150_000, "whose": "offered", "component": "bonus", "period": "year"},
        {"low": 1_200_000, "whose": "offered", "component": "base", "period": "year"},
    ),
    "Pier | Senior Consultant | Pune\n\nYOE: 5\nFixed: 31 LPA\nRetention bonus: 3L after one year\n"
    "Market rate as per Glassdoor: 28-36 LPA\nI asked for 36 LPA. My friend at Kestrel earns 60 LPA.": (
        {"low": 3_100_000, "component": "base", "whose": "offered"},
        {"low": 300_000, "component": "bonus"},
        {"low": 2_800_000, "whose": "other"},
        {"low": 3_600_000, "whose": "expected"},
        {"low": 6_000_000, "whose": "other", "component": None},
    ),
    "Accept or stay?\n\nTitle: Data Scientist\nYOE: 3\nI'm currently on £52k. Offer: £65k base + £5k sign-on. "
    "Rent would be £1,600 pcm vs £850 now. A recruiter told me others offer £75k-£80k.": (
        {"low": 52_000, "whose": "current"},
        {"low": 65_000, "whose": "offered", "component": "base"},
        {"low": 5_000, "component": "signing"},
        {"low": 75_000, "whose": "other"},
    ),
    "Promotion at Orchid\n\nTitle: SDE 2\nYOE: 4\nBefore: base $145k, RSU $60k/yr\nAfter: base $172k, RSU $95k/yr": (
        {"low": 145_000, "whose": "previous"},
        {"low": 60_000, "whose": "previous", "component": "equity"},
        {"low": 172_000, "component": "base"},
        {"low": 95_000, "component": "equity", "period": "year"},
    ),
}

SEVERAL: dict[str, Sequence[Said]] = {
    "Salt Harbor - Lisbon (hybrid) and Remote - Full-time\n\nWe move $9B of freight.\n\n"
    "* Product Manager, Platform (hybrid, $120,000 - $150,000): https://jobs.example/1\n"
    "* Software Engineer - Infrastructure, Data Platform (remote, $110,000 - $140,000): https://jobs.example/2\n": (
        {"low": 120_000, "title": "Product Manager, Platform", "place": "hybrid"},
        {
            "low": 110_000,
            "title": "Software Engineer - Infrastructure, Data Platform",
            "place": "remote",
        },
    ),
    "Pier - Multiple Roles - Remote - $118,500 - $163,800 USD + equity\n\nSenior Backend Engineer - $118,500 USD + equity\n"
    "Senior Data Scientist - $118,500 USD + equity\nDirector, Data Science = $163,800 USD + equity\n": (
        {"low": 118_500, "high": 163_800, "title": None},
        {"low": 118_500, "high": 118_500, "title": "Senior Backend Engineer", "component": None},
        {"low": 118_500, "high": 118_500, "title": "Senior Data Scientist", "level": "Senior"},
        {"low": 163_800, "title": "Director, Data Science", "open_ended": False},
    ),
    "Kestrel - ONSITE - Austin, TX - Full-time\n\nSupport Engineer - $60k-$80k\nQuality Assurance - $45k-$70k\n"
    "Data Engineer - $110k-$140k\n": (
        {"low": 60_000, "title": "Support Engineer"},
        {"low": 45_000, "title": "Quality Assurance"},
        {"low": 110_000, "title": "Data Engineer"},
    ),
    "Northwind - Junior SWE ($150k + equity + bonus), SWE ($175k + equity + bonus) - Denver, CO - Full-time\n\nApply now.": (
        {"low": 150_000, "component": None, "title": "Junior SWE", "level": "Junior"},
        {"low": 175_000, "component": None, "title": "SWE"},
    ),
    "Orchid - Data Engineer - NYC - $140k (junior) - $190k (senior) - Full-time": (
        {"low": 140_000, "level": "junior"},
        {"low": 190_000, "level": "senior"},
    ),
    "Orchid (Series A) - NYC - hybrid - $140k-$180k (frontend engineer) + equity / $130-$175k (ML engineer) +equity": (
        {"low": 140_000, "component": None},
        {"low": 130_000, "component": None, "title": "ML engineer"},
    ),
}

OTHER_MONEY: dict[str, Sequence[Said]] = {
    "Salt Harbor - Data Engineer - Rome - Full-time - €55k–€70k + equity + health benefits + equipment budget": (
        {"low": 55_000, "component": None, "period": None},
    ),
    "Wellness at Sea Inc - ML Engineer - Hybrid - Toronto (Canada) - $120-150k [https://sea.example/]\n\nWe’re growing.": (
        {"low": 120_000, "high": 150_000},
    ),
    "Pier - Staff Engineer - Remote (US) - $145-$190k + profit-sharing bonuses\n\nWe sold to 200k teams and won $12M.": (
        {"low": 145_000, "high": 190_000},
    ),
    "Kestrel - Data Engineer - Oslo\n\nWe serve the $1.6 trillion market, and 50K Norwegians who drive each year.\n"
    "We process over $40B/day and 300k transactions/minute.\n\nPay: 900,000 NOK a year": (
        {"low": 900_000, "currency": "NOK", "period": "year"},
    ),
    "Northwind - Founding Engineer - Remote\n\nCompensation:\n- Pre-seed (closing): $4,000/month + equity.\n"
    "- We raised a $2M seed.": ({"low": 4_000, "period": "month", "component": None},),
    "Which of my offers?\n\nYOE: 3\n\n1. **Orchid** – ₹18L fixed + ₹9L (RSU) vested over 4 years | Pune\n\n"
    "- **Savings goal:** Buy a ₹40L home in 2 years (₹8L from parents)\n- **Expenses:** ~₹25K/month\n"
    "In hand it would be ₹1.1L per month.": (
        {"low": 1_800_000, "component": "base"},
        {"low": 900_000, "component": "equity", "over_years": 4},
    ),
    "Data Engineer H/F - CDI - Lyon\n\nSalaire : 45-55 k€ brut annuel\nTickets restaurant 10 € / jour": (
        {"low": 45_000, "high": 55_000, "period": "year"},
    ),
    "Data Engineer in München\n\nGehalt: 65.000 – 80.000 € brutto/Jahr\nWeiterbildungsbudget: 2.000 € pro Jahr": (
        {"low": 65_000, "high": 80_000, "period": "year"},
    ),
    "[Hồ Chí Minh] Data Engineer\n\nMức lương: 2.000 - 3.500 USD gross/tháng\nTrợ cấp ăn trưa 1.000.000 VND/tháng": (
        {"low": 2_000, "high": 3_500, "period": "month"},
    ),
    "Data Engineer at Pier, Leeds\n\nOur lamps are sold from $0.39 per day. For every $1 we give, $3 more come back.\n"
    "Salary is £15K for the fixed term.": ({"low": 15_000, "component": None, "period": None},),
    "Helix - Zurich - CHF 110k-140k - ML Engineer\n\nTrained on 2M GPU hours ($4M of compute). Medical cover of CHF 90k.": (
        {"low": 110_000, "high": 140_000},
    ),
    "Vaga: Cientista de Dados (Remoto)\n\nPJ: R$ 18k-22k/mês\nVR R$ 1.200\nFaturamos R$ 50 milhões por ano.": (
        {"low": 18_000, "high": 22_000, "period": "month"},
    ),
    "Machine Learning Intern\n\nStipend: ₹40,000 per month\nLocation: Pune": (
        {"low": 40_000, "period": "month", "level": "Intern"},
    ),
    "Data Engineer at Kestrel, Berlin. Salary: €70,000. £1,200 annual training budget, RSU - 400, 401k.": (
        {"low": 70_000, "currency": "EUR"},
    ),
}

COMPONENTS: dict[str, Sequence[Said]] = {
    "Title: SDE 2\nCompany: Orchid\nBase: €91k\nSign on bonus: year 1 - €20.5k, year 2 - €14k\nRSUs: 200 units (~ €40k)": (
        {"low": 91_000, "component": "base"},
        {"low": 20_500, "component": "signing"},
        {"low": 14_000, "high": 14_000, "component": "signing"},
        {"low": 40_000, "component": "equity"},
    ),
    "Title: ML Engineer\nCompany: Pier\nBase Salary: 24.5L INR\nYearly Bonus Fixed: 2.5L\nRelocation/Signing Bonus: 4L": (
        {"low": 2_450_000, "component": "base"},
        {"low": 250_000, "component": "bonus"},
        {"low": 400_000, "component": "signing"},
    ),
    "Kestrel - GTM Lead - Remote (Europe) - €50–65k base + uncapped commission (~€90–120k+ OTE) + 1% equity": (
        {"low": 50_000, "high": 65_000, "component": "base"},
        {"low": 90_000, "high": 120_000, "component": "total", "open_ended": True},
    ),
    "Head of Delivery\nPier - Full-time - £100–120k base + variable (OTE ~£140k) + equity": (
        {"low": 100_000, "component": "base"},
        {"low": 140_000, "component": "total", "approximate": True},
    ),
    "Title: Engineer\nCompany: Orchid\nTotal comp (Salary + Bonus + Stock): $180,000\nStock bonus: $120,000 over 4 years": (
        {"low": 180_000, "component": "total"},
        {"low": 120_000, "component": "equity", "over_years": 4},
    ),
    "Orchid - Senior Engineer - Equity - 110k+ (based on experience) + quarterly bonus - London - Full-time": (
        {"low": 110_000, "component": None, "open_ended": True, "period": None},
    ),
    "Title: SDE 2\nCompany: Orchid\nSign on: ₹10,00,000 (7.5L + 2.5L)\nTarget bonus - 15% (6.9L)\nGSU - $138k over 4 years\n"
    "Total comp: ₹65L first year": (
        {"low": 1_000_000, "component": "signing"},
        {"low": 690_000, "component": "bonus"},
        {"low": 138_000, "component": "equity", "over_years": 4},
        {"low": 6_500_000, "component": "total", "period": "year"},
    ),
    "Negotiated an offer from $185k to $210k base\n\nTitle: ML Engineer\nYOE: 5": (
        {"low": 185_000, "high": 185_000, "open_ended": False},
        {"low": 210_000, "high": 210_000, "component": "base"},
    ),
}

NOTATION: dict[str, Sequence[Said]] = {
    "Matter - Engineer - Oakland, CA - Onsite (4x/week) - $200-260K - https://m.example/": (
        {"low": 200_000, "high": 260_000, "period": None},
    ),
    "Peregrine - SF / DC - In-office 4 days - Data Engineer - $175,000 - $300,000": (
        {"low": 175_000, "high": 300_000, "period": None},
    ),
    "Symbol - Data Engineers - REMOTE (US) - $130k-210k plus eligibility for annual bonus program": (
        {"low": 130_000, "period": None},
    ),
    "Wire - Data Engineer - Remote - $170k + annual cash bonus + equity": (
        {"low": 170_000, "high": 170_000, "open_ended": False, "period": None},
    ),
    "Post - Data Engineer - Remote - Salary: $175k+ and founder level equity": (
        {"low": 175_000, "high": None, "open_ended": True},
    ),
    "Full - Senior Data Engineer - $160~170k USD + up to 10% bonus - Remote": (
        {"low": 160_000, "high": 170_000},
    ),
    "Albert - ML Engineer - up to ~ $350k - Remote": ({"low": None, "high": 350_000},),
    "[Hanoi] Data Engineer | Onsite\n\n𝘿𝙖𝙩𝙖 𝙀𝙣𝙜𝙞𝙣𝙚𝙚𝙧 – 𝙐𝙥 𝙩𝙤 𝙐𝙎𝘿 𝟱,𝟬𝟬𝟬\nSkills: AI / ML": (
        {"low": None, "high": 5_000, "currency": "USD", "period": None},
    ),
    "[远程] 数据工程师 薪水 25K-40K RMB\n\n## 薪资福利待遇\n3000 USD - 5000 USD/M\n或 RMB 25K - 40K/M": (
        {"low": 3_000, "high": 5_000, "currency": "USD", "period": "month"},
        {"low": 25_000, "high": 40_000, "currency": "CNY", "period": "month"},
    ),
    "[远程] 某公司招聘 算法工程师 年包90w以内\n\n## 岗位职责\n主导产品": (
        {"low": None, "high": 900_000, "component": "total", "period": "year"},
    ),
    "Data Engineer II\n\nThe base pay ranges from $112,300/year in our lowest market up to $190,900/year in our highest one.": (
        {"low": 112_300, "high": 190_900, "component": "base", "period": "year"},
    ),
    "MLOps-Engineer in Hamburg\n\nJahresgehalt zwischen 70 und 90 T€, dazu 5.000 € Startbonus.": (
        {"low": 70_000, "high": 90_000, "period": "year"},
        {"low": 5_000, "component": "signing", "period": None},
    ),
    "Data engineer H/F, Paris\n\nRémunération : 48 à 58 K€ fixe + 10 % variable\nTJM 450-550 € si freelance": (
        {"low": 48_000, "high": 58_000, "component": "base"},
        {"low": 450, "high": 550, "period": "day"},
    ),
    "Machine Learning Engineer, Kyoto\n\n月給 45万円〜70万円": (
        {"low": 450_000, "high": 700_000, "currency": "JPY", "period": "month"},
    ),
    "Data Engineer - $68,405 to - $88,926 per year - Apply now": (
        {"low": 68_405, "high": 88_926, "period": "year"},
    ),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pair
        for texts in (WHOSE, SEVERAL, OTHER_MONEY, COMPONENTS, NOTATION)
        for pair in texts.items()
    ],
)
def test_a_post_gives_its_pay_and_no_other_money(
    library: Library, text: str, said: Sequence[Said]
) -> None:
    found = read_pay(library, text, is_ad=True).statements
    assert [
        {name: getattr(one, name) for name in wanted}
        for one, wanted in zip(found, said, strict=False)
    ] == [dict(wanted) for wanted in said]
    assert len(found) == len(said)


HEADS: dict[str, Said] = {
    "Akk.io - Full-Time - Remote in US & CAN - B2B Software - Data Analyst - $90k": {
        "company": "Akk.io", "place": "Remote in US & CAN", "title": "Data Analyst",
    },
    "Prairie (Remote US) — Full-Stack Engineer — TypeScript / React / AI — $90k": {
        "company": "Prairie", "place": "Remote US", "title": "Full-Stack Engineer",
    },
    "Delta - Full Stack / AI Founding Engineer - ON SITE Porto - €80k": {
        "title": "Full Stack / AI Founding Engineer", "place": "Porto", "level": "Founding",
    },
    "Rivi - Senior / Staff Data Engineer - Denver, CO or Austin, TX (Hybrid, 3 days/week) - $150k": {
        "level": "Senior / Staff", "place": "Denver, CO or Austin, TX",
    },
    "Unex - Lead DevOps Engineer - ON-SITE (Utrecht, Netherlands) - €85k": {
        "level": "Lead", "place": "Utrecht, Netherlands",
    },
    "Harbor - Implementation Engineer — C$120k–140k": {
        "title": "Implementation Engineer", "currency": "CAD",
    },
    "Title: ML Engineer 3\nCompany: Orchid\nLocation: Pune\nYOE: 5\nBase: 40L": {
        "title": "ML Engineer 3", "level": "3", "years": "5", "place": "Pune", "company": "Orchid",
    },
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), HEADS.items())
def test_a_head_says_who_where_and_what(library: Library, text: str, said: Said) -> None:
    one: Statement = read_pay(library, text, is_ad=True).statements[0]
    assert {name: getattr(one, name) for name in said} == said
