"""W-06: the probationary member applies, the host is asked and answers, the branch meets, the committee decides."""

from datetime import date, timedelta

from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.stories.member import Member
from deploy.embedded.rehearsal.stories.telling import Moments
from deploy.embedded.rehearsal.terms import DAY, FIGURES
from services.inflow.opinion.contract import FileOpinion
from services.outflow.conversion import contract as c

NOTICE_RUNS = timedelta(days=21)
"""Five working days and the longest holidays."""
WELL = "在我支部期间表现良好。"
VOTES = {"entitled": 12, "present": 9, "yes": 9, "no": 0, "abstained": 0}


def converts(member: Member) -> Moments:
    end = member.somebody.probation_end
    assert end is not None
    yield member.on(end - FIGURES["conversion.request_opinion"] * DAY, member.somebody.within(1, 4))
    yield from member.home_does("request_opinion", lambda _: c.RequestOpinion(text="请提出书面意见。"))
    yield member.later(0.3, 3)
    yield from member.home_does("record_application", lambda day: c.RecordApplication(applied_on=day, written=True))
    late = member.manner is Manner.OPINION_LATE
    yield member.on(end, member.somebody.within(19, 23) if late else member.somebody.within(1, 8))
    yield from member.host_does("file_opinion", opinion)
    yield member.later(0.5, 2)
    yield from _is_prepared(member)
    yield member.later(0.5, 2)
    yield from member.home_does("hold_conversion_meeting", meeting)
    yield member.later(0.5, 3)
    yield from member.home_does("report_resolution", lambda day: c.ReportResolution(reported_on=day))
    yield member.later(3, 12)
    yield from member.home_does("decide_conversion", decision, by=member.home_office)
    yield member.later(1, 5)
    yield from member.home_does("announce_conversion", announcement)


def _is_prepared(member: Member) -> Moments:
    """Consultation, the branch committee's view, the public notice that has been up long enough."""
    for verb, says in (
        ("consult_on_conversion", consultation),
        ("review_conversion", review),
        ("publish_conversion_notice", notice),
        ("close_conversion_notice", end_of_notice),
    ):
        yield from member.home_does(verb, says)
        yield member.later(0.1, 0.5)


def opinion(today: date) -> FileOpinion:
    topics = ("participation", "dues", "thinking", "work", "group_and_members", "reasons")
    said = dict.fromkeys(topics, WELL) | {"opinion": "CONVERT_ON_TIME", "secretary": "支部书记"}
    dated = {"participation_count": 12, "branch_decided_on": today, "dated_on": today, "sealed": True}
    return FileOpinion.model_validate(said | dated)


def consultation(today: date) -> c.ConsultOnConversion:
    return c.ConsultOnConversion(
        consulted_on=today, group_opinion="同意", members_opinion="同意", masses_opinion="反映良好"
    )


def review(today: date) -> c.ReviewConversion:
    return c.ReviewConversion(reviewed_on=today, view=c.Proposal.CONVERT, text="材料齐全。")


def notice(today: date) -> c.PublishConversionNotice:
    return c.PublishConversionNotice(published_on=today - NOTICE_RUNS, place="村务公开栏")


def end_of_notice(today: date) -> c.CloseConversionNotice:
    return c.CloseConversionNotice(closed_on=today)


def meeting(today: date) -> c.HoldConversionMeeting:
    held = {"held_on": today, "proposal": "CONVERT", "attendance": "IN_PERSON", "chaired_by": "支部书记"}
    return c.HoldConversionMeeting.model_validate(held | VOTES | {"secret_ballot": True, "views_shown": True})


def decision(today: date) -> c.DecideConversion:
    return c.DecideConversion(
        decision=c.Decision.APPROVED, decided_on=today, resolution="党委会议纪要〔2026〕30号", text=""
    )


def announcement(today: date) -> c.AnnounceConversion:
    return c.AnnounceConversion(talked_on=today, talked_by="支部书记", announced_on=today, archived=True)
