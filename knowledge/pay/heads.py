"""The head of a post, piece by piece: `Acme | Senior Data Engineer | Berlin or Remote | €70k`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.library import Library
from knowledge.pay.about import LEVEL
from knowledge.pay.job_words import JOB_NOUN, KIND_WORD, MONEY, RUNNING_TEXT
from knowledge.pay.where import is_known_place, is_remote, place_in

MOST_TITLE_WORDS = 14
MOST_COMPANY_WORDS = 8
LEAST_OF_A_SENTENCE = 5
MOST_OF_A_KIND = 80
"""Characters of a piece that says what kind of work it is."""
MOST_TAIL_WORDS = 4
"""A title goes on behind a dash for no more words: `Lead Engineer - UI`."""

_SPLIT = re.compile(
    r"\s*\|+\s*|\s+[-–—·•]+\s+|(?<=[a-z])-\s+(?=[A-Z])|!\s+|(?<=[a-zà-ÿ]{4})\.\s+(?=[A-ZÀ-Ý])|\s*[\[\]]\s*|(?<=\w):\s+(?=[A-Z])|[–—](?=\s)"
)
_WORK_KIND = re.compile(
    r"(?:on-?site|in[- ]office|presencial|vor ort|onsite only|hybrid|full[- ]?time|part[- ]?time"
    r"|fulltime|parttime|ft|pt|vollzeit|teilzeit|cdi|cdd|clt|pj|b2b|permanent|contract(?:or)?|perm"
    r"|freelance|temporary|visa|h1b|h1-b|no visa|interns?(?:hips?)?|hiring|apply(?: now| here)?|offer"
    r"|offers?|ctc|tc|base|stocks?|rsus?|compensation|salary|comp|interview(?: experience)?|evaluation|review|advice|help|negotiation|dilemma|question|details|fresher|experience|new|urgent|multiple roles"
    r"|multiple positions|various roles|several roles|all levels|equity|backfill opportunity|job"
    r"|paid internship|job description|or|and|welcome|ok|\W|\d\d?(?:\+|-\d\d?\+?)?\s?(?:yoe|years?|yrs?))+",
    re.IGNORECASE,
)
_URL = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|io|org|net|ai|co|dev|de|fr|jobs)(?:/\S*)?$", re.IGNORECASE
)
_DOMAIN = re.compile(
    r"\s*(?P<company>[\w-]{2,30}\.(?:ai|io|com|co|dev|net|org|app))(?=\s+[-–—|])", re.IGNORECASE
)
"""A company that is called as its site is."""
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*)\)")
_AT_COMPANY = re.compile(
    r"\s+(?:@|at|na|no|bei|chez|bij|w firmie|tại|for|with)\s+(?P<company>[A-ZÀ-Ý0-9][^|,;]{1,60})$"
)
_IN_PLACE = re.compile(r"\s+(?:in|em|en|à|w|ở|based in)\s+(?P<place>[A-ZÀ-Ý][^|;]{1,60})$")
_GENDERS = re.compile(r"\((?:[mwfdxh]/){1,3}[mwfdxh]\)|\ball genders\b", re.IGNORECASE)
_GRADE = re.compile(r"[\s(,–-]+(?P<level>(?:IC|L|E|T|P|G|SEO|HEO|Grade )-?\s?\d{1,2})\)?$")


_GRADE_ALONE = re.compile(r"[1-6]|I{1,3}|IV|(?:IC|[A-Z])-?\d{1,2}")
"""A piece that is a grade: `ML Engineer - L4`."""
_COMPANY_IN_PLACE = re.compile(
    r"(?P<company>[A-Z](?:(?!\s-\s)[^()|\[\]–—]){1,40}?) \((?P<place>[^()]{2,40})\)(?=\s[-–—|]\s)"
)
"""A company with its place before the rest of the head: `Acme (Remote US) — Engineer`."""
_STATUS = re.compile(
    r"\b(?:closed|filled|open|expired|update[d]?|new|urgent|paid|sticky|solved)\b", re.IGNORECASE
)
"""What becomes of a post."""
_BRACKETED_PLACE = re.compile(r"\s*\[(?P<place>[^\[\]|]{2,40})\](?=\s*[^\s\[–|-])")
"""A place in brackets before a title: `[Recife] Analista`."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says; None where it does not."""

    title: str | None = None
    level: str | None = None
    place: str | None = None
    company: str | None = None

    def __or__(self, other: "Head") -> "Head":
        """This head, and what only the other one says."""
        return Head(
            self.title or other.title,
            self.level or other.level,
            self.place or other.place,
            self.company or other.company,
        )


