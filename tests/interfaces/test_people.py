"""Who may do what: every route of the server, for nobody and for each role; sessions, forms, hosts and names."""

import asyncio
import json
import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request
from starlette.routing import Mount

from workbench import pipeline
from workbench.errors import InputError
from workbench.interfaces import attempts, login, server
from workbench.interfaces.events import Person
from workbench.interfaces.jobs import Job, Jobs
from workbench.model import Draft, Signature
from workbench.settings import Settings
from workbench.store import Workspace, now
from workbench.users import Role, Users

HERE = "http://127.0.0.1"
PEOPLE = {"rana": Role.READER, "amina": Role.REVIEWER, "omar": Role.CHIEF}
PASSWORD = "a long password"
ROLES = list(Role)
STEP = {"action": "edit", "base": 0, "text": "Another text."}

# The least role for each route of ours; a route that is not here fails a test below. None is seen without signing in.
ROUTES = {
    ("GET", "/login"): None,
    ("POST", "/login"): None,
    ("POST", "/logout"): "reader",
    ("GET", "/openapi.json"): "reader",
    ("GET", "/api/v1/me"): "reader",
    ("GET", "/api/v1/articles"): "reader",
    ("GET", "/api/v1/articles/{article_id}"): "reader",
    ("GET", "/api/v1/articles/{article_id}/spellings"): "reader",
    ("GET", "/api/v1/formats"): "reader",
    ("GET", "/api/v1/articles/{article_id}/export"): "reader",
    ("GET", "/api/v1/articles/{article_id}/segments/{segment_id}"): "reader",
    ("POST", "/api/v1/articles/{article_id}/segments/{segment_id}"): "reviewer",
    ("POST", "/api/v1/difference"): "reader",
    ("POST", "/api/v1/checks/{check}"): "chief",
    ("POST", "/api/v1/articles/{article_id}/blocks/{block_id}"): "reviewer",
    ("GET", "/api/v1/articles/{article_id}/summary"): "reader",
    ("POST", "/api/v1/articles/{article_id}/summary"): "reviewer",
    ("POST", "/api/v1/articles/{article_id}/summary/{segment_id}"): "reviewer",
    ("POST", "/api/v1/articles"): "reviewer",
    ("POST", "/api/v1/files"): "reviewer",
    ("POST", "/api/v1/articles/{article_id}/language"): "reviewer",
    ("POST", "/api/v1/articles/{article_id}/removal"): "chief",
    ("POST", "/api/v1/articles/{article_id}/translation"): "reviewer",
    ("GET", "/api/v1/articles/{article_id}/translation"): "reader",
    ("DELETE", "/api/v1/articles/{article_id}/translation"): "reviewer",
    ("GET", "/api/v1/models"): "reader",
    ("GET", "/api/v1/jobs"): "reader",
    ("DELETE", "/api/v1/jobs/{job_id}"): "reviewer",
    ("GET", "/api/v1/articles/{article_id}/versions"): "reader",
    ("GET", "/api/v1/limits"): "reader",
    ("POST", "/api/v1/articles/{article_id}/segments/{segment_id}/split"): "reviewer",
    ("POST", "/api/v1/articles/{article_id}/segments/{segment_id}/merge"): "reviewer",
    ("POST", "/api/v1/articles/{article_id}/undo"): "reviewer",
    ("GET", "/api/v1/dashboard"): "reader",
    ("GET", "/api/v1/dashboard/export"): "reader",
    ("GET", "/api/v1/events"): "reader",
    ("POST", "/api/v1/presence"): "reader",
}
BODIES = {
    "/api/v1/checks/{check}": {"action": "silence"},
    "/api/v1/articles/{article_id}/removal": {},
}  # the others need none to be refused or let in


