"""What some words say that pay is about: a title, a level, years, a place, an industry, a year, as written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.library import Library
from knowledge.pay.experience import years_in
from knowledge.pay.job_words import JOB_NOUN
from knowledge.pay.place_names import PLACE_NAMES
from knowledge.pay.where import first_place


@dataclass(frozen=True, slots=True)
class About:
    """What an amount is about; None where the words do not say."""

    title: str | None = None
    level: str | None = None
    years: str | None = None
    place: str | None = None
    company: str | None = None
    industry: str | None = None
    year: int | None = None

    def over(self, wider: "About") -> "About":
        """This, and of what it does not say, what a wider context does."""
        return About(
            wider.title if self.title is None else self.title,
            wider.level if self.level is None else self.level,
            wider.years if self.years is None else self.years,
            wider.place if self.place is None else self.place,
            wider.company if self.company is None else self.company,
            wider.industry if self.industry is None else self.industry,
            wider.year if self.year is None else self.year,
        )


LEVEL = re.compile(
    r"\b(?:entry[- ]?level|entry(?=\s?(?:$|[:/)|,]|role|position|tier|salar|engineer|developer|analyst))|junior|jr\.?|júnior|(?:fresh |recent |new )?graduates?|new grads?|fresher(?:s)?|freshers|trainee|intern(?:ship)?|becari[oa]"
    r"|recién titulados?|associate(?= level)|senior ?/ ?lead|principal ?/ ?distinguished|mid[- ]?(?:level|career|senior)|mid(?![- ]?(?:tier|sized?|market|range|west|town))|middle(?! east)|medios(?! de)|pleno|medior|débutante?|semi[- ]?senior|ssr\.?|early[- ]career"
    r"|experienced|senior[- ]level|senior(?: manager)?|seniors|sr\.?|sênior|sénior|staff(?:\+)?(?: ?/ ?principal)?|principal|leads?(?=\s(?:clear|earn|make|see|get|pay)|\s(?:data|ml|ai|machine|software|engineer|developer|scientist|analyst|architect)|\s*[:/()|]|\s*$)"
    r"|distinguished|executive(?:[- ]level)?(?! (?:summary|overview|order|search|education))|expert|director[- ]level|level \d(?: \([^)]{2,30}\))?|[EGL][1-9]\d?|IC ?\d|band \d|grade [A-Z\d]{1,3})(?!\w)",
    re.IGNORECASE,
)
"""Levels of experience and grades."""

YEAR = re.compile(r"(?<![\w$€£₹.,/-])(?P<year>(?:19|20)\d\d)(?![\w%€£]|[-/.,]\d)")
SPAN_OF_YEARS = re.compile(
    r"(?<![\w$€£₹.,])(?:19|20)\d\d\s?(?:-|to|/)\s?(?:(?:19|20)\d\d|\d\d)(?!\w)"
)

_NO_TITLE_WORD = frozenset(
    """the a an of for by in at on to as and or with from is are was were be been average median mean typical salary salaries pay paid
