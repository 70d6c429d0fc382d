"""Texts of ads that an earlier release kept and hasn't read: they move to a table of their own."""

from sqlalchemy import text

from bot.state import job_ads
from bot.state.database import Database
from bot.state.feed_tables import JOB_AD_TEXTS
from bot.state.migrations import migrate
from tests.state.old_tables import go_back

AD = (
    "INSERT INTO job_ads (id, feed_id, identifier, title, locations, stated_pay, stated_key, content_key, dated,"
    " first_seen, last_seen, is_backlog, has_text, text, pay, roles, places, skills)"
    " VALUES (:id, 'board', :id, 'Engineer', '[]', '[]', '', '', '2026-11-16 09:00:00+00:00',"
    " '2026-11-16 09:00:00+00:00', '2026-11-16 09:00:00+00:00', :no, :yes, :text, '[]', '[]',"
    " '[]', '[]')"
)


def test_texts_that_nobody_has_read_yet_are_kept(database: Database) -> None:
    go_back(database, "0013")
    texts = {f"ad-{n}": None if n % 2 else f"Pipelines of № {n}." for n in range(450)}
    with database.begin() as connection:
        rows = [{"id": id, "text": kept, "yes": True, "no": False} for id, kept in texts.items()]
        connection.execute(text(AD), rows)
        migrate(connection)
        unread = job_ads.unread_ads(connection, 900)
        assert {one.id: one.text or None for one in unread} == texts
        assert len(connection.execute(JOB_AD_TEXTS.select()).all()) == 225
