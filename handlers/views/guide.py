"""Views that help to ask: choices, near misses, and how the commands are used."""

from collections.abc import Sequence

from handlers.views.buttons import ask, request_role
from handlers.views.feeds.ads import ads_of_filters
from handlers.views.mrkdwn import Actions, Bold, Bullets, Code, Heading, Line, Note, Paragraph, Part
from handlers.views.words import ViewContext, choice_parts, listed
from knowledge.answers import Ambiguous, Help, NotFound
from knowledge.asking import read_line
from knowledge.commands import COMMANDS, DIGEST, KNOWLEDGE, QUESTIONS, Command, Question
from knowledge.gaps import says_something, subject_of
from knowledge.model import Role
from knowledge.offers.terms import UnclearOffer
from knowledge.query import HelpQuery, MentionQuery, Misread, SalaryQuery

MOST_ROLES = 20
MOST_LISTED = 100
"""As many names as fit a text of 3,000 characters."""

GREETING = (
    "I know what AI, ML and data roles involve and what sources say they pay. Type a command anywhere, "
    "or ask me in your own words:"
)


def ambiguous_parts(answer: Ambiguous, context: ViewContext) -> tuple[Part, ...]:
    """Several roles fit: offer each as a whole question."""
    return (
        Heading("Which one do you mean?"),
        Paragraph((f"“{answer.typed}” could be:",)),
        choice_parts(answer.choices, context),
    )


def not_found_parts(answer: NotFound, context: ViewContext) -> tuple[Part, ...]:
    """No role fits: say so in a line, with what can be done."""
    if not says_something(answer):
        example = context.command("role", "ml engineer")
        return (
            Paragraph((f"I don't understand “{answer.typed}”. Try a role, for example ", example)),
        )
    request = [request_role(answer.typed)] if subject_of(answer.typed) else []
    every = context.command("role")
    names = listed([role.name for role in answer.known])
    if not answer.nearest:
        kept = (" Compare ", Bold(names), " with another role.") if names else ()
        line: Line = (
            f"“{answer.typed}” isn't covered yet, and no name is close.",
            *kept,
            " ",
            every,
            " lists all",
        )
        return (Paragraph(line), *request)
    closest = ("Compare ", Bold(names), " with a close name") if names else ("Closest names",)
    line = (f"“{answer.typed}” isn't covered yet. ", *closest, ", and ", every, " lists all:")
    return (Paragraph(line), choice_parts(answer.nearest, context), *request)


def _roles_note(roles: tuple[Role, ...], context: ViewContext, most: int = MOST_ROLES) -> Note:
    names = f"Roles: {', '.join(role.name for role in roles[:most])}"
    if len(roles) <= most:
        return Note((names,))
    return Note((f"{names} and {len(roles) - most} more: ", context.command("role")))


def help_parts(answer: Help, context: ViewContext) -> tuple[Part, ...]:
    """How a command is used, with examples that work, and the other commands."""
    if answer.understood:
        return _which_role_parts(answer, context)
    command = answer.command
    title = "Which role?" if answer.asks_for_role else f"/{context.prefix}{command.name}"
    return (
        *_command_parts(title, command, context),
        _others(answer.others, context),
        _roles_note(answer.roles, context, MOST_LISTED if command.name == "role" else MOST_ROLES),
        Note((
            "Use any word order. Abbreviations and typos are fine: ",
            Bold("mle"), ", ", Bold("sr"), ", ", Bold("sf"), ", ", Bold("5+ yoe"),
        )),
    )  # fmt: skip


def _which_role_parts(answer: Help, context: ViewContext) -> tuple[Part, ...]:
    """Only the role is missing: say what was understood, and offer to ask it of a role."""
    return (
        Heading("Which role?"),
        Paragraph((
            "I understood ", Bold(", ".join(answer.understood)), ". Pick a role, or add one to your ",
            "question:",
        )),
        choice_parts(answer.choices, context),
        *_ads_of_all_roles(answer, context),
        _roles_note(answer.roles, context),
    )  # fmt: skip


def _ads_of_all_roles(answer: Help, context: ViewContext) -> tuple[Actions, ...]:
    """The ads of a place or a company, for whatever role: nothing has to be asked for them."""
    asked = [one.query.filters for one in answer.choices if isinstance(one.query, SalaryQuery)]
    if not asked or not (asked[0].places or asked[0].companies):
        return ()
    ads = ads_of_filters(None, asked[0], context)
    return (Actions("all_ads", ads),) if ads else ()


def digest_help_parts(context: ViewContext) -> tuple[Part, ...]:
    """How the digest is asked for, and the commands that ask."""
    return (
        *_command_parts(f"/{context.prefix}digest", DIGEST, context),
        _others([one for one in COMMANDS if one is not DIGEST], context),
        Note(
            (
                "Give the day, time and time zone any way you like: ",
                Bold("mondays at 9am Berlin time"),
            )
        ),
    )


def knowledge_help_parts(context: ViewContext) -> tuple[Part, ...]:
    """What admins can ask of `/knowledge`, and the other commands."""
    return (
        *_command_parts(f"/{context.prefix}knowledge", KNOWLEDGE, context),
        _others([one for one in COMMANDS if one is not KNOWLEDGE], context),
        Note((
            "On its own, it shows the status, with buttons to upload files and edit one thing. You always ",
            "see the difference before anything changes.",
        )),
    )  # fmt: skip


def _command_parts(title: str, command: Command, context: ViewContext) -> tuple[Part, ...]:
    parts: tuple[Part, ...] = (
        Heading(title),
        Paragraph((f"{command.summary}. ", Code(_usage(command, context)))),
        Bullets(_examples(command, context), "Try"),
    )
    if not isinstance(command, Question):
        return parts
    examples = tuple((example, command, example) for example in command.examples)
    return (*parts, *_examples_row("examples", examples, context))


def example_buttons(context: ViewContext, name: str) -> tuple[Actions, ...]:
    """A row with an example of each question, to click."""
    examples = [(f"{one.name} {one.examples[0]}", one, one.examples[0]) for one in QUESTIONS]
    return _examples_row(name, examples, context)


def _examples_row(
    name: str, examples: Sequence[tuple[str, Question, str]], context: ViewContext
) -> tuple[Actions, ...]:
    """A row of examples (label, command, text) to click: those that the knowledge answers."""
    read = [
        (label, read_line(context.library, command.name, text)) for label, command, text in examples
    ]
    buttons = tuple(
        ask(label, context.value(query), number=number)
        for number, (label, query) in enumerate(read)
        if not isinstance(query, HelpQuery | MentionQuery | Misread | UnclearOffer)
    )
    return (Actions(name, buttons),) if buttons else ()


def _others(commands: Sequence[Command], context: ViewContext) -> Bullets:
    lines = tuple((Code(_usage(one, context)), f"  {one.summary}") for one in commands)
    return Bullets(lines, "Other commands")


def _usage(command: Command, context: ViewContext) -> str:
    return f"/{context.prefix}{command.name} {command.usage}"


def _examples(command: Command, context: ViewContext) -> tuple[Line, ...]:
    return tuple((context.command(command.name, example),) for example in command.examples)


def guide_parts(context: ViewContext) -> tuple[Part, ...]:
    """A short guide to everything, for a greeting and for the Home tab."""
    return (
        Heading("How to ask"),
        Paragraph((GREETING,)),
        Bullets(
            tuple(
                (context.command(command.name, command.examples[0]), f"  {command.summary}")
                for command in COMMANDS
            )
        ),
        *example_buttons(context, "guide"),
        Note(("Every figure keeps its source; where sources disagree you see both sides.",)),
    )  # fmt: skip
