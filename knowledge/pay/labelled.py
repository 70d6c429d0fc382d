"""Lines of a post, and what stands in them under a label: `Location: Berlin`, `| Level | L5 |`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "level", "years", "place", "company"]

MOST_LINE = 400
"""A longer line is running text: of no more than this is a label looked for."""
MOST_VALUE_WORDS = 14
SHORT_WORDS = 12

_NAMES: Mapping[Field, Sequence[str]] = {
    "title": (
        "title|job title|position title|role title|title/level|title / level|role|position|job|job name"
        "|vacancy|vacancy title|opening|open position|open role|designation|post|post name|role offered"
        "|position offered|offered role|stelle|stellenbezeichnung|jobtitel|berufsbezeichnung|poste"
        "|intitulé du poste|intitulé|titre|puesto|cargo|vaga|posição|função|titel|functie|functietitel"
        "|vacature|stanowisko|vị trí|vi tri|vị trí tuyển dụng|chức danh|पद|职位|岗位|職種"
    ).split("|"),
    "level": (
        "level|seniority|seniority level|job level|grade|pay grade|salary grade|experience level|band"
        "|career level|niveau|karrierestufe|nivel|nível|senioridade|senioriteit|poziom|cấp bậc"
    ).split("|"),
    "years": (
        "years of experience|yoe|experience|years|total experience|work experience|exp|total exp|total yoe"
        "|experience required|required experience|minimum experience|years of exp|experience in years"
        "|relevant experience|yrs of experience|berufserfahrung|erfahrung|expérience|années d'expérience"
        "|experiencia|años de experiencia|experiência|anos de experiência|ervaring|doświadczenie"
        "|kinh nghiệm|số năm kinh nghiệm|looking for"
    ).split("|"),
    "place": (
        "location|locations|job location|work location|office location|city|place|place of work|based in"
        "|based|where|office|remote/onsite|location/remote|standort|arbeitsort|einsatzort|ort|lieu"
        "|lieu de travail|localisation|ubicación|ubicacion|lugar|lugar de trabajo|sede|local"
        "|local de trabalho|localização|localidade|cidade|locatie|standplaats|werkplek|plaats"
        "|lokalizacja|miejsce pracy|miasto|địa điểm|dia diem|địa điểm làm việc|nơi làm việc|स्थान"
        "|地点|工作地点|勤務地|trabalho|modelo de trabalho"
    ).split("|"),
    "company": (
        "company|company name|employer|organization|organisation|hiring company|firm|firma|unternehmen"
        "|arbeitgeber|entreprise|société|employeur|empresa|compañía|companhia|bedrijf|werkgever"
        "|organisatie|pracodawca|công ty|cong ty|कंपनी|公司"
    ).split("|"),
}
_FIELD_OF: Mapping[str, Field] = {name: field for field, names in _NAMES.items() for name in names}

_MARKS = "#>*_`|•·–—-+ \t"
_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^:=：|\n]{0,40}?)[\s*_]*(?::\s?-|[:=：]|\s[-–—]\s|-\s(?=\S))[\s*_]*(?P<value>\S.*)"
)
_CELLS = re.compile(r"\s*\|?\s*(?P<label>[^|]{1,44}?)\s*\|\s*(?P<value>[^|]{1,200}?)\s*\|?\s*")
_JSON = re.compile(r'"(?P<label>\w[\w ]{0,40})"\s*:\s*"(?P<value>[^"\n]{1,200})"')
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,200})\]\(\s?[^()\s]{0,400}\)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without what surrounds its words; `start` and `end` are those of the whole line.

    `is_heading` tells a line marked as one, or in bold type as a whole; `is_item` one of a list.
    """

    start: int
    end: int
    text: str
    is_heading: bool
    is_item: bool

    @property
    def is_labelled(self) -> bool:
        """Whether it is a label and its value."""
        return bool(_LABEL.fullmatch(self.text) or _CELLS.fullmatch(self.text))

    @property
    def is_short(self) -> bool:
        """Whether it may be a heading, or one thing of the head of a post."""
        return len(self.text.split()) <= SHORT_WORDS


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label; `loose` is one in the line below its label."""

    field: Field
    value: str
    line: int
    loose: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold words."""
    found: list[Line] = []
    start = 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        words = cleaned(bare[:MOST_LINE])
        if any(map(str.isalnum, words)):
            is_bold = bare.startswith(("**", "__")) and bare.rstrip(":").endswith(("**", "__"))
            found.append(
                Line(
                    start,
                    start + len(raw),
                    words,
                    is_heading=bare.startswith("#") or is_bold,
                    is_item=bare.startswith(("* ", "- ", "• ", "· ", "+ ", "– ")),
                )
            )
        start += len(raw)
    return found


def cleaned(text: str) -> str:
    """A text without Markdown's marks, links as their words."""
    text = _LINK.sub(r"\g<words>", text.replace("\\$", "$"))
    text = text.replace("**", "").replace("__", "").replace("`", "").replace("\u202f", " ")
    return text.strip().lstrip(_MARKS).rstrip("*_`# \t").strip()


def field_named(label: str) -> Field | None:
    """What a label is the name of; None for any other words."""
    bare = " ".join(label.casefold().split()).strip(" *_:.?()")
    return _FIELD_OF.get(bare.lstrip(_SYMBOLS)) or _FIELD_OF.get(bare.replace(" / ", "/"))


_SYMBOLS = "📍🌍🌎🌏🏢💼📌🔥✅👉➡️🎯🧑‍💻👨‍💻 \ufe0f"


def labelled(lines: Sequence[Line]) -> Iterator[Labelled]:
    """What stands under a label: in its line, in the next cell, or in the line below it."""
    for place, line in enumerate(lines):
        for pair in _JSON.finditer(line.text):
            field = field_named(pair["label"])
            if field is not None:
                yield Labelled(field, _value(pair["value"]), place)
        match = _CELLS.fullmatch(line.text) if "|" in line.text else None
        match = match or _LABEL.fullmatch(line.text.lstrip(_SYMBOLS))
        field = field_named(match["label"]) if match is not None else None
        if match is not None and field is not None:
            yield Labelled(field, _value(match["value"]), place)
            continue
        field = field_named(line.text)
        below = lines[place + 1] if place + 1 < len(lines) else None
        if field is not None and below is not None:
            value = below.text.rstrip(".")
            if len(value.split()) <= MOST_VALUE_WORDS and field_named(value) is None:
                yield Labelled(field, _value(value), place, loose=True)


def _value(text: str) -> str:
    return text.strip(" *_`\"'|").rstrip(",;")


def first(given: Sequence[Labelled], field: Field, *, loose: bool = False) -> str | None:
    """The first value of a field; `loose` asks for those below their labels."""
    return next((one.value for one in given if one.field == field and one.loose == loose), None)
