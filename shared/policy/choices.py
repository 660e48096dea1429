"""Closed lists of a policy pack: grounds of refusal, reasons of departure, channels of contact."""

from enum import StrEnum

from shared.contract import Contract


class Paper(StrEnum):
    """What a short absence for this reason is given (rulebook 5.0)."""

    MEMBER_LETTER = "MEMBER_LETTER"
    CERTIFICATE = "CERTIFICATE"


class Choice(Contract):
    """`synonyms` are the words people write for it in their own tables."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()

    def is_meant_by(self, text: str) -> bool:
        word = "".join(text.split())
        return word == self.label or word == self.code or word in self.synonyms


class DepartureReason(Choice):
    """`abroad`: study or research, for which an absence over six months has the half-yearly variant."""

    paper: Paper
    abroad: bool = False


class ContactChannel(Choice):
    """How a contact was sought; it counts only when the member answered (W-04)."""


class RefusalGround(Choice):
    """A ground that is admissible; with `names_right_committee` it is a redirect, not a refusal (G5)."""

    names_right_committee: bool = False


class RefusalRules(Contract):
    """Grounds G1 to G5 are a closed list; every other reason is a refusal without grounds (W-03)."""

    closed_list_source: str
    grounds: tuple[RefusalGround, ...]
    not_admissible: tuple[Choice, ...]

    def ground(self, code: str) -> RefusalGround | None:
        """The listed ground with this code, None when the reason is no ground."""
        return next((ground for ground in self.grounds if ground.code == code), None)

    def is_reason(self, code: str) -> bool:
        """Whether a refusal may be recorded with this code at all, admissible or not."""
        return any(choice.code == code for choice in (*self.grounds, *self.not_admissible))
