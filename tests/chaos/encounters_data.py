"""W-17 and W-02/W-12: both sides correct, both sides lose, check and write; who owns a thing has the last word."""

from collections.abc import Callable, Iterator

from services.outflow.certificate_life.contract import CertificateFile
from shared.corrections.contract import CorrectedField, CorrectionStatus
from shared.posts import Actor
from tests.chaos import booklet_in_play as booklet
from tests.chaos import correction_in_play as data
from tests.chaos import leaving_in_play as leaving
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import all_go_through, one_is_first
from tests.chaos.encounter import Arena, Encounter, Meeting, two

S = CorrectionStatus


def agree(case: CaseInPlay, *fields: CorrectedField) -> Iterator[str]:
    """Corrections that both sides know stand alike, and so do the data."""
    home = {one.correction_id: one for one in data.home_corrections(case, p.SECRETARY)}
    host = {one.correction_id: one for one in data.host_corrections(case, case.hosts.reception)}
    for known in home.keys() & host.keys():
        if home[known].status != host[known].status and not _waits_for_the_owner(home[known], host[known]):
            yield f"correction {known}: {home[known].status} at home, {host[known].status} at the host"
    at_home = case.home(p.SECRETARY).read_case(case.case_id).case.member
    at_host = case.host(case.hosts.reception).read_placement(case.case_id).placement
    if CorrectedField.NAME in fields and at_home.name != at_host.person.name:
        yield f"he is called {at_home.name} at home and {at_host.person.name} at the host"


def _waits_for_the_owner(*sides: object) -> bool:
    """One side has reported, the owner has it on its desk."""
    return {one.status for one in sides} <= {S.WITH_OWNER, S.REPORTED, S.EVIDENCE}  # type: ignore[attr-defined]


def correction_against_a_report_from_the_host(arena: Arena) -> Meeting:
    """Home decides what it has found itself while the host reports the same name: home decides that as well."""
    case = arena.managed()
    mine = data.home_reports(case, p.SECRETARY, data.NAME, "汪海洋")
    data.home_proves(case, p.SECRETARY, mine)
    decides = arena.person(p.CLERK, "decide_correction", lambda who: data.home_decides(case, who, mine))
    reports = arena.person(
        case.hosts.reception, "report_correction", lambda who: data.host_reports(case, who, data.NAME, "汪海阳")
    )
    return Meeting((decides, reports), lambda: agree(case, data.NAME), all_go_through, (case.case_id,))


def both_report_the_same(arena: Arena) -> Meeting:
    case = arena.managed()
    at_home = arena.person(
        p.SECRETARY, "report_correction", lambda who: data.home_reports(case, who, data.PHONE, "13800001111")
    )
    at_host = arena.person(
        case.hosts.reception, "report_correction", lambda who: data.host_reports(case, who, data.PHONE, "13800002222")
    )
    return Meeting((at_home, at_host), lambda: agree(case), all_go_through, (case.case_id,))


def two_clerks_decide_a_correction(arena: Arena) -> Meeting:
    """One puts it right, the other refuses; the host has the decision that was first."""
    case = arena.managed()
    theirs = data.host_reports(case, case.hosts.reception, data.NAME, "汪海阳")
    arena.post.carry()
    data.home_proves(case, p.SECRETARY, theirs)
    verb = "decide_correction"
    applies = arena.person(p.CLERK, verb, lambda who: data.home_decides(case, who, theirs))
    refuses = arena.person(p.OTHER_CLERK, verb, lambda who: data.home_decides(case, who, theirs, applied=False))
    return Meeting((applies, refuses), lambda: agree(case, data.NAME), one_is_first, (case.case_id,))


def host_corrects_against_a_report_from_home(arena: Arena) -> Meeting:
    """The host's contact person is the host's: both reports are decided there."""
    case = arena.managed()
    hosts = case.hosts
    mine = data.host_reports(case, hosts.secretary, data.CONTACT, "侯海 0550-7010001")
    data.host_proves(case, hosts.secretary, mine)
    decides = arena.person(hosts.clerk, "decide_correction", lambda who: data.host_decides(case, who, mine))
    reports = arena.person(
        p.SECRETARY, "report_correction", lambda who: data.home_reports(case, who, data.CONTACT, "侯江 0550-7010002")
    )
    return Meeting((decides, reports), lambda: agree(case), all_go_through, (case.case_id,))


