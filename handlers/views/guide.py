"""Views that help to ask: choices, near misses, and how the commands are used."""

from handlers.views.parts import Bold, Bullets, Code, Heading, Line, Note, Paragraph, Part
from handlers.views.words import ViewContext, choice_bullets
from knowledge.answers import Ambiguous, Help, NotFound
from knowledge.commands import Command
from knowledge.model import Role


def ambiguous_parts(answer: Ambiguous, context: ViewContext) -> tuple[Part, ...]:
    """Several roles fit: offer each as a whole question."""
    return (
        Heading("Which one do you mean?"),
        Paragraph((f"“{answer.typed}” may be:",)),
        choice_bullets(answer.choices, context),
    )


def not_found_parts(answer: NotFound, context: ViewContext) -> tuple[Part, ...]:
    """No role fits: say so, and offer the nearest names."""
    parts: list[Part] = [
        Heading("No such role here"),
        Paragraph((f"I know no role called “{answer.typed}”. The nearest names:",)),
        choice_bullets(answer.nearest, context),
        _roles_note(answer.roles),
    ]
    return tuple(parts)


def _roles_note(roles: tuple[Role, ...]) -> Note:
    names = sorted(role.name for role in roles)
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return Note((f"Roles: {', '.join(names[:20])}{more}",))


def help_parts(answer: Help, context: ViewContext) -> tuple[Part, ...]:
    """How a command is used, with examples that work, and the other commands."""
    command = answer.command
    title = "Which role?" if answer.asks_for_role else f"/{context.prefix}{command.name}"
    return (
        Heading(title),
        Paragraph((f"{command.summary}. ", Code(_usage(command, context)))),
        Bullets(_examples(command, context), "Try"),
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
