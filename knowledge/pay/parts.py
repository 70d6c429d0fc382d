"""Words that say what a sum is: a statistic, a part of pay, a period, pay at all, or other money."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from knowledge.fields import PayPeriod, Statistic
from knowledge.pay.statement import Part, Whose

_F = re.IGNORECASE


def either(kinds: Sequence[tuple[object, re.Pattern[str]]]) -> re.Pattern[str]:
    """What finds the words of any kind: where it finds none, no kind has to be looked for."""
    return re.compile("|".join(words.pattern for _, words in kinds), _F)


STATISTICS: Sequence[tuple[Statistic | Literal["mid"], re.Pattern[str]]] = (
    ("p10", re.compile(r"\b(?:p10|10th(?: percentile|-percentile)?|10% percentile|bottom 10 ?(?:%|percent)|lowest 10 ?(?:%|percent))(?!\w)", _F)),
    ("p25", re.compile(r"\b(?:p25|25th(?: percentile|-percentile)?|25% percentile|first quartile|lower quartile|bottom (?:25 ?(?:%|percent)|quarter)|lowest 25 ?(?:%|percent)|q1(?!\s?(?:of\s)?'?\d\d))(?!\w)", _F)),
    ("p75", re.compile(r"\b(?:p75|75th(?: percentile|-percentile)?|75% percentile|third quartile|upper quartile|top (?:25 ?(?:%|percent)|quarter)|q3(?!\s?(?:of\s)?'?\d\d))(?!\w)", _F)),
    ("p90", re.compile(r"\b(?:p90|90th(?: percentile|-percentile)?|90% percentile|top 10 ?(?:%|percent)|highest 10 ?(?:%|percent))(?!\w)", _F)),
    ("median", re.compile(r"\b(?:medians?(?![- ](?:experience|to\b))|p50|50th(?: percentile)?|mediana|médian[eo]?|medianwert)(?!\w)", _F)),
    ("mean", re.compile(
        r"\b(?:averages?|averaging|averaged|avg|mean|promedios?|medio|(?:la|una|de) media|média|médio|moyen(?:ne|s)?|durchschnitt\w*"
        r"|im schnitt|gemiddeld\w*|średni\w*)(?!\w)", _F)),
    ("mid", re.compile(r"\b(?:mid[- ]?points?|mid(?= of (?:the )?(?:band|range)))(?!\w)", _F)),
    ("min", re.compile(r"\b(?<!average )(?<!mean )(?<!median )(?:minimum|min|low(?= end)|lowest|floor|mínim[oa]|mindest\w*|minimal)(?!\w)", _F)),
    ("max", re.compile(r"\b(?<!average )(?<!mean )(?<!median )(?:maximum|max|high(?= end)|highest(?![- ](?:10|ever|paid|paying|median|average|since|on record))|cap|ceiling|máxim[oa]|maximal)(?!\w)", _F)),
)  # fmt: skip
"""What an amount measures, the rarest words first."""

PARTS: Sequence[tuple[Part, re.Pattern[str]]] = (
    ("signing", re.compile(r"\b(?:sign(?:ing)?[- ]?on|signing|joining(?! (?:us|our|the|date|time|as|an?|this|immediately))|welcome(?=[- ]bonus)|start(?=bonus|prämie)|antritts(?=bonus|prämie))(?:[- ]?(?:bonus|prämie))?(?!\w)", _F)),
    ("equity", re.compile(
        r"\b(?:equity|stock bonus|rsus?|gsus?|stocks?(?: options?)?|shares?|esops?|options grant|stock grant|grants?|aktien\w*|acciones)(?!\w)", _F)),
    ("bonus", re.compile(r"\b(?:bonus(?:es)?|variable(?: pay)?|bonificaci[oó]n|prämie|prime|performance pay|incentives?)(?!\w)", _F)),
    ("total", re.compile(
        r"\b(?:total (?:annual )?(?:comp(?:ensation)?|pay|cash|rewards?|package|earnings)|total|tc|ctc|ote|on[- ]target earnings|(?:first|1st|second|2nd) year (?:comp(?:ensation)?|ctc|tc|total|package|pay)|all[- ]in(?! the| one| first)"
        r"|(?:annual|pay) package|cost to company|年包|compensación total|gesamtpaket)(?!\w)", _F)),
    ("base", re.compile(
        r"\b(?:base(?: salary| pay| compensation)?|basic(?: salary| pay)?|(?<!bonus )fixed(?![- ](?:bonus|term|contract|price|scope))(?: pay| salary)?|fijo|fixe|grundgehalt|fixgehalt|fixum"
        r"|salaire de base|salário[- ]base|vast)(?!\w)", _F)),
    ("additional", re.compile(r"\b(?:additional (?:cash|compensation|pay))(?!\w)", _F)),
)  # fmt: skip
"""Parts of pay, those on top first."""

PAY = re.compile(
    r"\b(?:salary|salaries|pays?|paid|paying|comp|compensation|compensations|remuneration|wages?|earn(?:s|ed|ing|ings)?"
    r"|making|makes?|take[- ]home|income|payscale|rates?|stipend|offers?|\w*gehalt(?:e?s)?|\w*gehältern?|gehalts\w*|lohn|löhne|verg[uü]tung|verdien\w*"
    r"|salaires?|rémunérations?|sueldos?|salarios?|salarial(?:es)?|salariais|gan(?:a|an|ar)|cobra[nr]?|remuneraciones|remuneraci[oó]n|salários?"
    r"|remuneração|ganha[mr]?|retribuzion[ei]|stipendi[oi]?|wynagrodzeni[ae]|zarobki|salaris|lpa|ctc|tc|fresher|lương"
    r"|base|total comp|package|clears?)(?!\w)|薪|月薪|年薪|給与|年収",
    _F,
)  # fmt: skip
"""Words that speak of pay."""

SURE_PAY = re.compile(
    r"\b(?:salary|salaries|compensation|remuneration|wages?|\w*gehalt(?:e?s)?|\w*gehältern?|lohn|verg[uü]tung|salaires?|rémunérations?"
    r"|sueldos?|salarios?|salarial(?:es)?|salários?|remuneração|remuneraci[oó]n|retribuzion[ei]|wynagrodzeni[ae]|zarobki|salaris|lương"
    r"|lpa|ctc|ote|base pay|total comp|tc|pay (?:range|scale|band|rate)s?|income|earnings)(?!\w)|月薪|年薪|年包|薪资|薪水|年収",
    _F,
)  # fmt: skip
"""Words that speak of nothing but pay."""

OTHER_MONEY: Sequence[tuple[str, re.Pattern[str]]] = (
    ("company money", re.compile(
        r"\b(?:(?:customers?|clients?|users?) pay(?:s|ing)?|raised|rais(?:es|ing)|series [a-h]|seed|fund(?:ing|ed|s)?|valuation|valued|revenues?|arr|mrr|backed|invest\w*|turnover|fatura\w+|factura\w+|umsatz|chiffre d'affaires"
        r"|market (?:cap|size)|gmv|capex|profits?(?![- ]shar)|infrastructure (?:spend|costs?|bills?|budget|investments?)|spend(?:ing)?|acquir\w+|ipo|budget|committed|donat\w+|grant from)(?!\w)", _F)),
    ("a price", re.compile(
        r"\b(?:costs?|costing|prices?|priced|tuition|fees?|courses?|bootcamps?|subscription|per seat|per token|available (?:now )?(?:for|from)|as little(?: as)?|buy|goal|rent(?:s|al)?"
        r"|flat|apartment|home loans?|expenses|housing|mortgage|house|degree|debt|loan|bill(?:s|ed)?|groceries|spent|sav(?:e|es|ed|ings?)|credits?|discount)(?!\w)", _F)),
    ("a comparison", re.compile(
        r"\b(?:feels? like|is worth|equivalent|equals|purchasing power|cost[- ]of[- ]living|baseline|take-home|in[- ]?hand(?: monthly| annual)?(?: salary| pay)?|after tax|adjusted for)(?!\w)", _F)),
    ("a reimbursement", re.compile(
        r"\b(?:reimburse\w*|stipend|allowances?|wallet|refer(?:ral|rals)?|refer a friend|sodexo|vales?|despensa|vr|va|tickets?|titres?[- ]restaurant|trợ cấp|phụ cấp|ajuda de custo|dodatek|\w+tickets?|refei[cç][aã]o|alimenta[cç][aã]o"
        r"|\w*budgets?|budżet\w*|assessment|subsid(?:y|ies)|auxílio|\w*zuschuss)(?!\w)|补贴|津贴|餐补|经费|[研交経学]\w?費|手当", _F)),
    ("a weight", re.compile(r"\b(?:lift(?:ing)?|carry|weigh(?:s|ed|ts?)?|lbs|viewers|users|customers|clients|subscribers)(?!\w)", _F)),
    ("a benefit", re.compile(
        r"\b(?:(?<!\+ )pf|provident fund|gratuity|insurance|deductible|gift ?cards?|(?:medical|health|dental|life) (?:cover|plan)|cover(?:age)? of|mediclaim|referral|buy-?outs?|home office|wellness|commut\w+|internet|lunch|meals?|hsa|gym|fitness|wellbeing|(?:401\(?k\)? |employer |company )match(?:ing)?|donations?"
        r"|l&d|(?:learning|training|education|equipment|conference|travel)(?= (?:and development )?(?:budget|allowance|stipend|fund))|professional development|relo(?:cation)?|401\(?k\)?|pension|childcare|perks?)(?!\w)", _F)),
)  # fmt: skip
"""Words that speak of other money, and what of."""

STIPEND = re.compile(r"\bstipends?\b", _F)
"""What interns are paid, and what others get for a purpose."""
BENEFITS = either(
    [(why, words) for why, words in OTHER_MONEY if why in ("a reimbursement", "a benefit")]
)

EXAMPLE = re.compile(
    r"\b(?:assuming|assume|suppose|imagine (?:you|an?|that|earning|your|two)|let's say|say you|if you (?:earn|make|get)|baseline|purchasing power|hypothetical)(?!\w)|\bon (?:an? )?[$€£]\s?[\d,.]+k? (?:salary|income)",
    _F,
)
"""How a sentence says that its sums are made up to explain something."""

DIFFERENCE_BEFORE = re.compile(
    r"\b(?:increase[ds]?|raise[ds]?|raises|hike|difference|gap|premium|extra|additional|bump|jump(?:ed)?|up|grew|rose|fell)\s(?:of |by |in pay of |worth )+"
    r"(?:about |around |up to |over |nearly )?$|\b(?:extra|additional)\s$",
    _F,
)
DIFFERENCE_BEHIND = re.compile(
    r"\s?(?:per year |a year |annually |im jahr |\+ )?(?:more|less|higher|lower|mehr|weniger|más|menos|mais|de plus|moins|extra|difference|increase|raise|premium|gap|bump|on the table)\b",
    _F,
)
"""How a text says that a sum is a difference, and nobody's pay."""

