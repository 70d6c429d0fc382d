"""What a line mutes, or mutes no longer: feeds by their names, and topics."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.digest.grammar.line import POLITE, Line, Phrase, Token, drop_fillers, tokens
from knowledge.digest.grammar.subscribing import mute_line, take_interests, tell_unread
from knowledge.digest.subscription import MuteRequest, UnclearRequest
from knowledge.library import Library
from knowledge.spelling import MARGIN, PHRASE_SIMILARITY, Spellings

VERBS = {"mute": False, "unmute": True}
"""The verbs, and whether each undoes the other."""

_ABOUT_THEM = frozenset(
    "feed feeds source sources topic topics post posts stories story about".split()
)

_BEFORE_TIMES = frozenset({"for", "until", "till"})


def read_mute(
    library: Library, words: list[Token], text: str
) -> MuteRequest | UnclearRequest | None:
    """What a line mutes; None where it begins with another verb, or names nothing that can be muted.

    (To mute for a while is to pause.)
    """
    said = next((word.form for word in words if word.form not in (*POLITE, "")), "")
    if said not in VERBS:
        return None
    line = Line(words)
    line.take([place for place, word in enumerate(words) if word.form == said][:1])
    names = _names(library)
    feeds = [names[phrase] for _, phrase in line.take_phrases(list(names))]
    drop_fillers(line)
    line.take([place for place in line.left if line.words[place].form in _ABOUT_THEM])
    roles, topics, readers = take_interests(line, library)
    if feeds or topics:
        line.unused += [library.roles[role].name for role in roles]
        tell_unread(line, readers)
        found = tuple(dict.fromkeys(feeds))
        return MuteRequest(found, topics, undo=VERBS[said], reading=line.reading())
    return _nearly(library, line, names, text, undo=VERBS[said])


def _names(library: Library) -> Mapping[Phrase, str]:
    """Every way in which a feed is named."""
    return {
        phrase: feed.id
        for feed in library.feeds.values()
        for name in (feed.id, feed.id.replace("-", " "), feed.name)
        if (phrase := tuple(token.form for token in tokens(name)))
    }


def _nearly(
    library: Library, line: Line, names: Mapping[Phrase, str], text: str, *, undo: bool
) -> UnclearRequest | None:
    """The feed, or the topic with such a word in its name, that was probably meant by what is left."""
    typed = line.forms()
    by_name = {" ".join(phrase): feed for phrase, feed in names.items()}
    near = Spellings(by_name).like(typed, PHRASE_SIMILARITY, limit=2) if typed else []
    feeds = {by_name[name] for name, score in near if near[0][1] - score < MARGIN}
    topics = {
        topic.id
        for topic in library.terms("topics")
        if typed and set(typed) <= {token.form for token in tokens(topic.name)}
    }
    if len(feeds) == 1:
        meant = MuteRequest((feeds.pop(),), undo=undo)
    elif len(topics) == 1:
        meant = MuteRequest((), (topics.pop(),), undo=undo)
    else:
        return None
    return replace(UnclearRequest(text.strip(), mute_line(library, meant)), meant=meant)


def says_mute(words: Sequence[Token]) -> bool:
    """Whether a line is to mute something or mute it no longer, and names no time to pause for."""
    forms = [word.form for word in words]
    return not VERBS.keys().isdisjoint(forms) and _BEFORE_TIMES.isdisjoint(forms)
