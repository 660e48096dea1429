"""From the declaration to the enrolment at the host, refusal on the way included (W-01 to W-03, W-10)."""

from datetime import date

from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.stories.member import Member, host_department
from deploy.embedded.rehearsal.stories.telling import Moments
from deploy.embedded.walking import ABSENCE
from services.inflow import contract as host
from services.outflow import contract as home
from services.registry.contract import NumberCertificate

TOPICS = "组织纪律、联系方式、按时报到"


def leaves(member: Member) -> Moments:
    """Declared, briefed, with his certificate in hand."""
    yield member.office(member.start + member.somebody.leaves_after)
    yield from member.acts("declare_departure", lambda today: _declare(member, today))
    steps = (
        member.home_does("brief_member", lambda today: _briefing(today)),
        member.acts("request_certificate", lambda _: _request(member)),
        member.acts("number_certificate", lambda _: _number(member)),
        member.home_does("seal_certificate", lambda day: home.SealCertificate(sealed_on=day), by=member.home_office),
        member.home_does("issue_certificate", lambda day: home.IssueCertificate(issued_on=day, signed_by_member=True)),
    )
    for step in steps:
        yield member.later(2, 4) if member.manner is Manner.SLOW_HOME else member.later(0.1, 0.8)
        yield from step


def _declare(member: Member, today: date) -> None:
    route = member.route
    departure = home.Departure(
        leaves_on=today,
        expected_return=today + ABSENCE,
        reason="work",
        host_region=route.host_committee.region_code,
        host_committee=route.host_committee.code,
    )
    body = home.DeclareDeparture(home_branch=route.home_branch.code, person=member.somebody.person, departure=departure)
    member.account.case_id = member.secretary.services.outflow.declare_departure(body).case_id


def _briefing(today: date) -> home.BriefMember:
    return home.BriefMember(held_on=today, briefed_by="支部书记", topics=TOPICS)


def _request(member: Member) -> None:
    certificate = member.home("request_certificate", home.RequestCertificate()).certificate
    member.account.certificate_id = certificate.certificate_id


def _number(member: Member) -> None:
    assert member.account.certificate_id is not None
    officer = member.cast.person(f"dept.{member.route.home_department}")
    officer.services.registry.number_certificate(member.account.certificate_id, NumberCertificate())


def is_accepted(member: Member) -> Moments:
    """He reports; the host verifies, places and enrols him, one committee not without being told to."""
    yield member.later(36, 42) if member.manner is Manner.REPORTS_LATE else member.later(2, 12)
    office = member.at_host("office")
    yield from member.acts("report_arrival", lambda today: _report(member, today))
    if member.manner is Manner.REFUSED_AT_FIRST:
        yield member.later(1, 3)
        yield from member.host_does("refuse_member", _refusal, by=office)
        yield member.later(2, 6)
        yield from member.acts("decide_dispute", lambda _: _overrule(member))
    else:
        yield member.later(9, 13) if member.manner is Manner.SLOW_HOST else member.later(0.3, 3)
        yield from member.acts("verify_certificate", lambda _: _verify(member))
    branch = member.route.host_branch.code
    yield member.later(0.3, 2)
    yield from member.host_does(
        "place_member", lambda day: host.PlaceMember(host_branch=branch, placed_on=day), by=office
    )
    yield member.later(0.3, 2)
    yield from member.host_does(
        "enrol_member", lambda day: host.EnrolMember(group="第一党小组", contact_person="联系人", enrolled_on=day)
    )


def _refusal(today: date) -> host.RefuseMember:
    return host.RefuseMember(reason="too_many", text="人数太多。", decided_on=today, resolution="党委会议纪要")


def _overrule(member: Member) -> None:
    body = host.DecideDispute(outcome=host.DisputeOutcome.OVERRULED, text="人数多不是拒收的理由，请依规接收。")
    officer = member.cast.person(f"dept.{host_department(member.route)}")
    officer.services.inflow.decide_dispute(member.case_id, body)


def _report(member: Member, today: date) -> None:
    placement = member.host("report_arrival", host.ReportArrival(reported_on=today), member.at_host("reception"))
    member.account.certificate_number = placement.certificate_number


def _verify(member: Member) -> None:
    body = host.VerifyCertificate(
        result=host.Verification.VERIFIED,
        certificate_number=member.account.certificate_number,
        identity_checked=True,
    )
    member.host("verify_certificate", body, member.at_host("reception"))
