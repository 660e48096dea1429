"""A supervisor in a process of its own over PostgreSQL and Temporal; arguments: data directory, port base."""

import json
import sys
from pathlib import Path
from typing import Any

from deploy.embedded.conventions import say
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.process_table import infrastructure
from deploy.embedded.stack import Stack, StackOptions
from deploy.embedded.stop_request import StopRequest


def tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main(data: str, base: str) -> None:
    stop_request = StopRequest()
    stop_request.listen()
    options = StackOptions(DataDirectory.at(Path(data)), port_base=int(base), demo=False)
    Stack(
        options,
        show=lambda name, line: say(f"{name} | {line}"),
        on_ready=tell,
        stop_request=stop_request,
        table=lambda data, ports, settings: infrastructure(data, ports),
    ).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
