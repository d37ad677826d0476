"""Whether the packages that tuning needs are there. It imports none of them."""

from __future__ import annotations

from importlib.util import find_spec

from workbench.errors import ModelUnavailable

NEEDED = ("torch", "transformers", "peft", "safetensors")


def require_packages() -> None:
    """Raises ModelUnavailable naming the packages that are not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ModelUnavailable(
            f"Tuning takes {', '.join(missing)}, which this Python has not:"
            " pip install 'translation-workbench[offline]'."
        )
