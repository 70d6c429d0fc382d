"""Good files in which one thing was changed for a worse one."""

from knowledge.uploads import UploadedFile
from tests.corpus.hostile.cases import AI_ENGINEER, JOBS, LEVELS, PLACES, TEXTS, Case

NUMBER = "must be a number such as 132000"
TEXT = "must be text"
ONE_OF = "is not one of"
DAY = "must be a date"
LIST = "must be a list"
SLUG = "must be lowercase words joined by hyphens"
LINE = "must be one line without leading or trailing spaces"

FIGURE = "figures.0."

VALUES: list[tuple[str, str, str, dict[str, str]]] = [
    # file, the line as it stands, where, each wrong value with words of its problem
    (JOBS, "label: ML Engineer Jobs", "label", {
        "12": TEXT, "[a]": TEXT, "{a: b}": TEXT, "": TEXT, r'"a\nb"': LINE, "x" * 29: "longer than 28",
        "' x'": LINE}),
    (JOBS, "kind: article", "kind", {"Article": ONE_OF, "[]": ONE_OF, "1": ONE_OF, "": "is empty: choose one of",
        "art\u202eicle": r'"art\u202eicle" is not one of', "a\ufeff": r'"a\ufeff" is not one of'}),
    (JOBS, "document: 003_b90a27e10dcceb87.txt", "document", {"3": TEXT, "x" * 201: "longer than 200"}),
    (JOBS, "market: united-states", "market", {
        "United States": SLUG, "5": TEXT, "nowhere-land": 'no place "nowhere-land"'}),
    (JOBS, "    year: 2023", FIGURE + "year", {
        "2023.0": "must be a whole number", "20233": "must be at most 2200", "'2023'": NUMBER,
        "1899": "must be at least 1900", "-2023": "must be at least 1900",
        "true": NUMBER, "2023-01-01": NUMBER, "1e3": "must be a whole number", "[2023]": NUMBER}),
    (JOBS, "roles: [ml-engineer]", "roles", {
        "ml-engineer": LIST, "{a: b}": LIST, "[ML Engineer]": SLUG, "[1]": TEXT, "[[]]": TEXT,
        "": LIST}),
    (JOBS, "    roles: [ml-engineer]", FIGURE + "roles", {
        "[ml engineer]": SLUG, "": LIST, "[7]": TEXT, "[../ml-engineer]": SLUG, "[ml-engineeer]": "no role",
        "ml-engineer": LIST, "{a: b}": LIST}),
    (JOBS, "    statistic: mean", FIGURE + "statistic", {
        "average": ONE_OF, "50": ONE_OF, "[mean]": ONE_OF, "MEAN": ONE_OF}),
    (JOBS, "    low: 132000", FIGURE + "low", {
        "132,000": NUMBER, "$132000": NUMBER, "132k": NUMBER, "1_000": NUMBER, "0x2F": NUMBER,
        "true": NUMBER, "[]": NUMBER, "{}": NUMBER, "-1": "must be at least 0",
        "9" * 41: "this number is too long", "9" * 40: "must be at most 1000000000",
        "1e999": "must be at most 1000000000", "-1e999": "must be at least 0",
        ".inf": NUMBER, "nan": NUMBER, "１３２０００": NUMBER, "12:30:00": NUMBER}),
    (JOBS, "    approximate: true", FIGURE + "approximate", {
        "yes": "must be true or false", "1": "must be true or false", "True": "must be true or false",
        "": "must be true or false"}),
    (JOBS, "    currency: USD", FIGURE + "currency", {
        "usd": "is not a currency's code", "$": "is not a currency's code", "NO": "is not a currency's code",
        "": TEXT}),
    (JOBS, "    period: year", FIGURE + "period", {"annual": ONE_OF, "P1Y": ONE_OF, "": "is empty: choose one of"}),
    (JOBS, "    place: united-states", FIGURE + "place", {"US": SLUG, "atlantis": "no place"}),
    (AI_ENGINEER, "name: AI Engineer", "name", {
        "": TEXT, "[AI]": TEXT, "true": TEXT, "x" * 201: "longer than 200", "'--'": "no letter or digit",
        "Data Engineer": "already belongs to"}),
    (AI_ENGINEER, "family: ai", "family", {"AI": SLUG, "aix": "no family", "": TEXT}),
    (AI_ENGINEER, "verified: 2026-11-21", "verified", {
        "2026-13-40": DAY, "21/11/2026": DAY, "20261121": DAY, "2026-02-30": DAY, "2026": DAY,
        "2026-11-21T00:00:00": DAY, "yesterday": DAY, "2026-W47-6": DAY}),
    (AI_ENGINEER, "summary_sources: [ai-ml-data-guide]", "summary_sources", {
        "[]": "at least one entry", "[nobody]": "no source", "ai-ml-data-guide": LIST}),
]  # fmt: skip


