"""The `gongguan` command. A module of `deploy.embedded.commands` joins by a function `register(app)`."""

import importlib
import importlib.util
import pkgutil
import sys

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from deploy.embedded import doctor_command, down, key_command, status, up
from deploy.embedded.conventions import Refused, answer_json, json_wanted, say, tell_refusal
from deploy.embedded.wording import speak_chinese, usage_sentence

OWN_COMMANDS = (up, down, status, doctor_command, key_command)
REFUSED, USAGE = 1, 2


def build() -> typer.Typer:
    speak_chinese()
    app = typer.Typer(
        name="gongguan",
        help="共管：流出地和流入地共同管理流动党员",
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for command in OWN_COMMANDS:
        command.register(app)
    for module in other_commands():
        importlib.import_module(module).register(app)
    return app


def other_commands() -> list[str]:
    if importlib.util.find_spec("deploy.embedded.commands") is None:
        return []
    package = importlib.import_module("deploy.embedded.commands")
    return [found.name for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]


def run(arguments: list[str]) -> int:
    """Exit status: 0 done, 1 refused with reasons, 2 usage."""
    as_json = json_wanted(arguments)
    try:
        result = get_command(build()).main(arguments or ["--help"], prog_name="gongguan", standalone_mode=False)
    except Refused as refusal:
        tell_refusal(refusal, as_json=as_json)
        return REFUSED
    except typer.Abort:
        return REFUSED
    except TyperException as error:
        return _tell_usage(error, as_json=as_json)
    return result if isinstance(result, int) else 0


def _tell_usage(error: TyperException, *, as_json: bool) -> int:
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    sentence = usage_sentence(message)
    if as_json:
        answer_json({"ok": False, "code": "usage", "reasons": [sentence]})
    say(f"✗ {sentence}；用法见 gongguan --help")
    return USAGE


def main() -> None:
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
