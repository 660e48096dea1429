"""Who is never heard of again (W-07), and who comes home before the year is over (W-01)."""

from datetime import date

from deploy.embedded.rehearsal.ledger.departure import asked_to_look
from deploy.embedded.rehearsal.ledger.leaving import silent_since
from deploy.embedded.rehearsal.stories.member import Member
from deploy.embedded.rehearsal.stories.telling import Moments, side_by_side
from deploy.embedded.rehearsal.terms import FIGURES, months_after
from services.inflow.contract import AnswerLook
from services.inflow.leaving.contract import ReleaseMember
from services.outflow.certificate_life.contract import PutAwayCertificate, RemindOfDues
from services.outflow.leaving import contract as leaving
from services.outflow.lost_contact import contract as lost

WAYS = (lost.SearchMethod.PHONE, lost.SearchMethod.MESSAGE, lost.SearchMethod.EMPLOYER)
SUSPEND = lost.Measure.SUSPEND


def is_lost(member: Member) -> Moments:
    """The host looks for him in vain, home searches, confirms the loss and suspends him; his dues are not paid."""
    missing = (_is_looked_for(member), _is_reminded_of_dues(member))
    yield from side_by_side(_is_searched_for(member), *map(member.while_away, missing))


def _is_reminded_of_dues(member: Member) -> Moments:
    left = member.facts.stated("declare_departure")
    assert left is not None
    yield member.on(months_after(left.replace(day=1), FIGURES["dues.alert"] + 1), member.somebody.within(1, 8))
    reminds = lambda day: RemindOfDues(reminded_on=day, text="已托家属转告。")  # noqa: E731
    yield from member.home_does("remind_of_dues", reminds, f"{left:%Y-%m}")


def _is_looked_for(member: Member) -> Moments:
    reception = member.at_host("reception")
    answer = AnswerLook(found=False, text="已到登记住址走访，没有找到。")
    for number, asked in enumerate(asked_to_look(member.account), start=1):
        yield member.on(asked.first, member.somebody.within(1, 7))
        yield from member.host_does("answer_look", lambda _: answer, str(number), reception)


def _is_searched_for(member: Member) -> Moments:
    since = silent_since(member.account)
    assert since is not None
    yield member.on(since.first, member.somebody.within(1, 5))
    for number, way in enumerate(WAYS, start=1):
        yield from member.acts("log_search", lambda day, way=way: _search(member, way, day), str(number))  # type: ignore[misc]  # bound now
        yield member.later(2, 7)
    yield from member.home_does("confirm_lost", lambda day: lost.ConfirmLost(confirmed_on=day, text="多方查找无果。"))
    yield member.later(5, 20)
    yield from member.home_does("resolve_measure", _resolution)
    yield member.later(3, 15)
    yield from member.home_does("decide_measure", _decision, by=member.home_office)
    yield member.later(1, 6)
    yield from member.home_does("file_measure", _filing, by=member.home_office)


def _search(member: Member, way: lost.SearchMethod, today: date) -> None:
    member.home("log_search", lost.LogSearch(method=way, searched_on=today, found=False, text="没有联系上。"))


def _resolution(today: date) -> lost.ResolveMeasure:
    votes = {"entitled": 12, "present": 11, "in_favour": 10}
    return lost.ResolveMeasure(measure=SUSPEND, held_on=today, text="同意提请党委。", **votes)


def _decision(today: date) -> lost.DecideMeasure:
    return lost.DecideMeasure(measure=SUSPEND, approved=True, decided_on=today, text="同意。")


def _filing(today: date) -> lost.FileMeasure:
    return lost.FileMeasure(measure=SUSPEND, filed_on=today, filing_number="备〔2026〕3号")


def comes_back(member: Member) -> Moments:
    """Announced; the host writes its closing note; he reports at home and is inspected (D-40)."""
    yield member.later(70, 130)
    yield from member.home_does("announce_return", _announcement)
    yield member.later(0.5, 2)
    yield from member.host_does("release_member", _closing_note)
    yield member.later(1, 9)
    yield from member.home_does("report_return", _report)
    yield member.later(1, 9)
    yield from member.home_does("inspect_return", _inspection)
    yield member.later(1, 9)
    yield from member.home_does("put_away_certificate", _putting_away)


def _putting_away(today: date) -> PutAwayCertificate:
    return PutAwayCertificate(put_away_on=today, kept=False, remarks="已归入党员档案。")


def _announcement(today: date) -> leaving.AnnounceReturn:
    return leaving.AnnounceReturn.model_validate(
        {"returns_on": today, "how": "ANNOUNCED", "text": "务工结束，返回流出地。"}
    )


def _closing_note(today: date) -> ReleaseMember:
    return ReleaseMember(
        released_on=today, conduct="表现良好", participation="应到6次，实到6次", dues_paid_to=f"{today:%Y-%m}"
    )


def _report(today: date) -> leaving.ReportReturn:
    return leaving.ReportReturn(reported_on=today, certificate_brought=True)


def _inspection(today: date) -> leaving.InspectReturn:
    said = {"certificate_seen": True, "entries_in_order": True, "member_account": "按月参加流入地党支部组织生活。"}
    return leaving.InspectReturn.model_validate({"inspected_on": today} | said)
