"""What someone says to the bot in their own words: which command it amounts to.

Alone (`understand`), or after another question (`follow_up`).
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.areas import area_order
from knowledge.commands import COMMANDS, HELP_WORDS, JOBS, RANKING, CommandName
from knowledge.curating import speaks_of_knowledge
from knowledge.english import is_english
from knowledge.grammar import parse
from knowledge.hearing import (
    COMPARING,
    GROWING,
    MOVING,
    OF_ROLES,
    PAY_TOPICS,
    POSTINGS,
    TITLES,
    VAGUE,
    Heard,
    content_words,
    filter_words,
    hear,
    in_thousands,
    says_sum,
)
from knowledge.library import Library
from knowledge.merging import merged, parts_of
from knowledge.query import CompareQuery
from knowledge.words import Word, first_word, plain, undecorated, words

GREETINGS = frozenset(
    "hi hello hey heya hiya howdy yo morning afternoon evening good thanks thank you cheers "
    "rolecall bot there ok okay please hola hallo bonjour".split()
)
THANKS = frozenset("thanks thank thx thankyou ty cheers great perfect awesome cool nice".split())
AROUND_THANKS = (
    GREETINGS | THANKS | frozenset("so much a lot very helpful that was this is all".split())
)
ABOUT_ME = frozenset(
    "what who how can could do does are is you u your yours i it this rolecall bot app work works know "
    "help me with ask use for about the to all things kind of questions answer tell a capabilities "
    "commands features".split()
)
ME = frozenset("you u your yours rolecall bot this app commands features capabilities".split())
COMMAND_NAMES: dict[str, CommandName] = {command.name: command.name for command in COMMANDS}
DIGEST_VERBS = frozenset({"subscribe", "unsubscribe"})
"""What someone writes to a bot who wants to hear more, or nothing more, of it."""

_ADDRESS = re.compile(r"^\s*(?:<@\w+(?:\|[^<>]*)?>\s*)+")
"""Who a message is to: what it begins with is no part of what it says."""

_FOLLOW = re.compile(
    r"^(?:please\s+)?(?P<verb>unfollow|stop following|don'?t follow|follow)\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SOURCES = re.compile(
    r"\bsources?\??$|^(?:your |the |what |which |any )?sources?\b|\bwhere\b.*\b(?:from|get|got|find|come)\b"
    r"|^(?:and )?(?:says who|who says|how do (?:you|u) know|according to wh?om?|citation|cite)\b|^(?:but )?why\W*$"
)
_ALL = re.compile(
    r"^(?:and )?(?:please )?(?:(?:show|give|list) )?(?:me )?(?:all|more|everything|the rest)(?: of (?:them|it))?(?: figures)?[.!?]*$"
)
_LINKS = re.compile(
    r"^(?:and|or|but|vs|versus|what about|how about|what if|only|just|same|now|ok(?:ay)?|so|for|in|at|with"
    r"|then|instead|also|compared? (?:to|with)|against)\b|\b(?:too|instead|as well|ones?)\W*$|^[^ ]+( [^ ]+){0,2}\?+$"
)
"""How what goes on with the question before begins, or ends: "and …", "what about …", "… too"."""

Talk = Literal["greeting", "thanks", "follow", "unfollow", "unanswered", "ranking", "sources"]
"""What is said that no command answers; `sources` asks where an answer is from."""


@dataclass(frozen=True, slots=True)
class Said:
    """A command and its text, as the words amount to; or, with no command, what else is said.

    `roles` are those to follow, or that something is asked of which no source answers.
    """

    command: CommandName | None
    text: str
    talk: Talk | None = None
    roles: tuple[str, ...] = ()


def understand(library: Library, text: str) -> Said:
    """The command that a message amounts to, by itself.

    A message that begins with a command's name is that command (but "knowledge engineer" names a
    role), and one that begins with "subscribe" or "unsubscribe" speaks of the digest. Otherwise its
    words decide.
    """
    text = undecorated(_ADDRESS.sub(" ", text))
    return _spoken(library, text) or _question(library, hear(library, text))


def _spoken(library: Library, text: str) -> Said | None:
    """What needs no look at the knowledge: a command, the digest, thanks, a greeting, whom to follow."""
    first, rest = first_word(text)
    is_subject = first == "knowledge" and not speaks_of_knowledge(rest)
    if first in COMMAND_NAMES and not is_subject:
        return Said(COMMAND_NAMES[first], rest)
    if first in DIGEST_VERBS:
        return Said("digest", text)
    said = {word.typed for word in words(text)}
    if said & THANKS and said <= AROUND_THANKS:
        return Said(None, "", "thanks")
    if said <= GREETINGS | HELP_WORDS or (said & ME and said <= ABOUT_ME | GREETINGS):
        return Said(None, "", "greeting")
    following = _FOLLOW.match(text)
    if following:
        query = parse(library, "compare", following["rest"])
        roles = query.roles if isinstance(query, CompareQuery) else ()
        if roles:
            talk = "follow" if following["verb"].casefold() == "follow" else "unfollow"
            return Said(None, "", talk, roles)
    return None


def _question(library: Library, heard: Heard) -> Said:
    """The command that the words amount to."""
    text, said = heard.text, heard.said
    one_role = len(heard.roles) == 1
    if says_sum(text) and heard.roles:
        return Said("salary", f"check {in_thousands(text)}")
    if _asks_for_the_first(heard):
        return Said(None, "", "ranking")
    if one_role and (_orders_areas(heard) or (_alternatives(heard) and not heard.sections)):
        return Said("salary", text)
    if len(heard.roles) > 1 or said & COMPARING:
        return _comparison(library, heard)
    if set(heard.sections) & OF_ROLES:
        return Said("role", text)
    if pay_trend := _pay_trend(library, heard):
        return pay_trend
    if heard.pays or (one_role and heard.narrows and not set(heard.sections) - VAGUE):
        return Said("salary", text)
    if heard.said & POSTINGS and not one_role:
        return Said("trends", _trends_text(library, heard))
    if heard.looks_ahead and not set(heard.sections) - VAGUE:
        return Said("trends", _trends_text(library, heard))
    if heard.topics and not heard.roles and not heard.is_title:
        return Said("trends", text)
    if heard.narrows and not heard.roles and not content_words(heard):
        return Said("salary", text)
    return _unanswered(library, heard) or Said("role", text)


def _asks_for_the_first(heard: Heard) -> bool:
    """Whether it asks which role comes first: "which pays best?"."""
    is_about_work = heard.pays or heard.said & JOBS
    return bool(heard.said & RANKING and is_about_work) and not heard.roles and not heard.topics


def _pay_trend(library: Library, heard: Heard) -> Said | None:
    """What parts of pay there are, how it grows, and how a role's has moved, narrowed by nothing."""
    if heard.narrows:
        return None
    if set(heard.topics) & PAY_TOPICS:
        return Said("trends", heard.text)
    if len(heard.roles) == 1 and heard.pays and heard.said & MOVING:
        return Said("trends", f"{library.roles[heard.roles[0]].name} pay")
    return None


