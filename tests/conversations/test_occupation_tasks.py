"""What O*NET says is done in an occupation, asked for by the roles that it lists."""

from handlers.views.mrkdwn import escape
from knowledge.conversation import understand
from knowledge.library import Library
from tests.conftest import Slash
from tests.conversations.test_short_answers import texts


def test_every_listed_role_tells_all_of_its_tasks_and_whom_they_are_from(
    slash: Slash, library: Library
) -> None:
    source = library.sources["onet-29-3"]
    listed = [role for role in library.roles.values() if role.occupations]
    assert listed
    for role in listed:
        said = "\n".join(texts(slash(f"/role {role.id} tasks").payload["blocks"]))
        for occupation in library.occupations_of(role):
            assert f"*{occupation.name}* ({occupation.code})" in said
            for task in occupation.tasks:
                assert f"• {escape(task.text)}" in said
        assert source.attribution
        assert source.attribution in said


def test_the_card_leads_to_the_tasks_where_there_are_any(slash: Slash) -> None:
    for role, leads in (("data scientist", True), ("mlops engineer", False)):
        assert ("Tasks" in texts(slash(f"/role {role}").payload["blocks"])) is leads


def test_tasks_are_asked_for_in_words(library: Library) -> None:
    for text in ("what tasks does a data scientist do?", "daily tasks of a data scientist"):
        said = understand(library, text)
        assert said.command == "role"
