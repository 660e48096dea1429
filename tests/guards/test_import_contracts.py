"""Who may import whom (architecture 3) is written in pyproject.toml; import-linter holds it."""

import subprocess
import sys
from pathlib import Path

from tests.guards.sources import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def test_the_import_contracts_are_kept() -> None:
    linted = subprocess.run([str(LINT_IMPORTS), "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert linted.returncode == 0, f"move the import, or the code, to the layer it belongs to:\n{linted.stdout}"
