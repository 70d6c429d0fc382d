"""What an admin is told of a slip: the file, the line, the column, and a way out."""

from pathlib import Path

import pytest

from bot.settings import CONTENT
from knowledge.store import KnowledgeStore, check_folder, open_library
from tests.knowledge.content_copy import AI_ENGINEER, BIG_DATA, JOBS, ML_ENGINEER, ContentCopy

PLACES = "vocabulary/places.yaml"
OCCUPATION = "occupations/data-scientists.yaml"
NUMBER = "must be a number such as 132000, without quotes, commas or a currency sign"

SLIPS: list[tuple[str, str, tuple[str, str], str, str]] = [
    # what, file, (old, new), the text at which the problem stands, words
    ("an unknown key", JOBS, ("    statistic:", "    statistc:"), "statistc", 'figures.0.statistc: unknown key; did you mean "statistic"?'),
    ("an unknown key of a source", JOBS, ("label:", "lable: x\nlabel:"), "lable", 'lable: unknown key; did you mean "label"?'),
    ("an unknown key like none", JOBS, ("label:", "zzz: x\nlabel:"), "zzz", "zzz: unknown key"),
    ("an unknown section", AI_ENGINEER, ("  soft_skills:", "  softskills:"), "softskills", 'sections.softskills: unknown key; did you mean "soft_skills"?'),
    ("a missing key", JOBS, ("    currency: USD\n", ""), 'section: "Average', "figures.0.currency: is missing"),
    ("a missing key of a source", JOBS, ("kind: article\n", ""), "title:", "kind: is missing"),
    ("another word", JOBS, ("statistic: mean", "statistic: meen"), "statistic:", 'figures.0.statistic: "meen" is not one of range, mean, median, p10, p25, p75, p90, min, max, potential; did you mean "mean"?'),
    ("another kind of source", JOBS, ("kind: article", "kind: blog"), "kind:", 'kind: "blog" is not one of article, survey, official-statistics, job-ads, classification, feeds'),
    ("a very long word", JOBS, ("statistic: mean", f"statistic: {'x' * 500}"), "statistic:", f'figures.0.statistic: "{"x" * 60}…" is not one of range, mean, median, p10, p25, p75, p90, min, max, potential'),
    ("commas in an amount", JOBS, ("low: 132000", "low: 132,000"), "low:", f'figures.0.low: {NUMBER}; got "132,000"'),
    ("a currency sign", JOBS, ("low: 132000", "low: $132000"), "low:", f'figures.0.low: {NUMBER}; got "$132000"'),
    ("an amount in quotes", JOBS, ("low: 132000", 'low: "132000"'), "low:", f'figures.0.low: {NUMBER}; got "132000"'),
    ("thousands as k", JOBS, ("low: 132000", "low: 132k"), "low:", f'figures.0.low: {NUMBER}; got "132k"'),
    ("low above high", JOBS, ("low: 132000", "low: 232000"), 'section: "Average', "figures.0: low (232000) is above high (180000)"),
    ("no amount", JOBS, ("    low: 132000\n    high: 180000\n", ""), 'section: "Average', "figures.0: a figure needs low, high or both"),
    ("less than nothing", JOBS, ("low: 132000", "low: -1"), "low:", "figures.0.low: must be at least 0"),
    ("more than there is", JOBS, ("high: 180000", "high: 1e999"), "high:", "figures.0.high: must be at most 1000000000"),
    ("years in reverse", JOBS, ("    year: 2023", "    year: 2023\n    years_min: 9\n    years_max: 4"), 'section: "Average', "figures.0: years_min (9) is above years_max (4)"),
    ("half a year", JOBS, ("year: 2023", "year: 2023.5"), "year:", 'figures.0.year: must be a whole number; got "2023.5"'),
    ("yes for true", JOBS, ("approximate: true", "approximate: yes"), "approximate:", 'figures.0.approximate: must be true or false; got "yes"'),
    ("a number for text", JOBS, ('title: "Machine Learning Engineer Jobs"', "title: 2024"), "title:", 'title: must be text (put it in quotes); got "2024"'),
    ("two lines for one", JOBS, ('title: "Machine Learning Engineer Jobs"', 'title: "Jobs\\nads"'), "title:", r'title: must be one line without leading or trailing spaces; got "Jobs\nads"'),
    ("too long a label", JOBS, ("label: ML", "label: All that is in the ML"), "label:", "label: is longer than 28 characters (35)"),
    ("no address", JOBS, ("kind: article", "kind: article\nurl: www.example.org"), "url:", 'url: "www.example.org" must begin with https:// or http:// and have no spaces'),
    ("no list", JOBS, ("roles: [ml-engineer]", "roles: ml-engineer"), "roles:", 'roles: must be a list; got "ml-engineer"'),
    ("no mapping", JOBS, ("figures:\n", "figures:\n  - a figure\n"), "a figure", 'figures.0: must be a mapping of keys to values; got "a figure"'),
    ("an empty list", AI_ENGINEER, ("summary_sources: [ai-ml-data-guide]", "summary_sources: []"), "summary_sources:", "summary_sources: must have at least one entry"),
    ("an unknown source of a bullet", AI_ENGINEER, ('presents insights, results and plans clearly", sources: [ai-ml-data-guide]', 'presents insights, results and plans clearly", sources: [ai-ml-guide]'), "ai-ml-guide", 'sections.soft_skills.0.sources.0: no source "ai-ml-guide"; did you mean "ai-ml-data-guide"?'),
    ("an unknown role", JOBS, ("    roles: [ml-engineer]", "    roles: [ml-enginer]"), "ml-enginer", 'figures.0.roles.0: no role "ml-enginer"; did you mean "ml-engineer"?'),
    ("an unknown role among several", JOBS, ("    roles: [ml-engineer]", "    roles: [ml-engineer, ml-develper]"), "ml-develper", 'figures.0.roles.1: no role "ml-develper"; did you mean "ml-developer"?'),
    ("no role", JOBS, ("    roles: [ml-engineer]", "    roles: []"), "roles: []", "figures.0.roles: must have at least one entry"),
    ("an unknown role in an older file", JOBS, ("    roles: [ml-engineer]", "    role: ml-enginer"), "role: ml-enginer", 'figures.0.role: no role "ml-enginer"; did you mean "ml-engineer"?'),
    ("a role that is no id in an older file", JOBS, ("    roles: [ml-engineer]", "    role: ML Engineer"), "role: ML Engineer", 'figures.0.role: "ML Engineer" must be lowercase words joined by hyphens'),
    ("an older role beside a list", JOBS, ("    roles: [ml-engineer]", "    role: ml-engineer\n    roles: [ml-engineer]"), 'section: "Average', "figures.0: has both `role` and `roles`: keep `roles`"),
    ("an unknown neighbour", AI_ENGINEER, ("related: [", "related: [data-enginer, "), "data-enginer", 'related.0: no role "data-enginer"; did you mean "data-engineer"?'),
    ("a role next to itself", AI_ENGINEER, ("related: [", "related: [ai-engineer, "), "ai-engineer", "related.0: a role is not related to itself"),
    ("a line that tells a role from itself", AI_ENGINEER, ("{versus: ai-ml-engineer", "{versus: ai-engineer"), "versus", "sections.differences.0.versus: a role does not differ from itself"),
    ("a line that tells a role from none", AI_ENGINEER, ("{versus: ai-ml-engineer", "{versus: ai-mll-engineer"), "versus", 'sections.differences.0.versus: no role "ai-mll-engineer"; did you mean "ai-ml-engineer"?'),
    ("a line that tells roles apart in another section", AI_ENGINEER, ('    - {text: "Conferences and workshops"', '    - {versus: ml-engineer, text: "Conferences and workshops"'), "versus: ml-engineer", "sections.learning_resources.0.versus: only lines of `differences` tell a role from another"),
    ("an unknown place", JOBS, ("place: united-states", "place: united-sates"), "place:", 'figures.0.place: no place "united-sates"; did you mean "united-states"?'),
    ("a place like none", JOBS, ("place: united-states", "place: xyzzy"), "place:", 'figures.0.place: no place "xyzzy"; add it to vocabulary/places.yaml'),
    ("an unknown place around one", PLACES, ("terms:\n", "terms:\n  - {id: lake, name: Lake, within: texass}\n"), "within: texass", 'terms.0.within: no place "texass"; did you mean "texas"?'),
    ("an unknown place among several around one", PLACES, ("terms:\n", "terms:\n  - {id: lake, name: Lake, within: [texas, ohioo]}\n"), "ohioo", 'terms.0.within.1: no place "ohioo"; did you mean "ohio"?'),
    ("a number for a place around one", PLACES, ("terms:\n", "terms:\n  - {id: lake, name: Lake, within: 7}\n"), "within: 7", 'terms.0.within: must be a list; got "7"'),
    ("a code that is a number", PLACES, ("terms:\n", "terms:\n  - {id: lake, name: Lake, code: 4500099}\n"), "code: 4500099", 'terms.0.code: must be text (put it in quotes); got "4500099"'),
    ("a code given twice", PLACES, ("terms:\n", 'terms:\n  - {id: lake, name: Lake, code: "7"}\n  - {id: pond, name: Pond, code: "7"}\n'), "{id: pond", 'terms.1: "7" appears twice in this file'),
    ("an unknown level", JOBS, ("    year: 2023", "    level: senor\n    year: 2023"), "level:", 'figures.0.level: no level "senor"; did you mean "senior"?'),
    ("an unknown company", JOBS, ("    year: 2023", "    company: nvida\n    year: 2023"), "company:", 'figures.0.company: no company "nvida"; did you mean "nvidia"?'),
    ("an unknown kind of company", JOBS, ("    year: 2023", "    company_kind: startups\n    year: 2023"), "company_kind:", 'figures.0.company_kind: no company kind "startups"; did you mean "startup"?'),
    ("an unknown industry", JOBS, ("    year: 2023", "    industry: finanse\n    year: 2023"), "industry:", 'figures.0.industry: no industry "finanse"; did you mean "finance"?'),
    ("an unknown topic", BIG_DATA, ("topics: [market-size]", "topics: [market-sise]"), "market-sise", 'facts.1.topics.0: no topic "market-sise"; did you mean "market-size"?'),
    ("an unknown family", AI_ENGINEER, ("family: ai", "family: aai"), "family:", 'family: no family "aai"; did you mean "ai"?'),
    ("a fact given twice", BIG_DATA, ("id: ml-market-size", "id: ml-engineer-openings"), 'id: ml-engineer-openings\n    statement: "The ML market', 'facts.1: "ml-engineer-openings" appears twice in this file'),
    ("an alias of another role", ML_ENGINEER, ("aliases: [", "aliases: [Data Engineers, "), "Data Engineers", 'aliases.0: "data engineer" already belongs to data-engineer (roles/data-engineer.yaml)'),
    ("an alias of signs", AI_ENGINEER, ("aliases: [", 'aliases: ["--", '), '"--"', "aliases.0: has no letter or digit, so no one could type it"),
    ("two figures that say the same", BIG_DATA, ("statistic: mean\n    low: 110000", "statistic: range\n    low: 110000"), 'section: "Salary Ranges (US Market, 2024) > Experience-Based Salary Ranges"\n    roles: [big-data-ml-engineer]\n    title: "Big Data ML Engineer"\n    statistic: range\n    low: 110000', "figures.3: differs from figures.2 only in its amount: tell them apart (title, section, level, place …) or keep one"),
    ("an id in a role", AI_ENGINEER, ("name: AI", "id: ai-engineer\nname: AI"), "id:", "id: remove `id`: the file's name says it"),
    ("another id in a source", JOBS, ("label:", "id: another\nlabel:"), "id:", "id: remove `id`: the file's name says it"),
    ("an id in a vocabulary", "vocabulary/levels.yaml", ("terms:", "id: places\nterms:"), "id:", "id: remove `id`: the file's name says it"),
    ("a source in a figure", JOBS, ("    roles: [ml-engineer]", "    source: ml-engineer-jobs\n    roles: [ml-engineer]"), "source:", "figures.0.source: remove `source`: the file's name says it"),
    ("an occupation that is none", AI_ENGINEER, ("occupation: computer-and", "occupation: computers-and"), "occupation: computers", 'occupations.0.occupation: no occupation "computers-and-information-research-scientists"; did you mean "computer-and-information-research-scientists"?'),
    ("a listing without its source", AI_ENGINEER, (", source: onet-29-3", ""), "{occupation: computer", "occupations.0.source: is missing"),
    ("an occupation twice", AI_ENGINEER, ("occupations:\n", 'occupations:\n  - {occupation: computer-and-information-research-scientists, code: "15-1221.01", source: onet-29-3}\n'), '{occupation: computer-and-information-research-scientists, code: "15-1221.00"', 'occupations.1: "computer-and-information-research-scientists" appears twice in this file'),
    ("a code given twice", "vocabulary/occupations.yaml", ('code: "15-2041"', 'code: "15-2031"'), "{id: statisticians", 'terms.10: "15-2031" appears twice in this file'),
    ("an occupation without a source", OCCUPATION, ("source: onet-29-3\n", ""), "name:", "source: is missing"),
    ("an occupation of an unknown source", OCCUPATION, ("source: onet-29-3", "source: onet-29-33"), "source:", 'source: no source "onet-29-33"; did you mean "onet-29-3"?'),
    ("a code of another occupation", "occupations/statisticians.yaml", ('code: "15-2041.00"', 'code: "15-2051.00"'), "code:", 'code: "15-2051.00" already belongs to data-scientists (occupations/data-scientists.yaml)'),
    ("a task told twice", OCCUPATION, ("id: 21824,", "id: 21823,"), '{id: 21823, text: "Selects', 'tasks.1: "21823" appears twice in this file'),
    ("a task of no number", OCCUPATION, ("id: 21824,", "id: T24,"), "id: T24", f'tasks.1.id: {NUMBER}; got "T24"'),
    ("a task too long", OCCUPATION, ("Charts results", f"Charts {'x' * 60} results"), f'text: "Charts {"x" * 60}', "tasks.5.text: is longer than 110 characters (117)"),
    ("a figure of a role and an occupation", JOBS, ("    roles: [ml-engineer]\n", "    roles: [ml-engineer]\n    occupation: statisticians\n"), 'section: "Average', "figures.0: a figure needs `roles` or an `occupation`, and has no use for both"),
    ("a figure of nobody", JOBS, ("    roles: [ml-engineer]\n", ""), 'section: "Average', "figures.0: a figure needs `roles` or an `occupation`, and has no use for both"),
    ("computed of too few", JOBS, ("    roles: [ml-engineer]\n", "    roles: [ml-engineer]\n    computed: true\n    n: 19\n"), 'section: "Average', "figures.0: what is computed needs `n`, and 20 at least"),
    ("a term that is missing", "vocabulary/components.yaml", ('  - {id: unspecified, name: "Pay, part not stated"}\n', ""), "terms:", 'terms: lacks a term for "unspecified"'),
    ("a term given twice", "vocabulary/levels.yaml", ("terms:", "terms:\n  - {id: senior, name: Elder}"), '{id: senior, name: "Senior"', 'terms.4: "senior" appears twice in this file'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change", "at", "says"), [row[1:] for row in SLIPS], ids=[row[0] for row in SLIPS]
)
def test_a_slip_is_one_problem_at_its_place(
    content: ContentCopy, name: str, change: tuple[str, str], at: str, says: str
) -> None:
    content.change(name, *change)
    assert content.problems() == [f"{content.at(name, at)} {says}"]


def test_the_knowledge_that_comes_along_has_no_problem() -> None:
    assert check_folder(CONTENT)[2] == []


def test_a_source_like_none_is_told_with_some_that_there_are(content: ContentCopy) -> None:
    content.change(AI_ENGINEER, "summary_sources: [ai-ml-data-guide]", "summary_sources: [zz]")
    (problem,) = content.problems()
    told = f'{content.at(AI_ENGINEER, "zz")} summary_sources.0: no source "zz"; known: '
    assert problem.startswith(f"{told}ai-ml-data-guide, ")


def test_a_role_needs_a_summary(content: ContentCopy) -> None:
    name = "roles/prompt-engineer.yaml"
    content.write(name, "name: Prompt Engineer\nfamily: ai\nsummary_sources: [ml-engineer-jobs]\n")
    assert content.problems() == [f"{name}:1:1: summary: is missing"]


def test_an_unlikely_amount_is_only_a_warning(content: ContentCopy, tmp_path: Path) -> None:
    content.change(JOBS, "low: 132000", "low: 132")
    told = f"{content.at(JOBS, 'low:')} warning: figures.0.low: 132 USD a year is unlikely "
    assert content.problems() == [f"{told}(expected 10,000 to 2,000,000)"]
    opened = open_library(content.root, KnowledgeStore(tmp_path / "store.json"))
    assert opened.library is not None
    assert [figure.low for figure in opened.library.sources["ml-engineer-jobs"].figures] == [132]
    assert [problem.severity for problem in opened.problems] == ["warning"]


@pytest.mark.parametrize(
    ("component", "unlikely"),
    [("bonus", False), ("equity", False), ("base", True), ("total", True)],
)
def test_a_part_of_pay_may_be_small(
    content: ContentCopy, component: str, *, unlikely: bool
) -> None:
    content.change(JOBS, "    low: 132000", f"    component: {component}\n    low: 500")
    assert any("is unlikely" in problem for problem in content.problems()) is unlikely


def test_all_files_are_told_at_once(content: ContentCopy) -> None:
    content.change(JOBS, "low: 132000", "low: 132,000")
    content.change(JOBS, "kind: article", "kind: blog")
    content.change(AI_ENGINEER, "family: ai", "family: aai")
    content.change(BIG_DATA, "level: entry", "level: entri")
    content.write("roles/data-engineer.yaml", "name: [\n")
    content.write("vocabulary/levels.yaml", b"\xff\xfe")
    content.write("sources/old.yml", "title: x\n")
    assert [problem.split(" ")[0] for problem in content.problems()] == [
        content.at(AI_ENGINEER, "family:"),
        "roles/data-engineer.yaml:2:1:",
        content.at(JOBS, "kind:"),
        content.at(JOBS, "low:"),
        "sources/old.yml:",
        "vocabulary/levels.yaml:1:1:",
    ], "a level cannot be judged while the levels are unreadable"


TOGETHER: list[tuple[str, list[tuple[str, str, str]], list[str]]] = [
    # what, (file, old, new) of each slip, where each problem stands and what it says
    ("a wrong amount and an unknown place in one figure",
     [(JOBS, "low: 132000", 'low: "$130,000"'), (JOBS, "place: united-states", "place: sanfransico")],
     ["figures.0.low: must be a number", 'figures.0.place: no place "sanfransico"; did you mean "san-francisco"?']),
    ("a missing key and an unknown role in one figure",
     [(JOBS, "    currency: USD\n", ""), (JOBS, "    roles: [ml-engineer]", "    roles: [ml-enginer]")],
     ["figures.0.currency: is missing", 'figures.0.roles.0: no role "ml-enginer"; did you mean "ml-engineer"?']),
    ("an unknown key and an unknown market",
     [(JOBS, "label:", "lable: x\nlabel:"), (JOBS, "market: united-states", "market: united-sates")],
     ["lable: unknown key", 'market: no place "united-sates"']),
    ("a key twice, a wrong word and an unknown level in one figure",
     [(JOBS, "    low: 132000", "    low: 132000\n    low: 131000"), (JOBS, "statistic: mean", "statistic: meen"),
      (JOBS, "    year: 2023", "    level: senor\n    year: 2023")],
     ["figures.0.low: this key appears twice", 'figures.0.statistic: "meen" is not one of',
      'figures.0.level: no level "senor"; did you mean "senior"?']),
    ("a number that is too long and an unknown place",
     [(JOBS, "low: 132000", f"low: {'9' * 41}"), (JOBS, "place: united-states", "place: sanfransico")],
     ["figures.0.low: this number is too long", 'figures.0.place: no place "sanfransico"']),
    ("the only amount too long a number beside a wrong word",
     [(JOBS, "low: 132000\n    high: 180000", f"low: {'9' * 41}"), (JOBS, "statistic: mean", "statistic: meen")],
     ["figures.0.low: this number is too long", 'figures.0.statistic: "meen"']),
    ("a term given twice with a wrong rank",
     [("vocabulary/levels.yaml", "terms:", "terms:\n  - {id: senior, name: Elder, rank: high}")],
     ["terms.0.rank: must be a number", 'terms.4: "senior" appears twice in this file']),
    ("amounts in reverse beside a wrong word",
     [(JOBS, "low: 132000", "low: 232000"), (JOBS, "statistic: mean", "statistic: meen")],
     ['figures.0.statistic: "meen"', "figures.0: low (232000) is above high (180000)"]),
    ("years and amounts in reverse",
     [(JOBS, "low: 132000", "low: 232000"), (JOBS, "    year: 2023", "    year: 2023\n    years_min: 9\n    years_max: 4")],
     ["figures.0: low (232000) is above high (180000); years_min (9) is above years_max (4)"]),
    ("no amount beside an unknown key",
     [(JOBS, "    low: 132000\n    high: 180000\n", "    hihg: 180000\n")],
     ['figures.0.hihg: unknown key; did you mean "high"?', "figures.0: a figure needs low, high or both"]),
    ("an unlikely amount beside an unknown key",
     [(JOBS, "low: 132000", "low: 132\n    colour: red")],
     ["figures.0.colour: unknown key", "warning: figures.0.low: 132 USD a year is unlikely"]),
    ("a wrong kind and a fact given twice",
     [(BIG_DATA, "kind: article", "kind: blog"), (BIG_DATA, "id: ml-market-size", "id: ml-engineer-openings")],
     ['kind: "blog" is not one of', 'facts.1: "ml-engineer-openings" appears twice in this file']),
    ("a wrong kind and two figures that say the same",
     [(BIG_DATA, "kind: article", "kind: blog"), (BIG_DATA, "statistic: mean\n    low: 110000", "statistic: range\n    low: 110000")],
     ['kind: "blog" is not one of', "figures.3: differs from figures.2 only in its amount"]),
    ("no list of aliases, an unknown source and a neighbour that is no role",
     [(AI_ENGINEER, "aliases: [AI eng,", 'aliases: "[AI eng,'), (AI_ENGINEER, "KI-Ingenieurin]", 'KI-Ingenieurin]"'), (AI_ENGINEER, "summary_sources: [ai-ml-data-guide]", "summary_sources: [ai-ml-guide]"),
      (AI_ENGINEER, "related: [", "related: [data-enginer, ")],
     ["aliases: must be a list", 'summary_sources.0: no source "ai-ml-guide"', 'related.0: no role "data-enginer"']),
    ("no family and another role's name",
     [(AI_ENGINEER, "family: ai\n", ""), (AI_ENGINEER, "aliases: [", "aliases: [Data Engineers, ")],
     ["family: is missing", 'aliases.0: "data engineer" already belongs to data-engineer (roles/data-engineer.yaml)']),
    ("another role's name, whose own file has a slip",
     [("roles/data-engineer.yaml", "family:", "famly:"), (AI_ENGINEER, "aliases: [", "aliases: [Data Engineers, ")],
     ["family: is missing", "famly: unknown key", 'aliases.0: "data engineer" already belongs to data-engineer']),
    ("a slip among the terms, and an unknown term elsewhere",
     [("vocabulary/levels.yaml", "rank: 45", "rank: high"), (JOBS, "    year: 2023", "    level: senor\n    year: 2023")],
     ["terms.5.rank: must be a number", 'figures.0.level: no level "senor"; did you mean "senior"?']),
    ("a slip in a role, and an unknown neighbour elsewhere",
     [(ML_ENGINEER, "family:", "famly:"), (AI_ENGINEER, "related: [", "related: [data-enginer, ")],
     ["family: is missing", "famly: unknown key", 'related.0: no role "data-enginer"']),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER]
)
def test_slips_of_different_kinds_are_told_in_one_go(
    content: ContentCopy, changes: list[tuple[str, str, str]], says: list[str]
) -> None:
    for change in changes:
        content.change(*change)
    told = content.problems()
    assert len(told) == len(says), told
    for words in says:
        assert sum(f" {words}" in problem for problem in told) == 1, (words, told)