def make_workspace(folder):
    """A workspace with an article, `one`, of two drafted sentences."""
    workspace = Workspace.open(folder, create=True)
    document = pipeline.add(workspace, "فوج شہر میں آئی۔\n\nوزیر نے رپورٹ دیکھی۔".encode(), "one.txt", language="ur")
    made = Signature("marian", "opus", "1", {}, "test")
    texts = zip(document.segments(), ["The army came to town.", "The minister saw the report."], strict=True)
    drafts = [Draft(segment.id, segment.text, text, -0.5, "first", made, now()) for (_, segment), text in texts]
    workspace.append_drafts(document.id, drafts)
    return workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("people") / "workspace")
    for name, role in PEOPLE.items():
        Users(workspace).add(name, PASSWORD, role)
    return workspace


@pytest.fixture(scope="module")
def app(workspace):
    async def made():  # Gradio leaves an event loop behind where none runs
        return server.create_app(workspace, Settings(workspace=workspace.folder))

    return asyncio.run(made())


@pytest.fixture
def come(app, workspace):
    """A person's client: signed in, if a name is given."""

    def come(name=None, to=app, **headers):
        client = TestClient(to, base_url=HERE, headers={"origin": HERE, **headers}, follow_redirects=False)
        if name:
            identity = to.state.identity
            client.cookies.set(identity.cookie(), identity.users.begin(identity.users.find(name)))
        return client

    return come


@pytest.fixture
def alone(tmp_path):
    """A server of its own with one chief, to be changed as the test likes: its workspace, and a new client's maker."""
    workspace = make_workspace(tmp_path / "workspace")
    Users(workspace).add("omar", PASSWORD, Role.CHIEF)
    app = server.create_api(workspace, Settings(workspace=workspace.folder))
    return workspace, lambda: TestClient(app, base_url=HERE, headers={"origin": HERE}, follow_redirects=False)


def each_route(routes, prefix=""):
    """Method and path of every route, those of mounted applications and included routers too."""
    for route in routes:
        if isinstance(route, Mount) and route.routes:
            yield from each_route(route.routes, prefix + route.path)
        elif included := getattr(route, "original_router", None):
            yield from each_route(included.routes, prefix)
        elif not isinstance(route, Mount):
            yield from ((method, prefix + route.path) for method in sorted(route.methods))


def is_ours(path):
    return path in {path for _, path in ROUTES}


def test_every_route_of_ours_has_its_role(workspace):
    app = server.create_api(workspace, Settings(workspace=workspace.folder))
    found = {(method, path) for method, path in each_route(app.routes) if method != "HEAD"}
    assert found == set(ROUTES)


def test_nobody_gets_behind_the_door_on_any_route(app, come):
    routes = [route for route in each_route(app.routes) if ROUTES.get(route, "") is not None]
    assert len(routes) > 60  # Gradio's are among them
    for method, path in routes:
        if path == "/login" or path == "/login/{":  # Gradio's own lies behind ours
            continue
        answer = come().request(method, re.sub(r"\{[^}]*\}", "x", path))
        if (method in ("GET", "HEAD")) and path == "/":
            assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2F"), path
        else:
            assert answer.status_code == 401, (method, path)
            assert method == "HEAD" or "sign in at /login" in answer.json()["error"], path


@pytest.mark.parametrize(("name", "role"), PEOPLE.items())
def test_each_role_on_every_route_of_ours(come, name, role):
    for (method, path), least in ROUTES.items():
        if least is None:
            continue
        client = come(name, **{"x-workbench-user": name})  # anew, for one of the routes signs out
        answer = client.request(method, re.sub(r"\{[^}]*\}", "none", path), json=BODIES.get(path))
        allowed = ROLES.index(role) >= ROLES.index(Role(least))
        assert (answer.status_code not in (401, 403)) == allowed, (method, path, answer.text)
        if not allowed:
            assert answer.status_code == 403
            assert re.match(f"{name} is a {role} here, and this needs a (reviewer|chief):", answer.json()["error"])


def test_a_reader_changes_nothing_by_any_route_of_gradio_either(app, come):
    reader = come("rana")
    changing = {route for route in each_route(app.routes) if route[0] not in ("GET", "HEAD") and not is_ours(route[1])}
    assert len(changing) > 10
    for method, path in changing:
        assert reader.request(method, re.sub(r"\{[^}]*\}", "x", path)).status_code == 403, (method, path)


