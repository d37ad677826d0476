"""The command `workbench users`: who may sign in to the review page, and as what. A password is never an argument."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from workbench.errors import InputError
from workbench.interfaces import show
from workbench.interfaces.options import command, json_option, workspace_option
from workbench.users import Role

EXAMPLES = """examples:
  workbench users add amina                     asks for the password; a reviewer
  workbench users add bilal --role chief
  workbench users add amina < password.txt      a new password: whoever was signed in with the old one is signed out
  workbench users role amina chief              at once, also where she is signed in
  workbench users list
  workbench users remove amina

A reader reads and exports. A reviewer takes all steps of a review, adds articles and has them translated. A chief also
switches checks off and on for all articles, and removes articles. From the first user on, the page asks everybody to sign in.
"""


def add(commands: Any) -> None:
    parser = command(commands, "users", "Say who may sign in to the review page, and as what.", EXAMPLES)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    adding = command(actions, "add", "Add a user, or give one a new password.", EXAMPLES)
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", choices=list(Role), type=str, help="default: reviewer, or what the user is already")
    adding.set_defaults(command=_add)
    changing = command(actions, "role", "Make a user a reader, a reviewer or a chief.", EXAMPLES)
    changing.add_argument("name", metavar="NAME")
    changing.add_argument("role", choices=list(Role), type=str)
    changing.set_defaults(command=_role)
    removing = command(actions, "remove", "Remove a user; their sessions end, what they did stays.", EXAMPLES)
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(command=_remove)
    listing = command(actions, "list", "The users and their roles.", EXAMPLES)
    json_option(listing)
    listing.set_defaults(command=_list)
    for action in (adding, changing, removing, listing):
        workspace_option(action)


def _add(options: argparse.Namespace) -> int:
    from workbench.store import Workspace
    from workbench.users import Users, clean_name

    name = clean_name(options.name)
    users = Users(Workspace.open(options.workspace, create=True))
    user, is_new = users.add(name, _password(name), options.role and Role(options.role))
    print(f"{user.name} {'is added' if is_new else 'has a new password'}, as a {user.role}.")
    if not any(user.role is Role.CHIEF for user in users.all()):
        print(
            "Nobody is a chief yet, who alone may switch checks off and remove articles: `workbench users role NAME chief`."
        )
    return 0


def _role(options: argparse.Namespace) -> int:
    from workbench.store import Workspace
    from workbench.users import Users

    user = Users(Workspace.open(options.workspace)).give_role(options.name, Role(options.role))
    print(f"{user.name} is a {user.role} now.")
    return 0


def _remove(options: argparse.Namespace) -> int:
    from workbench.store import Workspace
    from workbench.users import Users

    gone = Users(Workspace.open(options.workspace)).remove(options.name)
    print(f"{gone.name} is removed, and signed out everywhere.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from workbench.store import Workspace
    from workbench.users import Users

    users = Users(Workspace.open(options.workspace)).all()
    if options.json:
        print(json.dumps({"users": [{"name": user.name, "role": user.role} for user in users]}, ensure_ascii=False))
    elif users:
        show.user_table(users)
    else:
        print("There are no users, and the page asks for a name only: `workbench users add NAME` adds one.")
    return 0


def _password(name: str) -> str:
    """Typed twice without an echo, or the first line of a standard input that is no terminal. Raises InputError."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    password = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("The same again: ") != password:
        raise InputError("The two passwords differ: nothing is changed, run the command again.")
    return password
