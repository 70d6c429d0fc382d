"""Pages of the web, added by their address: here from a site of this machine that may be fetched from."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from bot.fetching.addresses import Network
from tests.bot.web import OUTER, Site, answer, site
from tests.drafting.test_adding import PAGE, answered, shortcut
from tests.interaction.conftest import ALEX, DATA_JOBS, Town
from tests.interaction.digests import said
from tests.interaction.keeping import ALEXS_DM

SAYS = "“Data engineers in our survey earn $95k a year on average.”"


@pytest.fixture
def networks() -> frozenset[Network]:
    """The one address that stands for the web."""
    return frozenset({ip_network(OUTER)})


@pytest.fixture
def pages() -> Iterator[Site]:
    """A site with one page, and one that is not there."""
    with site(
        OUTER, {"/pay?a=1&b=2": answer(PAGE.encode()), "/gone": answer(b"", status="404 Not Found")}
    ) as here:
        yield here


def test_after_the_command(town: Town, pages: Site) -> None:
    url = f"http://{OUTER}:{pages.port}/pay?a=1&b=2"
    before = len(town.answers(DATA_JOBS, ALEX))
    town.slack.slash(ALEX, DATA_JOBS, f"/knowledge add {url}")
    review = said(answered(town, before))
    assert "Pay in data teams" in review
    assert url in review
    assert SAYS in review


def test_in_a_message_that_points_to_it(town: Town, pages: Site) -> None:
    before = len(town.answers(DATA_JOBS, ALEX))
    shortcut(town, f"Worth a read: http://{OUTER}:{pages.port}/pay?a=1&b=2")
    assert SAYS in said(answered(town, before))


def test_alone_in_a_direct_message(town: Town, pages: Site) -> None:
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.say(ALEX, ALEXS_DM, f"http://{OUTER}:{pages.port}/pay?a=1&b=2")
    assert SAYS in said(answered(town, before, channel=ALEXS_DM))


def test_one_that_is_not_there(town: Town, pages: Site) -> None:
    before = len(town.answers(ALEXS_DM, ALEX))
    town.slack.say(ALEX, ALEXS_DM, f"http://{OUTER}:{pages.port}/gone")
    told = said(answered(town, before, channel=ALEXS_DM))
    assert told == f"{OUTER} can't be fetched: the site answers with HTTP 404. Nothing was added."
