"""The words by which heads of columns say what they are, in English, German, French, Spanish and Portuguese.

Heads are compared in lower case, without accents, word by word (`jobTitle` and `job_title` are `job title`).
"""

import re
from collections.abc import Mapping

from knowledge.fields import Component, PayPeriod, Statistic


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


PAY = _words(
    r"\w*(?:gehalt|gehalter|gehalts|lohn|entgelt|verdienst|vergutung|einkommen)\w*|\w*salary|salar\w+|"
    r"wages?|pay|payscale|\w*compensation|comp|earnings?|remunerac\w+|remuneration|sueldos?|"
    r"vencimentos?|ingresos?|cash|ctc|ote|on target"
)
"""Words for pay, whichever part of it."""

NOT_PAY = _words(
    r"percent|percentage|pct of|growth|change|ratio|quotient|quota|codes?|ids?|uuid|url|link|slug|date|"
    r"status|e ?mail|phone|notes?|flag|gap|size|rank|costs?|scores?|male|female|men|women|manner|frauen|"
    r"hommes|femmes|hombres|mujeres|homens|mulheres|ages?|alter|edad|idade|error|rse|deviation|std|"
    r"context|midpoint|mid point|spread|gender|share|typical hours|hours worked"
)
"""Words of columns that are of no amount of pay, even where they speak of it."""

PERCENTILE = re.compile(
    r"\b(?:p|pct|pctl?|perc|q|quantile?|perzentil|percentile?|centile)[ ]?(?P<behind>\d{1,2})\b"
    r"|\b(?P<before>\d{1,2})(?: (?:th|st|nd|rd|e|er|eme|o|a))? ?(?:percentil\w*|perzentil|pctl?|centile|ile)\b"
    r"|^(?P<share>25|50|75) %$|^(?P<ordinal>10|25|50|75|90) th$"
)
QUARTILE = re.compile(
    r"\b(?:q|quartile?|cuartil) ?(?P<behind>[123])\b|\b(?P<before>[123])(?: (?:st|nd|rd|e|er|eme|o))? "
    r"(?:quartile?|cuartil)\b"
    r"|\b(?P<lower>lower|inferior|unteres|bottom) (?:quartile?|cuartil)\b|\b(?:quartile?|cuartil) (?P<lower2>inferior|inferieur)\b"
    r"|\b(?P<upper>upper|superior|oberes|top) (?:quartile?|cuartil)\b|\b(?:quartile?|cuartil) (?P<upper2>superior|superieur)\b"
)
DECILE = re.compile(
    r"\b(?:d|decile?|dezil) ?(?P<behind>[1-9])\b|\b(?P<before>[1-9])(?: (?:st|nd|rd|th|e|er|eme|o))? (?:decile?|dezil)\b"
)

STATISTICS: Mapping[Statistic, re.Pattern[str]] = {
    "median": _words(r"\w*median\w*|mid market"),
    "mean": _words(r"mean|average\w*|avg|\w*durchschnitt\w*|mittelwert|mittel|moyen|moyenne|medio|media|promedio"),
    "min": _words(r"min|minimum|minimo|minimal\w*|minimale|lowest|floor|mindest\w*|menor|mais baixo"),
    "max": _words(r"max|maximum|maximo|maximal\w*|maximale|highest|ceiling|hochst\w*|mayor|maior|mas alto"),
}  # fmt: skip
"""Words of statistics that a head may have alone."""

ENDS: Mapping[Statistic, re.Pattern[str]] = {
    "min": _words(r"low|lower|from|start|starting|bottom|von|unteres?|desde|minium|bas|lo"),
    "max": _words(r"high|upper|to|top|bis|oberes?|hasta|ate|haut|hi"),
}
"""Words that are an end of pay only in a head that speaks of pay."""

RANGE = _words(r"range|\w*spanne|faixa|rango|fourchette|\w*bandbreite|banda|gehaltsband")

COMPONENTS: Mapping[Component, re.Pattern[str]] = {
    "total": _words(r"total\w*|gesamt\w*|all in|tc|ctc|ote|on target|cash"),
    "base": _words(r"base\w*|basic|fixed|fix|fixum|grund\w*|basis\w*|fixe|fijo|fixo"),
    "bonus": _words(r"\w*bonus\w*|bonificac\w+|incentive|variable\w*|pramie"),
    "equity": _words(r"equity|stocks?\w*|shares|rsus?|aktien|acciones|acoes"),
    "additional": _words(r"additional|other|zusatz\w*|supplement\w*"),
}
"""Parts of pay; the first that is named counts, for `base salary + bonus` is told by its own words."""

