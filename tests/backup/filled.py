"""A database with something in every table, and when its backup is restored."""

from datetime import timedelta

from sqlalchemy import insert

from bot.delivery.notices import Notices
from bot.feeds.visits import Read, Validators
from bot.state import audit, conflicts, digests, drafts, revisions
from bot.state.conversations import Conversations, Greetings
from bot.state.database import Database, Once
from bot.state.follows import Follows
from bot.state.gaps import Gaps
from bot.state.mcp_tokens import McpTokens
from bot.state.outbox import NewPost, add_post
from bot.state.reports import Reports
from bot.state.reviews import Reviews
from bot.state.tables import RESTORES
from handlers.views.formatting import Message
from knowledge.digest.subscription import slot_after
from knowledge.feeds.reading import AdPay, FeedRead, SeriesValue
from tests.feeds.collecting.town import Town, ad, feed, item, read
from tests.state.conftest import START
from tests.state.test_reviews import review
from tests.state.test_subscriptions import BERLIN, CHANNEL, TEAM, subscribe

RESTORED_AT = START + timedelta(days=1)
AWKWARD = "a\r\n– “é” 数 😀 \\u0000 'quoted'; DROP TABLE posts;-- &amp;"


def fill(database: Database) -> None:
    """Put something into every table, made by the code that makes it."""
    with database.begin() as connection:
        one = subscribe(connection)
        slot = slot_after(BERLIN, START)
        digest = digests.claim_week(connection, one.id, slot, 1)
        assert digest is not None
        payload = {"text": AWKWARD, "blocks": [{"type": "divider", "x": [1, 2.5, None, True]}]}
        post = add_post(connection, NewPost(TEAM, CHANNEL, payload, START, START, id=digest))
        add_post(connection, NewPost(TEAM, CHANNEL, payload, START, START, reply_to=post))
        digests.fill(connection, digest, ["trend:a"], post)
        digests.rate(connection, digest, "U0MAYA", useful=True)
        changes = {"roles/a.yaml": AWKWARD, "roles/b.yaml": "b" * 100_000}
        revisions.add(
            connection, 0, changes, at=START, author="files", origin="files", reason="First"
        )
        revisions.add(
            connection, 1, {"roles/b.yaml": None}, at=START, author="U0", origin="slack", reason=""
        )
        drafts.keep(connection, 2, "U0ALEX", "slack", "Newer", {"roles/a.yaml": None}, START)
        conflicts.note(connection, "c1", "roles/a.yaml", None, START)
        audit.note(connection, START.replace(microsecond=123_456), "U0ALEX", "publish", AWKWARD)
        connection.execute(insert(RESTORES).values(settled_at=START - timedelta(days=400)))
    Follows(database, lambda: START).follow(TEAM, "U0MAYA", "ml-engineer", 1)
    Once(database, lambda: START).first("Ev1")
    Conversations(database, lambda: START).keep(TEAM, CHANNEL, "", "salary", AWKWARD)
    Gaps(database, lambda: START).count(TEAM, ["penetration tester"])
    Reviews(database, lambda: START).keep("U0ALEX", review())
    McpTokens(database, lambda: START).add("laptop")
    Greetings(database).first(TEAM, "U0MAYA")
    notices = Notices(database, lambda: START, lambda: None)
    reports = Reports(database, lambda: START, notices)
    report = reports.add(TEAM, "U0MAYA", "/salary mle", AWKWARD, [], lambda _: Message(AWKWARD, ()))
    assert reports.open() == (report,)
    _collect(database)


def _collect(database: Database) -> None:
    """Let each kind of feed bring something."""
    town = Town(database, now=START)
    town.add(feed("blog"), feed("board", "greenhouse", board="acme"), feed("rates", "series"))
    pay = AdPay(100_000.5, None, "USD", "YEAR", AWKWARD, "field")
    values = (SeriesValue(START.date(), 0.1 + 0.2, "é"),)
    town.says = {
        "blog": read(item("1", START, summary=AWKWARD), validators=Validators('"é"')),
        "board": read(ad("1", text=AWKWARD, locations=(AWKWARD, "Austin, TX"), pay=(pay,))),
        "rates": Read(FeedRead(values=values)),
    }
    assert town.collector.round() == len(town.feeds)
