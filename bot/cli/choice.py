"""Words of which one has to be given; another one is refused as in a file, with what it is close to."""

from typing import TYPE_CHECKING, Any

import click

from knowledge.wording import nearly, quoted

if TYPE_CHECKING:
    BaseChoice = click.Choice[str]
else:
    BaseChoice = click.Choice


class OneOf(BaseChoice):
    """`click.Choice` that says in our words what there is, and what was likely meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word that was given, if it is one of them."""
        if value in self.choices:
            return value
        named = f"{param.opts[0]}: " if param else ""
        among = f"is not one of {', '.join(self.choices)}{nearly(str(value), self.choices)}"
        raise click.UsageError(f"{named}{quoted(str(value))} {among}", ctx)
