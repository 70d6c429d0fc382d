"""Files as O*NET publishes them, as small as a test needs them."""

from tests.knowledge.workbooks import workbook

TASKS = """\
O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\tDate\tDomain Source
15-2051.01\t101\tSort the numbers.\tCore\t76\t07/2016\tIncumbent
15-2051.01\t102\tDraw a chart of them.\tSupplemental\t76\t07/2016\tIncumbent
15-2041.00\t103\tCount what is there.\tCore\t76\t07/2016\tIncumbent
27-2031.00\t104\tDance.\tCore\t76\t07/2016\tIncumbent
"""
TITLES = """\
O*NET-SOC Code,Title,Alternate Title,Short Title,Source(s)
15-2051.01,Business Intelligence Analysts,Analyst,,"02,04"
15-2051.01,Business Intelligence Analysts,"Chart Maker, Senior (CM)",CM,01
15-2041.00,Statisticians,Counter,,03
"""
TOOLS = [
    ["O*NET-SOC Code", "Title", "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"],
    ["15-2051.01", "Business Intelligence Analysts", "Tableau", 43_232_306, "Software", "Y", "N"],
    ["15-2051.01", "Business Intelligence Analysts", "Python", 43_232_306, "Software", "Y", "Y"],
    ["15-2051.01", "Business Intelligence Analysts", "ACT! Premium", 43_232_306, "Software", "N", "N"],
]  # fmt: skip
RATINGS = """\
O*NET-SOC Code\tTask ID\tScale ID\tCategory\tData Value
15-2051.01\t101\tFT\t1\t5.92
"""

FILES = {
    "Task Statements.txt": TASKS.encode(),
    "Alternate Titles.csv": TITLES.encode(),
    "Technology Skills.xlsx": workbook({"Technology Skills": TOOLS}),
    "Task Ratings.txt": RATINGS.encode(),
}
"""One release: each file in another of the forms that there are, and one of which we make no use."""

INVENTORY = """\
code,kind,name,said
15-2041.00,task,103,29c860bffe7f
15-2041.00,title,Counter,
15-2051.01,task,101,6758e7cd0008
15-2051.01,task,102,341fcffe7714
15-2051.01,title,Analyst,
15-2051.01,title,"Chart Maker, Senior (CM)",
15-2051.01,tool,Python,hot and in demand
15-2051.01,tool,Tableau,hot
"""
"""What is kept of it."""
