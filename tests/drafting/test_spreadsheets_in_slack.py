"""A spreadsheet that an admin sends: its columns are confirmed, it is looked at as a draft, and answers have it."""

from typing import Any

import pytest

from bot.playground.faults import Fault
from bot.playground.records import Message, View
from handlers.views.drafting.spreadsheet import COLUMN
from tests.drafting.spreadsheets import BANDS, PLAIN, WORKBOOK
from tests.interaction.conftest import ALEX, MAYA, MAYAS_DM, Town, eventually, shown
from tests.interaction.digests import heading, said
from tests.interaction.keeping import (
    ALEXS_DM,
    attached,
    came,
    click_in,
    modal,
    open_modal,
    result,
    submit,
    upload,
)

ENTERED = {"currency": "USD", "period": "year", "id": "data-pay"}


def sent(town: Town, name: str, content: str | bytes) -> Message:
    """Send a file to the bot, and read what it answers."""
    before = town.answers(ALEXS_DM, ALEX)
    town.slack.say(ALEX, ALEXS_DM, "", files=attached(town, (name, content)))
    return came(town, before, ALEX, ALEXS_DM)


def form_of(town: Town, answer: Message) -> View:
    """The form with its columns."""
    return open_modal(town, answer, "Check the columns…", ALEX)


def proposed(town: Town, form: View, **entered: Any) -> View:
    """What comes of a form that is filled in."""
    outcome = submit(town, form, ALEX, **{**ENTERED, **entered})
    assert outcome.ok, outcome.error
    return result(town)


def test_a_spreadsheet_is_applied_and_answers_have_it(town: Town) -> None:
    answer = sent(town, "pay.csv", PLAIN + "Data Enginer,,,1,,,\n")
    assert heading(answer) == "pay.csv: 3 rows of pay"
    assert "Pay: 25th percentile" in said(answer)
    assert "Not said in it: the currency, the pay period." in said(answer)

    draft = proposed(town, form_of(town, answer))
    assert "1 row left out" in shown(draft)
    assert 'did you mean "Data Engineer"?' in shown(draft)
    assert "pay.csv, line 4, column 1" in shown(draft)
    assert "6 figures" in shown(draft)

    assert "Published as revision" in shown(click_in(town, draft, "Apply"))
    eventually(
        lambda: "$152,000" in said(town.types("/salary data engineer senior austin", user=MAYA))
    )


def test_the_next_edition_is_read_like_the_one_before(town: Town) -> None:
    form = form_of(town, sent(town, "bands.csv", BANDS))
    town.slack.suggest(ALEX, form, COLUMN.format(5), "leave")
    draft = proposed(town, form, id="our-bands", **{COLUMN.format(5): "left_out"})
    published = click_in(town, draft, "Apply")
    assert "Published as revision" in shown(published)
    town.slack.close(ALEX, published.id)

    answer = sent(town, "bands-new.csv", BANDS.replace("2026", "2027").replace("L5", "L6"))
    assert "Headcount  left out" in said(answer)
    assert "the same columns as the source Pay bands 2026" in said(answer)
    form = form_of(town, answer)
    assert "our-bands" in str(form.body)
    assert "Pay bands 2027" in str(form.body)
    assert "2 figures added, 2 figures removed" in shown(proposed(town, form, id="our-bands"))


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"currency": ""}, "currency"),
        ({"currency": "12"}, "currency"),
        ({"period": None}, "period"),
        ({"id": "Data Pay"}, "id"),
        ({"id": "ml-engineer-jobs"}, "id"),
        ({"year": "soon"}, "year"),
    ],
)
def test_what_a_table_cannot_do_without_is_asked(
    town: Town, entered: dict[str, str], field: str
) -> None:
    form = form_of(town, sent(town, "pay.csv", PLAIN))
    outcome = submit(town, form, ALEX, **{**ENTERED, **entered})
    assert field in str(outcome.body)
    assert town.modal(ALEX) == form


def test_two_columns_cannot_be_one(town: Town) -> None:
    form = form_of(town, sent(town, "pay.csv", PLAIN))
    town.slack.suggest(ALEX, form, COLUMN.format(4), "median")
    outcome = submit(town, form, ALEX, **{**ENTERED, COLUMN.format(4): "median"})
    assert "Another column is this already" in str(outcome.body)


def test_a_workbook_comes_by_the_upload_form_too(town: Town) -> None:
    view = upload(town, ("bands.xlsx", WORKBOOK))
    assert "bands.xlsx: 2 rows of pay" in shown(view)
    town.slack.click(ALEX, view, "spreadsheet_map")
    form = modal(town, ALEX, without=view)
    draft = proposed(town, form, currency="EUR")
    assert "bands.xlsx, sheet Bands, line 4, column 1" in shown(draft)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("pay.xlsx", b"PK", "can't be read"),
        ("notes.csv", b"a,b\n1,2\n", "has no row of heads"),
        ("pay.tsv", b"\0\0", "isn't text"),
        ("pay.csv", b"Role,Median\n" + b"x" * 1_000_000, "is larger than 1,000,000 bytes"),
    ],
)
def test_what_is_no_spreadsheet_of_pay_is_told(
    town: Town, name: str, content: bytes, says: str
) -> None:
    assert says in said(sent(town, name, content))


def test_it_is_for_admins(town: Town) -> None:
    before = town.answers(MAYAS_DM)
    town.slack.say(MAYA, MAYAS_DM, "", files=attached(town, ("pay.csv", PLAIN)))
    assert "This is for admins." in said(came(town, before, MAYA, MAYAS_DM))


def test_a_file_that_is_gone_by_then_is_told(town: Town) -> None:
    answer = sent(town, "pay.csv", PLAIN)
    before = town.answers(ALEXS_DM, ALEX)
    town.slack.workspace.faults.set("files.info", Fault.refuse("file_deleted"))
    town.clicks(answer, "spreadsheet_map", user=ALEX)
    assert "was deleted from Slack" in said(came(town, before, ALEX, ALEXS_DM))