def _orders_areas(heard: Heard) -> bool:
    """Whether it asks where something is most: "where do data scientists earn most?"."""
    return not heard.topics and area_order(heard.text) is not None


def _alternatives(heard: Heard) -> bool:
    """Whether something other than roles is set against each other: "nyc vs boston"."""
    filters = heard.filters
    employers = (*filters.companies, *filters.company_kinds, *filters.industries)
    kinds = (filters.places, filters.levels, employers, filters.years)
    return any(len(kind) > 1 for kind in kinds)


_MOVING = re.compile(
    r"\b(?:mov(?:e|ing)|switch(?:ing)?|transition(?:ing)?|chang(?:e|ing)|become|going)\b.*\b(?:to|into|become)\b"
)


def _comparison(library: Library, heard: Heard) -> Said:
    """Roles side by side; but who goes from one to the other asks what that one requires."""
    if len(heard.roles) == 2 and _MOVING.search(plain(heard.text)):
        return Said("role", f"{library.roles[heard.roles[1]].name} skills")
    if len(heard.roles) > 1:
        names = [library.roles[role].name for role in heard.roles]
        vague = VAGUE if heard.filters.years else VAGUE - {"experience"}
        sections = [library.name("sections", one) for one in heard.sections if one not in vague]
        narrows = filter_words(library, heard, heard.filters)
        rest = [*narrows, *sections, *_typed(content_words(heard))]
        return Said("compare", " ".join([" vs ".join(names), *rest]))
    return Said("compare", heard.text)


