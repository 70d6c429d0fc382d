"""What people might type or post, and what nobody should, out of one random generator."""

from random import Random

from knowledge.library import Library
from tests.handlers.questions import MARKUP, MOST_CHARACTERS, ODD, joined, vocabulary, with_slip

SIGNS = ["$", "$", "", "€", "£", "US$", "C$", "₹", "USD ", "CHF ", "&lt;"]
SCALES = ["k", "K", "k", "", ",000", "000", "m", ".5k", "+", "k+", "%", " lakh"]
BEHIND = [
    "", " base", " tc", " total comp", "/hr", " an hour", " per month", " a year", " EUR", " GBP",
    " sign-on", " bonus", " equity", " RSUs over 4 years", " DOE", " per annum", "/day", " weekly",
]  # fmt: skip
LEVELS = ["senior", "jr", "staff", "principal", "L5", "lead", "mid", "5+ years", "3-5 yoe", ""]
HEADS = ["We are hiring:", "*Role*:", "Job:", "Hi all —", "Contract:", "🚀", "Title -", ""]
WRITING = [(0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x590, 0x6FF), (0x2000, 0x206F),
           (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xE000, 0xFFFD), (0x1F300, 0x1FAFF)]  # fmt: skip


class Typist:
    """Types the same for the same seed."""

    def __init__(self, library: Library, seed: str) -> None:
        self._random = Random(seed)
        self._known = vocabulary(library)
        self._roles = [name for r in library.roles.values() for name in (r.name, *r.aliases)]

    def line(self) -> str:
        """A few fragments; one line in twenty is as long as Slack sends it."""
        wanted = self._random.randrange(0, 15)
        glue = self._random.choice([" ", " ", " ", " ", "", "  ", "\n", ", "])
        fragments = [self._fragment() for _ in range(wanted)]
        if self._random.random() < 0.05:
            length = self._random.randint(500, MOST_CHARACTERS)
            while len(glue.join(fragments)) < length:
                fragments += [self._fragment() for _ in range(20)]
        return joined(fragments, glue)

    def offer(self) -> str:
        """An offer: amounts, a role, and whatever stands around them."""
        pieces = [self.amount() for _ in range(self._random.randint(1, 4))]
        pieces += [self._random.choice(self._roles), self._random.choice(LEVELS)]
        pieces += [self._fragment() for _ in range(self._random.randrange(0, 5))]
        if self._random.random() < 0.2:
            pieces.append(self.line())
        self._random.shuffle(pieces)
        return joined(pieces, " ")

    def post(self) -> str:
        """A job post of several lines, or anything else that a channel holds."""
        if self._random.random() < 0.2:
            return self.line()
        title = f"{self._random.choice(LEVELS)} {self._random.choice(self._roles)}"
        lines = [f"{self._random.choice(HEADS)} {title}, {self._random.choice(self._known)}"]
        lines += [self.offer() for _ in range(self._random.randrange(1, 5))]
        lines += [self.line() for _ in range(self._random.randrange(0, 4))]
        return joined(lines, self._random.choice(["\n", "\n\n", "\n• ", " "]))

    def amount(self) -> str:
        """An amount of money, or a range of two, as people write it or mistype it."""
        sign, scale = self._random.choice(SIGNS), self._random.choice(SCALES)
        low = f"{sign}{self._number()}{self._random.choice([scale, ''])}"
        if self._random.random() < 0.5:
            return f"{low}{scale}{self._random.choice(BEHIND)}"
        dash = self._random.choice(["-", "–", " to ", " - ", "…", " or "])
        return f"{low}{dash}{sign}{self._number()}{scale}{self._random.choice(BEHIND)}"

    def _number(self) -> str:
        digits = self._random.choice([1, 2, 3, 3, 3, 6, 6, 9, 20])
        number = self._random.randrange(10**digits)
        return self._random.choice([f"{number}", f"{number:,}", f"{number}.{number % 100}"])

    def _fragment(self) -> str:
        match self._random.randrange(10):
            case 0 | 1 | 2 | 3:
                return self._random.choice(self._known)
            case 4 | 5:
                word, letter = self._random.choice(self._known), self._random.choice("aeinrtx- ")
                return with_slip(word, self._random.randrange(40), letter)
            case 6:
                return self._random.choice(MARKUP)
            case 7:
                return self._random.choice(ODD)
            case 8:
                return self.amount()
            case _:
                return "".join(self._letter() for _ in range(self._random.randrange(1, 12)))

    def _letter(self) -> str:
        return chr(self._random.randint(*self._random.choice(WRITING)))
