"""The home side's process as R4's sabotage runs it: it does not look whether a key has been used before."""

from typing import Any

from services.outflow.app import main
from shared import idempotency
from tests.chaos.instead import instead


def never_used_before(*_: Any) -> None:
    """Instead of `claim`."""


def forget(*_: Any) -> None:
    """Instead of `keep`."""


if __name__ == "__main__":
    with instead(idempotency, "claim", never_used_before), instead(idempotency, "keep", forget):
        main()