PERIODS: Mapping[PayPeriod, re.Pattern[str]] = {
    "hour": _words(r"hourly|hours?|hr|stunden\w*|stundlich|horaire|heure|hora|horario|por hora"),
    "day": _words(r"daily|days?|tages\w*|pro tag|journalier|jour|diaria|diario|dia"),
    "week": _words(r"weekly|weeks?|wochen\w*|hebdomadaire|semaine|semanal|semana"),
    "month": _words(r"monthly|months?|monat\w*|mensuel|mensuelle|mois|mensual|mensal|mes"),
    "year": _words(
        r"\w*yearly\w*|years?|yr|annual|annually|annum|p a|pa|jahr\w*|jahrlich|annuel|annuelle|"
        r"anual|anuales|anuais|lpa|ans?|ano|anno"
    ),
}

SCALES: Mapping[int, re.Pattern[str]] = {
    1_000: _words(r"k|thousands?|000 s|000|tausend|tsd|milliers|miles|milhares|mil"),
    100_000: _words(r"lakhs?|lacs?|lpa"),
    1_000_000: _words(r"millions?|mio|mn|millones|milhoes|crores?"),
}
"""What a head multiplies its column by."""

FIELDS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "currency": (_words(r"currency|wahrung|devise|moneda|moeda|divisa"),),
    "period": (
        _words(r"(?:pay|salary|wage|compensation|payment) (?:period|interval|frequency|unit)"),
        _words(r"unit text|periodicity|zeitraum|periodo de pago"),
        re.compile(r"^per(?:iod)?$"),
    ),
    "year": (re.compile(r"^(?:survey |work |data |fiscal |reference )?(?:year|jahr|annee|ano)$"),),
    "n": (
        re.compile(
            r"^(?:n|sample(?: size)?|(?:number of |no of |total )?(?:responses|respondents|observations|"
            r"incumbents|reports|data ?points|samples)|obs|count|stichprobe|fallzahl|effectifs?|"
            r"(?:anzahl )?(?:antworten|befragte)|respuestas|respostas|encuestados|muestra|amostra)$"
        ),
    ),
    "employment": (
        re.compile(
            r"^(?:(?:tot|total|number of|no of|anzahl(?: der)?|nombre de|numero de|effectif) )?"
            r"(?:emp|employment|employed|employees|headcount|workers|posts(?: in fte)?|jobs|positions|"
            r"beschaftigten?|mitarbeiter|salaries|trabajadores|empleados|trabalhadores|funcionarios)$"
        ),
    ),
    "years": (
        _words(
            r"(?:years|yrs|jahre|annees|anos) (?:of |d |de )?(?:\w+ )?(?:experience|experiencia|erfahrung)"
        ),
        _words(r"yoe|yearsofexperience|\w*berufserfahrung|erfahrung"),
        re.compile(r"^(?:work |relevant )?(?:experience|experiencia|years|jahre)$"),
    ),
    "level": (
        _words(r"(?:job|career|experience|seniority|salary|pay|position) (?:level|grade|band)"),
        _words(
            r"seniority|senioridad\w*|karrierestufe|erfahrungsstufe|anforderungsniveau|seniorite"
        ),
        _words(r"level|grade|niveau|nivel|stufe|entgeltgruppe|besoldungsgruppe|band"),
    ),
    "company": (
        _words(r"(?:company|employer|organi[sz]ation) name"),
        _words(
            r"company|employer|organi[sz]ation|firma|unternehmen|arbeitgeber|entreprise|employeur|empresa"
        ),
    ),
    "industry": (_words(r"industry|industrie|sector|branche|secteur|setor|industria"),),
    "place": (
        _words(r"(?:company|job|work|office) location"),
        _words(r"location|standort|lieu|ubicacion|localizacao|localidade|arbeitsort"),
        _words(r"city|town|stadt|ort|ville|ciudad|cidade|office|metro(?: area)?"),
        _words(
            r"state|province|prov|region|bundesland|provincia|estado|comunidad autonoma|area title"
        ),
        _words(r"country|land|pays|pais|market"),
    ),
    "role": (
        _words(
            r"job titles?|title eng|jobtitel|berufsbezeichnung|stellenbezeichnung|stellentitel|job role"
        ),
        _words(r"role|rolle|cargo|puesto|poste|intitule|designation"),
        _words(r"title|titel|titre|titulo|position|stelle|tatigkeit|beruf|metier|funcao"),
        _words(r"occupation|profession|ocupacion|profesion|profissao|ocupacao|fonction|job"),
    ),
}
"""What else a column may be: patterns from the one that says it best."""

NOT_OF: Mapping[str, re.Pattern[str]] = {
    "currency": _words(r"in|rate"),
    "level": _words(r"education\w*|educativo|bildung\w*|min|max|midpoint|minimum|maximum"),
    "company": _words(r"description|type|years|at|location|revenue"),
    "place": _words(r"type|residence|employee|postal|remote"),
    "role": _words(
        r"family|group|category|description|function|email|additional|senior post|level|pay"
    ),
    "years": _words(r"at company|age"),
}
"""Words of columns that only speak of such a thing."""
