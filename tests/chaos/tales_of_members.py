"""Tales of one member away: exchange, booklet, corrections, conversion, leaving."""

from datetime import date

from shared.letters.bodies_between import OrganisationSucceeded
from shared.letters.contract import Side
from tests.chaos import booklet_in_play as booklet
from tests.chaos import conversion_in_play as conversion
from tests.chaos import correction_in_play as data
from tests.chaos import exchange_in_play as exchange
from tests.chaos import leaving_in_play as leaving
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY
from tests.chaos.tale import Tale, Telling, keeps, told

HOST = p.HOSTS[p.HOST_COMMITTEE]
NEXT = p.HOSTS[p.NEXT_COMMITTEE]
QUARTER = date(2026, 10, 9)


EXCHANGE = Tale(
    "the branches talk",
    (
        told(
            lambda t: exchange.begin_feedback(t.case),
            keeps("feedback", lambda t: exchange.send_feedback(t.case, HOST.secretary)),
            keeps("moved", lambda t: exchange.note_change(t.case, HOST.secretary)),
            lambda t: exchange.tell_change(t.case, HOST.secretary, t.kept["moved"]),
            lambda t: exchange.tell_home_news(t.case, p.SECRETARY),
            lambda t: exchange.record_change(t.case, p.SECRETARY),
            keeps("called", lambda t: exchange.call(t.case, p.SECRETARY)),
            day=QUARTER,
        ),
        told(
            lambda t: exchange.question(t.case, p.SECRETARY, t.kept["feedback"]),
            lambda t: exchange.home_has_read(t.case, p.SECRETARY, t.kept["moved"]),
            lambda t: exchange.urge_host(t.case, p.SECRETARY),
            lambda t: exchange.urge_home(t.case, HOST.secretary),
            lambda t: exchange.reply_at_host(t.case, HOST.secretary, t.kept["called"]),
            day=QUARTER,
        ),
        told(lambda t: exchange.answer(t.case, HOST.secretary, t.kept["feedback"]), day=QUARTER),
        told(lambda t: exchange.acknowledge(t.case, p.SECRETARY, t.kept["feedback"]), day=QUARTER),
    ),
)
BOOKLET = Tale(
    "the booklet is lost and replaced, its pages are doubted",
    (
        told(
            keeps("entry", lambda t: booklet.enter(t.case, HOST.secretary)),
            lambda t: booklet.confirm(t.case, HOST.contact, t.kept["entry"]),
            lambda t: booklet.check_at_host(t.case, HOST.secretary),
            lambda t: booklet.lose_at_host(t.case, HOST.secretary),
        ),
        told(
            lambda t: booklet.check_loss(t.case, p.SECRETARY),
            lambda t: booklet.ask_again(t.case, p.SECRETARY),
            lambda t: booklet.number_again(t.case),
            lambda t: booklet.seal_again(t.case, p.CLERK),
            lambda t: booklet.issue_again(t.case, p.SECRETARY),
        ),
        told(
            lambda t: booklet.take_up(t.case, HOST.secretary),
            keeps("false", lambda t: booklet.enter(t.case, HOST.secretary)),
        ),
        told(
            lambda t: leaving.come_back(t.case, p.SECRETARY),
            lambda t: leaving.report_back(t.case, p.SECRETARY),
            lambda t: booklet.find_false(t.case, p.SECRETARY, t.kept["false"]),
        ),
        told(lambda t: booklet.answer_finding(t.case, HOST.secretary)),
        told(
            lambda t: booklet.settle_finding(t.case, p.CLERK),
            lambda t: leaving.release(t.case, HOST.secretary),
        ),
        told(lambda t: leaving.inspect(t.case, p.SECRETARY)),
    ),
)
DATA = Tale(
    "wrong data on both sides",
    (
        told(
            keeps("name", lambda t: data.host_reports(t.case, HOST.reception, data.NAME, "汪海阳")),
            keeps("contact", lambda t: data.home_reports(t.case, p.SECRETARY, data.CONTACT, "侯江 0550-7010002")),
            keeps("phone", lambda t: data.home_reports(t.case, p.SECRETARY, data.PHONE, "13800002222")),
        ),
        told(
            lambda t: data.home_proves(t.case, p.SECRETARY, t.kept["name"]),
            lambda t: data.home_decides(t.case, p.CLERK, t.kept["name"]),
            lambda t: data.home_proves(t.case, p.SECRETARY, t.kept["phone"]),
            lambda t: data.home_decides(t.case, p.CLERK, t.kept["phone"], applied=False),
            lambda t: data.host_proves(t.case, HOST.secretary, t.kept["contact"]),
            lambda t: data.host_decides(t.case, HOST.clerk, t.kept["contact"]),
        ),
    ),
)
CONVERSION = Tale(
    "converted while away",
    (
        told(lambda t: conversion.is_asked(t.case), day=conversion.ASKED),
        told(lambda t: conversion.give_opinion(t.case, HOST.secretary), day=conversion.ANSWERED),
        told(lambda t: conversion.is_noticed(t.case), day=conversion.ANSWERED),
        told(
            lambda t: conversion.is_at_committee(t.case),
            lambda t: conversion.decide(t.case, p.CLERK),
            lambda t: conversion.announce(t.case, p.SECRETARY),
            day=conversion.NOTICED,
        ),
    ),
    who=conversion.probationer,
)


