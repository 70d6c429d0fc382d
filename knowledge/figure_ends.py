"""What is wrong with the numbers of a figure together, whatever each of them is."""

from collections.abc import Iterator

NO_AMOUNT = "a figure needs low, high or both"


def ends_in_reverse(
    low: float | None, high: float | None, years_min: float | None, years_max: float | None
) -> Iterator[str]:
    """The pairs of which the lower end is above the upper one, in words."""
    if low is not None and high is not None and low > high:
        yield f"low ({low}) is above high ({high})"
    if years_min is not None and years_max is not None and years_min > years_max:
        yield f"years_min ({years_min}) is above years_max ({years_max})"
