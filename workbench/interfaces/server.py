"""One web server with the page, the interface for scripts and the worker. It listens on this machine only."""

from __future__ import annotations

import gc
import ipaddress
import os
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from workbench import __version__
from workbench.errors import InputError
from workbench.settings import Settings
from workbench.store import Workspace

# The page asks no other machine for anything, and the browser is told to refuse if it did. gr.HTML needs unsafe-eval.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
# Gradio and the model hub ask home unless told otherwise before they are imported.
QUIET_ENVIRONMENT = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def serve(workspace: Workspace, settings: Settings, *, host: str, port: int) -> None:
    """Serves until Ctrl+C. Raises InputError for a host that others could reach, or a port in use."""
    import socket

    import uvicorn

    from workbench import checks

    _require_loopback(host)
    app = create_app(workspace, settings)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise InputError(f"Port {port} on {host} cannot be used ({error}): choose another with --port.") from None
    checks.prepare()
    gc.collect()
    gc.freeze()  # the word lists stay: else they are looked through every so often, and a save waits for that
    print(f"The review page is at http://{f'[{host}]' if ':' in host else host}:{port}  (Ctrl+C ends it)", flush=True)
    _run(app, uvicorn.Config(app, host=host, port=port, log_level="warning"))


def _run(app, config) -> None:
    """Runs the server until Ctrl+C. The streams of news end first: uvicorn waits for every answer that is under way."""
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets=None) -> None:
            app.state.news.close()
            await super().shutdown(sockets)

    server = Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise SystemExit(1)  # uvicorn has said why


def create_app(workspace: Workspace, settings: Settings):
    """The application with the page mounted at `/`."""
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET_ENVIRONMENT.items()})
    import gradio as gr
    from fastapi.staticfiles import StaticFiles

    from workbench.interfaces import ui

    app = create_api(workspace, settings)
    app.mount("/wb", StaticFiles(directory=ui.STATIC), name="wb")
    return gr.mount_gradio_app(
        app, ui.page(), path="/", theme=ui.theme(), css_paths=ui.stylesheets(), head=ui.HEAD,
        footer_links=[], run_history=False, ssr_mode=False, show_error=False,
    )  # fmt: skip


def create_api(workspace: Workspace, settings: Settings):
    """The application without the page: the interface under /api/v1, guarded, and the worker's queue."""
    from fastapi import FastAPI

    from workbench.interfaces import api
    from workbench.interfaces.events import News
    from workbench.interfaces.jobs import Jobs

    jobs, news = Jobs(settings), News(workspace)

    @asynccontextmanager
    async def lifespan(app: FastAPI):
        yield
        news.close()
        jobs.close()

    app = FastAPI(title="Translation workbench", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.middleware("http")(_guard)
    app.state.news = news
    api.install(app, workspace, settings, jobs, news)
    return app


async def _guard(request, call_next: Callable[..., Awaitable]):
    """Only this machine's own pages may talk to the server: another site's script, or a name it points here, may not."""
    from fastapi.responses import JSONResponse

    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    origin = request.headers.get("origin")
    foreign_origin = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if not _is_loopback(host) or (foreign_origin and request.method not in ("GET", "HEAD")):
        return JSONResponse({"error": "This server answers pages on its own machine only."}, status_code=403)
    response = await call_next(request)
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _require_loopback(host: str) -> None:
    if not _is_loopback(host):
        raise InputError(
            f"{host} is not an address of this machine alone; there is no login yet, so only 127.0.0.1, ::1 and localhost are served."
        )
