"""Spreadsheets of pay as people have them, each with an oddity of its own; all figures are invented."""

from tests.knowledge.workbooks import workbook

PLAIN = """\
Job title,Level,City,Median,P25,P75,n
Data Engineer,Senior,Austin,152000,140000,171000,48
Data Scientist,Junior,Austin,98000,90000,107000,31
"""

PLAIN_TABLE = """\
role,level,place,n,median,p25,p75
data-engineer,senior,austin,48,152000,140000,171000
data-scientist,entry,austin,31,98000,90000,107000
"""

BANDS = """\
Pay bands 2026,,,,,
,,,,,
Role,Grade,City,Band minimum (USD/yr),Band maximum (USD/yr),Headcount
Data Engineer,L4,Austin,"$120,000","$150,000",12
Data Engineer,L5,Austin,150k,180k+,3
"""

GERMAN = """\
Beruf;Stufe;Stadt;Median (€/Jahr);Unteres Quartil;Oberes Quartil;Anzahl Befragte
Data Engineer;Senior;Berlin;72.500,00;65.000;80.000;41
Data Scientist;Junior;Berlin;55.000,50;50.000;60.000;1.041
"""

FRENCH = """\
Profession\tVille\tAnnée\tSalaire médian (€ par an)\t1er décile\t9e décile\tEffectifs
Data Scientist\tParis\t2026\t58 000\t45 000\t79 500,5\t212
"""

SPANISH = """\
Puesto;Ciudad;Salario medio anual (€);Percentil 25;Percentil 75
Data Scientist;Madrid;48.300;41.000;55.900
"""

PORTUGUESE = """\
Cargo;Senioridade;Faixa salarial mensal (R$);Respostas
Data Engineer;Senior;R$ 12.000 a R$ 18.500;37
Data Engineer;Junior;6.200 - 9.000;22
"""

TWO_HEADS = """\
,,Base salary,,Total cash,
Title,Location,Median,P90,Median,P90
Data Engineer,London,£82k,£104k,£90k,£121k
"""

IN_THOUSANDS = """\
Role,Median base (k€ per year),Max base (k€ per year)
ML Engineer,85.5,120
Data Analyst,55,72.25
"""

LAKHS = """\
Designation,Years of experience,Min (INR lakh per annum),Max (INR lakh per annum)
Data Engineer,0-2,6,9.5
Data Engineer,3+,14,25
"""

BY_ROW = """\
title,location,salary_min,salary_max,salary_currency,compensation_interval
Data Engineer,Berlin,60000,75000,EUR,yearly
Data Engineer,New York,140000,180000,USD,per year
Data Analyst,London,40,55,GBP,hour
"""

HOURLY_TOO = """\
occupation,state,tot_emp,h_median,a_median,a_pct10,a_pct90
Data Scientist,Texas,"12,400",57.10,118770,71200,181000
"""

SEMICOLONS_SAID = "sep=;\nRole;Average pay (USD per month);Sample size\nData Engineer;9,100.50;25\n"

INDIAN_GROUPS = """\
Role,Lowest salary (INR a year),Highest salary (INR a year)
Data Analyst,"3,50,000","5,25,000"
"""

WORKBOOK = workbook({
    "Read me": [["These are made up."]],
    "Bands": [
        ["Pay bands 2026"],
        ["Role", "Level", "Country", "Min salary (EUR per year)", "Max salary (EUR per year)"],
        ["Data Engineer", "Senior", "Germany", 80000, 95000.5],
        ["Data Enginer", "Mid", "Germany", 60000, 75000],
    ],
})  # fmt: skip
