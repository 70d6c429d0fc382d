"""What is said to have moved where nothing does."""

from tests.feeds.measuring.noise import measurings_that_err


def test_chance_alone_makes_trends_no_oftener_than_is_said() -> None:
    """Three years of weeks: of a rate of one in twenty, more than 12 would come once in twenty times."""
    assert measurings_that_err(150, seed=5) <= 12
