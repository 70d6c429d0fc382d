"""The workspace that everyone starts with: three people, three channels, some job posts."""

from bot.playground.records import Channel, User

TEAM_ID = "T0PLAYGROUND"
TEAM_NAME = "Playground"
TEAM_DOMAIN = "playground"

MAYA = User("U0MAYA", "maya", "Maya Chen", "Europe/Berlin")
ALEX = User("U0ALEX", "alex", "Alex Rivera", "America/Los_Angeles", is_admin=True)
SAM = User("U0SAM", "sam", "Sam Okafor", "Asia/Tokyo")
ROLECALL = User("U0ROLECALL", "rolecall", "Rolecall", "Etc/UTC", is_bot=True)
SLACKBOT = User("USLACKBOT", "slackbot", "Slackbot", "Etc/UTC", is_bot=True)
PEOPLE = (MAYA, ALEX, SAM)

_EVERYONE = frozenset(person.id for person in PEOPLE)

CHANNELS = (
    Channel("C0GENERAL", "general", _EVERYONE, topic="Everything for everyone"),
    Channel("C0DATA", "data-jobs", _EVERYONE | {ROLECALL.id}, topic="Openings in data and AI"),
    Channel("C0RANDOM", "random", _EVERYONE, topic="Rolecall isn't in here"),
    *(
        Channel(f"D0{person.id[2:]}", "rolecall", frozenset({person.id, ROLECALL.id}), person.id)
        for person in PEOPLE
    ),
)

POSTS = (
    ("C0GENERAL", SAM.id, "Morning! Rolecall knows what data roles are and pay: try `/salary`."),
    (
        "C0DATA",
        ALEX.id,
        (
            "We are hiring: *Senior Machine Learning Engineer*, Austin TX, hybrid. "
            "Base $150k-$185k plus bonus and equity. 5+ years with Python and PyTorch."
        ),
    ),
    (
        "C0DATA",
        SAM.id,
        (
            "A friend is looking for a Data Engineer (mid level, 3-5 years) in New York. "
            "$120,000 base, remote two days a week. Ping me!"
        ),
    ),
    (
        "C0DATA",
        MAYA.id,
        "Contract: AI Engineer for six months, $95 an hour, fully remote in the US, start soon.",
    ),
)
"""(channel, author, text), oldest first."""
