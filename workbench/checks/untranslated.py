"""Finds words that the English only spells out though the lexicon knows what they mean: "kranti" for revolution.

It looks at words in small letters only: what has a capital may be a name, and names are spelled out.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.names import glossed
from workbench.model import Context, Finding, Gloss, Pair, Severity, Span
from workbench.resources.english_names import WORD, is_common, known_names, plain
from workbench.resources.lexicon import NAME_PARTS
from workbench.resources.meanings import content_words, related
from workbench.resources.same_name import same_consonants
from workbench.text.direction import isolated
from workbench.text.transliteration import transliterate

SHORTEST = 4
_NO_CONTENT = frozenset({"func", "num", "title", "month", "day"})
# Words of these languages that are English by now, and words of one origin in all.
_ENGLISH_TOO = frozenset(
    [
        "typhoon",
        "jungle",
        "bazaar",
        "bazar",
        "jihad",
        "sharia",
        "hijab",
        "niqab",
        "burqa",
        "fatwa",
        "pundit",
        "guru",
        "yoga",
        "madrasa",
        "madrassa",
        "imam",
        "sheikh",
        "mullah",
        "halal",
        "haram",
        "caravan",
        "kebab",
        "sari",
        "saree",
        "dharma",
        "karma",
        "nirvana",
        "avatar",
        "bungalow",
        "veranda",
        "loot",
        "shampoo",
        "pyjamas",
        "khaki",
        "chutney",
        "curry",
        "dinar",
        "dirham",
        "riyal",
        "rupee",
        "rupees",
        "sultan",
        "sultanate",
        "caliph",
        "emir",
        "emirate",
        "vizier",
        "wazir",
        "minaret",
        "hajj",
        "umrah",
        "zakat",
        "intifada",
        "souk",
        "mujahideen",
        "fedayeen",
        "loya",
        "jirga",
        "burka",
        "tandoor",
        "roti",
        "naan",
        "ghee",
        "masala",
        "mantra",
        "swami",
        "ashram",
        "maharaja",
        "raj",
        "ghazal",
        "qawwali",
        "alcohol",
        "algebra",
        "coffee",
        "sugar",
        "syrup",
        "cotton",
        "lemon",
        "saffron",
        "sherbet",
        "sofa",
        "tariff",
        "magazine",
        "arsenal",
        "admiral",
    ]
)


def untranslated(pair: Pair, context: Context) -> Iterator[Finding]:
    """A warning for each word of the English that has the sound of a source word and not its meaning."""
    spelled = {m.group(): m for m in WORD.finditer(pair.target) if _may_be_foreign(m.group())}
    if not spelled:
        return
    said = set().union(*(related(word.stem, pair.language) for word in content_words(pair.target)))
    for piece in glossed(pair.source, pair.language):
        if not _has_meaning(piece) or not (meanings := _meanings(piece)) or meanings & said:
            continue
        letters = transliterate(piece.source, pair.language)
        for word in [word for word in spelled if same_consonants(word, letters) and not _is_meant(word, piece)]:
            match = spelled.pop(word)
            message = f"“{word}” only spells out {isolated(piece.source)}, which means “{piece.english[0]}”."
            yield Finding("untranslated", Severity.WARNING, message, Span(piece.start, piece.end), Span(*match.span()))


def _may_be_foreign(word: str) -> bool:
    """Whether no lexicon has it in English, and no English dictionary would."""
    known = is_common(word) or plain(word) in known_names() or word in _ENGLISH_TOO
    return word.islower() and len(word) >= SHORTEST and not known


def _is_meant(word: str, piece: Gloss) -> bool:
    """Whether it is the meaning itself, misspelled: "madicine"."""
    return any(same_consonants(word, meaning) for english in piece.english for meaning in WORD.findall(english))


def _has_meaning(piece: Gloss) -> bool:
    """Whether the lexicon has English for the word, other than a name."""
    known = piece.by == "lexicon" and any(english[0].islower() for english in piece.english) and " " not in piece.source
    return known and piece.part not in NAME_PARTS | _NO_CONTENT


def _meanings(piece: Gloss) -> set[str]:
    return {word.stem for english in piece.english for word in content_words(english)}