def test_what_is_public_holds_no_article_and_other_protocols_are_not_spoken(come):
    assert come().get("/wb/main.js").status_code == 200
    for path in (
        "/wb/../api/v1/articles",
        "/wb/%2e%2e/api/v1/articles",
        "/wb//api/v1/articles",
        "/wb/..%2f..%2fcli.py",
    ):
        assert come().get(path).status_code in (401, 404), path
    # A Host header with a path in it must not move the request into the public folder.
    assert come(host="127.0.0.1/wb/").get("/api/v1/articles").status_code == 401
    with pytest.raises(Exception), come("omar").websocket_connect("/gradio_api/queue/join"):  # noqa: B017, PT011
        pass


def test_gradio_knows_who_is_there(come):
    assert come("rana").get("/gradio_api/user").json() == "rana"
    assert come("rana").get("/config").status_code == 200
    assert come("rana").get("/").headers["cache-control"] == "no-store"


# --- signing in --------------------------------------------------------------------------------------------------


def sign_in(client, name, password=PASSWORD, goal="/", **fields):
    page = client.get("/login", params={"next": goal})
    token = re.search(r'name="token" value="([^"]*)"', page.text)[1]
    return client.post(
        "/login", params={"next": goal}, data={"name": name, "password": password, "token": token} | fields
    )


def test_a_deep_link_leads_through_the_login_and_back(come):
    client = come()
    asked = client.get("/?article=one&show=open", headers={"accept": "text/html"})
    assert asked.headers["location"] == "/login?next=%2F%3Farticle%3Done%26show%3Dopen"
    page = client.get(asked.headers["location"])
    token = re.search(r'name="token" value="([^"]*)"', page.text)[1]
    done = client.post(asked.headers["location"], data={"name": "AMINA ", "password": PASSWORD, "token": token})
    assert (done.status_code, done.headers["location"]) == (303, "/?article=one&show=open")
    cookie = next(c for c in done.headers.get_list("set-cookie") if "-form" not in c)
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert client.get("/api/v1/me").json() == {"name": "amina", "role": "reviewer", "rights": ["review"]}
    assert client.get(asked.headers["location"]).headers["location"] == "/?article=one&show=open"
    assert client.get("/login?again=1").status_code == 200


def test_by_https_the_cookies_are_secure(come):
    client = come(origin="https://127.0.0.1")
    client.base_url = "https://127.0.0.1"
    cookies = sign_in(client, "amina").headers.get_list("set-cookie") + client.get("/login?again=1").headers.get_list(
        "set-cookie"
    )
    assert len(cookies) == 2
    assert all("Secure" in cookie for cookie in cookies)


@pytest.mark.parametrize(
    "goal",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
        "javascript:alert(1)", "", "evil.example", " //evil.example", "/%0d%0aSet-Cookie:x=1\r\nx: y", "/login?next=/", "/logout",
        "/" + "a" * 3000, "http:evil.example", "/\x00/evil.example", "/ok\\..\\evil",
    ],
)  # fmt: skip
def test_the_login_leads_nowhere_else(goal):
    assert login.inside(goal) == "/"


@pytest.mark.parametrize(
    "goal", ["/", "/?article=one&show=open", "/?article=%D9%85&by=%2F%2Fx", "/logs", "/openapi.json"]
)
def test_the_login_leads_back_to_places_of_this_server(goal):
    assert login.inside(goal) == goal


