"""How questions are read: any order, slips, short forms, and nothing dropped in silence."""

import pytest

from tests.conftest import Slash

SENIOR = "Machine Learning Engineer · Senior"


@pytest.mark.parametrize(
    "line",
    [
        "/salary mle senior",
        "/salary senior mle",
        "/salary Sr. MLE",
        "/salary SENIOR MACHINE LEARNING ENGINEERS",
        "/salary machine-learning engineer, senior",
        "/salary machine learning senior engineer",
        "/salary engineer machine learning (senior)",
        "/salary machinelearning engineer senior",
        "/salary machien lerning enginer senoir",
        "/salary “ml engineer” — senior…",
        "/salary what's a senior ML engineer's salary?",
        "/salary how much does an experienced ml eng make, please",
        "/salary senior ml-engineer pay range",
    ],
)
def test_the_same_question_however_it_is_typed(slash: Slash, line: str) -> None:
    assert slash(line).heading == SENIOR


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("/salary mle 4 yrs", "4 years"),
        ("/salary mle 4yrs exp", "4 years"),
        ("/salary mle 4 yeras", "4 years"),
        ("/salary mle four years of experience", "4 years"),
        ("/salary mle with 5+ yoe", "5+ years"),
        ("/salary mle at least 5 years", "5+ years"),
        ("/salary mle 3-5 years", "3–5 years"),
        ("/salary mle 3 to 5 yrs", "3–5 years"),
        ("/salary mle between 3 and 5 years", "3–5 years"),
        ("/salary mle under 2 years", "0–2 years"),
        ("/salary mle 7", "7 years"),
        ("/salary mle sf", "San Francisco, CA"),
        ("/salary mle san fransisco", "San Francisco, CA"),
        ("/salary mle the bay area", "San Francisco Bay Area"),
        ("/salary mle seatle", "Seattle, WA"),
        ("/salary mle washington dc", "Washington, DC"),
        ("/salary mle washington", "Washington State"),
        ("/salary mle FAANG", "Top tech companies"),
        ("/salary mle start-up", "Startups"),
        ("/salary mle tc", "Total compensation"),
        ("/salary mle 90th percentile", "90th percentile"),
    ],
)
def test_short_forms_and_slips_in_what_narrows(slash: Slash, line: str, heading: str) -> None:
    assert slash(line).heading == f"Machine Learning Engineer · {heading}"


def test_it_is_an_industry_only_in_capitals(slash: Slash) -> None:
    assert slash("/salary ml developer in IT").heading.endswith("Information technology")
    assert slash("/salary ml developer what is it").heading == "Machine Learning Developer"


def test_two_places_are_alternatives(slash: Slash) -> None:
    reply = slash("/salary ml developer austin or boston")
    assert "$155,000–$207,775" in reply.shown
    assert "$130,000–$164,700" in reply.shown


def test_a_correction_is_said(slash: Slash) -> None:
    assert "Read “enginer data” as Data Engineer" in slash("/role enginer data").shown


def test_a_lone_number_is_read_as_years_and_that_is_said(slash: Slash) -> None:
    assert "“5” as 5 years of experience" in slash("/salary mle 5").shown


def test_every_unknown_word_is_named(slash: Slash) -> None:
    shown = slash("/salary mle purple zanzibar 150 x").shown
    assert "Not understood, so left out: “purple”, “zanzibar”, “150”, “x”" in shown


def test_an_unknown_word_may_have_a_near_one(slash: Slash) -> None:
    assert "“bostonian” (did you mean “Boston, MA”?)" in slash("/salary mle bostonian").shown


def test_words_that_another_command_knows_are_said_to_be_of_no_use_here(slash: Slash) -> None:
    shown = slash("/role mle senior").shown
    assert "Recognized, but this command doesn't use it: “senior”" in shown


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("/role mle", "Machine Learning Engineer"),
        ("/role ml dev", "Machine Learning Developer"),
        ("/role de", "Data Engineer"),
        ("/role AI/ML data engineer", "AI/ML Data Engineer"),
        ("/role ai ml engineer", "AI ML Engineer"),
        ("/role big data ml", "Big Data ML Engineer"),
        ("/role data engineer manager", "Data Engineering Manager"),
        ("/role governance analyst", "Data Governance Analyst"),
        ("/role ml ops enginer", "MLOps Engineer"),
        ("/role team lead", "Data Engineering Team Lead"),
    ],
)
def test_names_aliases_and_parts_of_names(slash: Slash, line: str, role: str) -> None:
    assert slash(line).heading == role


