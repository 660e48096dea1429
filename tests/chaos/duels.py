"""Which duels may be fought where a case stands: who acts against whom, and how it must end."""

from collections.abc import Callable, Iterator, Sequence

from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.terms import Quarter
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY, CaseInPlay
from tests.chaos.duel import Contender, Duel, Judge, Outcome, names, nothing_breaks
from tests.chaos.duels_certificate import booklet_duels
from tests.chaos.duels_exchange import exchange_duels
from tests.chaos.duels_leaving import leaving_duels
from tests.chaos.where import Where
from tests.factories.organisations import demo_organisations

K = TaskKind


def person(verb: str, actor: Actor, act: Callable[[Actor], object]) -> Contender:
    return Contender(actor.name, verb, lambda: act(actor))


def both(verb: str, first: Actor, second: Actor, act: Callable[[Actor], object]) -> Callable[[], list[Contender]]:
    return lambda: [person(verb, first, act), person(verb, second, act)]


def the_act_stands(outcomes: Sequence[Outcome]) -> str | None:
    """A timer never answers for people: whenever it fires, the act goes through."""
    told = "; ".join(str(one) for one in outcomes)
    return None if all(one.won for one in outcomes) else f"a timer stood in the way: {told}"


def duels(case: CaseInPlay, now: Where) -> list[Duel]:
    """Never empty while the case goes on."""
    if now.home == "ELIGIBLE":
        return list(_before_departure(case, now))
    found = [*_on_the_way(case, now), *_acceptance(case, now), *_refused(case, now), *booklet_duels(case, now)]
    found += _active(case) if now.home == "ACTIVE" and now.host == "ENROLLED" else []
    return [*found, *leaving_duels(case, now), *exchange_duels(case, now)]


def _before_departure(case: CaseInPlay, now: Where) -> Iterator[Duel]:
    if not now.briefed:
        yield Duel("brief twice", both("brief_member", p.SECRETARY, p.DEPUTY, case.brief))
    match now.certificate:
        case None:
            yield Duel("request twice", both("request_certificate", p.SECRETARY, p.DEPUTY, case.request))
        case "REQUESTED":
            number = Contender("系统", "record_certificate_number", case.number)
            yield Duel("number twice", lambda: [number, number], the_act_stands)
        case "NUMBERED":
            yield Duel("seal twice", both("seal_certificate", p.CLERK, p.OTHER_CLERK, case.seal))
        case "SEALED" if now.briefed:
            yield Duel("issue twice", both("issue_certificate", p.SECRETARY, p.DEPUTY, case.issue))
            issue = person("issue_certificate", p.SECRETARY, case.issue)
            cancel = person("cancel_departure", p.DEPUTY, case.cancel)
            yield Duel("cancel or issue", lambda: [cancel, issue])
        case _:
            return


def _on_the_way(case: CaseInPlay, now: Where) -> Iterator[Duel]:
    if now.host != "EXPECTED" or now.home not in ("DEPARTED", "REPORT_OVERDUE", "RELOCATING"):
        return
    arrive, tell = case.arrive, person("report_arrival", p.SECRETARY, case.tell_home)
    at_host = person("report_arrival", case.hosts.reception, arrive)
    if now.home == "RELOCATING":
        yield Duel("reported at the next host", lambda: [at_host, tell], nothing_breaks)
        return
    yield Duel("two receptions", both("report_arrival", case.hosts.reception, case.hosts.clerk, arrive))
    yield Duel("two at home told", both("report_arrival", p.SECRETARY, p.DEPUTY, case.tell_home))
    yield Duel("reported on both sides", lambda: [at_host, tell], nothing_breaks)
    yield Duel("reported or sent elsewhere", lambda: [at_host, _elsewhere(case)], nothing_breaks)
    kind, role = K.REPORT_AT_HOST, Role.BRANCH_SECRETARY
    yield Duel(
        "reported or overdue",
        lambda: [tell, _timer(case, kind, p.HOME_BRANCH, role, "", "overdue")],
        the_act_stands,
    )


def _acceptance(case: CaseInPlay, now: Where) -> Iterator[Duel]:
    hosts, branch = case.hosts, now.host_branch or case.hosts.branch
    refuse = person("refuse_member", hosts.clerk, case.refuse)
    match now.host:
        case "RECEIVED":
            verify = person("verify_certificate", hosts.reception, case.verify)
            yield Duel("verify twice", both("verify_certificate", hosts.reception, hosts.clerk, case.verify))
            yield Duel("verify or refuse", lambda: [verify, refuse], nothing_breaks)
            yield _against_timer(case, now, verify, K.VERIFY_CERTIFICATE, hosts.committee, "overdue")
        case "VERIFIED":
            place = person("place_member", hosts.reception, lambda who: case.place(who, hosts.branch))
            other = person("place_member", hosts.clerk, lambda who: case.place(who, hosts.branch))
            yield Duel("place twice", lambda: [place, other])
            yield Duel("place or refuse", lambda: [place, refuse], nothing_breaks)
            yield _against_timer(case, now, place, K.PLACE_MEMBER, hosts.committee, "joint")
        case "PLACED" if branch == hosts.branch:
            yield from _enrolment(case, now, refuse)
        case _:
            return


