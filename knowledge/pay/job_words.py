"""Words of titles, of sentences, of kinds of work, and marks of money, in the languages of posts."""

import re

JOB_NOUN = re.compile(
    r"\b(?:engineers?|eng|developers?|devs?|programmers?|scientists?|analysts?|architects?|managers?"
    r"|designers?|researchers?|administrators?|admins?|consultants?|specialists?|leads?|leaders?"
    r"|directors?|heads?|officers?|interns?(?:hip)?|technicians?|strategists?|recruiters?|writers?"
    r"|nurses?|baristas?|drivers?|teachers?|accountants?|associates?|representatives?|executives?"
    r"|coordinators?|assistants?|advisors?|advisers?|operators?|investigators?|testers?|owners?"
    r"|presidents?|supervisors?|inspectors?|planners?|buyers?|clerks?|counsels?|chefs?|cooks?|coders?"
    r"|editors?|producers?|marketers?|professors?|lecturers?|fellows?|postdocs?|trainees?|apprentices?"
    r"|werkstudent\w*|mle|swe|sre|sde\s?-?\d?|sdet|mts(?:-?\d)?|smts|pmts|dba|cto|ceo|cfo|coo|vp|pm|tpm"
    r"|qa|devops|mlops|full[- ]?stack|front[- ]?end|back[- ]?end"
    r"|ingenieur\w*|entwickler\w*|leiter\w*|ing[eé]nieure?s?|développeu\w+|chef de projet|ingenier[oa]s?"
    r"|desarrollador\w*|programador\w*|desenvolvedor\w*|dev|engenheir[oa]s?|analistas?|cientistas?"
    r"|gerentes?|coordenador\w*|estagi[aá]ri[oa]|est[aá]gio|arquitet[oa]|ontwikkelaars?|programist\w*"
    r"|inżynier\w*|analityk\w*|lập trình viên|kỹ sư|nhân viên|ingegnere|sviluppatore)\b"
    r"|工程师|开发|设计师|经理|分析师|エンジニア|डेवलपर",
    re.IGNORECASE,
)
"""What a job's title says, in the languages of posts."""

RUNNING_TEXT = re.compile(
    r"\b(?:join|joining|help|want|love|loves|are|is|we|we're|we’re|you|you'll|our|your|will|reports?|have"
    r"|alongside|was|were|has|i'm|my|this|these|estamos|somos|suchen|sind|recherche|buscamos"
    r"|szukamy|zoeken)\b",
    re.IGNORECASE,
)
"""Words of sentences; a heading or a title has none of them."""

KIND_WORD = re.compile(
    r"\b(?:hiring|job|jobs|full[- ]?time|part[- ]?time|urgent|clt|pj|help|question|request)\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"(?:\b[A-Z]{1,3})?[$€£₹¥₫]\s?\d|\d[\d.,]{0,14}(?:\s?[-–]\s?\d[\d.,]{0,14})?\s?(?:k|m|lpa|l|lakhs?|usd|eur|gbp|pln|vnd|rmb|chf|inr|brl)\b|\d[\d.,]{0,14}(?:\s?[-–]\s?\d[\d.,]{0,14})?\s?[€£₫$]|R\$"
    r"|\b(?:usd|eur|gbp|pln|chf|inr)\s?\d",
    re.IGNORECASE,
)