def read_head(library: Library, text: str) -> Head:
    """Read one line as a head: its pieces by what they are, else by where they stand."""
    chinese = _CHINESE.search(text) if "聘" in text or "诚招" in text else None
    if chinese is not None:
        place = place_in(library, text[: chinese.start()].strip(" []"))
        return Head(chinese["title"], None, place, chinese["company"].strip())
    head, text = _begun(library, text)
    pieces = list(_pieces(text))
    may_go_on = (
        head.place is None
        and "|" not in text
        and "[" not in text
        and any(map(is_title, pieces[:1]))
    )
    left: list[tuple[int, str]] = []
    title_at = -1
    for index, piece in enumerate(pieces):
        is_next = 0 <= title_at == index - 1
        follows = is_next and may_go_on
        if _GRADE_ALONE.fullmatch(piece) and (is_next or not piece.isdigit()):
            head |= Head(level=piece)
            continue
        if _is_noise(piece):
            continue
        place = place_in(library, piece)
        if follows and place is not None and not is_known_place(library, place):
            place = None  # "Engineer - Infrastructure, Data Platform"
        if place is not None:
            head = replace(head, place=head.place or place)
        elif follows and _goes_on(piece):
            end = text.index(piece, text.index(pieces[title_at])) + len(piece)
            title = text[text.index(pieces[0]) : end]
            head, title_at = replace(head, title=title), index
        elif is_title(piece):
            if head.title is None:
                head, title_at = _with_title(library, head, piece), index
        else:
            left.append((index, piece))
    return _by_order(head, left, title_at) if len(pieces) > 1 else head


_CHINESE = re.compile(
    r"(?P<company>[\w. ]{2,20}?)\s*(?:公司)?\s*(?:诚聘|招聘|诚招)\s*(?P<title>\S{0,20}(?:工程师|工程師|经理|设计师|分析师|架构师))"
)
"""The form that Chinese lists of jobs ask for: the company, "looks for", the title."""


def _begun(library: Library, text: str) -> tuple[Head, str]:
    """What the beginning says by its form, and the rest: a company that is a domain, or has its place, or a place."""
    company = _DOMAIN.match(text)
    if company is not None:
        return Head(company=company["company"]), text[company.end() :]
    company = _COMPANY_IN_PLACE.match(text)
    if company is not None and not is_title(company["company"]):
        place = place_in(library, company["place"])
        if place is not None:
            return Head(place=place, company=company["company"].strip()), text[company.end() :]
    match = _BRACKETED_PLACE.match(text)
    if match is None or JOB_NOUN.search(match["place"]):
        return Head(), text
    if _STATUS.search(match["place"]):
        return Head(), text[match.end() :]
    rest = text[match.end() :]
    place = place_in(library, match["place"])
    if place is None and not KIND_WORD.search(match["place"]):
        place = match["place"]
    return Head(place=place), rest


def _by_order(head: Head, left: Sequence[tuple[int, str]], title_at: int) -> Head:
    """What no piece says by itself: the company stands first or behind the title, the place later."""
    for index, piece in left:
        bare = _company(piece)
        if RUNNING_TEXT.search(piece) or not bare[:1].isalnum():
            continue
        if head.company is None and (title_at < 0 or index <= title_at + 1):
            if len(bare.split()) <= MOST_COMPANY_WORDS:
                head = replace(head, company=bare)
        elif head.place is None and bare[:1].isupper() and len(bare.split()) <= MOST_TAIL_WORDS:
            head = replace(head, place=bare)
    return head


def _pieces(text: str) -> Iterator[str]:
    for piece in _SPLIT.split(text):
        parts = piece.split(" / ")
        # "Full Stack / AI Engineer" is one title; "Berlin / Engineer" are two pieces.
        whole = (
            is_title(parts[-1])
            and all(is_title(part) or LEVEL.fullmatch(part.strip()) for part in parts)
            and len(piece.split()) <= MOST_TITLE_WORDS
        )
        for part in [piece] if whole else parts:
            bare = _before_money(part).strip(" -–—,;:*_|")
            if bare:
                yield bare


def _before_money(piece: str) -> str:
    match = MONEY.search(piece)
    if match is None:
        return piece
    before = piece[: match.start()]
    return _TO_MONEY.sub("", before) if JOB_NOUN.search(before) else piece


_TO_MONEY = re.compile(
    r"(?:[\s:–—|(-]|\b(?:up to|upto|from|salary|pay|base|range|max|min|around|ca))*$", re.IGNORECASE
)


def _goes_on(piece: str) -> bool:
    """Whether a piece behind a title may belong to it, as in `Lead Engineer - UI`."""
    is_word = any(map(str.isalpha, piece))
    return is_word and len(piece.split()) <= MOST_TAIL_WORDS and not RUNNING_TEXT.search(piece)


