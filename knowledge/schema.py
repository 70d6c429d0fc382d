"""JSON Schema for editors, made from the models: completion and checks while an admin types."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from knowledge.model import Role, Source
from knowledge.vocabulary import Vocabulary

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "source.json": Source,
    "role.json": Role,
    "vocabulary.json": Vocabulary,
}
"""The files under `content/schema/`, and the model that each is made from."""


def schema_text(name: str) -> str:
    """The text of one schema file."""
    schema: dict[str, Any] = SCHEMAS[name].model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
