"""Adds and multiplies the words of one number as the grammars of four languages do. It knows no text around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from workbench.text import number_words as words
from workbench.text.number_lexicon import Role, Word


@dataclass(frozen=True, slots=True)
class Item:
    """A word or digits in a number, with the little words before it (and, a, ساڑھے, point)."""

    word: Word
    digits: bool = False
    also: tuple[Fraction, ...] = ()
    text: str = ""
    joined: bool = False
    article: bool = False
    step: Fraction | None = None
    point: bool = False
    count: int = 1

    def after(self, word: Word) -> Item:
        """The item with one more little word before it."""
        match word.role:
            case Role.JOIN:
                return replace(self, joined=True)
            case Role.ARTICLE:
                return replace(self, article=True)
            case Role.STEP:
                return replace(self, step=word.value)
        return replace(self, point=True)


@dataclass(slots=True)
class Sum:
    """A number being read: `total` in whole scales so far, `current` what the next scale will multiply."""

    parts: dict[str, Fraction]
    total: Fraction = Fraction()
    scale: Fraction | None = None
    current: Fraction | None = None
    closed: bool = False
    """`current` came from digits or has a fraction: only a scale may follow."""
    from_digits: bool = False
    lone: bool = False
    weak: bool = True
    also: frozenset[Fraction] = frozenset()
    maybe_one: Fraction | None = None
    """The scale of a dual that may be the accusative and mean one of it: ألفا."""

    @property
    def value(self) -> Fraction:
        return self._value - self.maybe_one if self._is_one else self._value

    @property
    def others(self) -> frozenset[Fraction]:
        """The values that the writing may stand for as well."""
        return self.also - {self.value} | ({self._value} if self._is_one else set())

    @property
    def _value(self) -> Fraction:
        return self.total + (self.current or 0)

    @property
    def _is_one(self) -> bool:
        """No dual loses its nūn before "and": ألفا وخمسمئة is 1,500."""
        return self.maybe_one is not None and 0 < self._value - 2 * self.maybe_one < self.maybe_one

    def repeats(self, item: Item) -> bool:
        """Whether the item is the scale already used, so that what came since belongs to another number."""
        scale = item.word.role in (Role.SCALE, Role.DUAL) and item.word.value == self.scale
        return scale and self.current is not None

    def take(self, item: Item) -> bool:
        """Adds the item and says True, or leaves everything as it was and says False."""
        empty = self.current is None and self.scale is None
        if self.lone or (item.word.lone and not empty):
            return False
        if empty and item.joined and not item.word.joined:
            return False
        part = item.word.value if item.word.role is Role.PART else self.parts.get(item.text)
        if part is not None and self._take_part(item, part):
            return True
        match item.word.role:
            case Role.SMALL if item.point:
                return self._take_decimals(item)
            case Role.SMALL:
                return self._take_small(item)
            case Role.SCALE:
                return self._take_scale(item)
            case Role.DUAL:
                return self._take_dual(item)
        return False

    def _take_small(self, item: Item) -> bool:
        value = item.word.value + (item.step or 0)
        if item.article or (self.closed and self.current is not None):
            return False
        if self.current is not None:
            if item.digits or item.step or not _follows(self.current, value, item):
                return False
            self.current += value
        elif self.scale is None or self._continues(value, item):
            self.current, self.closed = value, item.digits or value.denominator > 1
            self.from_digits, self.lone = item.digits, item.word.lone
            self.also = frozenset(item.also) or frozenset([self.parts[item.text]] if item.text in self.parts else [])
        else:
            return False
        self._weigh(item)
        return True

    def _continues(self, value: Fraction, item: Item) -> bool:
        """After "two thousand": Arabic wants its "and", English may have it. Digits go on in digits, words in words."""
        if value >= self.scale or (value.denominator > 1 and not item.step) or item.digits != self.from_digits:
            return False
        return item.word.language == "en" or item.joined == (item.word.language == "ar")

    def _take_scale(self, item: Item) -> bool:
        value, current = item.word.value, self.current
        if item.point or (item.article and current is not None and current >= 1):
            return False
        if current is None:
            return self._take_bare_scale(item)
        if item.joined or item.step is not None:
            return False
        if value <= 100:
            if current >= 100 or (item.word.language == "ar" and not 3 <= current <= 9):
                return False
            self.current = current * value
        elif self.scale is None or value < self.scale:
            self.total, self.scale, self.current = self.total + current * value, value, None
        else:
            self.total, self.scale, self.current = (self.total + current) * value, value, None
        self.also = frozenset([current]) if item.word.unsure else frozenset(r * value for r in self.also)
        self.closed = self.weak = False
        return True

    def _take_bare_scale(self, item: Item) -> bool:
        """A scale with no number before it: one of it ("مليون", "a hundred"), or of the scale there is ("lakh crore")."""
        value = item.word.value
        may_begin = item.word.alone or item.article or item.step is not None
        if item.step == words.HALF or (item.article and item.word.unsure):
            return False
        if self.closed and value == self.scale:
            return True  # "a million and half the million": مليون ونصف المليون
        if (self.scale is None and may_begin) or (item.joined and may_begin and value < self.scale):
            times = 1 + (item.step or 0)
            if value <= 100:
                self.current = times * value
            else:
                self.total, self.scale = self.total + times * value, value
        elif self.scale is not None and value > self.scale and not (item.joined or item.article or item.step):
            self.total, self.scale = self.total * value, value
        else:
            return False
        self._weigh(item)
        return True

    def _take_dual(self, item: Item) -> bool:
        value = item.word.value
        if self.current is not None:
            return self._take_scale(replace(item, word=replace(item.word, role=Role.SCALE)))
        if self.scale is not None and (not item.joined or value >= self.scale):
            return False
        if self.scale is None:
            self.also = frozenset([value])
            self.maybe_one = value if item.text.endswith("ا") else None
        self.weak = self.weak and item.word.weak and self.scale is None
        self.total, self.scale = self.total + 2 * value, value
        return True

    def _take_part(self, item: Item, part: Fraction) -> bool:
        """Halves and thirds: "two and a half", "two thirds", "مليون ونصف", "half (a million)"."""
        if item.joined and item.word.language == "en" and not item.article and part != words.HALF:
            return False  # "second and fourth"; but "five and half"
        if item.joined and self.current is not None and self.current.denominator == 1:
            self.current, self.closed = self.current + part, True
        elif item.joined and self.current is None and self.scale is not None:
            self.total, self.closed = self.total + self.scale * part, True
        elif self.current is not None and self.current < 10 and not item.joined and not self.closed:
            self.current, self.closed, self.weak = self.current * part, True, True
        elif self.current is None and self.scale is None and (item.article or item.word.role is Role.PART):
            self.current, self.closed = part, True
            self.also = frozenset([item.word.value])
        else:
            return False
        return True

    def _take_decimals(self, item: Item) -> bool:
        value = item.word.value
        if self.current is None or self.current.denominator > 1 or value.denominator > 1 or item.joined:
            return False
        self.current += value / 10 ** len(str(value))
        self.closed, self.weak = True, False
        return True

    def _weigh(self, item: Item) -> None:
        """Two words for a number are never weak; neither are digits."""
        alone = self.value == item.word.value
        self.weak = self.weak and alone and item.word.weak and not item.digits


def _follows(current: Fraction, value: Fraction, item: Item) -> bool:
    """Whether a small number may be added to the one before it, by the grammar of the language."""
    language = item.word.language
    if current.denominator > 1 or value.denominator > 1:
        return False
    if language == "ar" and value < 100:
        unit = 1 <= current % 100 <= 9
        if unit and value == 10:
            return not item.joined
        return item.joined and (current % 100 == 0 or (unit and value >= 20))
    if language == "en" and not item.joined and current % 100 in range(20, 100, 10) and 1 <= value <= 9:
        return True
    joined = item.joined and language != "en"
    return current >= 100 and current % 100 == 0 and value < 100 and not joined
