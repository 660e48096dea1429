"""The exchange, as the host side joins it (W-05, W-19)."""

from services.inflow.exchange.api import exchange, running
from services.inflow.exchange.figures import COUNTED
from services.inflow.exchange.operations import care, changes, feedback
from services.inflow.exchange.operations.casework import heard
from services.inflow.exchange.operations.course import (
    begin,
    follow_placement,
    open_exchange_task,
    open_request_task,
)
from services.inflow.exchange.permissions import PERMISSIONS
from shared.letters.bodies_exchange import (
    ChangeAcknowledged,
    ChangeNotice,
    FeedbackAcknowledged,
    FeedbackQuestion,
    HomeNotice,
    Summons,
    SummonsReply,
)
from shared.parts import Part
from shared.policy.ladder import RungEffect
from shared.policy.task_kinds import TaskKind

K = TaskKind
OF_EXCHANGE = (K.SEND_FEEDBACK, K.ANSWER_FEEDBACK, K.TELL_CHANGE, K.ACKNOWLEDGE_CHANGE, K.RELAY_SUMMONS)

PART = Part(
    routers=(exchange, running),
    permissions=PERMISSIONS,
    opens={kind: open_exchange_task for kind in OF_EXCHANGE}
    | {K.ANSWER_REQUEST: open_request_task, K.CONFIRM_REQUEST: open_request_task},
    effects={RungEffect.FEEDBACK_OVERDUE: feedback.mark_overdue},
    hears={
        FeedbackQuestion: heard(feedback.hear_question),
        FeedbackAcknowledged: heard(feedback.hear_acknowledgement),
        ChangeNotice: heard(changes.hear_change),
        ChangeAcknowledged: heard(changes.hear_acknowledgement),
        Summons: heard(care.hear_summons),
        SummonsReply: heard(care.hear_reply),
        HomeNotice: heard(care.hear_home_notice),
    },
    begins={"host-feedback": begin},
    reacts=follow_placement,
    counts=COUNTED,
)