def _trends_text(library: Library, heard: Heard) -> str:
    """The text for `/trends`: "how fast is it growing" asks for job growth, or for a role's numbers."""
    if heard.topics or not heard.said & GROWING:
        return heard.text
    kept = [word for word in _typed(content_words(heard)) if word not in SPEEDS]
    names = [library.roles[role].name for role in heard.roles]
    return " ".join([*names, *kept] if names else [*kept, "job growth"])


SUBJECTS = frozenset({"ai", "ml", "data"})
"""What every answer is about: a word of these narrows nothing."""

SPEEDS = frozenset("fast quickly slowly still much going down up".split())
_FIRST_PERSON = frozenset("i my me we our im ill id mine".split())
_SENTENCE = _FIRST_PERSON | frozenset(
    "can could should would will do does is are how why when what where u".split()
)
_BEFORE_A_TITLE = r"\b(?:an?|as|on|about)\s+(?:\w+\s+){0,2}?"


def _unanswered(library: Library, heard: Heard) -> Said | None:
    """A question whose words no source has; but a title that isn't covered is one for `/role`."""
    left = content_words(heard)
    searched = library.phrase_book(("skills", "words"))
    found = any(searched.exact(word.form) for word in left if word.typed not in SUBJECTS)
    if heard.sections or heard.topics or found:
        return None
    if not left or not all(is_english(word.typed) for word in left):
        return None
    if heard.roles:
        enough = len(left) > 1
        return Said(None, " ".join(_typed(left)), "unanswered", heard.roles) if enough else None
    names_title = heard.is_title or any(word.typed in TITLES for word in heard.typed)
    if names_title or not heard.said & _SENTENCE or library.role_names.candidates(list(left)):
        return None
    before_title = _BEFORE_A_TITLE + re.escape(left[0].typed)
    if not heard.said & _FIRST_PERSON and re.search(before_title, plain(heard.text)):
        return None
    return Said(None, " ".join(_typed(left)), "unanswered")


def follow_up(library: Library, after: str, text: str) -> Said:
    """What a message amounts to after a question, which is given as it was said or as a command line.

    What the new words say takes the place of the same kind; the rest stays. A message that stands
    alone, for it names a role and asks something, starts anew.
    """
    text = undecorated(_ADDRESS.sub(" ", text))
    spoken = _spoken(library, text)
    if spoken is not None:
        return spoken
    before = understand(library, after)
    said = plain(text)
    heard = hear(library, _ABOUT.sub("", text))
    if before.command in (None, "digest", "knowledge"):
        return _question(library, heard)
    if not heard.roles and not heard.narrows and _SOURCES.search(said):
        return replace(before, talk="sources")
    if _ALL.match(said):
        return Said(before.command, f"{before.text} all")
    asks_where = bool(heard.said & _WHERE) or _orders_areas(heard)
    asks_first = _asks_for_the_first(heard) and not asks_where
    if asks_first or not _goes_on(library, before, heard, said):
        return _question(library, heard)
    return Said(*merged(library, before.command, before.text, heard))


_ABOUT = re.compile(r"^(?:and )?(?:what|how) about\b", re.IGNORECASE)
_WHERE = frozenset("city cities state states place places where company companies level".split())


def _goes_on(library: Library, before: Said, heard: Heard, said: str) -> bool:
    """Whether it goes on with the question before, and does not stand alone."""
    links = _LINKS.search(said) is not None
    has_amount = says_sum(said)
    sections = set(heard.sections) - VAGUE
    if heard.roles:
        asks = heard.pays or sections or heard.looks_ahead or has_amount
        asked = before.command not in (None, "digest", "knowledge") and parts_of(
            library, before.command, before.text
        )
        lacks_role = bool(asked) and not asked.roles
        return len(heard.roles) == 1 and not asks and (links or lacks_role)
    if heard.topics and not (links or sections or heard.narrows):
        return False
    if heard.narrows or heard.sections or has_amount:
        return True
    refers = bool(heard.said & {"it", "that", "this", "they", "them", "those", "there"})
    asks = heard.pays or heard.looks_ahead
    return bool((links and heard.left) or (asks and (links or refers or len(heard.typed) < 4)))


def _typed(left: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.typed for word in left)
