"""One web server with the page, the interface for scripts and the worker. Beyond this machine it serves users only."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import asynccontextmanager, suppress

from workbench import __version__
from workbench.errors import InputError
from workbench.interfaces.guard import Guard, is_loopback
from workbench.interfaces.identity import Identity
from workbench.settings import Settings
from workbench.store import Workspace
from workbench.users import Users

# Gradio and the model hub ask home unless told otherwise before they are imported.
QUIET_ENVIRONMENT = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}

SWITCH_SECONDS = 0.0005
"""How long a thread keeps the interpreter while others want it. A save changes threads several times, and by Python's own
5 ms it would wait as often for whoever opens a long article."""


def serve(workspace: Workspace, settings: Settings, *, host: str, port: int, names: Sequence[str] = ()) -> None:
    """Serves until Ctrl+C, also under `names` that a proxy passes on. Raises InputError where others could come in and
    there are no users, or for a port in use.
    """
    import socket

    import uvicorn

    from workbench import checks

    require_users(workspace, host, names)
    app = create_app(workspace, settings, names=names if is_loopback(host) else None)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise InputError(f"Port {port} on {host} cannot be used ({error}): choose another with --port.") from None
    sys.setswitchinterval(SWITCH_SECONDS)
    checks.prepare()
    gc.collect()
    gc.freeze()  # the word lists stay: else they are looked through every so often, and a save waits for that
    print(f"The review page is at http://{f'[{host}]' if ':' in host else host}:{port}  (Ctrl+C ends it)", flush=True)
    if not is_loopback(host):
        print("Names and passwords pass the network as they are: let a proxy with HTTPS stand before it.", flush=True)
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


def require_users(workspace: Workspace, host: str, names: Sequence[str]) -> None:
    """Raises InputError where others could come in and nobody could be told from anybody."""
    reached = [name for name in (host, *names) if not is_loopback(name)]
    if reached and not Users(workspace).all():
        raise InputError(
            f"{reached[0]} is not this machine alone, and there are no users who could sign in: "
            "add one with `workbench users add NAME`, or serve 127.0.0.1."
        )


def create_app(workspace: Workspace, settings: Settings, *, names: Sequence[str] | None = ()):
    """The application with the page mounted at `/`; see `create_api`."""
    os.environ.update({name: os.environ.get(name, value) for name, value in QUIET_ENVIRONMENT.items()})
    import gradio as gr

    from workbench.interfaces import ui
    from workbench.interfaces.static import FOR_GOOD, Early, Static

    app = create_api(workspace, settings, names=names)
    app.mount(ui.PATH, Static(ui.STATIC, FOR_GOOD))
    app.mount("/wb", Static(ui.STATIC))
    app.add_middleware(Early, head=ui.early())
    return gr.mount_gradio_app(
        app, ui.page(), path="/", theme=ui.theme(), css=ui.style(), head=ui.HEAD,
        footer_links=[], run_history=False, ssr_mode=False, show_error=False, auth_dependency=app.state.identity.name,
    )  # fmt: skip


def create_api(workspace: Workspace, settings: Settings, *, names: Sequence[str] | None = ()):
    """The application without the page: the interface under /api/v1, the login, the guard, and the worker's queue.

    `names` are the hosts that are answered beside this machine's own; None is any. Where there are some, others can come
    in, and must sign in even if the file of users is gone.
    """
    from fastapi import FastAPI

    from workbench.interfaces import api, login
    from workbench.interfaces.attempts import Attempts
    from workbench.interfaces.events import News
    from workbench.interfaces.jobs import Jobs

    news = News(workspace)
    jobs = Jobs(settings, changed=lambda: news.tell_all("jobs"))

    @asynccontextmanager
    async def lifespan(app: FastAPI):
        yield
        news.close()
        jobs.close()

    app = FastAPI(title="Translation workbench", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan)
    identity = Identity(Users(workspace), open_to_others=names is None or not all(map(is_loopback, names)))
    app.add_middleware(Guard, identity=identity, names=names)
    app.state.news, app.state.identity = news, identity
    api.install(app, workspace, settings, jobs, news)
    login.install(app, identity, Attempts())
    return app
