"""Files to fill in, a new role, source or feed, and the JSON Schemas that editors check them by.

What has to be filled in is marked TODO and empty, so that the check refuses it at its line for as
long as it is; what is only commented may stay as it is.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from knowledge.editing.writing import inline
from knowledge.feeds.model import FEED_KINDS, Feed
from knowledge.fields import SECTIONS
from knowledge.model import Role, Source
from knowledge.occupations import Occupation
from knowledge.vocabulary import Vocabulary

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "source.json": Source,
    "role.json": Role,
    "occupation.json": Occupation,
    "vocabulary.json": Vocabulary,
    "feed.json": Feed,
}
"""The files under `content/schema/`, and the model that each is made from."""


def schema_text(name: str) -> str:
    """The text of one schema file."""
    schema: dict[str, Any] = SCHEMAS[name].model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_SECTION_LINES = "\n".join(
    f"  # {', '.join(SECTIONS[start : start + 6])}" for start in range(0, len(SECTIONS), 6)
)

_ROLE = """\
# yaml-language-server: $schema=../schema/role.json
# Save as roles/{id}.yaml. Fill in every line marked TODO. The others can stay as they are.
name: {name}
aliases: []  # other names that people type, for example [MLE, "ML engineer"]
family:  # TODO: one of vocabulary/families.yaml, for example machine-learning
# onet_soc: "15-2051.00"  # O*NET-SOC 2019 code where one fits
# esco: "2511.3"  # ESCO occupation code where one fits
related: []  # the ids of related roles, closest first
summary:  # TODO: two or three sentences, in your own words
summary_sources:  # TODO: the ids of the sources that say so, for example [ml-engineer-jobs]
owner:  # the Slack id of its owner, for example U0MAYA
verified:  # the day it was last checked, for example 2026-11-21; if empty, it is due
# occupations:  # those under which an authority lists the title, the most fitting first
#   - {{occupation: data-scientists, code: "15-2051.00", source: onet-29-3}}
sections:
  # Every section is a list like this one. Available sections:
{sections}
  responsibilities:
    - text:  # TODO: one line, in your own words
      sources:  # TODO: the ids of the sources that say so, for example [ml-engineer-jobs]
      group:  # a heading that adjacent lines share, or nothing
"""

_SOURCE = """\
# yaml-language-server: $schema=../schema/source.json
# Save as sources/{id}.yaml. Fill in every line marked TODO. The others can stay as they are.
title:  # TODO: the title of the document
label:  # TODO: a short name for a table on a phone, at most 28 characters
kind:  # TODO: article, survey, official-statistics, job-ads or classification
publisher:  # who published it
url:  # https://…
# release: May 2025  # which edition it is
# license: CC BY 4.0  # the license that it is used under
# attribution: …  # the words with which its license asks to be named
market:  # the place that it speaks of, for example united-states
year:  # the year that it speaks of
owner:  # the Slack id of its owner, for example U0MAYA
verified:  # the day it was last checked, for example 2026-11-21; if empty, it is due
roles:  # TODO: the ids of the roles that it describes, for example [ml-engineer]

# One entry for each amount, exactly as the source gives it. If it doesn't say, leave it empty.
figures:
  - low:  # TODO: 132000 for $132,000; for an average the same as high
    high:  # empty for "$132,000+", then with open_ended: true
    section:  # TODO: the heading in the source under which it stands
    roles:  # TODO: the ids of the roles that it is about, for example [ml-engineer]
    title:  # the job title as the source words it
    statistic:  # range, mean, median, p10, p25, p75, p90, min, max, or potential for "can reach"
    component: unspecified  # or base, additional, bonus, equity, total
    includes:  # what the source says is in the amount, for example benefits
    currency: USD
    period: year  # or month, week, day, hour
    level:  # entry, mid, senior … (vocabulary/levels.yaml)
    years_min:  # years of experience
    years_max:
    place:  # for example united-states or austin (vocabulary/places.yaml)
    company:
    company_kind:
    industry:
    year:  # the year that the source says the pay is of
    quote:  # the source's own words, at most 500 characters; exports leave them out

# facts:  # market numbers
#   - id: ml-market-size
#     statement: "The ML market worldwide: $26.03 billion in 2023"
#     values: [26.03]
#     unit: USD billion
#     period: "2023"
#     section: "Market Outlook"
#     topics: [market-size]

# trends:
#   - topic: mlops
#     name: "MLOps"
#     statement: "MLOps spreads from development to monitoring."
#     section: "Trends"
"""


_FEED = """\
# yaml-language-server: $schema=../schema/feed.json
# Save as feeds/{id}.yaml. Fill in every line marked TODO. The others can stay as they are.
# Nothing is fetched until `enabled` is true.
name: {name}
kind:  # TODO: how it is read, one of:
  # {kinds}
address:  # TODO: what is fetched, https://…; a job board has its name instead
board:  # job boards: the employer's name there, for example acme
topics: []  # what all of it is about, whatever a post says (vocabulary/topics.yaml)
roles: []  # the ids of the roles that all of it is about
unit:  # series: what its values are in, for example percent of job postings
license:  # series: the license that they are used under, for example CC BY 4.0
owner:  # the Slack id of its owner, for example U0MAYA
enabled: false  # true: it is fetched
"""

_KIND_LINES = "\n  # ".join(
    ", ".join(FEED_KINDS[start : start + 6]) for start in range(0, len(FEED_KINDS), 6)
)


def role_template(id: str, name: str) -> str:
    """A role file to fill in. Raises `ValueError` where the id is no id."""
    return _ROLE.format(id=_slug(id), name=inline(name, in_flow=False), sections=_SECTION_LINES)


def source_template(id: str) -> str:
    """A source file to fill in. Raises `ValueError` where the id is no id."""
    return _SOURCE.format(id=_slug(id))


def feed_template(id: str, name: str) -> str:
    """A feed's file to fill in. Raises `ValueError` where the id is no id."""
    return _FEED.format(id=_slug(id), name=inline(name, in_flow=False), kinds=_KIND_LINES)


def _slug(id: str) -> str:
    if not _SLUG.fullmatch(id):
        raise ValueError(f"{id!r} must be lowercase words joined by hyphens")
    return id
