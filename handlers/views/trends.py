"""Views of industry trends and market numbers."""

from handlers.views.buttons import report, share
from handlers.views.mrkdwn import Actions, Bold, Bullets, Code, Heading, Line, Note, Paragraph, Part
from handlers.views.words import SourceMarks, ViewContext, count, fact_line
from knowledge.answers import NoTrends, TopicTrends, TrendsAnswer

FEW_TOPICS = 3
"""Up to so many topics, each is shown with all that every document says of it."""


def trends_parts(answer: TrendsAnswer, context: ViewContext) -> tuple[Part, ...]:
    """Trends, those that most documents name first, then market numbers."""
    marks = SourceMarks(context.library)
    title = "Industry trends" if answer.subject is None else f"Industry trends · {answer.subject}"
    parts: list[Part] = [Heading(title)]
    if answer.topics and len(answer.topics) <= FEW_TOPICS:
        parts.extend(_whole_topic(topic, marks) for topic in answer.topics)
    elif answer.topics:
        parts.append(
            Bullets(
                tuple(_topic_line(topic, marks) for topic in answer.topics),
                if_cut="Ask for a topic by name to see it",
            )
        )
    if answer.facts:
        lines = tuple(fact_line(fact, marks) for fact in answer.facts)
        parts.append(Bullets(lines, "Market numbers", if_cut="Ask for a topic to see them"))
    if answer.subject is None:
        first = answer.topics[0].name if answer.topics else "job growth"
        parts.append(Note(("One topic in full: ", context.command("trends", first))))
    line = context.line("trends", answer.subject or "")
    return (*parts, *marks.note(), Actions("trends", (share(line), report(line))))


def _topic_line(topic: TopicTrends, marks: SourceMarks) -> Line:
    named = count(len(topic.sources), "document")
    return (
        Bold(topic.name), f" ({named})  {topic.trends[0].statement}",
        marks.mark(source.id for source in topic.sources),
    )  # fmt: skip


def _whole_topic(topic: TopicTrends, marks: SourceMarks) -> Bullets:
    named = count(len(topic.sources), "document")
    lines: list[Line] = [
        (Bold(trend.name), f"  {trend.statement}", marks.mark([trend.source]))
        for trend in topic.trends
    ]
    return Bullets(tuple(lines), f"{topic.name} · named by {named}")


def no_trends_parts(answer: NoTrends, context: ViewContext) -> tuple[Part, ...]:
    """Nothing is known of it: name the topics that there are."""
    return (
        Heading("Industry trends"),
        Paragraph(("No document names a trend or a number about ", Bold(answer.subject), ".")),
        Bullets(
            tuple((Code(topic),) for topic in answer.topics),
            "Available topics",
            if_cut="Type the command alone to see them all",
        ),
        Note(
            ("For example ", context.command("trends", answer.topics[0] if answer.topics else ""))
        ),
    )
