"""Reading a question: words in any order, with slips, and nothing dropped in silence.

The text is read in passes, each taking only the words that it is sure of: years of experience,
known phrases to the letter, roles with slips, other words with slips. What no pass took is left,
for the answer to name.
"""

from collections.abc import Sequence

from knowledge.commands import FILLERS, KINDS, PERIODS, QUESTIONS_BY_NAME, Question
from knowledge.english import is_english
from knowledge.library import Library
from knowledge.matching import Candidate, Found, Meaning, NameIndex, is_clear, windows
from knowledge.query import Correction, Reading, Unknown, YearsAsked
from knowledge.query_text import name_of
from knowledge.reading_places import (
    areas_read,
    city_with_state,
    meant,
    phrase_at,
    settled,
    stands_for_name,
)
from knowledge.reading_roles import (
    fields_read,
    is_of_another,
    may_be_inverted,
    settled_roles,
)
from knowledge.reading_titles import NOUNS, levels_as_nouns, passing_over
from knowledge.words import Word, plain, shouted, shown, singular, undecorated, words
from knowledge.years import BareNumber, bare_number, take_lookalikes, take_years

MAX_ROLE_WORDS = 6
MAX_NEAR_WORDS = 20
"""Beyond so many unknown words a text is no question: slips are looked for in the first ones."""

MAX_REPORTED = 5
NARROWING = (
    *(k for k in QUESTIONS_BY_NAME["salary"].uses if k not in ("roles", "mentions")),
    "sections",
)
EVERYDAY = ("levels", "components", "statistics")
"""Kinds of things whose names are words of every day as well."""

COMMON_FILLERS = frozenset(map(singular, FILLERS))