PERIODS: Mapping[PayPeriod, str] = {
    "hour": r"(?:/|per |an? |pro |por |par |de l')\s?(?:hour|hr|hora|heure|stunde|std|h(?![A-Za-z]))|hourly|p/?h(?!d)|por hora|stündlich",
    "day": r"(?:/|per |a |pro |por |par )\s?(?:day|tag|jour|d[ií]a|diem|d(?![A-Za-z]))|daily|day rate|p/?d|tjm|tagessatz",
    "week": r"(?:/|per |a |pro |por |par )\s?(?:week|wk|woche|semaine|semana)|weekly",
    "month": (
        r"(?:/|per |a |pro |por |par |al |im |na )\s?(?:months?|mo|mth|monat|mois|m[eê]s|mese|miesiąc|mies|maand|tháng)|/\s?m(?![a-z])"
        r"|monthly|pcm|monatlich|\w*monatsgeh[aä]lt\w*|\w*monatslohn\w*|mensual(?:es)?|mensuels?|mensais|mensal|mensile|miesięcznie|maandelijks|月薪|月給"
    ),
    "year": (
        r"(?:/|per |a |pro |por |par |al |im |each )\s?(?:year(?! (?:later|ago|earlier|before|on year))|yr|annum|jahr|an|année|año|ano|anno|anum|rok|jaar|y(?![A-Za-z]))"
        r"|yearly|annual(?:ly|ized)?|annum|p\.?\s?a\.?|anual(?:es|mente)?|anuais|annuels?|jährlich|jahres\w*|\w+jahresgeh[aä]lt\w*|lpa|年薪|年包|年収|al año"
    ),
}  # fmt: skip
PERIOD = re.compile(
    "|".join(
        rf"(?P<{period}>(?:(?<!\w)|(?=/))(?:{words})(?!(?-i:[a-z0-9_])|[^\W\d_](?<![A-Za-z])))"
        for period, words in PERIODS.items()
    ),
    _F,
)
"""What an amount pays for, in its clause."""

