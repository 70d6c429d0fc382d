"""Ways in which the same words come: as they are pasted, marked up, or written on a phone."""

from hypothesis import strategies as st

GAPS = st.sampled_from([
    " ", " ", "  ", "\u00a0", "\u202f", "\u2009", "\u3000", "\t", "\n", "\r\n", "\u2028", " \u200b", "\u200e ",
])  # fmt: skip
UNSEEN = st.sampled_from([
    "", "", "", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202c", "\u2066", "\u2069", "\ufeff",
    "\u2060", "\u00ad",
])  # fmt: skip
AROUND = st.sampled_from([
    ("", ""), ("", ""), ("*", "*"), ("_", "_"), ("~", "~"), ("`", "`"), ("```", "```"), ('"', '"'), ("'", "'"),
    ("“", "”"), ("‘", "’"), ("«", "»"), ("*_", "_*"),
])  # fmt: skip
AROUND_ALL = AROUND | st.just(("(", ")"))
ENDS = st.sampled_from(["", "", ".", "!", "?", "!!", " ?", "…", "\n"])
TO_THE_BOT = (
    "", "<@U0ROLECALL> ", "<@U0ROLECALL>: ", "<@U0ROLECALL>, ", "<@U0ROLECALL>\u00a0", "<@U0ROLECALL>\n",
    "<@U0ROLECALL>:", "<@U0ROLECALL> – ",
)  # fmt: skip
"""Who a message is to."""


@st.composite
def decorated(draw: st.DrawFn, text: str, *, within: bool = True) -> str:
    """A text with other white space, invisible characters, quotes and marks, and an end.

    `within`: a word may be marked up by itself, and a line may end between words.
    """
    words: list[str] = []
    for word in text.split():
        before, behind = draw(AROUND) if within else ("", "")
        words += [draw(GAPS) if within else draw(st.sampled_from([" ", "\u00a0", "\t"]))]
        words += [before, draw(UNSEEN), word, draw(UNSEEN), behind]
    before, behind = draw(AROUND_ALL)
    return f"{before}{''.join(words[1:])}{draw(ENDS) if within else ''}{behind}"


@st.composite
def said_to_the_bot(draw: st.DrawFn, text: str) -> str:
    """A decorated text, in a message to the bot."""
    return draw(st.sampled_from(TO_THE_BOT)) + draw(decorated(text))
