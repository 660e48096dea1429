"""What is owed in a case, and on which side's list it stands."""

from dataclasses import dataclass

from shared.policy.task_kinds import TaskKind as K


@dataclass(frozen=True)
class Owed:
    """An open task of the case: where it is kept, what it is, who holds it."""

    service: str
    kind: K
    holder: str


KEPT_AT_HOST = frozenset(
    {
        K.VERIFY_CERTIFICATE,
        K.PLACE_MEMBER,
        K.ENROL_MEMBER,
        K.REVIEW_REFUSAL,
        K.LOOK_FOR_MEMBER,
        K.COORDINATE_PROVINCIALLY,
        K.RELEASE_MEMBER,
        K.SEND_FEEDBACK,
        K.ANSWER_FEEDBACK,
        K.TELL_CHANGE,
        K.RELAY_SUMMONS,
        K.ACCEPT_TRANSFER,
        K.FILE_OPINION,
    }
)

ALONGSIDE = frozenset(
    {
        K.CONTACT_MEMBER,
        K.SEND_FEEDBACK,
        K.ASK_YEARLY_REPORT,
        K.SEND_HOME_NOTICE,
        K.OBTAIN_FEEDBACK,
        K.REMIND_OF_DUES,
        K.CONSIDER_ARREARS,
    }
)
"""Asked by processes that go on beside the case, whatever its state."""