WHOSE: Sequence[tuple[Whose, re.Pattern[str]]] = (
    ("other", re.compile(r"\b(?:my|a) (?:friend|colleague|peer|batchmate|flatmate|roommate|cousin|brother|sister)s?\b|\bothers? (?:offer|pay|earn|make|get)s?\b|\belsewhere\b", _F)),
    ("current", re.compile(
        r"\b(?:current(?:ly)? (?:ctc|tc|salary|pay|comp(?:ensation)?|package|base|mak(?:e|ing)|earn(?:ing)?|drawing|getting|paid|at|on)|i (?:currently )?(?:make|earn)"
        r"|i'm (?:currently )?(?:making|earning|at|on)|my current|present ctc|existing)(?!\w)|current ctc", _F)),
    ("previous", re.compile(r"\b(?:(?:previous(?:ly)?|prev\.?|prior|last|old|former|past) (?:ctc|tc|salary|pay|comp(?:ensation)?|package|base|job|offer)|my (?:previous|prior|last|old|former))(?!\w)", _F)),
    ("expected", re.compile(
        r"\b(?:expected? (?:ctc|salary|pay|comp(?:ensation)?)(?! range)|(?:salary|pay|my) expectations?|asking for|ask(?:ed|s)? for|my ask|want(?:s|ed)?|would like|gehaltsvorstellung"
        r"|pretensão|hoping for|target(?:ing)? salary|desired)(?!\w)", _F)),
    ("offered", re.compile(r"\b(?:offered|offer(?:s|ing)?|offered ctc|new offer)(?!\w)", _F)),
    ("advertised", re.compile(
        r"\b(?:advertised?|ads? (?:even )?says?|job (?:ads?|postings?|listings?|offers?)|vacanc(?:y|ies)|postings?|listings?|openings|ofertas|stellenanzeigen)(?!\w)", _F)),
)  # fmt: skip
"""Whose pay a clause speaks of."""