ADDED: list[tuple[str, str, str, str, str]] = [
    # title, file, (the line before which it stands, the line that is added), words
    ("an interval of no time", JOBS, "roles:", "verify_every: 0", "verify_every: "),
    ("an owner by name", JOBS, "roles:", "owner: '@maya'", "owner: "),
    ("an owner who is everybody", JOBS, "roles:", "owner: '<!channel>'", "owner: "),
    ("a script for an address", JOBS, "roles:", "url: javascript:alert(1)", "url: "),
    ("an address with a space", JOBS, "roles:", "url: 'https://a b'", "url: "),
    ("an id", JOBS, "roles:", "id: another", "remove `id`"),
    ("an unknown key", JOBS, "roles:", "admin: true", "admin: unknown key"),
    ("a key of Python's", JOBS, "roles:", "__class__: x", "__class__: unknown key"),
    ("a source in a figure", JOBS, "    roles: [ml-engineer]", "    source: x", "remove `source`"),
    ("an unknown level", JOBS, "    roles: [ml-engineer]", "    level: senoir", 'did you mean "senior"?'),
    ("years below nothing", JOBS, "    roles: [ml-engineer]", "    years_min: -1", "figures.0.years_min: "),
    ("years beyond a life", JOBS, "    roles: [ml-engineer]", "    years_max: 61", "figures.0.years_max: "),
    ("a key twice", AI_ENGINEER, "family: ai", "name: Another", "name: this key appears twice"),
    ("a key twice in a figure", JOBS, "    high: 180000", "    low: 1", "figures.0.low: this key appears twice"),
    ("a merge key", JOBS, "    high: 180000", "    <<: {low: 1}", "figures.0.<<: unknown key"),
    ("a code of no form", AI_ENGINEER, "family: ai", "onet_soc: 15-2051", "onet_soc: "),
    ("a code of another form", AI_ENGINEER, "summary: >-", "esco: x", "esco: "),
    ("a number for a key", JOBS, "roles:", "2024: x", "a key must be text"),
    ("a truth for a key", JOBS, "roles:", "true: x", "a key must be text"),
    ("nothing for a key", JOBS, "roles:", "~: x", "a key must be text"),
    ("a list for a key", JOBS, "roles:", "[a, b]: x", "a key must be text"),
    ("a section of another name", AI_ENGINEER, "  soft_skills:", "  hobbies: []", "sections.hobbies: unknown key"),
    ("a bullet without a source", AI_ENGINEER, "  soft_skills:", "  certifications: [{text: x}]", "sections.certifications.0.sources: is missing"),
    ("a bullet that is text", AI_ENGINEER, "  soft_skills:", "  certifications: [x]", "must be a mapping"),
    ("a term without a name", LEVELS, "terms:", "extra: 1", "extra: unknown key"),
    ("an anchor", AI_ENGINEER, "family: ai", "related: &a [x]", "anchors (&) and aliases (*)"),
    ("an alias", AI_ENGINEER, "family: ai", "related: *a", "anchors (&) and aliases (*)"),
    ("a tag", AI_ENGINEER, "family: ai", "esco: !!str 2511", "tags (!) are not allowed"),
    ("a tag that runs code", AI_ENGINEER, "family: ai", "esco: !!python/object/apply:os.system [ls]", "tags (!) are not allowed"),
    ("a tab", AI_ENGINEER, "family: ai", "\tesco: '2511'", "use spaces, not tabs"),
    ("a second document", AI_ENGINEER, "family: ai", "---", "one file holds one document"),
    ("a key of a thousand letters", JOBS, "roles:", f"{'k' * 1000}: x", "a key is longer than 80 characters"),
    ("a key with a line break", JOBS, "roles:", r'"a\nb": x', "a key must be plain text"),
    ("a bell in a text", JOBS, "roles:", r'publisher: "a\ab"', "contains a control character"),
    ("a NUL in a text", JOBS, "roles:", r'publisher: "a\0b"', "contains a control character"),
]  # fmt: skip

