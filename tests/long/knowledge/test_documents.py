"""Thousands of documents."""

from functools import partial

from knowledge.documents import check_documents
from tests.knowledge.test_documents import TEXTS
from tests.work import with_calls


def test_one_change_in_ten_thousand_documents_is_checked_in_a_moment() -> None:
    role = "name: Role {n}\nfamily: ai\nsummary: x\nsummary_sources: [ml-engineer-jobs]\n"
    many = {f"roles/made-up-{n}.yaml": role.format(n=f"x{n}x") for n in range(10_000)}
    texts = {**TEXTS, **many}
    (first, _, problems), for_all = with_calls(partial(check_documents, texts))
    assert problems == []
    held = {one.path: one for one in first}
    texts["roles/made-up-7.yaml"] = role.format(n="changed")
    (second, knowledge, problems), for_one = with_calls(partial(check_documents, texts))
    assert problems == []
    assert "Role changed" in {role.name for role in knowledge.roles}
    assert [one.path for one in second if one is not held[one.path]] == ["roles/made-up-7.yaml"]
    assert for_one < for_all / 4
