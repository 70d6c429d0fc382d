"""The texts of job ads are kept in a table of their own, compressed, for as long as the ads are open."""

import zlib

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

AT_ONCE = 200

ADS = sa.table("job_ads", sa.column("id"), sa.column("text"))


def upgrade() -> None:
    """Move the texts that nobody has read yet; those of before come back as their boards are read."""
    texts = op.create_table(
        "job_ad_texts",
        sa.Column("ad_id", sa.String(32), primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    connection = op.get_bind()
    last = ""
    while True:
        unread = sa.select(ADS).where(ADS.c.text.is_not(None), ADS.c.id > last)
        rows = connection.execute(unread.order_by(ADS.c.id).limit(AT_ONCE)).all()
        if not rows:
            break
        packed = [{"ad_id": id, "packed": zlib.compress(text.encode())} for id, text in rows]
        connection.execute(texts.insert(), packed)
        last = rows[-1].id
    op.drop_column("job_ads", "text")