REPLACED: list[tuple[str, str, str, str, str, str]] = [
    # title, file, what stands there, what is put there, the text in the problem's line, words
    ("a figure without a currency", JOBS, "    currency: USD\n", "", '  - section: "Average', "figures.0.currency: is missing"),
    ("a figure without amounts", JOBS, "    low: 132000\n    high: 180000\n", "", '  - section: "Average', "needs low, high or both"),
    ("low above high", JOBS, "low: 132000", "low: 180001", '  - section: "Average', "is above high (180000)"),
    ("a source without a title", JOBS, 'title: "Machine Learning Engineer Jobs"\n', "", "label:", "title: is missing"),
    ("a role without a family", AI_ENGINEER, "family: ai\n", "", "name:", "family: is missing"),
    ("figures that are a mapping", JOBS, "figures:\n  - section", "figures:\n    section", "figures:", "figures: must be a list"),
    ("an open quote", JOBS, 'title: "Machine Learning Engineer Jobs"', 'title: "Machine', '  - title: "ML Researcher', "is not YAML"),
    ("an open bracket", JOBS, "roles: [ml-engineer]", "roles: [ml-engineer", "mentions:", "is not YAML"),
    ("a colon in a text", JOBS, "label: ML Engineer Jobs", "label: ML: Jobs", "label:", "is not YAML"),
    ("a place within nowhere", PLACES, "place_kind: country, within: worldwide}\n  - {id: united-kingdom", "place_kind: country, within: atlantis}\n  - {id: united-kingdom", "within: atlantis", "no place"),
    ("a term twice", LEVELS, "{id: staff,", "{id: senior,", 'name: "Staff"', '"senior" appears twice in this file'),
    ("an alias of another term", LEVELS, '["staff level"]', '["sr"]', '["sr"]', "already belongs to senior"),
    ("a term with an upper-case id", LEVELS, "{id: staff,", "{id: Staff,", "{id: Staff,", "terms.4.id: "),
]  # fmt: skip


def _case(title: str, path: str, text: str, line: int, words: str) -> Case:
    file = UploadedFile(path.partition("/")[2], text.encode())
    return Case(title, (file,), f"{path}:{line}:", words)


def _values() -> list[Case]:
    cases: list[Case] = []
    for path, line, where, wrong in VALUES:
        lines = TEXTS[path].splitlines()
        number = lines.index(line)
        key = line.partition(":")[0]
        for value, words in wrong.items():
            changed = [*lines[:number], f"{key}: {value}".rstrip(), *lines[number + 1 :]]
            shown = value if len(value) < 20 else f"{value[:10]}… ({len(value)})"
            text = "\n".join(changed) + "\n"
            cases.append(_case(f"{where} is {shown!r}", path, text, number + 1, words))
    return cases


def _added() -> list[Case]:
    cases: list[Case] = []
    for title, path, before, added, words in ADDED:
        lines = TEXTS[path].splitlines()
        number = next(n for n, line in enumerate(lines) if line.startswith(before))
        text = "\n".join([*lines[:number], added, *lines[number:]]) + "\n"
        cases.append(_case(title, path, text, number + 1, words))
    return cases


def _replaced() -> list[Case]:
    cases: list[Case] = []
    for title, path, old, new, at, words in REPLACED:
        assert old in TEXTS[path], title
        text = TEXTS[path].replace(old, new, 1)
        cases.append(_case(title, path, text, text[: text.index(at)].count("\n") + 1, words))
    return cases


SLIPS = [*_values(), *_added(), *_replaced()]