def _is_noise(piece: str) -> bool:
    return bool(
        (len(piece) <= MOST_OF_A_KIND and _WORK_KIND.fullmatch(piece))
        or (_URL.search(piece) and len(piece.split()) == 1)
        or MONEY.search(piece)
    )


_NO_TITLE = re.compile(
    r"(?:the|a chance|chance|ability|opportunity|experience|ideal)\b", re.IGNORECASE
)
"""How items of lists begin that name a job and aren't its title."""


@lru_cache(maxsize=1024)
def is_title(piece: str) -> bool:
    """Whether a piece is the title of a job."""
    if piece.count(",") > 1:
        piece = piece.split(",")[0]
    return (
        not _NO_TITLE.match(piece)
        and not (piece.endswith(".") and len(piece.split()) > LEAST_OF_A_SENTENCE)
        and len(piece.split()) <= MOST_TITLE_WORDS
        and JOB_NOUN.search(piece) is not None
        and not RUNNING_TEXT.search(piece)
    )


def _with_title(library: Library, head: Head, piece: str) -> Head:
    """The title in a piece, and what is joined to it: `… at Acme`, `… in Berlin`, `(L62)`."""
    match = _AT_COMPANY.search(piece)
    if match is not None and JOB_NOUN.search(piece[: match.start()]):
        company = _company(match["company"])
        if place_in(library, company) is None:
            head = replace(head, company=head.company or company)
        piece = piece[: match.start()]
    match = _IN_PLACE.search(piece)
    if match is not None and JOB_NOUN.search(piece[: match.start()]):
        place = place_in(library, match["place"])
        if place is not None:
            head = replace(head, place=head.place or place)
            piece = piece[: match.start()]
    before, _, tail = piece.rpartition(",")
    if JOB_NOUN.search(before) and place_in(library, tail.strip()) is not None:
        head = replace(head, place=head.place or place_in(library, tail.strip()))
        piece = before
    for match in _BRACKETS.finditer(piece):
        inside = re.split(r"\s*[,/|]\s*", match["inside"])
        places = [one for one in inside if place_in(library, one) and is_known_place(library, one)]
        if places and all(one in places or _WORK_KIND.fullmatch(one) for one in inside):
            head = replace(head, place=head.place or ", ".join(places))
            piece = piece.replace(match[0], " ")
    title, level = title_and_level(piece)
    return replace(head, title=title, level=head.level or level)


_WORK_BEHIND = re.compile(
    r"(?<=\w)\s+(?:contract|perm|permanent|full[- ]?time|part[- ]?time|w2|c2c)\b.*$", re.IGNORECASE
)


def title_and_level(piece: str) -> tuple[str, str | None]:
    """A title without what is no part of it (`Hiring`, `(Remote)`), and a grade behind it."""
    title = re.sub(
        r"^(?:(?:\d{1,2}[.)]|we'?re|we’re|now|currently|is|hiring|looking for|wanted|urgent|job|vagas?|stelle"
        r"|oportunidade|opening|cần tuyển|tuyển dụng|tuyển|for|para|an?)[:!\s-]+)+|"
        r"\s+(?:interview experience|interview|offer|compensation|role|position|job|wanted|needed|gesucht"
        r"|na|no|at|@|em|in|bei|for)$",
        "",
        re.sub(r"^[^\w(\[]+", "", piece.strip()),
        flags=re.IGNORECASE,
    )
    for match in _BRACKETS.finditer(title):
        inside = match["inside"]
        if _WORK_KIND.fullmatch(inside) or is_remote(inside):
            title = title.replace(match[0], " ")
    title = _WORK_BEHIND.split(title)[0]
    if title.count(",") > 1 and JOB_NOUN.search(title.split(",")[0]):
        title = title.split(",")[0]
    title = " ".join(title.split()).strip(" ,-–—:;")
    grade = _GRADE.search(title)
    if grade is not None:
        return title[: grade.start()].strip(), grade["level"]
    return title, None


def _company(piece: str) -> str:
    """A company's name without its address or its sector in brackets."""
    piece = re.sub(r"\(?\bhttps?://\S+", " ", piece)
    for match in list(_BRACKETS.finditer(piece)):
        inside = match["inside"]
        if _URL.search(inside) or re.search(
            r"\b(?:YC|Series|non-?profit|hiring|remote)\b|\d{4}|,", inside, re.IGNORECASE
        ):
            piece = piece.replace(match[0], " ")
    piece = re.sub(r"\s*(?:公司)?(?:诚聘|招聘)\s*$|\s+(?:is hiring|hiring)$", "", piece.strip())
    return (
        ""
        if re.match(r"https?:|www\.|\W*\d+\W*$", piece)
        else " ".join(piece.split()).strip(" ,-–—:;")
    )