def is_enrolled_at_the_next(t: Telling) -> None:
    t.case.arrive(NEXT.reception)
    t.case.verify(NEXT.reception)
    t.case.place(NEXT.clerk, NEXT.branch)
    t.case.enrol(NEXT.secretary)


MOVE = Tale(
    "moves on, is suspended and restored, is transferred",
    (
        told(lambda t: leaving.relocate(t.case, p.SECRETARY)),
        told(is_enrolled_at_the_next),
        told(lambda t: leaving.suspend(t.case, p.CLERK)),
        told(lambda t: leaving.restore(t.case, p.CLERK)),
        told(lambda t: leaving.send_transfer(t.case, p.CLERK)),
        told(lambda t: leaving.reject_transfer(t.case, NEXT.clerk)),
        told(lambda t: leaving.send_transfer(t.case, p.CLERK)),
        told(lambda t: leaving.accept_transfer(t.case, NEXT.clerk)),
    ),
)
RETURN = Tale(
    "comes back after all",
    (
        told(lambda t: leaving.come_back(t.case, p.SECRETARY)),
        told(lambda t: leaving.say_he_stays(t.case, HOST.secretary)),
        told(lambda t: leaving.come_back(t.case, p.SECRETARY)),
        told(lambda t: leaving.call_off(t.case, p.SECRETARY)),
        told(lambda t: leaving.come_back(t.case, p.SECRETARY)),
        told(lambda t: leaving.release(t.case, HOST.secretary)),
        told(lambda t: leaving.report_back(t.case, p.SECRETARY), lambda t: leaving.inspect(t.case, p.SECRETARY)),
    ),
)
SUCCESSOR = OrganisationSucceeded(
    branch=p.HOME_BRANCH, branch_name="双桥联合党支部", committee=p.HOME_COMMITTEE,
    committee_name="邗江区蒋王街道党委", path="320000.321000.321003.321003001.32100300101", effective_on=TODAY,
)  # fmt: skip


def home_has_a_successor(t: Telling) -> None:
    """Another operator's home: number 2 follows its notice."""
    t.writes(Side.HOME, 2, SUCCESSOR)


ELSEWHERE = Tale("another operator's branch is merged", (told(home_has_a_successor),))
TALES_OF_MEMBERS: tuple[Tale, ...] = (EXCHANGE, BOOKLET, DATA, CONVERSION, MOVE, RETURN, ELSEWHERE)
