"""Tables as small as a test needs them, with the oddities of real ones; and knowledge around them."""

from collections.abc import Mapping

from knowledge.documents import check_documents
from knowledge.library import Library

JOBS_YAML = "sources/jobs.yaml"
JOBS_CSV = "sources/jobs.csv"

JOBS = """\
title: "Jobs and wages of occupations"
label: Jobs and wages
kind: official-statistics
year: 2025
roles: []
table:
  section: "All areas"
  component: base
  currency: USD
  period: year
  year: 2025
"""

ROWS = """\
occupation,place,industry,employment,employment_rse,wage_rse,mean,p10,p25,median,p75,p90
data-scientists,united-states,,262440,1.1,0.4,126700,66280,86130,120890,158880,199690
data-scientists,texas,,20130,3.2,1.3,119900,62160,80240,112960,150490,183230
data-scientists,austin,,3730,11.5,5.1,128470,62410,85780,127360,161560,239200+
data-scientists,boise,,310,12.0,,,,,,,
data-scientists,united-states,naics-52,51540,2.0,0.9,134470,76320,99240,130310,163390,203140
other-computing,texas,,40000,2.0,1.0,99000,40000,60000,90000,120000,150000
statisticians,austin,,,,7.5,101000,60000,80000,100000,120000,140000
"""
"""With what real tables have: jobs alone, wages alone, a bound, a sector, large errors."""

WORDS: Mapping[str, str] = {
    "vocabulary/families.yaml": 'terms:\n  - {id: ai, name: "Artificial intelligence"}\n',
    "vocabulary/places.yaml": """\
terms:
  - {id: united-states, name: "United States", code: "0000000", place_kind: country}
  - {id: texas, name: "Texas", code: "4800000", place_kind: state, within: united-states}
  - {id: austin, name: "Austin, TX", code: "0012420", place_kind: city, within: texas}
  - {id: boise, name: "Boise, ID", code: "0014260", place_kind: city, within: united-states}
  - {id: guam, name: "Guam", code: "6600000", place_kind: state, within: united-states}
""",
    "vocabulary/industries.yaml": """\
terms:
  - {id: naics-31-33, name: "Manufacturing (NAICS 31-33)", code: "31-33", classification: naics-2022}
  - {id: naics-52, name: "Finance and insurance (NAICS 52)", code: "52", classification: naics-2022}
""",
    "vocabulary/levels.yaml": """\
terms:
  - {id: mid, name: "Mid-level", rank: 2}
  - {id: senior, name: "Senior", rank: 3}
""",
    "vocabulary/occupations.yaml": """\
terms:
  - {id: data-scientists, name: "Data Scientists", code: "15-2051", classification: soc-2018}
  - {id: statisticians, name: "Statisticians", code: "15-2041", classification: soc-2018}
  - {id: other-computing, name: "Computer Occupations, All Other", code: "15-1299", classification: soc-2018}
""",
    "sources/titles.yaml": """\
title: "Titles of occupations"
label: Titles
kind: classification
roles: []
""",
    "roles/analyst.yaml": """\
name: Analyst
family: ai
occupations:
  - {occupation: data-scientists, code: "15-2051.01", source: titles}
  - {occupation: other-computing, code: "15-1299.08", source: titles}
  - {occupation: statisticians, code: "15-2041.00", source: titles}
summary: "Looks into things."
summary_sources: [titles]
""",
}

TEXTS: Mapping[str, str] = {**WORDS, JOBS_YAML: JOBS, JOBS_CSV: ROWS}
"""A role whose title three occupations list, and the table of them."""

SURVEY_YAML = "sources/survey.yaml"
SURVEY_CSV = "sources/survey.csv"

SURVEY = """\
title: "Our own survey"
label: Our survey
kind: survey
roles: [analyst]
table:
  section: "Pay"
  currency: USD
  period: year
  year: 2026
  computed: true
"""

ANSWERS = """\
role,level,place,n,base_p25,base_median,total_median
analyst,mid,texas,48,118000,131000,140000
analyst,senior,texas,31,141000,156000,
"""


ADS_YAML = "sources/ads.yaml"
ADS_CSV = "sources/ads.csv"

ADS = """\
title: "Pay in job ads"
label: Job ads
kind: job-ads
roles: []
table:
  section: "Job ads of 90 days"
  computed: true
"""

AD_ROWS = """\
role,level,place,currency,period,component,n,companies,low,high
analyst,mid,texas,USD,year,base,5,3,118000,161000
analyst,senior,texas,USD,year,base,37,12,141000,
analyst,senior,texas,USD,year,unspecified,7,4,,190000
"""


def problems_of(texts: Mapping[str, str]) -> list[str]:
    """What the check says, a line a problem."""
    return [str(problem) for problem in check_documents(texts)[2]]


def library_of(texts: Mapping[str, str]) -> Library:
    """The library of texts without an error."""
    _, knowledge, problems = check_documents(texts)
    assert problems == [], problems
    return Library(knowledge, "small")
