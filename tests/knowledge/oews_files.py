"""Files as the Bureau of Labor Statistics publishes them, as small as a test needs them."""

from collections.abc import Sequence

from tests.knowledge.workbooks import Cells, workbook

COLUMNS = (
    "AREA AREA_TITLE AREA_TYPE PRIM_STATE NAICS NAICS_TITLE I_GROUP OWN_CODE OCC_CODE OCC_TITLE O_GROUP TOT_EMP "
    "EMP_PRSE JOBS_1000 LOC_QUOTIENT PCT_TOTAL PCT_RPT H_MEAN A_MEAN MEAN_PRSE H_PCT10 H_PCT25 H_MEDIAN H_PCT75 "
    "H_PCT90 A_PCT10 A_PCT25 A_MEDIAN A_PCT75 A_PCT90 ANNUAL HOURLY"
).split()
"""The columns of all of its workbooks."""

NOTES: Sequence[Cells] = [
    ["May 2026 OEWS Estimates"],
    [],
    ["Field", "Field Description"],
    ["tot_emp", "Estimated total employment, as of May 2025 and before"],
    ["* = not available"],
    ["#  = indicates a wage equal to or greater than $115.00 per hour or $239,200 per year "],
]

NATION = ("99", "U.S.", "1", "US")
TEXAS = ("48", "Texas", "2", "TX")
AUSTIN = ("12420", "Austin-Round Rock-San Marcos, TX", "4", "TX")
BOISE = (14260, "Boise City, ID", 4, "ID")
NOWHERE = ("4800099", "Nowhere, Texas nonmetropolitan area", "6", "TX")

ALL = ("000000", "Cross-industry", "cross-industry", "1235")
PRIVATE = ("000000", "Cross-industry, private ownership", "cross-industry, ownership", "5")
FINANCE = ("52", "Finance and Insurance", "sector", "5")
FACTORIES = ("31-33", "Manufacturing", "sector", "5")
CHEMICALS = ("325000", "Chemical Manufacturing", "3-digit", "5")

DATA = ("15-2051", "Data Scientists", "detailed")
STATISTICIANS = ("15-2041", "Statisticians", "detailed")
DANCERS = ("27-2031", "Dancers", "detailed")


def estimate(
    area: Sequence[str | int],
    industry: Sequence[str],
    occupation: Sequence[str],
    jobs: Sequence[str | float] = (1_200, 2.5),
    annual: Sequence[str | float] = (100_000, 0.4, 60_000, 80_000, 95_000, 120_000, 150_000),
    only: str = "",
) -> Cells:
    """A row; `annual` are the mean, its error and the percentiles, `only` is ANNUAL or HOURLY."""
    mean, error, *percentiles = annual
    hourly = ["*"] * 5 if only == "ANNUAL" else [20.5, 30.1, 45.659999999999997, 60, "#"]
    return [
        *area, *industry, *occupation, *jobs, None, None, None, None, "*", mean, error, *hourly, *percentiles,
        (only == "ANNUAL" and "TRUE") or "", (only == "HOURLY" and "TRUE") or None,
    ]  # fmt: skip


STARS = ("*",) * 7

NATIONAL = workbook({
    "national_M2026_dl": [
        COLUMNS,
        estimate(NATION, ALL, ("00-0000", "All Occupations", "total"), (154_187_380, 0)),
        estimate(NATION, ALL, DATA, (262_440, 1.1), (126_700, 0.4, 66_280, 86_130, 121_890, 158_880, "#")),
        estimate(NATION, PRIVATE, DATA, (200_000, 1.1)),
        estimate(NATION, ALL, STATISTICIANS, ("**", "**"), only="ANNUAL"),
        estimate(NATION, ALL, DANCERS, annual=STARS, only="HOURLY"),
    ],
    "Field Descriptions": NOTES,
    "Filler": [],
})  # fmt: skip
"""The nation: a bound, jobs that are not released, wages by the hour or the year alone, private owners."""

AREAS = workbook({
    "All May 2026 data": [
        [name.lower() for name in COLUMNS],
        estimate(TEXAS, ALL, DATA),
        estimate(AUSTIN, ALL, DATA, (3_730, 6.2), (128_470, 2.7, 62_410, 85_780, 127_360, 161_560, 199_230)),
        estimate(BOISE, ALL, DATA, (310, 12), STARS),
        estimate(NOWHERE, ALL, DATA),
        estimate(NATION, FACTORIES, DATA, (24_090, 3)),
        estimate(NATION, CHEMICALS, DATA),
        estimate(NATION, ALL, DATA, (262_440, 1.1), (126_700, 0.4, 66_280, 86_130, 121_890, 158_880, "#")),
    ],
})  # fmt: skip
"""States, areas and sectors; the nation again, as the file of everything has it."""

TABLE = """\
occupation,place,industry,employment,employment_rse,wage_rse,mean,p10,p25,median,p75,p90
data-scientists,united-states,,262440,1.1,0.4,126700,66280,86130,121890,158880,239200+
data-scientists,united-states,naics-31-33,24090,3,0.4,100000,60000,80000,95000,120000,150000
data-scientists,texas,,1200,2.5,0.4,100000,60000,80000,95000,120000,150000
data-scientists,austin,,3730,6.2,2.7,128470,62410,85780,127360,161560,199230
data-scientists,boise,,310,12,,,,,,,
statisticians,united-states,,,,0.4,100000,60000,80000,95000,120000,150000
"""
"""What becomes of both, where the vocabulary has all of them but Nowhere."""

BY_YEAR = """\
year,occ_code,occ_title,tot_emp,emp_prse,a_mean,mean_prse,a_pct10,a_pct25,a_median,a_pct75,a_pct90
2024,15-2041,Statisticians,"38,860",2.7,97170,1.1,52700,68810,92270,121800,#
2024,15-2098,"Data Scientists and Mathematical Science Occupations, All Other",59680,2.4,103930,0.8,52950,71790,98230,130370,165230
2025,15-1299,"Computer Occupations, All Other",**,**,*,*,*,*,*,*,*
2025,15-2041,Statisticians,**,**,99450,1.1,49350,70120,95570,125800,-
2025,15-2051,Data Scientists,105980,2.4,108660,1.1,59430,77620,100910,#,#
"""
"""The nation in two years: a code that was another one in the first, bounds, and what isn't released."""

SERIES = """\
occupation,place,year,employment,employment_rse,wage_rse,mean,p10,p25,median,p75,p90
data-scientists,united-states,2025,105980,2.4,1.1,108660,59430,77620,100910,239200+,239200+
statisticians,united-states,2024,38860,2.7,1.1,97170,52700,68810,92270,121800,208000+
statisticians,united-states,2025,,,1.1,99450,49350,70120,95570,125800,
"""
"""What becomes of it, with bounds of 208,000 and 239,200 dollars."""

LONGER = """\
occupation,place,year,employment,employment_rse,wage_rse,mean,p10,p25,median,p75,p90
data-scientists,united-states,2025,105980,2.4,1.1,108660,59430,77620,100910,239200+,239200+
data-scientists,united-states,2026,262440,1.1,0.4,126700,66280,86130,121890,158880,239200+
statisticians,united-states,2024,38860,2.7,1.1,97170,52700,68810,92270,121800,208000+
statisticians,united-states,2025,,,1.1,99450,49350,70120,95570,125800,
statisticians,united-states,2026,,,0.4,100000,60000,80000,95000,120000,150000
"""
"""The same with the national workbook of the next year."""
