"""The review page: a Gradio shell around two containers that the scripts in `static/` fill. It knows no article.

Text never goes through a template: Gradio executes what templates hold, and every article is untrusted. The scripts fetch
JSON from the interface and write it with `textContent` only.
"""

from __future__ import annotations

from pathlib import Path

import gradio as gr

STATIC = Path(__file__).parent / "static"

HEAD = (
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="icon" href="/wb/icon.svg" type="image/svg+xml">'
    '<link rel="stylesheet" href="/wb/print.css" media="print">'
)

_MOUNT = "import('/wb/main.js').then((module) => module.{function}(element));"


def stylesheets() -> list[Path]:
    return [STATIC / "page.css"]


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