def test_a_term_that_cannot_be_read_may_be_the_one_that_is_meant(content: ContentCopy) -> None:
    content.change("vocabulary/levels.yaml", "id: senior", "id: Senior")
    (problem,) = content.problems()
    assert 'terms.3.id: "Senior" must be lowercase words' in problem


NEW_SOURCE = """\
title: Scientists
label: Scientists
kind: survey
roles: [barista]
figures:
"""
NEW_FIGURE = (
    "  - {{section: Pay, role: barista, place: {place}, level: {level}, "
    "currency: USD, period: year, low: 120000}}\n"
)


def new_source(*places: str) -> str:
    """A source about a role that there is not, with a figure for each place."""
    levels = ("entry", "mid", "senior", "lead", "staff")
    figures = [
        NEW_FIGURE.format(place=place, level=levels[n % 5]) for n, place in enumerate(places)
    ]
    return NEW_SOURCE + "".join(figures)


def test_what_one_missing_file_leads_to_is_one_problem(content: ContentCopy) -> None:
    name = "sources/scientists.yaml"
    content.write(name, new_source(*["austin"] * 5))
    (problem,) = content.problems()
    assert problem.startswith(f'{name}:4:9: roles.0: no role "barista"; known: ai-architect, ')
    assert problem.endswith("or add roles/barista.yaml (also in lines 6, 7, 8 and 2 more)")


