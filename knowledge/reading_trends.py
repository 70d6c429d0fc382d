"""What `/trends` is asked for: topics, roles, or words that occur in what is stated."""

from knowledge.commands import PAY_GROWTH, PAY_SUBJECT
from knowledge.query import MentionQuery, TrendsQuery
from knowledge.reading import Reader
from knowledge.words import shown


def trends_query(reader: Reader) -> TrendsQuery | MentionQuery:
    """The question of trends that the text amounts to."""
    reader.take_misspelt_roles(over=("words",))
    reader.take_misspelt_mentions(over=("topics", "words"))
    reader.take_misspelt_words()
    if (mentions := reader.ids("mentions")) and not (reader.ids("topics") or reader.ids("roles")):
        return MentionQuery("trends", mentions, (), reader.reading())
    topics, searched = reader.ids("topics"), reader.ids("words")
    if not topics and not reader.ids("roles"):
        searched = _unstated(reader) or searched
    if not topics and not searched and PAY_SUBJECT & {word.form for word in reader.typed}:
        topics = (PAY_GROWTH,)
    return TrendsQuery(
        topics=topics,
        roles=reader.ids("roles"),
        words=searched,
        whole=reader.says("all"),
        reading=reader.reading(),
    )


def _unstated(reader: Reader) -> tuple[str, ...]:
    """Topics by their names on which nothing is stated, whose words don't all occur in what is."""
    words_found = [one for one in reader.found if one.meaning.kind == "words"]
    searched = {place for one in words_found for place in range(one.start, one.end)}
    topics = reader.library.phrase_book(("topics",))
    named = [
        run for run in topics.runs_in(reader.typed, range(len(reader.typed))) if set(run) - searched
    ]
    reader.left = [place for place in reader.left if not any(place in run for run in named)]
    return tuple(shown(reader.typed[run.start : run.stop]) for run in named)
