"""Documents such as Rolecall writes of what it measures, and ads such as it keeps; every number is made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge.feeds.documents import ADS, POSTS, SERIES
from knowledge.feeds.stories import ListedAd
from tests.knowledge.content_copy import ContentCopy, copy_content

ADS_YAML = """\
title: "Job ads of 8 boards, 90 days to 2026-11-22"
label: Job ads
kind: job-ads
publisher: Rolecall
year: 2026
verified: 2026-11-22
roles: []
table:
  section: "Pay stated in 212 of 412 ads of 8 job boards"
  computed: true
facts:
  - id: ads-ml-engineer
    statement: "Machine Learning Engineer: 61 ads, 17 companies, openings 44 → 61 in 90 days"
    values: [44, 61]
    unit: ads
    period: 2026-08-24/2026-11-22
    year: 2026
    section: "Openings in job ads of 8 job boards"
    n: 61
    computed: true
    topics: [job-growth]
    roles: [ml-engineer]
  - id: skill-python
    statement: "Python: asked for in 301 of 412 ads, 66% → 73% over the quarter"
    values: [66, 73]
    unit: percent of ads
    period: 2026-08-24/2026-11-22
    year: 2026
    section: "Skills asked for in job ads of 8 job boards"
    n: 412
    computed: true
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
    statement: "Vector search: 4 of 61 posts in the week to 22 Nov, 8% → 6% over the quarter"
    values: [8.2, 6.1]
    unit: percent of posts
    period: 2026-08-03/2026-11-22
    year: 2026
    section: Posts of 12 feeds
    n: 948
    computed: true
  - id: posts-ai-agents
    statement: "AI agents: 14 of 61 posts in the week to 22 Nov, 9% → 23% over the quarter"
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


def measured_content(folder: Path) -> ContentCopy:
    """The knowledge that comes along, with what was measured next to it."""
    content = copy_content(folder)
    content.write(f"sources/{ADS}.yaml", ADS_YAML)
    content.write(f"sources/{ADS}.csv", ADS_CSV)
    content.write(f"sources/{POSTS}.yaml", POSTS_YAML)
    content.write(f"sources/{SERIES}.yaml", SERIES_YAML)
    content.write("sources/made-up-report.yaml", OLD_YAML)
    content.change("vocabulary/topics.yaml", "terms:\n", TOPIC)
    return content


@dataclass(frozen=True)
class KeptAds:
    """Ads in memory, each with what was read in it, in the order in which they are listed."""

    ads: Sequence[tuple[str, str, str, ListedAd]]

    def listed(
        self, role: str, level: str | None, place: str | None, most: int
    ) -> Sequence[ListedAd]:
        """Those for a role at a level in a place."""
        wanted = (role, level, place)
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