@pytest.mark.parametrize(
    ("name", "password"),
    [("amina", "another password"), ("nobody", PASSWORD), ("", ""), ("amina", ""), ("ami\x00na", PASSWORD)],
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(come, name, password, monkeypatch):
    monkeypatch.setattr(attempts, "FREE", {"user": 100, "address": 1000})
    client = come()
    answer = sign_in(client, name, password)
    assert answer.status_code == 401
    assert "The name or the password is not right." in answer.text
    assert client.get("/api/v1/articles").status_code == 401


def test_an_unknown_name_is_as_much_work_as_a_known_one(workspace, monkeypatch):
    import argon2

    done = []
    real = argon2.PasswordHasher.verify
    monkeypatch.setattr(argon2.PasswordHasher, "verify", lambda *given: done.append(given[1:]) or real(*given))
    users = Users(workspace)
    assert users.check("nobody", PASSWORD) is None
    assert users.check("amina", "wrong wrong") is None
    (nobody, _), (somebody, _) = done
    assert nobody.split("$")[:4] == somebody.split("$")[:4]  # the same method and the same cost


PAYLOADS = [
    "<script>window.__pwn=1</script>",
    '"><img src=x onerror=window.__pwn=1>',
    "$token ${name} $$",
    "\u202eanima",
    "a\nb",
    "x" * 5000,
]


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_was_typed_is_text_in_the_answer(come, name, monkeypatch):
    monkeypatch.setattr(attempts, "FREE", {"user": 100, "address": 1000})
    answer = sign_in(come(), name, "wrong wrong")
    assert answer.status_code == 401
    assert "<script>window" not in answer.text
    assert "<img" not in answer.text
    assert len(answer.text) < 4000
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"


def test_a_form_that_is_not_ours_signs_nobody_in(come):
    client, right = come(), {"name": "amina", "password": PASSWORD}
    assert client.post("/login", data=right).status_code == 403  # no token
    assert sign_in(client, "amina", token="0" * 64).status_code == 403
    stranger = come()
    token = re.search(r'name="token" value="([^"]*)"', stranger.get("/login").text)[1]
    assert client.post("/login", data=right | {"token": token}).status_code == 403  # of another browser
    assert client.post("/login", content=b"x=" + b"a" * 20_000).status_code == 422
    assert client.post("/login", content="&".join(f"f{i}=1" for i in range(50)).encode()).status_code == 422
    assert client.get("/api/v1/articles").status_code == 401


# --- guessing ----------------------------------------------------------------------------------------------------


def test_guessing_is_slowed_down_by_user_and_by_address(alone):
    _, come = alone
    client = come()
    for _ in range(attempts.FREE["user"]):
        assert sign_in(client, "omar", "wrong wrong").status_code == 401
    refused = sign_in(client, "OMAR", PASSWORD)  # the right one is not looked at either
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 5  # on a busy machine some of it is over
    assert f"Too many attempts: wait {refused.headers['retry-after']} second" in refused.text
    for number in range(attempts.FREE["address"] - attempts.FREE["user"]):
        assert sign_in(client, f"guess{number}", "wrong wrong").status_code == 401
    assert sign_in(client, "somebody else", PASSWORD).status_code == 429


def test_waiting_grows_is_served_and_is_forgotten():
    at = [0.0]
    known = attempts.Attempts(lambda: at[0])
    waits = []
    for _ in range(4):
        assert known.begin("omar", "192.0.2.1") == 0
    for _ in range(10):
        assert known.begin("omar", "192.0.2.1") == 0
        waits.append(known.begin("omar", "192.0.2.1"))
        at[0] += waits[-1]
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    known.succeeded("omar", "192.0.2.1")
    assert known.begin("omar", "192.0.2.1") == 0
    for number in range(attempts.FREE["address"]):
        assert known.begin(f"guess{number}", "2001:db8::1") == 0
    assert known.begin("other", "2001:db8::2") > 0  # the same customer
    assert known.begin("other", "2001:db8:1::2") == 0
    at[0] += attempts.LONGEST_WAIT_SECONDS + 1
    assert [known.begin("other", "2001:db8::2") for _ in range(2)] == [0, 0]  # begun anew, not only served
    for number in range(attempts.MOST_KEPT):
        known.begin(f"user{number}", f"host{number}")
    assert len(known._failures) == attempts.MOST_KEPT


# --- sessions ----------------------------------------------------------------------------------------------------


def tampered(session):
    name, end, number, signature = session.split(".")
    yield "", "nothing"
    yield "....", "dots"
    yield session[:-1], "cut"
    yield f"{name}.{int(end) + 1000}.{number}.{signature}", "longer"
    yield f"b21hcg.{end}.{number}.{signature}", "another user"
    yield f"{name}.{end}.{number}x.{signature}", "another number"
    yield f"{name}.{end}.{number}.", "no signature"
    yield f"{name}.x.{number}.{signature}", "no time"
    yield f"{name}=.{end}.{number}.{signature}", "padded"
    yield f"!!!.{end}.{number}.{signature}", "no base64"
    yield "a" * 5000, "long"
    yield f"{name}.٤.{number}.{signature}", "not ASCII"


def test_a_session_that_was_tampered_with_is_nobodys(workspace, come):
    users = Users(workspace)
    session = users.begin(users.find("amina"))
    assert users.holder(session).name == "amina"
    for forged, what in tampered(session):
        assert users.holder(forged) is None, what
        if forged.isascii():
            client = come()
            client.cookies.set("workbench-" + users.mark(), forged)
            assert client.get("/api/v1/articles").status_code == 401, what


def test_a_session_of_another_workspace_is_nobodys(workspace, alone):
    other = Users(alone[0])
    assert Users(workspace).holder(other.begin(other.find("omar"))) is None
    assert other.mark() != Users(workspace).mark()  # so that two servers on one machine keep apart cookies


def test_a_session_ends_with_its_time_its_user_its_password_and_by_signing_out(tmp_path):
    at = [1000.0]
    users = Users(Workspace.open(tmp_path / "workspace", create=True), lambda: at[0])
    for name in ("omar", "amina"):
        users.add(name, PASSWORD, Role.CHIEF)
    held, kept = (users.begin(users.find("amina"), 60) for _ in range(2))
    users.end(held)
    assert (users.holder(held), users.holder(kept).name) == (None, "amina")
    assert Users(users._workspace, lambda: at[0]).holder(held) is None  # after a restart too
    at[0] += 60
    assert users.holder(kept) is None
    again = users.begin(users.find("amina"))
    users.end(again)
    assert list(json.loads(users._workspace.private("sessions.json"))) == [again.split(".")[2]]  # the old one is over
    again = users.begin(users.find("amina"))
    users.add("amina", "another password", Role.READER)
    assert users.holder(again) is None
    again = users.begin(users.find("amina"))
    assert users.holder(again).role is Role.READER
    users.remove("amina")
    assert users.holder(again) is None
    users.add("amina", "another password")
    assert users.holder(again) is None


def test_signing_out_needs_a_word_of_the_page_and_ends_every_copy_of_the_session(come):
    client = come("amina")
    copy = come()
    copy.cookies.update(client.cookies)
    assert client.post("/logout").status_code == 403
    assert copy.get("/api/v1/me").status_code == 200
    assert client.post("/logout", headers={"x-workbench-user": "amina"}).status_code == 204
    assert client.get("/api/v1/me").status_code == 401
    assert copy.get("/api/v1/me").status_code == 401


def test_a_page_of_another_user_saves_nothing_under_this_ones_name(come, workspace):
    client = come("amina")
    answer = client.get("/api/v1/articles", headers={"x-workbench-user": "om%C3%A4r"})
    assert answer.status_code == 401
    assert "signed in as amina now, and this page was opened by omär" in answer.json()["error"]


# --- other sites, other hosts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": HERE},
        {},
    ],
)
def test_another_sites_page_changes_nothing(app, come, headers, workspace):
    client = TestClient(app, base_url=HERE, cookies=come("omar").cookies)
    answer = client.post("/api/v1/checks/numbers", json={"action": "silence"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.json()["error"]
    assert client.post("/login", data={"name": "omar", "password": PASSWORD}, headers=headers).status_code == 403
    assert client.get("/api/v1/articles").json()[0]["id"] == "one"
    assert client.get("/api/v1/articles/one").json()["switched_off"] == []


@pytest.mark.parametrize("headers", [{"origin": HERE}, {"sec-fetch-site": "same-origin"}, {"x-workbench-user": "omar"}])
def test_the_own_page_and_scripts_that_say_so_are_heard(app, come, headers):
    client = TestClient(app, base_url=HERE, cookies=come("omar").cookies, headers=headers)
    assert client.post("/api/v1/difference", json={"here": "a", "there": "b"}).status_code == 200


@pytest.mark.parametrize(
    ("names", "host", "code"),
    [
        ((), "evil.example", 403),
        ((), "localhost:7860", 401),
        ((), "[::1]:7860", 401),
        ((), "[", 403),
        ((), "127.0.0.1.evil.example", 403),
        (("Desk.example.org",), "desk.example.org", 401),
        (("desk.example.org",), "evil.example", 403),
        (None, "desk.lan:7860", 401),
    ],
)
def test_hosts_that_are_answered(workspace, names, host, code):
    app = server.create_api(workspace, Settings(workspace=workspace.folder), names=names)
    answer = TestClient(app, base_url=HERE).get("/api/v1/articles", headers={"host": host})
    assert answer.status_code == code


def test_without_users_others_find_a_closed_door(tmp_path):
    workspace = Workspace.open(tmp_path / "workspace", create=True)
    settings = Settings(workspace=workspace.folder)
    for host, names in (
        ("0.0.0.0", ()),
        ("192.168.1.5", ()),
        ("example.org", ()),
        ("::", ()),
        ("", ()),
        ("::1", ("desk.lan",)),
    ):
        with pytest.raises(InputError, match="workbench users add"):
            server.serve(workspace, settings, host=host, port=1, names=names)
    # Where the file goes while the server runs, nobody comes in by that.
    for names, code in ((None, 401), (("desk.lan",), 401), (("localhost",), 200), ((), 200)):
        client = TestClient(server.create_api(workspace, settings, names=names), base_url=HERE)
        assert client.get("/api/v1/articles").status_code == code


def test_a_damaged_file_of_users_lets_nobody_in(alone):
    workspace, come = alone
    signed_in = come()
    assert sign_in(signed_in, "omar").status_code == 303
    for content in (b"", b"{", b'[{"name": "omar"}]'):
        (workspace.folder / "users.json").write_bytes(content)
        answer = signed_in.get("/api/v1/articles")
        assert answer.status_code == 500
        assert "users.json is damaged, and nobody can sign in" in answer.json()["error"]
        assert "damaged" in sign_in(come(), "omar").json()["error"]
        assert come().get("/api/v1/articles").status_code == 401
    (workspace.folder / "users.json").write_text("[]")
    assert signed_in.get("/api/v1/articles").status_code == 401


def test_alone_on_this_machine_a_name_is_enough(tmp_path):
    workspace = make_workspace(tmp_path / "workspace")
    client = TestClient(
        server.create_api(workspace, Settings(workspace=workspace.folder)), base_url=HERE, follow_redirects=False
    )
    assert client.get("/api/v1/me").json() == {"name": None, "role": None, "rights": ["review", "manage"]}
    assert client.get("/login?next=/x").headers["location"] == "/x"
    segment = client.get("/api/v1/articles/one").json()["rows"][0]["id"]
    assert client.post(f"/api/v1/articles/one/segments/{segment}", json=STEP | {"by": "Amina"}).json()["by"] == "Amina"
    assert "needs a name" in client.post(f"/api/v1/articles/one/segments/{segment}", json=STEP).json()["error"]
    Users(workspace).add("omar", PASSWORD, Role.CHIEF)  # from now on
    assert client.get("/api/v1/articles").status_code == 401


# --- names -------------------------------------------------------------------------------------------------------


def test_nobody_signs_with_anothers_name(alone, monkeypatch):
    workspace, come = alone
    client = come()
    assert sign_in(client, "omar").status_code == 303
    article = client.get("/api/v1/articles/one").json()
    segment, block = article["rows"][0]["id"], article["blocks"][0]["id"]
    forged = {"by": "Somebody Else"}
    step = client.post(f"/api/v1/articles/one/segments/{segment}", json=STEP | forged).json()
    assert step["by"] == "omar"
    client.post(
        f"/api/v1/articles/one/segments/{segment}", json={"action": "comment", "base": 1, "comment": "x"} | forged
    )
    client.post(f"/api/v1/articles/one/blocks/{block}", json={"kind": "furniture"} | forged)
    assert client.post("/api/v1/checks/numbers", json={"action": "silence"} | forged).json()[0]["by"] == "omar"
    place = article["rows"][1]["source"].index(" ")
    other = f"/api/v1/articles/one/segments/{article['rows'][1]['id']}"
    halves = client.post(f"{other}/split", json={"base": 0, "place": place} | forged).json()["rows"][-2:]
    following = {"base": halves[0]["version"], "following": halves[1]["id"], "following_base": halves[1]["version"]}
    client.post(f"/api/v1/articles/one/segments/{halves[0]['id']}/merge", json=following | forged)
    client.post("/api/v1/articles/one/undo", json={"of": workspace.edits("one")[-1].id} | forged)
    assert {edit.by for edit in [*workspace.edits("one"), *workspace.own_edits()]} == {"omar"}
    assert len(workspace.edits("one")) == 6
    summary = "/api/v1/articles/one/summary"
    client.post(summary, json={"action": "add", "base": 0, "segment_id": halves[0]["id"]} | forged)
    client.post(f"{summary}/{halves[0]['id']}", json={"action": "approve", "base": 0} | forged)
    assert {edit.by for edit in workspace.edits("one")} == {"omar"}
    assert len(workspace.edits("one")) == 8
    asked = []
    monkeypatch.setattr(Jobs, "start", lambda jobs, *what: asked.append(what[-1]) or Job("1", "one"))
    client.post("/api/v1/articles/one/translation", json=forged)
    assert asked == ["omar"]
    said = []
    monkeypatch.setattr(type(client.app.state.news), "place", lambda news, person: said.append(person.name))
    client.post("/api/v1/presence", json={"tab": "t", "name": "Somebody Else", "article": "one"})
    assert said == ["omar"]
    client.post("/api/v1/articles/one/removal", json=forged)
    kept = next((workspace.folder / "removed" / "one").iterdir())
    assert json.loads((kept / "removed.json").read_text())["by"] == "omar"


NAMED = "Step Rewording Rearrange Switch Fold Split Merge Undo Wanted Removal"


def test_every_body_with_a_name_is_one_of_those_above(app):
    models = app.openapi()["components"]["schemas"]
    assert {name for name, model in models.items() if "by" in model.get("properties", {})} == {*NAMED.split()}
    assert {name for name, model in models.items() if "name" in model.get("properties", {})} == {"Place", "Pasted"}


def test_a_stream_ends_with_the_session(alone):
    _, come = alone
    identity, news = come().app.state.identity, come().app.state.news
    session = identity.users.begin(identity.users.find("omar"))
    request = Request({"type": "http", "headers": [(b"cookie", f"{identity.cookie()}={session}".encode())]})
    visitor = identity.who(request)

    async def run():
        stream = news.listen("one", visitor.signed(""), "tab", lambda: identity.is_still(visitor, request))
        begun = [await anext(stream) for _ in range(3)]
        identity.users.end(session)
        news.place(Person("other tab", "rana", "one"))  # something to be told
        return begun, [message async for message in stream]

    begun, rest = asyncio.run(asyncio.wait_for(run(), 20))
    assert '"name": "omar"' in begun[2]
    assert rest == []


def test_names_in_deep_links_are_quoted_and_redirects_stay_here(come):
    answer = come().get("/x\u202e/../é?a=" + quote("//evil.example"), headers={"accept": "text/html"})
    assert answer.headers["location"].startswith("/login?next=%2F")