def correction_against_the_move(arena: Arena) -> Meeting:
    """Home decides while the deputy names the next host: the next host has the right name from the first day."""
    case = arena.managed()
    mine = data.home_reports(case, p.SECRETARY, data.NAME, "汪海洋")
    data.home_proves(case, p.SECRETARY, mine)
    decides = arena.person(p.CLERK, "decide_correction", lambda who: data.home_decides(case, who, mine))
    moves = arena.person(p.DEPUTY, "relocate_member", lambda who: leaving.relocate(case, who))
    return Meeting((decides, moves), lambda: agree(case, data.NAME), all_go_through, (case.case_id,))


def correction_against_the_end(arena: Arena) -> Meeting:
    case = arena.managed()
    theirs = data.host_reports(case, case.hosts.reception, data.PHONE, "13800002222")
    arena.post.carry()
    data.home_proves(case, p.SECRETARY, theirs)
    decides = arena.person(p.CLERK, "decide_correction", lambda who: data.home_decides(case, who, theirs))
    ends = arena.person(p.SECRETARY, "end_case", lambda who: leaving.end(case, who))
    return Meeting((decides, ends), lambda: agree(case), cases=(case.case_id,))


# the booklet


def file_of(case: CaseInPlay) -> CertificateFile:
    found = case.home(p.SECRETARY).read_dossier(case.case_id).certificate
    assert found is not None
    return found


def told_alike(case: CaseInPlay) -> Iterator[str]:
    """Home has every entry, with the host's newest word about it; both know the same booklet."""
    book, file = booklet.book(case, case.hosts.secretary), file_of(case)
    there = {one.entry_id: one.status for one in book.entries}
    here = {one.entry_id: one.status for one in file.entries}
    if there != here:
        yield f"entries: {here} at home, {there} at the host"
    number = case.host(case.hosts.reception).read_placement(case.case_id).placement.certificate_number
    if file.booklets and file.booklets[-1].status == "IN_USE" and file.booklets[-1].number != number:
        yield f"home has issued {file.booklets[-1].number}, the host works with {number}"


def loss_against_an_entry(arena: Arena) -> Meeting:
    """He has lost it on the way from the meeting that the host enters: the entry goes into the next one."""
    case = arena.managed()
    loses = arena.person(p.SECRETARY, "report_loss", lambda who: booklet.lose(case, who))
    enters = arena.person(case.hosts.secretary, "record_entry", lambda who: booklet.enter(case, who))
    return Meeting((loses, enters), lambda: told_alike(case), all_go_through, (case.case_id,))


def void_against_an_entry(arena: Arena) -> Meeting:
    case = arena.managed()
    booklet.lose(case, p.SECRETARY)
    checks = arena.person(p.SECRETARY, "check_loss", lambda who: booklet.check_loss(case, who))
    enters = arena.person(case.hosts.secretary, "record_entry", lambda who: booklet.enter(case, who))
    return Meeting((checks, enters), lambda: told_alike(case), cases=(case.case_id,))


def loss_on_both_sides(arena: Arena) -> Meeting:
    """He tells both branches: one loss, checked once."""
    case = arena.managed()

    def truth() -> Iterator[str]:
        if len(file_of(case).losses) != 1:
            yield f"{len(file_of(case).losses)} losses of one booklet"
        yield from told_alike(case)

    at_home = arena.person(p.SECRETARY, "report_loss", lambda who: booklet.lose(case, who))
    at_host = arena.person(case.hosts.secretary, "report_certificate_lost", lambda who: booklet.lose_at_host(case, who))
    return Meeting((at_home, at_host), truth, cases=(case.case_id,))


