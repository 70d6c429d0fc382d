"""The table that is made of what the Bureau of Labor Statistics publishes."""

import pytest

from knowledge.importing.oews import Estimate, read_tall, sector_code, table_text
from knowledge.library import Library
from tests.knowledge.small_tables import JOBS_CSV, TEXTS, library_of, problems_of

TALL = """\
occupation_code,occupation,area_type,area_code,area,industry_code,industry,employment,employment_rse,annual_mean,wage_rse,annual_p10,annual_p25,annual_median,annual_p75,annual_p90,jobs_per_1000,location_quotient,notes
15-2041,Statisticians,state,4800000,Texas,,,1200,6.1,101230,2.2,54210,71330,95600,127950,158480,0.09,0.4,
15-2051,Data Scientists,metropolitan,0012420,"Austin-Round Rock-San Marcos, TX",,,3730,6.2,128470,2.7,62410,85780,127360,161560,199230,2.9,1.7,
15-2051,Data Scientists,national,0000000,National,,,262440,1.1,126700,0.4,66280,86130,120890,158880,199690,,,
15-2051,Data Scientists,national,0000000,National,31--34,"Sectors 31, 32, and 33 - Manufacturing",24090,3.0,129480,0.8,80650,100320,127910,159220,185310,,,
15-2051,Data Scientists,national,0000000,National,334000,Computer and Electronic Product Manufacturing,9000,3.0,139480,0.8,80650,100320,127910,159220,185310,,,
15-2051,Data Scientists,metropolitan,0014260,"Boise City, ID",,,310,12.0,-,-,-,-,-,-,-,0.8,0.5,04:8;11:8;12:8;13:8;14:8;15:8
15-2041,Statisticians,metropolitan,0014260,"Boise City, ID",,,-,-,92130,8.1,52310,66580,90110,107720,131620,-,-,01:8
15-2041,Statisticians,metropolitan,0099999,"Nowhere, ZZ",,,-,-,92130,8.1,52310,66580,90110,107720,131620,-,-,01:8
15-9999,Others,state,4800000,Texas,,,1200,6.1,101230,2.2,54210,71330,95600,127950,158480,0.09,0.4,
"""

MADE = """\
occupation,place,industry,employment,employment_rse,wage_rse,mean,p10,p25,median,p75,p90
data-scientists,united-states,,262440,1.1,0.4,126700,66280,86130,120890,158880,199690
data-scientists,united-states,naics-31-33,24090,3.0,0.8,129480,80650,100320,127910,159220,185310
data-scientists,austin,,3730,6.2,2.7,128470,62410,85780,127360,161560,199230
data-scientists,boise,,310,12.0,,,,,,,
statisticians,texas,,1200,6.1,2.2,101230,54210,71330,95600,127950,158480
statisticians,boise,,,,8.1,92130,52310,66580,90110,107720,131620
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(TEXTS)


def test_a_tall_file_becomes_a_table(library: Library) -> None:
    made = table_text(library, read_tall(TALL))
    assert made.text == MADE
    assert made.unknown_areas == ("0099999",)
    assert problems_of({**TEXTS, JOBS_CSV: made.text}) == []


@pytest.mark.parametrize(
    ("code", "sector"),
    [("31--34", "31-33"), ("44--46", "44-45"), ("51--52", "51"), ("99-100", "99"), ("334000", None), ("52", None)],
)  # fmt: skip
def test_sectors_have_the_codes_of_naics(code: str, sector: str | None) -> None:
    assert sector_code(code) == sector


def estimate(**numbers: str) -> Estimate:
    blank = dict.fromkeys(MADE.partition("\n")[0].split(",")[3:], "*")
    return Estimate("15-2051", "4800000", "", {**blank, **numbers})


def test_a_bound_is_told_as_one(library: Library) -> None:
    made = table_text(library, [estimate(p90="#", median="1,234,560")], bound=239_200)
    assert made.text.splitlines()[1] == "data-scientists,texas,,,,,,,,1234560,,239200+"
    with pytest.raises(ValueError, match="p90 of 15-2051 in 4800000 is a bound"):
        table_text(library, [estimate(p90="#")])


def test_what_is_no_number_is_told(library: Library) -> None:
    with pytest.raises(ValueError, match='mean of 15-2051 in 4800000 is not a number: "12k"'):
        table_text(library, [estimate(mean="12k")])
    with pytest.raises(ValueError, match='line 1 lacks a column "annual_p10"'):
        list(read_tall(TALL.replace("annual_p10", "p10")))
