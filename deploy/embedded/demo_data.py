"""The door to the demo: loads it in the background of the supervisor, and lives without it."""

import contextlib
import importlib
import importlib.util
import json
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from deploy.embedded.endpoints import Endpoints

MODULE = "deploy.embedded.demo"


def begin_demo(endpoints: Endpoints) -> Future[Any] | None:
    """`load_demo(endpoints)` in a thread of its own, since the supervisor has to go on watching; None without
    such a module. What load_demo returns must be JSON-able; it becomes `demo` in the answer of `up --json`."""
    if importlib.util.find_spec(MODULE) is None:
        return None
    loading: Future[Any] = Future()
    # A daemon: a demo that hangs must not keep the supervisor from ending.
    threading.Thread(target=_load, args=(endpoints, loading), name="demo", daemon=True).start()
    return loading


def published_accounts(data_dir: Path) -> list[dict[str, str]]:
    """The demo's accounts with their posts and the published password; none before it was loaded."""
    file = data_dir / "demo-accounts.json"
    accounts: list[dict[str, str]] = json.loads(file.read_bytes()) if file.exists() else []
    return accounts


def _load(endpoints: Endpoints, loading: Future[Any]) -> None:
    try:
        # Standard output is the answer's; the demo's words are for people.
        with contextlib.redirect_stdout(sys.stderr):
            loading.set_result(importlib.import_module(MODULE).load_demo(endpoints))
    except Exception as error:  # told by whoever asks for the result
        loading.set_exception(error)
