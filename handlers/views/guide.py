"""Views that help to ask: choices, near misses, and how the commands are used."""

from handlers.views.buttons import ask
from handlers.views.parts import Actions, Bold, Bullets, Code, Heading, Line, Note, Paragraph, Part
from handlers.views.words import ViewContext, choice_parts
from knowledge.answers import Ambiguous, Help, NotFound
from knowledge.commands import COMMANDS, Command
from knowledge.model import Role

MOST_ROLES = 20

GREETING = (
    "I know what AI, ML and data roles are and what sources say they pay. Type a command anywhere, "
    "or write me in your own words:"
)


def ambiguous_parts(answer: Ambiguous, context: ViewContext) -> tuple[Part, ...]:
    """Several roles fit: offer each as a whole question."""
    return (
        Heading("Which one do you mean?"),
        Paragraph((f"“{answer.typed}” may be:",)),
        choice_parts(answer.choices, context),
    )


def not_found_parts(answer: NotFound, context: ViewContext) -> tuple[Part, ...]:
    """No role fits: say so, and offer the nearest names."""
    parts: list[Part] = [
        Heading("No such role here"),
        Paragraph((f"I know no role called “{answer.typed}”. The nearest names:",)),
        choice_parts(answer.nearest, context),
        _roles_note(answer.roles),
    ]
    return tuple(parts)


def _roles_note(roles: tuple[Role, ...]) -> Note:
    names = ", ".join(role.name for role in roles[:MOST_ROLES])
    more = f" and {len(roles) - MOST_ROLES} more" if len(roles) > MOST_ROLES else ""
    return Note((f"Roles: {names}{more}",))


def help_parts(answer: Help, context: ViewContext) -> tuple[Part, ...]:
    """How a command is used, with examples that work, and the other commands."""
    command = answer.command
    title = "Which role?" if answer.asks_for_role else f"/{context.prefix}{command.name}"
    return (
        Heading(title),
        Paragraph((f"{command.summary}. ", Code(_usage(command, context)))),
        Bullets(_examples(command, context), "Try"),
        Actions(
            "examples",
            tuple(
                ask(example, context.line(command.name, example), number=number)
                for number, example in enumerate(command.examples)
            ),
        ),
        Bullets(
            tuple(
                (Code(_usage(other, context)), f"  {other.summary}") for other in answer.others
            ),
            "Other commands",
        ),
        _roles_note(answer.roles),
        Note((
            "Words may come in any order, short forms and typos are fine: ",
            Bold("mle"), ", ", Bold("sr"), ", ", Bold("sf"), ", ", Bold("5+ yoe"),
        )),
    )  # fmt: skip


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
        Actions(
            "guide",
            tuple(
                ask(
                    f"{command.name} {command.examples[0]}",
                    context.line(command.name, command.examples[0]),
                    number=number,
                )
                for number, command in enumerate(COMMANDS)
            ),
        ),
        Note(("Every figure keeps its source; where sources disagree you see both sides.",)),
    )  # fmt: skip