def taken_up_against_void(arena: Arena) -> Meeting:
    """The host takes the new booklet up while home takes it back: it is void on both sides."""
    case = arena.managed()
    booklet.is_replaced(case)
    arena.post.carry()
    takes = arena.person(case.hosts.secretary, "take_up_booklet", lambda who: booklet.take_up(case, who))
    voids = arena.person(p.CLERK, "void_certificate", lambda who: booklet.void(case, who))

    def truth() -> Iterator[str]:
        number = file_of(case).booklets[-1].number
        query = "SELECT 1 FROM void_number WHERE number = :n"
        if not arena.ground.sql(arena.ground.inflow_engine, query, n=number):
            yield f"{number} is void at home and good at the host"

    return Meeting((takes, voids), truth, cases=(case.case_id,))


def checked_on_both_sides(arena: Arena) -> Meeting:
    """年审: one check a year; when both crossed, both sides know of one."""
    case = arena.managed()
    at_home = arena.person(p.SECRETARY, "check_certificate", lambda who: booklet.check_at_home(case, who))
    at_host = arena.person(case.hosts.secretary, "check_booklet", lambda who: booklet.check_at_host(case, who))
    return Meeting((at_home, at_host), lambda: told_alike(case), cases=(case.case_id,))


def confirmed_against_objected(arena: Arena) -> Meeting:
    case = arena.managed()
    entry = booklet.enter(case, case.hosts.secretary)
    confirms = arena.person(case.hosts.contact, "confirm_entry", lambda who: booklet.confirm(case, who, entry))
    objects = arena.person(case.hosts.secretary, "object_to_entry", lambda who: booklet.object_to(case, who, entry))
    return Meeting((confirms, objects), lambda: told_alike(case), one_is_first, (case.case_id,))


def answer_against_settlement(arena: Arena) -> Meeting:
    """The host answers for its entry while home's committee concludes without it."""
    case = arena.managed()
    entry = booklet.enter(case, case.hosts.secretary)
    arena.post.carry()
    leaving.come_back(case, p.SECRETARY)
    leaving.report_back(case, p.SECRETARY)
    booklet.find_false(case, p.SECRETARY, entry)
    arena.post.carry()
    answers = arena.person(case.hosts.secretary, "answer_false_entries", lambda who: booklet.answer_finding(case, who))
    settles = arena.person(p.CLERK, "settle_false_entries", lambda who: booklet.settle_finding(case, who))
    return Meeting((answers, settles), lambda: told_alike(case), cases=(case.case_id,))


def two_at_home(arena: Arena, verb: str, act: Callable[[CaseInPlay, Actor], object], case: CaseInPlay) -> Meeting:
    return two(arena, case, verb, act, p.SECRETARY, p.DEPUTY)


def two_ask_for_a_replacement(arena: Arena) -> Meeting:
    case = arena.managed()
    booklet.lose(case, p.SECRETARY)
    booklet.check_loss(case, p.SECRETARY)
    return two_at_home(arena, "request_replacement", booklet.ask_again, case)


def two_check_the_booklet(arena: Arena) -> Meeting:
    return two_at_home(arena, "check_certificate", booklet.check_at_home, arena.managed())


def two_take_up_the_booklet(arena: Arena) -> Meeting:
    case = arena.managed()
    booklet.is_replaced(case)
    arena.post.carry()
    return two(arena, case, "take_up_booklet", booklet.take_up, case.hosts.secretary, p.second_secretary(case.hosts))


ENCOUNTERS: tuple[Encounter, ...] = (
    correction_against_a_report_from_the_host,
    both_report_the_same,
    two_clerks_decide_a_correction,
    host_corrects_against_a_report_from_home,
    correction_against_the_move,
    correction_against_the_end,
    loss_against_an_entry,
    void_against_an_entry,
    loss_on_both_sides,
    taken_up_against_void,
    checked_on_both_sides,
    confirmed_against_objected,
    answer_against_settlement,
    two_ask_for_a_replacement,
    two_check_the_booklet,
    two_take_up_the_booklet,
)
