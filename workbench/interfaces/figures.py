"""Measurements as the JSON that scripts read, and that the tables and the report are made from. It prints nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.bench.checks import Measured
    from workbench.bench.quality import Evaluation
    from workbench.bench.reviewing import Reviewed, Reviewing
    from workbench.evaluate import Comparison
    from workbench.evaluate.effort import Hter, Verdicts

MEASURES = {"chrf": "chrF2", "bleu": "BLEU", "ter": "TER"}
VERDICTS = ("unchanged", "corrected", "rejected", "waiting")
COMPARISON_NOTE = (
    "p: how often chance alone makes a difference this large, by 1,000 paired resamples of the sentences (Koehn 2004). "
    "The 95 % are each score's own; they may overlap where the difference is real."
)
PLANTED_NOTE = "No error is planted where a check that is for it finds fault with the good translation already; {left_out} were left out."
JUDGED_NOTE = "Wrong: not judged to be a fault of the pair itself by a person who read it. {unread} findings are not judged yet, and count as wrong."
EFFORT_NOTE = (
    "HTER: edits per 100 words of the approved text that the machine's text needed, punctuation marks counted as words; "
    "segments that wait or were rejected are not in it. {signature}"
)


def of_evaluation(evaluation: Evaluation) -> dict[str, Any]:
    """The scores of one output; `engine`, `retried` and `words_per_second` are null for translations from a file."""
    output = evaluation.output
    return {
        "system": output.name,
        **{name: round(score.value, 2) for name, score in evaluation.scores.items()},
        **{f"{name}_signature": score.signature for name, score in evaluation.scores.items()},
        "numbers_kept": rounded(evaluation.numbers.percent),
        "numbers": evaluation.numbers.total,
        "names_kept": rounded(evaluation.names.percent),
        "names": evaluation.names.total,
        "known_names_kept": rounded(evaluation.known_names.percent),
        "known_names": evaluation.known_names.total,
        "names_invented": evaluation.names_invented,
        "segments": len(evaluation.sources),
        "retried": output.retried,
        "words_per_second": rounded(output.words_per_second, 1),
        "engine": asdict(output.signature) if output.signature else None,
    }


def of_comparison(comparison: Mapping[str, Comparison]) -> dict[str, Any]:
    return {
        name: {
            "difference": round(c.difference, 2),
            "p_value": rounded(c.p_value, 4),
            "interval": [round(c.interval.low, 2), round(c.interval.high, 2)],
            "against_interval": [round(c.against_interval.low, 2), round(c.against_interval.high, 2)],
            "signature": c.score.signature,
        }
        for name, c in comparison.items()
    }


def of_checks(measured: Measured, *, judged: bool = False) -> dict[str, Any]:
    """Shares in per cent; those of wrong findings are null where none was judged."""
    alarms = measured.alarms
    return {
        "segments": alarms.segments,
        "planted": {
            kind: {
                "planted": r.planted,
                "found": _percent(r.found, r.planted),
                "as_error": _percent(r.as_error, r.planted),
                "left_out": r.left_out,
            }
            for kind, r in measured.recall.items()
        },
        "segments_with_error": _percent(alarms.with_error, alarms.segments),
        "segments_with_any": _percent(alarms.with_any, alarms.segments),
        "segments_with_error_wrong": _percent(alarms.wrong_error, alarms.segments) if judged else None,
        "segments_with_any_wrong": _percent(alarms.wrong_any, alarms.segments) if judged else None,
        "unread": alarms.unread if judged else None,
        "false_alarms": {
            f"{check} {severity}": _percent(count, alarms.segments)
            for (check, severity), count in alarms.by_check.most_common()
        },
    }


def of_workspace(reviewing: Reviewing) -> dict[str, Any]:
    """HTER in per cent; times in seconds. What a group has no approved machine text for has a null HTER."""
    from workbench.evaluate.effort import LONGEST_PAUSE_SECONDS

    reasons: dict[str, int] = {}
    for article in reviewing.articles:
        for reason, count in article.verdicts.rejected.items():
            reasons[reason] = reasons.get(reason, 0) + count
    articles = [_article(article) for article in reviewing.articles]
    return {
        **_hter(reviewing.hter),
        "hter_signature": reviewing.hter.score.signature if reviewing.hter else None,
        **{
            name: sum(article[name] for article in articles)
            for name in ("unchanged", "corrected", "rejected", "waiting")
        },
        "reasons": dict(sorted(reasons.items(), key=lambda item: -item[1])),
        "actions": {str(action): count for action, count in reviewing.actions.items()},
        "seconds_per_segment": rounded(reviewing.seconds, 1),
        "timed_segments": reviewing.timed,
        "longest_pause_seconds": LONGEST_PAUSE_SECONDS,
        "articles": articles,
        "models": [{"engine": e, "model": m, **_hter(found)} for (e, m), found in reviewing.by_model.items()],
        "languages": [{"language": tag, **_hter(found)} for tag, found in reviewing.by_language.items()],
        "left_out": reviewing.left_out,
    }


# --- the same in words -------------------------------------------------------------------------------------------


def system_of(figures: Mapping[str, Any]) -> str:
    """Who translated: the model and its engine, or the file."""
    engine = figures["engine"]
    return f"{figures['system']} ({engine['engine']})" if engine else f"translations in {figures['system']}"


def cost_of(figures: Mapping[str, Any]) -> str:
    segments = f"{figures['segments']} segments"
    if figures["engine"] is None:
        return segments
    return f"{segments}, {figures['retried']} retried, {figures['words_per_second']} words per second"


def time_of(figures: Mapping[str, Any]) -> str:
    if not figures["timed_segments"]:
        return "No time is known: that takes two saves of one person within a minute."
    return (
        f"About {figures['seconds_per_segment']:g} seconds for a segment (the median of {figures['timed_segments']}): an estimate "
        f"from the times of saves, in which pauses of more than {figures['longest_pause_seconds']:g} seconds do not count."
    )


def share(percent: float | None) -> str:
    return "–" if percent is None else f"{percent:.1f} %"


def interval(ends: tuple[float, float]) -> str:
    return f"{ends[0]:.1f}–{ends[1]:.1f}"


def chance(p_value: float | None) -> str:
    return "no difference" if p_value is None else f"{p_value:.3f}"


# --- pieces ------------------------------------------------------------------------------------------------------


def _article(article: Reviewed) -> dict[str, Any]:
    named = {"id": article.id, "title": article.title, "language": article.language}
    return {**named, **_hter(article.hter), **_verdicts(article.verdicts)}


def _verdicts(verdicts: Verdicts) -> dict[str, int]:
    rejected = sum(verdicts.rejected.values())
    return {
        "unchanged": verdicts.unchanged,
        "corrected": verdicts.corrected,
        "rejected": rejected,
        "waiting": verdicts.waiting,
    }


def _hter(found: Hter | None) -> dict[str, Any]:
    if found is None:
        return {"hter": None, "hter_edits": 0, "hter_words": 0, "hter_segments": 0}
    return {
        "hter": round(found.score.value, 2),
        "hter_edits": found.edits,
        "hter_words": found.words,
        "hter_segments": found.segments,
    }


def _percent(count: int, total: int) -> float | None:
    return round(100 * count / total, 2) if total else None


def rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)