def _enrolment(case: CaseInPlay, now: Where, refuse: Contender) -> Iterator[Duel]:
    hosts = case.hosts
    enrol = person("enrol_member", hosts.secretary, case.enrol)
    replace = person("place_member", hosts.clerk, lambda who: case.place(who, hosts.other_branch))
    back = person("place_member", hosts.reception, lambda who: case.place(who, hosts.branch))
    yield Duel("enrol twice", both("enrol_member", hosts.secretary, hosts.contact, case.enrol))
    yield Duel("enrol or refuse", lambda: [enrol, refuse])
    yield Duel("enrol or place elsewhere", lambda: [enrol, replace, back], nothing_breaks)
    yield Duel("enrol or send elsewhere", lambda: [enrol, _elsewhere(case)], nothing_breaks)
    yield _against_timer(case, now, enrol, K.ENROL_MEMBER, hosts.branch, "joint")


def _refused(case: CaseInPlay, now: Where) -> Iterator[Duel]:
    if now.host != "REFUSED" or now.home != "REFUSED":
        return
    if now.stage in (None, "DECIDED"):
        yield Duel("send elsewhere", lambda: [_elsewhere(case)], nothing_breaks)
    if now.may_object:
        objects = person("object_to_refusal", p.CLERK, case.object)
        yield Duel("object twice", both("object_to_refusal", p.CLERK, p.OTHER_CLERK, case.object))
        kind, role = K.CONSIDER_OBJECTION, Role.COMMITTEE_OFFICER
        timer = (kind, p.HOME_COMMITTEE, role, f"{now.attempt}.{TODAY}", "lapse")
        yield Duel("object or lapse", lambda: [objects, _timer(case, *timer)], nothing_breaks)
    if now.stage == "REVIEW":
        order = person("decide_dispute", p.OFFICER, lambda who: case.decide(who, "OVERRULED"))
        uphold = person("decide_dispute", p.OTHER_OFFICER, lambda who: case.decide(who, "UPHELD"))
        yield Duel("decide twice", lambda: [order, uphold])
        timer = (K.REVIEW_REFUSAL, p.HOST_DEPARTMENT, Role.DEPARTMENT_OFFICER, f"{now.attempt}.{now.dispute}", "joint")
        yield Duel("decide or joint", lambda: [order, _timer(case, *timer)], the_act_stands)


def _active(case: CaseInPlay) -> Iterator[Duel]:
    first = person("record_contact", p.SECRETARY, case.record_contact)
    second = person("record_contact", p.DEPUTY, case.record_contact)
    yield Duel("recalled too late", lambda: [_elsewhere(case)], _told_of(case.hosts))
    yield Duel("contact twice", lambda: [first, second], the_act_stands)
    yield Duel("contact or missed", lambda: [first, _missed(case)], the_act_stands)


def _told_of(hosts: p.HostPeople) -> Judge:
    """The acceptance came by letter: its writer is named."""

    def judge(outcomes: Sequence[Outcome]) -> str | None:
        winner = Contender(organisation_name(hosts.committee), "letter_enrolled", lambda: None)
        wrong = [one for one in outcomes if one.won or not names(one, winner)]
        return f"home is not told who has accepted: {wrong[0]}" if wrong else None

    return judge


def organisation_name(code: str) -> str:
    return next(one.name for one in demo_organisations() if one.code == code)


def _against_timer(case: CaseInPlay, now: Where, act: Contender, kind: TaskKind, holder: str, rung: str) -> Duel:
    role = Role.BRANCH_SECRETARY if kind is K.ENROL_MEMBER else Role.COMMITTEE_OFFICER
    occurrence = now.acceptance
    return Duel(
        f"{act.verb} or {rung}", lambda: [act, _timer(case, kind, holder, role, occurrence, rung)], the_act_stands
    )


def _timer(case: CaseInPlay, kind: TaskKind, holder: str, role: Role, occurrence: str, rung: str) -> Contender:
    task = case.open_task(kind, holder, role, occurrence)
    return Contender("系统", "fire_rung", lambda: case.fire(kind, task, rung))


def _missed(case: CaseInPlay) -> Contender:
    quarter = Quarter.of(TODAY)
    case.ground.outflow().begin_step("quarterly-contact", case.case_id, str(quarter), case.now)
    kind = K.CONTACT_MEMBER
    task = case.open_task(kind, p.HOME_BRANCH, Role.BRANCH_SECRETARY, str(quarter), quarter)
    return Contender("系统", "fire_rung", lambda: case.fire(kind, task, "missed", quarter))


def _elsewhere(case: CaseInPlay) -> Contender:
    return person("name_host", p.SECRETARY, case.name_host)
