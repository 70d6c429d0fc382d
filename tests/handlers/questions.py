"""Questions out of real vocabulary and out of what nobody should type."""

from collections.abc import Sequence

from hypothesis import strategies as st

from knowledge.commands import QUESTIONS
from knowledge.library import Library
from knowledge.vocabulary import VOCABULARY_KINDS

MOST_CHARACTERS = 4_000

MARKUP = [
    "<@U123>", "<@U123|jane>", "<!channel>", "<!here|here>", "<!subteam^S1|@team>", "<#C1|general>",
    "<https://example.com|site>", "<https://example.com>", "<mailto:a@b.c|a>", "<!date^1^{date}|d>",
    "&lt;!channel&gt;", "&amp;lt;@U1&amp;gt;", "&#60;!here&#62;", "&", "<", ">", "<<", "<@", "*", "_", "~", "`",
    "```", "> ", "@channel", "@here", ":tada:",
]  # fmt: skip

ODD = [
    "", " ", " " * 900, "\t", "\n", "\r\n", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u200b",
    "\u202e", "\u2066", "\ufeff", "\U000e0041", "שכר", "راتب", "مهندس ١٢", "給料", "ﬁ", "İ", "ß", "é" * 9,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙", "👩‍💻", "🇩🇪", "½", "²", "٣", "0", "5", "5+", "3-5", "-1", "1e9", "99999999999999999999",
    "0.1", "1,000", "$150k", "150000", "years", "yrs", "at least", "under", "between", "to", "vs", "or",
    "and", ",", ";", "|", "/", "\\", "'", '"', "“", "”", "’", "—", "…", "?", "!", "--help", "help", "%s",
    "{0}", "${x}", "payload", "payload=", "command=/role", "&text=x", "+", "%00", "null", "x" * 900,
]  # fmt: skip


def vocabulary(library: Library) -> list[str]:
    """Every name and alias that some question may be made of."""
    named = [
        *library.roles.values(),
        *(t for kind in VOCABULARY_KINDS for t in library.terms(kind)),
    ]
    return [name for thing in named for name in (thing.name, *thing.aliases)]


def texts(library: Library) -> st.SearchStrategy[str]:
    """Texts of known words, slips in them, markup and oddities, in any order and number."""
    known = st.sampled_from(vocabulary(library))
    fragment = st.one_of(
        known,
        st.builds(with_slip, known, st.integers(0, 40), st.sampled_from("aeinrtx- ")),
        st.sampled_from(MARKUP),
        st.sampled_from(ODD),
        st.text(max_size=12),
    )
    glue = st.sampled_from([" ", " ", " ", "", "  ", "\n", ", "])
    return st.builds(joined, st.lists(fragment, max_size=14), glue)


def joined(fragments: Sequence[str], glue: str) -> str:
    """The fragments as one text."""
    return glue.join(fragments)[:MOST_CHARACTERS]


def with_slip(word: str, place: int, letter: str) -> str:
    """A word with one letter wrong, missing, doubled or swapped, as the place would have it."""
    at = place % len(word)
    match place % 4:
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + letter + word[at:]
        case 2:
            return word[:at] + letter + word[at + 1 :]
        case _:
            return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


commands = st.sampled_from([command.name for command in QUESTIONS])
"""The name of any command."""