pays earn earns earning earned make makes making how much what why when who where which that this these those your our their most many
some all each every other another than more less highest lowest top best paid-for hiring hire hires become becoming role roles job jobs
position positions career careers guide range ranges compensation total base per about around over under between our us uk usa it its
de la el los las del un una por para en y o que cuánto gana sueldo salario salarios promedio um uma do da dos das ein eine der die das
und oder für von mit im am le les des du et ou pour wie viel verdienen verdient verdienst gehalt gehälter bekommen sind können müssen jahren salaire médian médiane moyen offered offering potential mostly recorded vacancies vacancy advertised expected typical typically projected bls projects growth new first full-time
part-time remote hybrid based report reports respondents says say said not no if can will would should could may might must
have has had also only just like such while whereas compared vs versus both either neither among across within during after before
because since so but yet then there here they we you i he she them him her my me at-least up down out off into onto via demand puede pueden gana ganan ganha ganham recebe recebem ganó cobra cobran recibe reciben suele suelen tiene tienen es son está están fue era sont est sind ist
""".split()
)
"""Words that begin no title and stand in none."""

_NO_YEAR = re.compile(rf"{SPAN_OF_YEARS.pattern}|\b[nN]\s?=\s?\d[\d.,]*")
"""Spans, and the size of a sample."""

MOST_TITLE_WORDS = 7
_LEAD = re.compile(r"\s(?:leads?|heads?)\b", re.IGNORECASE)
"""What titles do as often as what they are."""

_NOUN = re.compile(
    JOB_NOUN.pattern
    + r"|\b\w+(?:entwickler|ingenieur|wissenschaftler|architekt|analyst|berater|informatiker|developer|programmierer)(?:[:*/]?in(?:nen)?|e?[ns]|e)?\b"
    r"|\b(?:especialistas?|t[eé]cnicos?|directores|cient[ií]fic[oa]s?|hygienists?|auditors?|statisticians?|biostatisticians?|econom(?:ist|etrician)s?|actuar(?:y|ies)"
    r"|modell?ers?|librarians?|lawyers?|evangelists?|instructors?|tutors?|annotators?|professionals|practitioners|stewards?|custodians?|curators?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def title_in(text: str) -> str | None:
    """The first title of a job that some words name, as written; a level before it may be part of it."""
    for noun in _NOUN.finditer(text):
        words = list(re.finditer(r"[^\s,;:()\[\]|\"]+", text[: noun.start()]))
        start = noun.start()
        for word in reversed(words[-MOST_TITLE_WORDS:]):
            said = word[0].strip("*_.'")
            gap = text[word.end() : start]
            if gap and _GERMAN.search(noun[0]) and not _GERMAN_QUALITY.fullmatch(said):
                break
            if (
                gap.strip()
                or len(gap) > 2
                or not said
                or said.casefold() in _NO_TITLE_WORD
                or said[0].isdigit()
                or said[:2].casefold() in ("d'", "l'")
                or said in "-–—·"
                or said.endswith(".")
            ):
                break
            if not re.fullmatch(r"[\w/&+.'#-]+", said) or said.casefold() in PLACE_NAMES:
                break
            start = word.start()
        end = noun.end()
        while (
            not _LEAD.match(text[end:])
            and (
                more := re.match(
                    r"(?:[ /-](?:and |& )?(?:(?<=/)[A-Z]\w+ )?)" + JOB_NOUN.pattern,
                    text[end:],
                    re.IGNORECASE,
                )
            )
            is not None
        ):
            end += more.end()
        if _ROMANCE.fullmatch(noun[0]):
            end += _tail(text[end:])
        if (grade := _GRADE.match(text, end)) is not None:
            end = grade.end()
        title = text[start:end].strip(" -/&.'")
        if (
            LEVEL.fullmatch(title)
            or title.casefold() in _NO_TITLE
            or (start == noun.start() and noun[0].casefold() in _ALONE_NO_TITLE)
        ):
            continue
        return title
    return None


_GRADE = re.compile(r"\s(?:II|III|IV)(?!\w)")
_GERMAN = re.compile(
    r"entwickler|ingenieur|wissenschaftler|architekt(?!s?$)|informatiker|programmierer",
    re.IGNORECASE,
)
_GERMAN_QUALITY = re.compile(
    r"sehr|erfahrene[nrs]?|angehende[nrs]?|junior|senior|lead|leitende[nrs]?|freie[nrs]?|[A-Z][\w+#.]*-|java|python|c\+\+|web|data|ml|ki",
    re.IGNORECASE,
)
"""What stands before a German title and belongs to it; other words before it are the sentence's."""

_ROMANCE = re.compile(
    r"ingenier[oa]s?|desarrollador\w*|programador\w*|desenvolvedor\w*|engenheir[oa]s?|analistas?|cientistas?|gerentes?|arquitet[oa]s?"
    r"|ing[eé]nieure?s?|développeu\w+|director(?:es)?|especialistas?|t[eé]cnicos?|cient[ií]fic[oa]s?",
    re.IGNORECASE,
)
"""Titles whose qualities stand behind them."""

_LINKING = frozenset("de da do di en em du des of".split())


def _tail(text: str) -> int:
    """How far a title goes on behind its noun: `Ingeniero Informático`, `cientista de dados`."""
    end = 0
    for word in list(re.finditer(r"\s([\w/À-ÿ-]+)", text))[:3]:
        said = word[1].casefold()
        if (
            word.start() != end
            or LEVEL.fullmatch(said)
            or (said in _NO_TITLE_WORD and said not in _LINKING)
        ):
            break
        if said in _LINKING:
            following = re.match(r"\s([\w/À-ÿ-]+)", text[word.end() :])
            if following is None or following[1].casefold() in _NO_TITLE_WORD | PLACE_NAMES:
                break
        elif said in PLACE_NAMES or said.isdigit():
            break
        end = word.end()
    return end


