"""A member who acts himself: what a branch has to state about his word is then known, and nobody can state it
otherwise."""

from typing import Any, Final, TypeVar

from shared.act import Act
from shared.contract import Contract
from shared.errors import Invalid
from shared.own_case import OWN_PAGE

Body = TypeVar("Body", bound=Contract)

KNOWN: Final[dict[str, Any]] = {
    "channel": OWN_PAGE,
    "told_by": "MEMBER",
    "signed_by_member": True,
    # It is handed in at the branch, never over the page; the inspection says whether it was seen.
    "certificate_brought": False,
}
"""Fields of acts that say how a branch has come to know what the member said."""


class NotAMembersWord(Invalid):
    message = "这一项由党组织查明后登记，不能由党员本人填报；请改选其他项，或联系党支部。"


def himself(act: Act) -> bool:
    return act.actor.own_case is not None


def own_word(act: Act, body: Body, *days: str) -> Body:
    """The act as it stands when the member says it himself: said now, by him, on his page. `days`: fields that hold
    the day on which the branch was told."""
    if not himself(act):
        return body
    known = {name: value for name, value in KNOWN.items() if name in type(body).model_fields}
    return body.model_copy(update=known | dict.fromkeys(days, act.today))


def refuse_from_himself(act: Act, field: str, *, refused: bool) -> None:
    """Raises NotAMembersWord naming the field."""
    if refused and himself(act):
        raise NotAMembersWord(fields=[{"field": field, "message": NotAMembersWord.message}])
