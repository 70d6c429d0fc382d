"""Documents such as Rolecall writes of what it measures, and ads such as it keeps; every number is made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.settings import CONTENT
from knowledge.advertised import AdsRequest
from knowledge.feeds.documents import ADS, POSTS, SERIES
from knowledge.feeds.stories import ListedAd

ADS_YAML = """\
title: "Job ads of 31 companies, 90 days to 2026-11-22"
label: Job ads, last 90 days
kind: job-ads
publisher: Rolecall
year: 2026
verified: 2026-11-22
roles: []
table:
  section: "Job ads of 90 days: p25 of the lower ends to p75 of the upper ends of stated pay"
  year: 2026
  computed: true
facts:
  - id: ads-ml-engineer
    statement: "Machine Learning Engineer: 61 openings at 17 companies on 22 Nov"
    values: [61]
    unit: openings
    period: 2026-11-22
    year: 2026
    n: 61
    computed: true
    section: Open job ads
    topics: [job-growth]
    roles: [ml-engineer]
  - id: ads-ml-engineer-skills
    statement: "61 open ads for Machine Learning Engineer ask for Python 92%, SQL 41%"
    values: [92, 41]
    unit: percent of ads
    period: 2026-11-22
    year: 2026
    n: 61
    computed: true
    section: Open job ads
    topics: [skills-demand]
    roles: [ml-engineer]
  - id: ads-skill-python-share
    statement: "Python: 24 of 33 new ads in the week to 22 Nov; 66% → 73% of new ads, last four weeks against the twelve before"
    values: [66, 73]
    unit: percent of new ads
    period: 2026-08-03/2026-11-22
    year: 2026
    n: 412
    computed: true
    section: New job ads
    topics: [skills-demand]
"""

ADS_CSV = """\
role,level,place,component,currency,period,n,companies,low,high
ml-engineer,,united-states,base,USD,year,61,17,148000,221000
ml-engineer,mid,united-states,base,USD,year,9,5,139500,188000
ml-engineer,senior,united-states,base,USD,year,37,12,160000,231000
ml-engineer,,san-francisco,base,USD,year,14,6,172000,255000
ml-engineer,senior,united-states,total,USD,year,6,3,240000,390000
ai-architect,senior,united-states,base,USD,year,7,3,171000,243000
ai-architect,staff,united-states,base,USD,year,5,3,199000,281000
ai-architect,mid,united-states,base,USD,year,11,4,150500,205000
data-engineer,,united-states,base,USD,year,104,31,121500,187000
data-engineer,senior,united-states,base,USD,year,52,19,139000,204000
data-engineer,,united-kingdom,unspecified,GBP,year,8,4,62000,
"""

SERIES_YAML = """\
title: Series of numbers
label: Series of numbers
kind: feeds
publisher: Rolecall
year: 2026
verified: 2026-11-22
roles: []
facts:
  - id: series-ai-share
    statement: "Made-up Lab, AI share of ads: 3.2 on 20 Nov 2026, 2.9 on 21 Aug 2026"
    values: [2.9, 3.2]
    unit: as the series states it
    period: 2026-08-21/2026-11-20
    year: 2026
    section: Made-up Lab
    topics: [job-growth]
"""

POSTS_YAML = """\
title: "Posts of 12 feeds, 16 weeks to 2026-11-22"
label: Posts of feeds
kind: feeds
publisher: Rolecall
year: 2026
verified: 2026-11-22
roles: []
facts:
  - id: posts-vector-search
    statement: "Vector search: 4 of 61 posts in the week to 22 Nov; 8% → 6% of posts, last four weeks against the twelve before, in 12 feeds"
    values: [8.2, 6.1]
    unit: percent of posts
    period: 2026-08-03/2026-11-22
    year: 2026
    section: Posts of 12 feeds
    n: 948
    computed: true
  - id: posts-ai-agents
    statement: "AI agents: 14 of 61 posts in the week to 22 Nov; 9% → 23% of posts, last four weeks against the twelve before, in 12 feeds"
    values: [9.1, 23.0]
    unit: percent of posts
    period: 2026-08-03/2026-11-22
    year: 2026
    section: Posts of 12 feeds
    n: 948
    computed: true
    topics: [ai-agents]
"""

OLD_YAML = """\
title: A made-up report
label: Made-up report
kind: article
year: 2021
verified: 2026-11-22
roles: []
facts:
  - id: adoption
    statement: "Made up: 50% of companies use AI"
    values: [50]
    unit: percent
    year: 2021
    section: Use
    topics: [ai-adoption]
trends:
  - topic: ai-adoption
    name: Made-up adoption
    statement: "Made-up companies take up AI"
    year: 2024
    section: Use
"""

TOPIC = 'terms:\n  - {id: ai-agents, name: "AI agents", aliases: ["agent", "agentic ai"]}\n'


TOPICS = "vocabulary/topics.yaml"


def measured_documents() -> dict[str, str]:
    """What is to be added to the knowledge that comes along, and to be put in its place."""
    topics = (CONTENT / TOPICS).read_text(encoding="utf-8")
    return {
        f"sources/{ADS}.yaml": ADS_YAML,
        f"sources/{ADS}.csv": ADS_CSV,
        f"sources/{POSTS}.yaml": POSTS_YAML,
        f"sources/{SERIES}.yaml": SERIES_YAML,
        "sources/made-up-report.yaml": OLD_YAML,
        "feeds/made-up.yaml": "name: Made-up\nkind: feed\naddress: https://made-up.example/feed\nenabled: true\n",
        TOPICS: topics if "ai-agents" in topics else topics.replace("terms:\n", TOPIC, 1),
    }


@dataclass(frozen=True)
class KeptAds:
    """Ads in memory, each with what was read in it, in the order in which they are listed."""

    ads: Sequence[tuple[str, str, str, ListedAd]]

    def listed(self, asked: AdsRequest, most: int) -> Sequence[ListedAd]:
        """Those for a role at a level in a place."""
        wanted = (asked.role, asked.level, asked.place)
        return [
            ad
            for *about, ad in self.ads
            if all(want in (None, said) for want, said in zip(wanted, about, strict=True))
        ][:most]


def made_up(number: int, **other: str | None) -> ListedAd:
    """One of many ads, the newer the smaller its number."""
    said: dict[str, str | None] = {
        "title": f"Senior ML Engineer {number}",
        "organization": f"Made-up Company {number % 5}",
        "place": "Springfield, United States",
        "pay": f"${160 + number}K - ${210 + number}K base",
        "url": f"https://jobs.example/{number}",
    }
    posted = datetime(2026, 11, 20, tzinfo=UTC) - timedelta(days=number)
    return ListedAd(**(said | other), date_posted=posted)  # type: ignore[arg-type]
