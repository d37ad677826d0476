"""The review page: a Gradio shell around two containers that the scripts in `static/` fill. It knows no article.

Text never goes through a template: Gradio executes what templates hold, and every article is untrusted. The scripts fetch
JSON from the interface and write it with `textContent` only.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import gradio as gr

STATIC = Path(__file__).parent / "static"


def _digest() -> str:
    """Another for every state of the static files."""
    files = sorted(path for path in STATIC.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:12]


PATH = f"/wb/{_digest()}"
"""Where the page gets its scripts from: browsers may keep them for good, and never mix those of two versions."""

_MOUNT = f"import('{PATH}/main.js').then((module) => module.{{function}}(element));"

HEAD = f'<link rel="stylesheet" href="{PATH}/print.css" media="print">'


def early() -> str:
    """What the document itself begins with: the scripts, all at once, so that they run while Gradio sets itself up, and
    the styles that must hold before the first thing is drawn.
    """
    scripts = sorted(path.name for path in STATIC.glob("*.js") if path.name != "login.js")
    return (
        f'<link rel="icon" href="{PATH}/icon.svg" type="image/svg+xml">'
        + "".join(f'<link rel="stylesheet" href="{PATH}/{name}">' for name in ("fonts.css", "shell.css"))
        + "".join(f'<link rel="modulepreload" href="{PATH}/{name}">' for name in scripts)
        + f'<script type="module" src="{PATH}/main.js"></script>'
    )


def style() -> str:
    return (STATIC / "page.css").read_text(encoding="utf-8")


def theme() -> gr.themes.Base:
    """System fonts for the interface; articles have fonts of their own. Nothing is fetched from elsewhere."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.slate,
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )


def page() -> gr.Blocks:
    with gr.Blocks(title="Translation workbench", fill_width=True, analytics_enabled=False) as blocks:
        with gr.Sidebar(width=320):
            _container("wb-sidebar", "mountSidebar")
        _container("wb-main", "mountMain")
    # Gradio looks a thousand times a second whether its queue has work, a tenth of a core. The page never puts any there.
    blocks._queue.sleep_when_free = 60.0
    return blocks


def _container(name: str, function: str) -> gr.HTML:
    """An empty element with a static template, so that Gradio never touches what the script puts there."""
    return gr.HTML(
        value="",
        html_template=f'<div id="{name}"></div>',
        js_on_load=_MOUNT.format(function=function),
        apply_default_css=False,
        padding=False,
    )
