"""The exchange, as the home side joins it (W-05, D-39, D-151, W-19)."""

from services.outflow.exchange.api import exchange, running
from services.outflow.exchange.figures import COUNTED
from services.outflow.exchange.operations import changes, feedback, summonses
from services.outflow.exchange.operations.casework import heard
from services.outflow.exchange.operations.course import (
    OF_EXCHANGE,
    begin,
    follow_case,
    open_exchange_task,
    open_request_task,
)
from services.outflow.exchange.permissions import PERMISSIONS
from shared.letters.bodies_exchange import ChangeNotice, Feedback, FeedbackAnswer, SummonsReply
from shared.parts import Part
from shared.policy.task_kinds import TaskKind

K = TaskKind
PART = Part(
    routers=(exchange, running),
    permissions=PERMISSIONS,
    opens={kind: open_exchange_task for kind in OF_EXCHANGE}
    | {K.ANSWER_REQUEST: open_request_task, K.CONFIRM_REQUEST: open_request_task},
    hears={
        Feedback: heard(feedback.hear_feedback),
        FeedbackAnswer: heard(feedback.hear_answer),
        ChangeNotice: heard(changes.hear_change),
        SummonsReply: heard(summonses.hear_reply),
    },
    begins={"home-exchange": begin, "summons": summonses.let_summons_pass},
    reacts=follow_case,
    counts=COUNTED,
)