def test_other_files_that_need_what_is_missing_are_named(content: ContentCopy) -> None:
    content.write("sources/scientists.yaml", new_source("austin", "sanfransico", "sanfransico"))
    content.write("sources/more.yaml", new_source("sanfransico"))
    missing, misspelt = (problem.partition(": ")[2] for problem in content.problems())
    assert missing.startswith('roles.0: no role "barista"; known: ai-architect, ')
    assert missing.endswith(
        "; or add roles/barista.yaml (also in line 6, and in sources/scientists.yaml)"
    )
    assert misspelt == (
        'figures.0.place: no place "sanfransico"; did you mean "san-francisco"? '
        "(also in sources/scientists.yaml)"
    )


def test_a_missing_vocabulary_is_one_problem(content: ContentCopy) -> None:
    (content.root / "vocabulary/families.yaml").unlink()
    (problem,) = content.problems()
    assert "family: there is no vocabulary/families.yaml: add it (also in roles/" in problem


def test_a_copied_role_is_one_problem(content: ContentCopy) -> None:
    content.write("roles/ai-builder.yaml", (content.root / AI_ENGINEER).read_bytes())
    (problem,) = content.problems()
    assert problem.startswith('roles/ai-builder.yaml:2:1: name: "ai engineer", "')
    assert problem.endswith(" more already belong to ai-engineer (roles/ai-engineer.yaml)")


