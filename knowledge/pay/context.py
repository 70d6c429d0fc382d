"""What the whole of a text says that its statements share."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.library import Library
from knowledge.pay.about import About, about, title_in
from knowledge.pay.currency_signs import dollar_of, named_behind
from knowledge.pay.money import Money
from knowledge.pay.parts import PAY, STATISTICS, SURE_PAY
from knowledge.pay.structure import Heading, Structure, Table, leads_on

_FRONT_MATTER = re.compile(r"\A---\n(?P<inner>.{0,3000}?)\n---", re.DOTALL)
_NAMED = re.compile(r"^title:\s*['\"]?(?P<value>[^\n'\"]{1,200})", re.MULTILINE)


_FIELD = re.compile(r"\bdata science\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """A text with its structure, what its title says, and whether it is about pay."""

    library: Library
    text: str
    shown: str
    structure: Structure
    title: str
    subject: About
    of_the_field: bool
    """Whether the title names the field alone, "data science salaries", and nobody in it."""
    of_several: bool
    """Whether the title names several, "data scientists and analysts"."""
    is_about_pay: bool
    dollar: tuple[str | None, bool]
    """What a bare dollar sign means in the text, and whether that is sure."""
    is_post: bool = False
    jobs_at: tuple[tuple[int, int], ...] = ()
    """Where lines name a job and its pay, as several of one post do."""
    pays_stipends: bool = False
    """Whether it is about interns, whose pay is called a stipend."""
    is_offer: bool = False
    """Whether it is a short line that offers pay: one word is enough for a sum, and numbers may be sums."""
    read_headings: dict[int, About] = field(default_factory=dict[int, About], compare=False)
    """What was read of the headings above a place, by where the last of them stands."""
    read_words: dict[str, About] = field(default_factory=dict[str, About], compare=False)
    """What was read of words that many passages stand below."""

    def currency(
        self, money: Money, behind: str, place: str | None = None
    ) -> tuple[str | None, bool]:
        """The currency of a sum before some words that is paid in a place, and whether it is sure."""
        if money.currency != "$":
            return money.currency, money.currency is not None
        named = named_behind(behind)
        if named is None and not self.dollar[1] and place and _UNITED_STATES.fullmatch(place):
            return "USD", True
        return self.dollar if named is None else (named, True)

    def about(self, words: str) -> About:
        """What words say below which many passages stand."""
        if words not in self.read_words:
            self.read_words[words] = about(self.library, words)
        return self.read_words[words]

    def section(self, place: int) -> str | None:
        """The nearest heading above a place."""
        above = bisect_right(self.structure.headings, place, key=lambda one: one.start)
        return self.structure.headings[above - 1].text.strip(" *_#") if above else None

    def of_headings(self, headings: Sequence[Heading]) -> About:
        """What headings say, the nearest first, and then the text's title."""
        if not headings:
            return self.subject
        place = headings[-1].start
        if place not in self.read_headings:
            self.read_headings[place] = self._of_headings(headings)
        return self.read_headings[place]

    def _of_headings(self, headings: Sequence[Heading]) -> About:
        said = About()
        for one in reversed(headings):
            said = said.over(_about_title(self.library, one.text))
        return said if self._is_another_part(headings[0]) else said.over(self.subject)

    def _is_another_part(self, heading: Heading) -> bool:
        """Whether a heading as high as the text's title begins something else about pay: "Salaries in Brazil"."""
        first = self.structure.headings[0]
        return (
            heading is not first
            and heading.level <= first.level
            and first.level == 1
            and SURE_PAY.search(heading.text) is not None
        )


_UNITED_STATES = re.compile(
    r"(?:the )?(?:united states(?: of america)?|u\.?s\.?a?\.?|america)", re.IGNORECASE
)
_RIVALS = re.compile(r"[,;/&]|\b(?:vs|versus|and|or|compared|und|oder|y|e|et|ou)\b", re.IGNORECASE)


def titles_in(text: str) -> set[str]:
    """The different titles that the parts of some words name."""
    return {
        title.casefold().rstrip("s")
        for piece in _RIVALS.split(text)
        if (title := title_in(piece)) is not None
    }


def _about_title(library: Library, title: str) -> About:
    """What a title or a heading says; of two titles it is nobody's own."""
    read = about(library, title)
    return replace(read, title=None) if len(titles_in(title)) > 1 else read


_AS_OF = re.compile(r"\b(?:as of|time period)\b[^\n]{0,40}?\b(?P<year>20\d\d)\b", re.IGNORECASE)


def as_of(text: str) -> int | None:
    """The year from which a text says that its figures are."""
    years = {int(match["year"]) for match in _AS_OF.finditer(text)}
    return years.pop() if len(years) == 1 else None


