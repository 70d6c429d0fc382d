"""The form that narrows a salary question."""

from typing import Any

from bot.playground.records import View
from tests.interaction.conftest import DATA_JOBS, MAYA, Town, eventually, shown


def opened(town: Town) -> View:
    """The form, once it is open."""
    eventually(lambda: town.modal() is not None)
    form = town.modal()
    assert form is not None
    return form


def chosen(town: Town, form: View, field: str, typed: str) -> dict[str, Any]:
    """What choosing the first suggestion of a field enters."""
    options = town.slack.suggest(MAYA, form, field, typed).options
    assert options, f"nothing is suggested for {typed}"
    return {field: {field: {"type": "external_select", "selected_option": options[0]}}}


def test_salary_alone_opens_the_form_and_posts_nothing(town: Town) -> None:
    town.slack.slash(MAYA, DATA_JOBS, "/salary")
    form = opened(town)
    assert town.answers() == []
    values = {
        **chosen(town, form, "role", "mle"),
        **chosen(town, form, "place", "new york c"),
        "years": {"years": {"type": "plain_text_input", "value": ""}},
    }
    assert town.slack.submit(MAYA, form.id, values).ok
    eventually(lambda: len(town.answers()) == 1)
    assert "New York City" in shown(town.answers()[0])
    assert town.modal() is None
    assert "$175,000" in shown(town.answers()[-1])


def test_a_filter_begins_with_what_was_asked_and_replaces_the_answer(town: Town) -> None:
    answer = town.types("/salary ml developer senior")
    town.clicks(answer, "filter")
    form = opened(town)
    assert "Machine Learning Developer" in str(form.blocks)
    assert "Senior" in str(form.blocks)
    values = {
        **chosen(town, form, "role", "ml dev"),
        "years": {"years": {"type": "plain_text_input", "value": "7"}},
    }
    assert town.slack.submit(MAYA, form.id, values).ok
    eventually(lambda: "$132,326–$181,999" in shown(town.answers()[-1]))
    assert len(town.answers()) == 1


def test_years_that_are_none_are_told_at_the_field(town: Town) -> None:
    town.slack.slash(MAYA, DATA_JOBS, "/salary")
    form = opened(town)
    values = {
        **chosen(town, form, "role", "mle"),
        "years": {"years": {"type": "plain_text_input", "value": "many"}},
    }
    outcome = town.slack.submit(MAYA, form.id, values)
    assert outcome.errors == {"years": "Enter years such as 4, 5+ or 3-5"}
    assert town.modal() is not None


def test_menus_complete_names_and_aliases(town: Town) -> None:
    town.slack.slash(MAYA, DATA_JOBS, "/salary")
    form = opened(town)
    for field, typed, name in (
        ("role", "mle", "Machine Learning Engineer"),
        ("place", "sf", "San Francisco, CA"),
        ("company", "faang", "Top tech companies"),
        ("company", "met", "Meta"),
    ):
        options = town.slack.suggest(MAYA, form, field, typed).options
        assert name in [option["text"]["text"] for option in options], (field, typed)


def test_a_source_opens_with_all_that_it_states_of_the_role(town: Town) -> None:
    answer = town.types("/salary mle")
    rows = [block["elements"] for block in answer.blocks if block["type"] == "actions"]
    (menu,) = [e for row in rows for e in row if e["action_id"] == "source"]
    named = {option["text"]["text"]: option for option in menu["options"]}
    assert list(named) == [
        "BLS, May 2025",
        "O*NET 29.3",
        "aijobs.net, 2024–2025",
        "AI/ML Data guide",
        "AiPathly ML Developer",
        "ML Data Engineer guide",
        "ML Engineer Jobs",
    ]
    town.clicks(answer, "source", selected_option=named["ML Engineer Jobs"])
    said = str(opened(town).blocks)
    assert "Machine Learning Engineer Jobs" in said
    assert "Last verified: 2026-11-21" in said
    assert "about $132,000–$180,000" in said
    assert len(town.answers()) == 1


def test_an_offer_is_checked_from_an_answer_about_pay(town: Town) -> None:
    town.clicks(town.types("/salary mle senior"), "edit_offer")
    assert "no amount" in str(opened(town).blocks)