class Reader:
    """One reading of one text; a parser calls the passes that its command needs, in order."""

    def __init__(self, library: Library, command: Question, text: str) -> None:
        self.library = library
        self.command = command
        self.years: tuple[YearsAsked, ...] = ()
        self.found: list[Found] = []
        self.left: list[int] = []
        self._corrections: list[Correction] = []
        self._unused: list[str] = []
        rest, lookalikes = take_lookalikes(plain(text := undecorated(text)))
        self._told = [Unknown(typed) for typed in lookalikes]
        number: BareNumber | None = None
        if command.name in ("salary", "compare"):
            rest, years = take_years(rest)
            self.years = tuple(dict.fromkeys(years))
            number = None if years else bare_number(rest)
        self.typed = words(rest)
        self._take_exact(shouted(text))
        self._part_compounds()
        self._settle_places()
        if number is not None:
            self._judge(number)
        self._widen_roles()
        read, one_role = (self.typed, self.found, self.left), command.name in ("role", "salary")
        self.found, self.left = settled_roles(library, *read, one_role=one_role)

    def _judge(self, number: BareNumber) -> None:
        """Read a number without a unit as years, but not where it says something else.

        That is in a name ("top 10 percent"), as the grade of a job behind its title, or where it
        counts what stands alongside it.
        """
        if number.places[0] not in self.left:
            return
        self.left = [place for place in self.left if place not in number.places]
        before, behind = number.places.start - 1, number.places.stop
        may_be_title = before in self.left or self._is_found(before, "roles")
        if (number.may_be_grade and may_be_title) or any(map(self._is_strange, (before, behind))):
            self._told.append(Unknown(number.typed, str(number.years)))
            return
        self.years = (number.years,)
        self._corrections.append(Correction(number.typed, f"{number.years} of experience"))

    def says(self, word: str) -> bool:
        """Whether a word stands anywhere in the text."""
        return any(one.typed == word for one in self.typed)

    def _is_found(self, place: int, *kinds: str) -> bool:
        return any(f.start <= place < f.end and f.meaning.kind in kinds for f in self.found)

    def _is_strange(self, place: int) -> bool:
        """Whether a word means nothing here, and is no part of a role's name, with slips perhaps."""
        if place not in self.left:
            return False
        word = self.typed[place]
        return is_english(word.typed) and not self.library.role_names.has_word(word.form)

    def _take_exact(self, shouted: frozenset[str]) -> None:
        """Take known phrases, the longest first.

        A filler counts inside a longer phrase alone, unless it stands where a name does: "mle us".
        """
        book = self.library.phrase_book(self.command.uses)
        place = 0
        while place < len(self.typed):
            word = self.typed[place]
            filler = word.typed not in shouted and (
                word.form in COMMON_FILLERS
                or word.form in self.command.fillers
                or word.typed in self.command.fillers
            )
            match = phrase_at(book, self.typed, place, shouted)
            if match is not None and (
                not filler
                or match[0] > 1
                or stands_for_name(self.typed, self.found, place, match[1][0])
            ):
                length, meanings = match
                self.found.append(Found(place, place + length, meant(meanings)))
                place += length
                continue
            if word.form in PERIODS:
                self._unused.append(word.typed)
            elif not filler:
                self.left.append(place)
            place += 1

    def _part_compounds(self) -> None:
        """Give back everyday words that are joined to a word unknown: "mid-market" is no level."""
        for found in [one for one in self.found if one.meaning.kind in EVERYDAY]:
            start, end = found.start, found.end
            while self.typed[start].joined:
                start -= 1
            while end < len(self.typed) and self.typed[end].joined:
                end += 1
            unknown = [place for place in range(start, end) if place in self.left]
            if unknown:
                self._forget(found.start, found.end)
                places = sorted({*unknown, *range(found.start, found.end)})
                self._told.append(Unknown("-".join(self.typed[place].typed for place in places)))
                self.left = [place for place in self.left if place not in unknown]

    def _widen_roles(self) -> None:
        """See whether a known name is part of a longer one with a slip: "data engineer manager"."""
        for found in [found for found in self.found if found.meaning.kind == "roles"]:
            start, end = found.start, found.end
            while self._may_belong_to_name(start - 1):
                start -= 1
            while self._may_belong_to_name(end):
                end += 1
            for low, high in windows(self.typed[start:end], MAX_ROLE_WORDS):
                low, high = low + start, high + start
                if high - low <= found.end - found.start:
                    break
                if low > found.start or high < found.end:
                    continue
                if (role := self._whole_name(range(low, high))) not in (None, found.meaning.id):
                    self._forget(low, high)
                    self.take_role(range(low, high), role)
                    break

    def _may_belong_to_name(self, place: int) -> bool:
        return place in self.left or any(
            (found.start, found.end, found.meaning.kind) == (place, place + 1, "levels")
            for found in self.found
        )

    def _forget(self, start: int, end: int) -> None:
        self.found = [found for found in self.found if found.end <= start or found.start >= end]

    def take_misspelt_roles(
        self, runs: Sequence[Sequence[int]] | None = None, over: Sequence[str] = ()
    ) -> None:
        """Take roles whose whole name stands in `runs` of words, by place, slips allowed.

        All words that are left unless given, and those read as things of the kinds in `over`.
        """
        for run in self._runs(over) if runs is None else runs:
            if not self._take_whole_name(run[:MAX_NEAR_WORDS]) and not self.ids("roles"):
                self._take_whole_name(passing_over(self.library, self.typed, run[:MAX_NEAR_WORDS]))

    def take_misspelt_mentions(
        self, runs: Sequence[Sequence[int]] | None = None, over: Sequence[str] = ()
    ) -> None:
        """The same with jobs that sources mention; a role that is named comes first."""
        if self.ids("roles") and runs is None:
            return
        for run in self._runs(over, runs):
            self._take_whole_name(run, "mentions")

    def _runs(
        self, over: Sequence[str], runs: Sequence[Sequence[int]] | None = None
    ) -> list[list[int]]:
        read = {p for f in self.found if f.meaning.kind in over for p in range(f.start, f.end)}
        every = [range(len(self.typed))] if runs is None else runs
        return [
            [at for at in run if at in self.left or at in read][:MAX_NEAR_WORDS] for run in every
        ]

    def _take_whole_name(self, run: Sequence[int], kind: str = "roles") -> bool:
        names = self.library.role_names if kind == "roles" else self.library.naming.mention_names
        for low, high in windows([self.typed[place] for place in run], MAX_ROLE_WORDS):
            places = run[low:high]
            id = None if set(places).isdisjoint(self.left) else self._whole_name(places, names)
            is_other = kind == "roles" and is_of_another(
                self.library, self.typed, self.left, places
            )
            if id and not is_other:
                self.found = [found for found in self.found if found.start not in places]
                self._take(places, (Meaning(kind, id),))
                return True
        return False

    def _whole_name(self, places: Sequence[int], names: NameIndex | None = None) -> str | None:
        typed = [self.typed[place] for place in places]
        if len(typed) == 1 and len(typed[0].form) < 5:
            return None
        candidates = (names or self.library.role_names).candidates(typed)
        if not is_clear(candidates) or not candidates[0].whole:
            return None
        fits = candidates[0].ordered or may_be_inverted(self.library, self.typed, self.left, places)
        return candidates[0].id if fits else None

    def take_fields(self) -> None:
        """Take the roles that fields stand for, where nothing names a job."""
        named = self.ids("roles") or self.ids("mentions")
        for one in [] if named else fields_read(self.library, self.typed, self.left):
            self._take(range(one.start, one.end), one.meanings)

    def take_misspelt_words(self) -> None:
        """Take everything else that the command uses, slips allowed."""
        book = self.library.phrase_book(self._narrowing_kinds())
        for low, high in windows(self.typed, 3):
            if not self.left:
                break
            near = [at for at in self.left[:MAX_NEAR_WORDS] if self.typed[at].form not in NOUNS]
            is_left = all(place in near for place in range(low, high))
            if is_left and (meanings := book.near(self.typed[low:high])):
                self._take(range(low, high), meant(meanings))
        self._settle_places()

    def _settle_places(self) -> None:
        self.found, strays = settled(self.library, self.typed, self.found)
        self._told += [Unknown(shown(self.typed[one.start : one.end])) for one in strays]

    def unclear_place(self) -> Found | None:
        """The first city that stands in several states, none of which is named."""
        return next((found for found in self.found if len(found.meanings) > 1), None)

    def take_part_of_role(self) -> list[Candidate]:
        """Take a role out of all the words that are left, a part of its name being enough.

        Gives the candidates instead where several are meant alike. A level that fits a name is none.
        """
        if self.ids("roles") or self.ids("mentions") or not self.left:
            return []
        candidates = self.library.role_names.candidates(self.left_words())
        levels = [found for found in self.found if found.meaning.kind == "levels"]
        if levels and not is_clear(candidates):
            more = sorted({*self.left, *(p for f in levels for p in range(f.start, f.end))})
            others = self.library.role_names.candidates([self.typed[place] for place in more])
            if others and (not candidates or others[0].score > candidates[0].score):
                self.found = [found for found in self.found if found not in levels]
                self.left, candidates = more, others
        named = self.left
        if not candidates and (passed := passing_over(self.library, self.typed, named)) != named:
            others = self.library.role_names.candidates([self.typed[place] for place in passed])
            named, candidates = (passed, others) if is_clear(others) else (named, [])
        if is_clear(candidates):
            self.take_role(named, candidates[0].id)
            return []
        nouns = levels_as_nouns(self.typed, levels, self.left)
        self.found = [found for found in self.found if found.start not in nouns]
        self.left = sorted({*self.left, *nouns})
        return [] if nouns else candidates

    def take_role(self, places: Sequence[int], role: str) -> None:
        """Take words as a role."""
        self._take(places, (Meaning("roles", role),))

    def _take(self, places: Sequence[int], meanings: tuple[Meaning, ...]) -> None:
        typed = [self.typed[place] for place in places]
        if len(meanings) == 1:
            self._corrections.append(Correction(shown(typed), name_of(self.library, meanings[0])))
        self.found.append(Found(places[0], places[-1] + 1, meanings))
        self.left = [place for place in self.left if place not in places]

    def ids(self, kind: str) -> tuple[str, ...]:
        """What was found of one kind, in the order of the text, each once."""
        found = [one for one in self.found if one.meanings[0].kind == kind]
        found.sort(key=lambda one: one.start)
        return tuple(dict.fromkeys(meaning.id for one in found for meaning in one.meanings))

    def left_words(self) -> list[Word]:
        """The words that no pass has understood."""
        return [self.typed[place] for place in self.left]

    def reading(self) -> Reading:
        """How the text was read, for the answer to say."""
        elsewhere = self._known_elsewhere(KINDS)
        unused = [run for run in elsewhere if len(run) > 1 or not self._city(self.typed[run.start])]
        unknown = [place for place in self.left if not any(place in run for run in unused)]
        words_left = dict.fromkeys(self.typed[place] for place in unknown)
        return Reading(
            corrections=areas_read(self.library, self.typed, self.found, self._corrections),
            unknown=(
                *dict.fromkeys(self._told),
                *(
                    Unknown(word.typed, self._suggestion(word) if index < MAX_REPORTED else None)
                    for index, word in enumerate(words_left)
                ),
            ),
            unused=(
                *dict.fromkeys(self._unused),
                *(shown([self.typed[place] for place in run]) for run in unused),
            ),
        )

    def _suggestion(self, word: Word) -> str | None:
        meaning = self.library.phrase_book(self._narrowing_kinds()).suggestion(word.typed)
        return self._city(word) or (name_of(self.library, meaning) if meaning else None)

    def _city(self, word: Word) -> str | None:
        return city_with_state(self.library, word) if "places" in self.command.uses else None

    def city_alone(self) -> str | None:
        """The city that the text is, where the word alone names none: "Mobile, AL"."""
        return self._city(self.typed[0]) if len(self.left) == 1 == len(self.typed) else None

    def only_narrow(self, places: Sequence[int]) -> bool:
        """Whether words that are left would all narrow a question, and so name no role."""
        runs = self._known_elsewhere(NARROWING)
        return all(any(place in run for run in runs) for place in places)

    def _known_elsewhere(self, kinds: tuple[str, ...]) -> list[range]:
        """Words left over that mean something, but nothing that this command takes into account."""
        return self.library.phrase_book(kinds).runs_in(self.typed, self.left)

    def _narrowing_kinds(self) -> tuple[str, ...]:
        return tuple(kind for kind in self.command.uses if kind not in ("roles", "mentions"))