_OF_INTERNS = re.compile(
    r"\b(?:intern(?:s|ship)?|trainees?|fellow(?:s|ship)?|ph\.?d|scholars?)\b", re.IGNORECASE
)


def context_of(
    library: Library, text: str, shown: str, structure: Structure, *, is_post: bool, is_offer: bool
) -> Context:
    """The context of a text."""
    front = _FRONT_MATTER.search(text)
    named = [match["value"] for match in _NAMED.finditer(front["inner"])] if front else []
    first = structure.headings[:1] if not front else structure.headings[:2]
    lines = [line.strip(" #*_") for line in shown.splitlines()[:30] if line.strip(" #*_-=")][:6]
    begins = next(
        (line for line in lines if PAY.search(line) and title_in(line)), lines[0] if lines else ""
    )
    # A sentence says nothing of all that follows, and neither does a table's row.
    heads = [line for line in lines if leads_on(line) and not line.startswith("|")]
    opening = next(
        (line for line in heads if PAY.search(line) and title_in(line)), heads[0] if heads else ""
    )
    title = " ".join([*named, *(one.text for one in first if one.level <= 2)]) or opening
    subject = _about_title(library, title)
    if subject.year is None:
        subject = subject.over(About(year=as_of(shown[:1_500])))
    is_about = not (is_post or is_offer) and (
        PAY.search(title or begins[:200]) is not None
        or len(PAY.findall(shown[:20_000])) >= max(4, len(shown) // 1200)
    )
    return Context(
        library,
        text,
        shown,
        structure,
        title,
        subject,
        subject.title is None and _FIELD.search(title) is not None,
        len(titles_in(title)) > 1,
        is_about,
        dollar_of(text) if "$" in shown else (None, False),
        is_post,
        pays_stipends=_OF_INTERNS.search(shown[:3_000]) is not None,
        is_offer=is_offer,
    )


_POST = re.compile(
    r"\b(?:apply (?:now|here|at|by)|responsibilities|requirements|qualifications|we are looking for|equal opportunity|to apply|job description|about the role)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:report|survey|guide|analysis|breakdown|market|salar(?:y|ies)|compensation|statistics|trends)\b",
    re.IGNORECASE,
)
_OF_AN_OFFER = re.compile(
    r"\b(?:yoe|current ctc|joining bonus|notice period|closing date|vacancy|our client|we are looking|apply by|prior company|tech stack)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[$€£₹]\s?\d")
_HIRES = re.compile(
    r"\b(?:hiring|apply|vaga|stelle|offer|interview|we are looking|join|lpa|ctc|salary:)\b",
    re.IGNORECASE,
)


MOST_MARKS = 3
"""So many different marks of a post make one of a text with a table."""


def _is_pay_table(table: Table) -> bool:
    """Whether a table tells pay of several things: a post that has one is read by it as well."""
    cells = [cell.text for row in table.rows for cell in row[1:] if cell.text]
    of_money = sum(_SIGN.search(text) is not None for text in cells)
    return len(table.rows) > 1 and len(table.head) > 1 and of_money > max(3, len(cells) // 2)


def is_article(shown: str, structure: Structure) -> bool:
    """Whether a text is about pay in general, and no post however many jobs it names."""
    if (
        len(_SIGN.findall(shown)) > 4
        and not _POST.search(shown)
        and not _HIRES.search(shown)
        and "\n" in shown
    ):
        return True
    if "-->" in shown:  # a drawing in words
        return True
    if (
        any(map(_is_pay_table, structure.tables))
        and len(set(map(str.lower, _POST.findall(shown)))) < MOST_MARKS
    ):
        return True
    title = (
        structure.headings[0].text if structure.headings else shown.lstrip()[:120].split("\n")[0]
    )
    spoken = len(SURE_PAY.findall(shown))
    statistics = sum(len(words.findall(shown)) for _, words in STATISTICS[:6])
    of_pay = SURE_PAY.search(title) is not None and not _HIRES.search(title)
    marks = {match[0].lower() for match in _POST.finditer(shown)}
    reports = (
        len(structure.headings) > 5 and len(_SIGN.findall(shown)) > 5 and _REPORT.search(title)
    )
    if (len(marks) > 1 and not reports) or (
        _OF_AN_OFFER.search(shown) and len(structure.tables) < 2 and not of_pay
    ):
        return False
    return (
        bool(reports)
        or len(structure.tables) > 1
        or (of_pay and spoken + statistics > 4)
        or statistics > 3
    )


LABEL = 60
"""Characters of a line that names what follows; a longer one is a sentence."""


def is_labelled(shown: str, place: int) -> bool:
    """Whether a short line above a sum in a post speaks of pay, as a label does."""
    above = shown[max(0, place - 2 * LABEL) : place].split("\n")
    lines = [line for line in above if line.strip()]
    return any(len(line) < LABEL and SURE_PAY.search(line) for line in lines[-3:])