MARKET: Sequence[tuple[Literal["growth", "share", "count", "premium", "gap"], re.Pattern[str]]] = (
    ("growth", re.compile(
        r"\b(?:grow(?:s|th|n|ing)?|grew|rose|ris(?:e|es|en|ing)|increas\w+|up|jump(?:ed|s)?|surg\w+|climb\w*|declin\w*|fell|fall(?:s|en)?|drop\w*|down"
        r"|decreas\w*|aument\w+|crec\w+|subi\w*|outlook|yoy|projected|wächst|stieg\w*)(?!\w)", _F)),
    ("premium", re.compile(r"\b(?:premium|more than|bonus over|uplift)(?!\w)", _F)),
    ("gap", re.compile(r"\b(?:gap|less than|brecha)(?!\w)", _F)),
    ("share", re.compile(
        r"\b(?:of (?:all |the )?(?:jobs?|postings?|respondents|companies|employers|developers|roles|job ads|listings|openings|workers|engineers)"
        r"|share|account(?:s|ed)? for|ma(?:k|d)e up|mak(?:es|ing) up|compris\w+|percent of|require|demand|con un?|representan?|tasa|unemployment|remote|satisf\w+)(?!\w)", _F)),
)  # fmt: skip
"""What a percentage about the job market measures."""