@pytest.mark.parametrize("line", ["/role engineer", "/role machine learning", "/role data"])
def test_several_near_names_are_offered(slash: Slash, line: str) -> None:
    reply = slash(line)
    assert reply.heading == "Which one do you mean?"
    assert reply.text.count("/role ") >= 2


def test_a_choice_asks_the_whole_question_again(slash: Slash) -> None:
    reply = slash("/salary machine learning senior sf")
    assert "/salary Machine Learning Engineer Senior San Francisco, CA" in reply.text


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("/salary texas", "/salary Machine Learning Engineer Texas"),
        ("/salary senior 5 years", "/salary Data Engineer Senior 5 years"),
        ("/salary mid-level at google", "/salary Data Engineer Mid level Google"),
        ("/role skills", "/role Data Engineer Skills and requirements"),
    ],
)
def test_what_is_said_without_a_role_is_kept_in_the_choices(
    slash: Slash, line: str, choice: str
) -> None:
    reply = slash(line)
    assert reply.heading == "Which role?"
    assert choice in reply.text


def test_a_part_that_may_be_something_else_is_asked_about(slash: Slash) -> None:
    assert slash("/role big data").shown.endswith(
        "Big Data ML Engineer\nData Engineer\nData Architect"
    )
    assert "AI Governance Specialist" in slash("/role governance").shown
    reply = slash("/role engineering data")
    assert reply.heading == "Which one do you mean?"
    assert "Data Engineering Manager" in reply.shown


MENTIONED = (
    ("data platform engineer", "Data Platform Engineer"),
    ("data plattform enginer", "Data Platform Engineer"),
    ("chief data officer", "Chief Data Officer"),
    ("CDO", "Chief Data Officer"),
    ("ml architect", "ML Architect"),
    ("AI consultant", "AI Consultant"),
    ("data governance manager", "Data Governance Manager"),
)


@pytest.mark.parametrize(("typed", "title"), MENTIONED)
@pytest.mark.parametrize("command", ["role", "salary", "compare", "trends"])
def test_a_job_that_documents_only_mention_is_known(
    slash: Slash, command: str, typed: str, title: str
) -> None:
    reply = slash(f"/{command} {typed}")
    assert reply.heading == title
    assert "they give no figures" in reply.text
    assert "Closest roles" in reply.text
    assert "Sources: [1]" in reply.text


def test_a_number_about_another_job_is_found_with_that_job_alone(slash: Slash) -> None:
    assert "rose 80%" in slash("/trends ai scientist").text
    assert "80%" not in slash("/trends mle").text
    assert "80%" not in slash("/role mle").text
    assert "rose 70%" in slash("/role mle").text


def test_a_number_that_two_sources_state_is_told_once(slash: Slash) -> None:
    text = slash("/trends mle all").text
    (line,) = (line for line in text.splitlines() if "rose 70%" in line)
    assert line.count("[") == 2


def test_what_is_not_covered_is_said_with_the_three_nearest(slash: Slash) -> None:
    reply = slash("/salary data integrity analyst")
    assert reply.text.startswith("“data integrity analyst” isn't covered yet.")
    assert reply.text.count("/salary ") == 3


@pytest.mark.parametrize(
    "typed", ["barber", "plumber", "nurse", "electrician", "mechanical engineer", "tax manager"]
)
def test_what_is_like_no_role_is_offered_none(slash: Slash, typed: str) -> None:
    reply = slash(f"/salary {typed}")
    assert reply.text == f"“{typed}” isn't covered yet, and no name is close. /role lists all"
    assert "Request this role" in str(reply.payload)


