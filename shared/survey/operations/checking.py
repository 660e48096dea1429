"""W-08: the committee checks what its branches have returned, or sends one back."""

from uuid import UUID

from sqlalchemy import update

from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Invalid, NotAtThisStep, NotFound
from shared.history import append, who_was_first
from shared.policy.task_kinds import TaskKind
from shared.survey.book import SurveyBook
from shared.survey.contract import OVER, CheckSurvey, ReturnLevel, ReturnStatus, SendBackReturn
from shared.survey.operations.rows import find, lock, open_branches, publish
from shared.survey.permissions import PERMISSIONS
from shared.survey.tables import ReturnColumns
from shared.tasks import operations as tasks


class BranchesMissing(Invalid):
    message = "还有党支部没有报回；如须先行审核，请写明原因。"


def check_survey(act: Act, book: SurveyBook, campaign_id: UUID, committee: str, body: CheckSurvey) -> ReturnColumns:
    """W-08: the committee checks. Raises NotFound, NotYourPost, StepAlreadyTaken, BranchesMissing."""
    row = lock(act, book, campaign_id, committee, ReturnLevel.COMMITTEE)
    if row is None:
        raise NotFound()
    post = authorise(act.actor, "check_survey", PERMISSIONS, Standing(own=row.path))
    if row.status in OVER:
        raise who_was_first(act.session, row.id, {"check_survey"}, "排查结果已审核")
    missing = open_branches(act, book, row)
    if missing and not body.text:
        raise BranchesMissing(f"还有{missing}个党支部没有报回；如须先行审核，请写明原因。")
    row.status, row.checked_on, row.text = ReturnStatus.CHECKED, act.today, act.seal_text(body.text)
    row.since = row.since or act.today
    _mark_checked(act, book, row)
    append(act, "check_survey", row.id, row.status, post=post, words=body.text, missing=missing)
    tasks.close_task(
        act, row.id, TaskKind.CHECK_SURVEY, row.organisation, verb="check_survey", occurrence=str(row.round)
    )
    publish(act, book, row)
    return row


def _mark_checked(act: Act, book: SurveyBook, row: ReturnColumns) -> None:
    returns = book.returns
    act.session.execute(
        update(returns)
        .where(
            returns.campaign_id == row.campaign_id,
            returns.committee == row.committee,
            returns.level == ReturnLevel.BRANCH,
            returns.status == ReturnStatus.RETURNED,
        )
        .values(status=ReturnStatus.CHECKED, checked_on=act.today)
        .execution_options(synchronize_session=False)
    )


def send_back_return(act: Act, book: SurveyBook, campaign_id: UUID, branch: str, body: SendBackReturn) -> ReturnColumns:
    """The branch is asked anew; what it had given stays on the record. Raises NotFound, NotYourPost, NotAtThisStep,
    StepAlreadyTaken once the committee has checked."""
    row = find(act, book, campaign_id, branch, ReturnLevel.BRANCH)
    committee = lock(act, book, campaign_id, row.committee, ReturnLevel.COMMITTEE) if row else None
    if row is None or committee is None:
        raise NotFound()
    post = authorise(act.actor, "send_back_return", PERMISSIONS, Standing(own=committee.path))
    act.session.refresh(row, with_for_update=True)
    if committee.status in OVER:
        raise who_was_first(act.session, committee.id, {"check_survey"}, "排查结果已审核，不能再退回")
    if row.status != ReturnStatus.RETURNED:
        raise NotAtThisStep("这个党支部还没有报回，或已经退回，不需要再退回。", status=row.status)
    append(act, "send_back_return", row.id, ReturnStatus.OWED, post=post, words=body.text, round=row.round)
    row.status, row.since, row.round = ReturnStatus.OWED, act.today, row.round + 1
    row.sent_back = act.seal_text(body.text)
    publish(act, book, row)
    _wait_again(act, book, committee)
    return row


def _wait_again(act: Act, book: SurveyBook, committee: ReturnColumns) -> None:
    """Not asked to check until the branch has answered; then by a task of its own."""
    if committee.status != ReturnStatus.OWED:
        return
    tasks.cancel_task(
        act,
        committee.id,
        TaskKind.CHECK_SURVEY,
        committee.organisation,
        verb="send_back_return",
        occurrence=str(committee.round),
    )
    committee.status, committee.since, committee.round = ReturnStatus.WAITING, None, committee.round + 1
    publish(act, book, committee)