def test_terms_that_are_missing_are_one_problem(content: ContentCopy) -> None:
    content.write("vocabulary/statistics.yaml", "terms: [{id: mean, name: Average}]\n")
    (problem,) = content.problems()
    assert problem == (
        'vocabulary/statistics.yaml:1:1: terms: lacks terms for "max", "median", "min" and 5 more'
    )


BREAKABLE = ["vocabulary/levels.yaml", "vocabulary/topics.yaml", "vocabulary/places.yaml",
             "vocabulary/families.yaml", "vocabulary/companies.yaml", "sources/big-data-ml-guide.yaml",
             "roles/ml-engineer.yaml"]  # fmt: skip


@pytest.mark.parametrize("name", BREAKABLE)
def test_a_broken_file_is_one_problem(content: ContentCopy, name: str) -> None:
    """References into it are not told as so many more."""
    content.write(name, "a: [\n")
    (problem,) = content.problems()
    assert problem.startswith(f"{name}:2:1: is not YAML")


def test_a_missing_file_is_told_wherever_it_is_referred_to(content: ContentCopy) -> None:
    (content.root / JOBS).unlink()
    told = content.problems()
    assert told
    assert all('no source "ml-engineer-jobs"' in problem for problem in told)
    assert {problem.partition(":")[0] for problem in told} == {"roles/data-scientist.yaml"}


def test_a_topic_may_come_from_a_trend_in_another_file(content: ContentCopy) -> None:
    content.change(
        "sources/ml-data-engineer-guide.yaml",
        "  - topic: cloud-native",
        "  - topic: prompt-tooling\n    name: Prompt tooling\n    statement: Prompts are tested.\n"
        "    section: Outlook\n  - topic: cloud-native",
    )
    content.change(BIG_DATA, "topics: [market-size]", "topics: [prompt-tooling]")
    assert content.problems() == []
    content.change("sources/ml-data-engineer-guide.yaml", "kind: article", "kind: [")
    (problem,) = content.problems()
    assert problem.startswith("sources/ml-data-engineer-guide.yaml:"), "the trend is in there"