@pytest.mark.parametrize(("city", "name"), [("mobile", "Mobile, AL"), ("bend", "Bend, OR")])
def test_a_city_that_is_a_word_is_told_and_the_role_asked(
    slash: Slash, city: str, name: str
) -> None:
    reply = slash(f"/salary {city}")
    assert reply.heading == "Which role?"
    assert f"Read “{city}” as {name}" in reply.text


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("/role bi engineer vs bi analyst", "BI Engineer vs BI Analyst"),
        ("/salary mle vs de austin", "Machine Learning Engineer vs Data Engineer · Austin, TX"),
        (
            "/compare bi analyst, mlops and quant",
            "BI Analyst vs MLOps Engineer vs Quantitative Analyst",
        ),
        ("/compare mle vs de, thoughts?", "Machine Learning Engineer vs Data Engineer"),
        ("/trends oppenings data scintist", "Industry trends · Data Scientist"),
        ("/trends biostatistician outlook", "Industry trends · Job growth, Biostatistician"),
    ],
)
def test_every_role_that_is_set_beside_another_is_read(
    slash: Slash, line: str, heading: str
) -> None:
    assert slash(line).heading == heading


def test_the_outlook_of_a_role_is_its_own(slash: Slash) -> None:
    text = slash("/trends statistician job growth").text
    assert "grow by 8.5%" in text
    assert "data engineers" not in text


def test_a_topic_on_which_nothing_is_stated_is_no_search_for_a_part_of_it(slash: Slash) -> None:
    said = slash("/trends generative ai").text
    assert "No document names a trend or a number about Large language models" in said


def test_who_asks_how_to_become_one_is_told_what_it_takes(slash: Slash) -> None:
    reply = slash("/role how do i become a data engineer")
    assert reply.heading == "Data Engineer · Skills and requirements and Career path"


def test_the_nearest_share_what_tells_the_job(slash: Slash) -> None:
    text = slash("/salary database reliability engineer").text
    assert "/salary Database Administrator" in text
    assert "/salary AI Engineer" not in text


def test_what_it_was_to_be_compared_with_is_not_forgotten(slash: Slash) -> None:
    text = slash("/compare ml eng and penetration tester").text
    assert "“penetration tester” isn't covered yet" in text
    assert "Compare Machine Learning Engineer with another role" in text


def test_a_level_that_is_a_word_of_a_role_is_no_level_beside_it(slash: Slash) -> None:
    assert slash("/salary team lead").heading == "Data Engineering Team Lead"
    assert slash("/salary lead ml engineer").heading == "Machine Learning Engineer · Lead"


def test_two_roles_in_a_question_for_one(slash: Slash) -> None:
    shown = slash("/salary mle or data engineer senior").text
    assert "/salary Machine Learning Engineer Senior" in shown
    assert "/salary Data Engineer Senior" in shown
    assert "/compare Machine Learning Engineer vs Data Engineer" in shown


@pytest.mark.parametrize(
    "line",
    [
        "/compare mle vs de",
        "/compare mle, de",
        "/compare mle and de",
        "/compare what is the difference between a mle and a data engineer?",
        "/compare machine lerning enginer versus data enginer",
        "/compare mle de mle",
    ],
)
def test_a_comparison_however_it_is_typed(slash: Slash, line: str) -> None:
    assert slash(line).heading == "Machine Learning Engineer vs Data Engineer"


def test_an_unclear_side_of_a_comparison_keeps_the_clear_one(slash: Slash) -> None:
    shown = slash("/compare data engineer vs machine learning").text
    assert "/compare Data Engineer vs Machine Learning Engineer" in shown


def test_one_side_of_a_comparison_gets_its_neighbours_offered(slash: Slash) -> None:
    shown = slash("/compare mle").text
    assert "/compare Machine Learning Engineer vs Machine Learning Developer" in shown


def test_sections_by_other_names(slash: Slash) -> None:
    assert (
        slash("/role tech stack mle").heading
        == "Machine Learning Engineer · Skills and requirements"
    )
    assert slash("/role mle requirments").heading.endswith("Skills and requirements")
    heading = slash("/role mle education and certs").heading
    assert heading == "Machine Learning Engineer · Education and Certifications"


def test_a_section_that_no_source_describes_is_said_to_be_missing(slash: Slash) -> None:
    shown = slash("/role ai engineer certifications").shown
    assert "No source covers certifications for this role" in shown


def test_trends_by_a_word_of_their_text(slash: Slash) -> None:
    assert "74.5%" in slash("/trends azure").shown
    assert "SHAP" in slash("/trends shap").shown
