"""What is written beside an adapter: the model card, the same facts for machines, the rejected drafts."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from workbench import __version__
from workbench.evaluate import Score
from workbench.export.markdown_text import escaped
from workbench.store import now
from workbench.text.languages import name_of
from workbench.tune.checkpoint import Fingerprint
from workbench.tune.examples import Example, Material
from workbench.tune.split import Split
from workbench.tune.training import Trained
from workbench.tune.tunable import Tunable
from workbench.tune.tuning import Tuning

_PACKAGES = ("torch", "transformers", "peft", "sacrebleu", "safetensors")
_MEASURES = {"chrf": "chrF", "bleu": "BLEU"}
_STOPPED = {
    "data": "every example was seen as often as asked",
    "steps": "the limit of steps was reached",
    "minutes": "the limit of minutes was reached",
    "patience": "the held-out score no longer rose",
}


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that a tuning was made from and came to."""

    tunable: Tunable
    material: Material
    dev: Material | None
    """The file to measure with, where one was given."""
    split: Split
    tuning: Tuning
    licences: Mapping[str, str]
    """Corpus to licence, as far as known."""
    fingerprint: Fingerprint
    trained: Trained


def facts(made: Made) -> dict[str, Any]:
    """The record of a tuning, as JSON can hold it."""
    state, split = made.trained.state, made.split
    corpora = {corpus for origin in made.material.origins for corpus in origin.counts}
    return {
        "made_at": now(),
        "base": {"kind": made.tunable.kind, "name": made.tunable.name, "revision": made.tunable.revision},
        "languages": sorted({example.language for example in made.material.examples}),
        "material": [asdict(origin) for origin in made.material.origins],
        "licences": {corpus: licence for corpus, licence in made.licences.items() if corpus in corpora},
        "examples": {
            "learnt_from": len(split.train),
            "too_long": state.left_out,
            "with_rejected_draft": sum(bool(example.rejected) for example in made.material.examples),
        },
        "held_out": {
            "examples": len(split.dev),
            "documents": len({example.document for example in split.dev}),
            "from": [asdict(origin) for origin in made.dev.origins] if made.dev else "whole documents of the material",
        },
        "settings": asdict(made.tuning),
        "result": {
            "steps": state.step,
            "tokens": state.tokens,
            "seconds": round(state.seconds),
            "stopped": state.stopped,
            "best_step": state.best[0] if state.best else 0,
            "interpolation": made.trained.interpolation,
            "interpolations": {str(share): value for share, value in made.trained.interpolations.items()},
        },
        "scores": {
            "before": _scores(made.trained.before),
            "after": _scores(made.trained.after),
        },
        "curve": [list(point) for point in state.curve],
        "software": _software(),
        "fingerprint": dict(made.fingerprint),
    }


def _scores(scores: Mapping[str, Score]) -> dict[str, Any]:
    return {name: asdict(scores[name]) for name in _MEASURES}


def _software() -> dict[str, str]:
    versions = {"translation-workbench": __version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions


def rejected_lines(examples: Iterable[Example]) -> str:
    """One JSON object a line (source, approved, rejected) for each example whose draft a person replaced."""
    lines = (
        json.dumps({"source": e.source, "approved": e.target, "rejected": e.rejected}, ensure_ascii=False)
        for e in examples
        if e.rejected
    )
    return "".join(f"{line}\n" for line in lines)


# --- the card ----------------------------------------------------------------------------------------------------


def card(facts: Mapping[str, Any]) -> str:
    """The model card (Mitchell et al. 2019) as Markdown; names from outside are escaped."""
    base, languages = facts["base"], ", ".join(name_of(tag) for tag in facts["languages"])
    sections = [
        f"# {escaped(base['name'] or 'Model')}, tuned for {languages} to English",
        f"A LoRA adapter for the {base['kind']} model {escaped(base['name'])}, revision {escaped(base['revision'])}."
        f" Made {facts['made_at']} by `workbench tune`.",
        _verdict(facts),
        "## Scores",
        *_score_section(facts),
        "## What it learnt from",
        *_material_section(facts),
        "## Settings",
        _list(f"{name}: {value}" for name, value in facts["settings"].items()),
        "## Software",
        _list(f"{name} {value}" for name, value in facts["software"].items()),
    ]
    return "\n\n".join(sections) + "\n"


def _verdict(facts: Mapping[str, Any]) -> str:
    before, after = (facts["scores"][side]["chrf"]["value"] for side in ("before", "after"))
    change = f"chrF of the held-out sentences went from {before:.1f} to {after:.1f}."
    if after > before:
        return change
    return f"{change} **It is no better than the model it was made from: do not use it in its place.**"


def _score_section(facts: Mapping[str, Any]) -> list[str]:
    held, result, scores = facts["held_out"], facts["result"], facts["scores"]
    origin = "from a file given to measure with" if isinstance(held["from"], list) else "none of which was learnt from"
    return [
        f"Greedy translations of {held['examples']} held-out sentences of {held['documents']} documents, {origin}. The"
        " parameters were chosen by these same sentences, so the scores are a little kinder than new text would be.",
        _table(
            ("measure", "before", "after", "signature"),
            [
                (label, *(f"{scores[side][name]['value']:.2f}" for side in ("before", "after")),
                 escaped(scores['after'][name]['signature']))
                for name, label in _MEASURES.items()
            ],
        ),
        f"{result['steps']} updates on {result['tokens']:,} tokens in {result['seconds']:,} seconds, ended because"
        f" {_STOPPED[result['stopped']]}. The best parameters were those of step {result['best_step']}; of what lies"
        f" between the start (0) and them (1), {result['interpolation']} was chosen.",
        _table(("step", "chrF"), [(str(step), f"{value:.2f}") for step, value in facts["curve"]]),
        _table(("share tuned", "chrF"), [(share, f"{value:.2f}") for share, value in result["interpolations"].items()]),
    ]  # fmt: skip


def _material_section(facts: Mapping[str, Any]) -> list[str]:
    examples, held = facts["examples"], facts["held_out"]["from"]
    counted = f"{examples['learnt_from']} sentence pairs were learnt from"
    if examples["too_long"]:
        counted += f", less {examples['too_long']} that were too long"
    if examples["with_rejected_draft"]:
        counted += f"; {examples['with_rejected_draft']} of all pairs have a rejected draft, in `rejected.jsonl`"
    tables = [_origins(facts["material"], facts["licences"])]
    if isinstance(held, list):
        tables += ["Measured with:", _origins(held, {})]
    return [f"{counted}.", *tables]


def _origins(origins: Iterable[Mapping[str, Any]], licences: Mapping[str, str]) -> str:
    rows = [
        (escaped(origin["name"]), f"`{origin['sha256']}`", escaped(corpus), str(count),
         escaped(licences.get(corpus, "not given")))
        for origin in origins
        for corpus, count in origin["counts"].items()
    ]  # fmt: skip
    return _table(("file", "SHA-256", "corpus", "pairs", "licence"), rows)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
