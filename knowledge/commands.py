"""The commands: one table that parsing, help, usage hints, the manifest and the README draw on."""

from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.words import bare, undecorated

STATED_TOPICS = "stated topics"
"""The topics on which something is stated; of any other, its words are searched for in what is."""

QuestionName = Literal["role", "salary", "compare", "trends"]
"""The commands that ask: the knowledge alone answers them."""

PayFilterKind = Literal[
    "levels", "places", "companies", "company_kinds", "industries", "components", "statistics"
]

CommandName = QuestionName | Literal["digest", "knowledge"]


@dataclass(frozen=True, slots=True)
class Command:
    """One slash command, without its slash."""

    name: CommandName
    summary: str
    usage: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question(Command):
    """A command that asks; `uses` are the kinds of words that narrow it."""

    name: QuestionName
    uses: tuple[str, ...]
    fillers: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NARROWING_PAY: tuple[PayFilterKind, ...] = get_args(PayFilterKind)
"""What narrows a question about pay: `SalaryFilters` holds ids of each."""

PAY_WORDS = _words(
    "salary pay pays paid paying compensation comp wage earn earning income range band experience exp "
    "company industry sector level rate worth money percent percentile only metro metropolitan area"
)

PAY_SUBJECT = _words("pay salary wage compensation earning")
"""What asks for pay as a subject of trends, in the forms that are compared."""

PAY_GROWTH = "pay-growth"
"""The topic that it stands for."""

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="role",
        summary="What a role involves and requires: an overview, or one section",
        usage="[name] [section]",
        examples=("ml engineer", "data engineer skills", "ml developer career path"),
        uses=("roles", "mentions", "sections"),
        fillers=_words("need needed needs"),
    ),
    Question(
        name="salary",
        summary="What sources say a role pays, side by side",
        usage="<role> [level | years] [place] [company] [industry] [base | total | …] or check <offer>",
        examples=(
            "mle senior",
            "ml developer 7 years",
            "ml engineer nyc",
            "check $150k base senior ml engineer austin",
        ),
        uses=("roles", "mentions", *NARROWING_PAY),
        fillers=PAY_WORDS | _words("ad ads posting postings"),
    ),
    Question(
        name="compare",
        summary="Two or three roles side by side",
        usage="<role> vs <role> [vs <role>] [level | years] [place] [base | total | …] or [section]",
        examples=("ml engineer vs data engineer", "ai engineer vs ml engineer vs ml developer"),
        uses=("roles", "mentions", "sections", *NARROWING_PAY),
        fillers=PAY_WORDS - {"experience"} | _words("difference compare comparison between better"),
    ),
    Question(
        name="trends",
        summary="Industry trends and market numbers, with the documents that name them",
        usage="[topic or role]",
        examples=("mlops", "data engineer", "job growth"),
        uses=("roles", STATED_TOPICS, "mentions", "words", "topics"),
        fillers=_words("trend trending industry new news latest topic") | PAY_SUBJECT,
    ),
)  # fmt: skip

DIGEST = Command(
    name="digest",
    summary="A digest of news, trends and pay for this channel, or just for you",
    usage="[subscribe [day time] [in zone] [roles …] | mute | pause | preview | history | …]",
    examples=(
        "subscribe",
        "subscribe monday 9:00 in Europe/Berlin",
        "subscribe roles ml engineer, data engineer",
        "subscribe every second monday",
        "mute mlops",
        "preview",
        "pause 2 weeks",
        "resume",
        "send now",
        "history",
        "list",
        "unsubscribe",
    ),
)
"""It answers no question: what it shows and changes is kept in the state database."""

KNOWLEDGE = Command(
    name="knowledge",
    summary="For admins: what is known, since when and who changed it; edit it, or undo an edit",
    usage="[add <link> | feeds | history | diff | rollback <n> | export | check | template | …]",
    examples=(
        "history",
        "add https://example.com/pay-report",
        "feeds",
        "feeds add https://example.com/feed.xml",
        "diff 2",
        "rollback 1",
        "export csv",
        "check",
        "template role",
        "template source",
        "template feed",
        "stale",
        "conflicts",
        "reports",
        "gaps",
        "reviews",
    ),
)
"""It answers no question either: it is about the knowledge itself."""

COMMANDS: tuple[Command, ...] = (*QUESTIONS, DIGEST, KNOWLEDGE)

QUESTIONS_BY_NAME: dict[str, Question] = {question.name: question for question in QUESTIONS}

HELP_WORDS = _words("help usage ? -h --help -help hilfe ayuda aide")
"""A text that is only one of these asks how the command works. (Phones make one dash of two.)"""


def asks_for_help(text: str) -> bool:
    """Whether a text asks how its command works, and nothing else."""
    typed = undecorated(text)
    said = [word for word in map(bare, typed.split()) if word]
    return said[0].casefold() in HELP_WORDS if len(said) == 1 else not said and "?" in typed


FILLERS = _words(
    """
    a about actually all also am an and any annual annually anybody anyone approximately are
    as at be been being but by can could current currently did do does doing done expect
    expected find for from get gets getting give given go going got had has have having
    hello hey hi hire hired how i if in info information into is ish it its job just kind
    know like look looking make makes making many me might much my now of on one or
    our out per please pls plz position really role roughly say see should show so some
    somebody someone sort tell than thank thanks that the their them there these they thing
    this those to today typical typically u up us use usual usually v versus vs want was we
    were what whats when where which while who will with within work working
    would year yearly years you your
    """
)
"""Words that carry no meaning of their own in a question."""

PAYING = frozenset(
    "salary salaries pay pays paid paying payed earn earns earning earnings earner make makes making "
    "wage wages comp compensation income offer tc bonus equity range money moneywise much rate "
    "rates remuneration underpaid overpaid".split()
)
"""What speaks of pay."""

JOBS = frozenset("job jobs role roles career careers position positions title titles".split())
RANKING = frozenset("best top most highest better richest biggest lucrative".split())
"""What asks for a first place."""

PERIODS = _words(
    "hour hourly day daily week weekly biweekly fortnight fortnightly month monthly quarter quarterly"
)
"""Periods that nothing is known for by themselves; a year is what figures are given for."""