_NO_TITLE = frozenset(
    "lead leads head heads associate associates executive executives entry fellow dev eng".split()
)
_ALONE_NO_TITLE = frozenset(
    """lead leads leader leaders head heads owner owners officer officers associate associates executive executives fellow fellows
operator operators president intern interns internship trainee trainees manager managers director directors specialist specialists
consultant consultants professionals practitioners assistant assistants coordinator representative buyer producer editor full-stack backend frontend
""".split()
)


@lru_cache(maxsize=512)
def level_in(text: str) -> str | None:
    """The level that some words name, as written."""
    match = LEVEL.search(text)
    return match[0].strip() if match else None


_INDUSTRIES = re.compile(
    r"\b(?:(?:fin|health|ed|bio|med|ad|insur|prop|mar)-?tech|finance(?: & banking)?|banking|financial services|health ?care|retail|e-?commerce|manufacturing"
    r"|consulting|insurance|telecom(?:munications)?|energy|government|public sector|academia|non-?profit|pharma(?:ceuticals?)?|gaming|automotive"
    r"|media|real estate|logistics|big tech|it services|it & software services|saas|defen[cs]e|aerospace|tecnolog[ií]a)(?!\w)",
    re.IGNORECASE,
)


def industry_in(text: str) -> str | None:
    """The industry that some words name, as written."""
    match = _INDUSTRIES.search(text)
    return match[0] if match else None


_AT_COMPANY = re.compile(
    r"\b(?:[Pp]ay|[Ss]alar(?:y|ies)|[Cc]ompensation|[Ww]orking|[Bb]ands|[Ll]evels) (?:at|bei|chez|en) (?P<company>[A-Z][\w&.']*(?: [A-Z][\w&.']*){0,3})"
)


_WORKS_AT = re.compile(
    r"(?:^\W*At|\b(?:engineer|developer|scientist|analyst|researcher|manager|employee|designer|intern|architect|hire|worker|senior|junior)s? at)\s"
    r"(?P<company>[A-Z][\w&']*(?: [A-Z][\w&']*){0,3})(?=[\s,.]|$)"
)
"""Whose people a sentence speaks of: "At Quillstone, …", "an engineer at Quillstone makes …"."""


def company_in(library: Library, text: str) -> str | None:
    """The company whose pay some words name, as "Pay at Brightfen Labs" does."""
    match = _AT_COMPANY.search(text) or _WORKS_AT.search(text)
    if match is not None and first_place(library, match["company"]) is None:
        return match["company"]
    known = set(_known_companies(library, text))
    return known.pop() if len(known) == 1 else None


MOST_BEFORE = 80
_SAYS = re.compile(
    r"(?:'s|')?\s(?:data|reports?|survey|estimates?|says|said|found|finds|shows?|salary|salaries data|puts|lists|analysts?|study|index|research|job (?:board|portals?))\b",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"\b(?i:according to|sources? like|sources? such as|data from|figures from|listed on|posted on|via|per|reported by|survey by|study by|on)\s(?:the\s)?"
    r"(?:[A-Z]\w+,?\s(?:and\s)?){0,2}$"
)
"""What stands around a company that tells a figure and doesn't pay it."""


def _known_companies(library: Library, text: str) -> Iterator[str]:
    """The companies of the vocabulary that some words name with a capital."""
    book = library.phrase_book(("companies",))
    for word in re.finditer(r"[A-Z][\w&.'-]*", text):
        said = word[0].rstrip(".'")
        if not book.exact(said.casefold()):
            continue
        before = text[max(0, word.start() - MOST_BEFORE) : word.start()]
        if not _SAYS.match(text, word.end()) and not _SAID_BY.search(before):
            yield said


def year_in(text: str) -> int | None:
    """The one year that some words name; a span of years is none."""
    years = {int(match["year"]) for match in YEAR.finditer(_NO_YEAR.sub(" ", text))}
    return years.pop() if len(years) == 1 else None


def about(library: Library, text: str) -> About:
    """Everything that some words say."""
    return About(
        title=title_in(text),
        level=level_in(text),
        years=years_in(text),
        place=first_place(library, text),
        company=company_in(library, text),
        industry=industry_in(text),
        year=year_in(text),
    )
