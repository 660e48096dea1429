"""What somebody had filled in when his session was over: carried through signing in, back into the same form."""

from starlette.datastructures import FormData

from services.console.console import Console
from services.console.guard import TOKEN_FIELD
from services.console.sign_in.tokens import session_name

PREFIX = "kept."
NOT_KEPT = frozenset({TOKEN_FIELD, "password", "new_password", "again", "code", "login", "demo", "next", "step"})


def texts(form: FormData) -> dict[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}


def to_carry(form: FormData) -> list[tuple[str, str]]:
    """The filled-in values under names that do not meet those of the sign-in form."""
    return [(PREFIX + name, value) for name, value in texts(form).items() if name not in NOT_KEPT and value]


def hidden_pairs(form: FormData) -> list[tuple[str, str]]:
    return [(name, value) for name, value in texts(form).items() if name.startswith(PREFIX)]


def carried(form: FormData) -> dict[str, str]:
    return {name.removeprefix(PREFIX): value for name, value in hidden_pairs(form)}


def keep_draft(console: Console, session: str, path: str, values: dict[str, str]) -> None:
    if values:
        console.drafts.keep(session_name(session), path, values)
