"""W-09, W-15, W-16: two committees about one agreement and one organisation; a merger against what goes on in it."""

from collections.abc import Iterator, Sequence
from itertools import count
from uuid import uuid4

from services.registry.agreement import contract as a
from services.registry.mobile_org.contract import MobileOrgStatus
from services.registry.org_change import contract as o
from shared.organisation_directory.moving import MoveOrganisation
from tests.chaos import exchange_in_play as exchange
from tests.chaos import leaving_in_play as leaving
from tests.chaos import people as p
from tests.chaos.between_in_play import HOME_OFFICER, HOST_CLERK, OTHER_HOME_OFFICER, AgreementInPlay, MobileOrgInPlay
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import FIRST, STRANGER, Contender, Outcome, all_go_through, one_is_first
from tests.chaos.encounter import Arena, Encounter, Meeting
from tests.chaos.ground import Ground
from tests.factories.changed_directory import merged_directory

A, M, C = a.AgreementStatus, MobileOrgStatus, o.ChangeStatus
NEW_BRANCH = "32100300199"
_versions = count(2)


def offered(arena: Arena) -> AgreementInPlay:
    return AgreementInPlay.offered(arena.ground, arena.post)


def in_force(arena: Arena) -> AgreementInPlay:
    return offered(arena).is_in_force(arena.post)


def same_text(agreement: AgreementInPlay, *wanted: a.AgreementStatus) -> Iterator[str]:
    """Both copies stand alike: status, text, term, signatures, minutes. Of talks that have ended only the end."""
    home, host = agreement.copies()
    kept = () if home.agreement.status is A.TERMINATED else ("round", "terms", "last_day")
    for name in ("status", *kept):
        ours, theirs = getattr(home.agreement, name), getattr(host.agreement, name)
        if ours != theirs:
            yield f"{name}: {ours} at home, {theirs} at the host"
    if kept and home.agreement.signatories != host.agreement.signatories[::-1]:
        yield f"signed by {home.agreement.signatories} at home, {host.agreement.signatories} at the host"
    minutes = [
        {one.period: (one.held_on, one.minutes) for one in side.agreement.consultations} for side in (home, host)
    ]
    if minutes[0] != minutes[1]:
        yield f"minutes: {minutes[0]} at home, {minutes[1]} at the host"
    if wanted and home.agreement.status not in wanted:
        yield f"the agreement is {home.agreement.status}"


def both_sign(arena: Arena) -> Meeting:
    one = offered(arena)
    ours = arena.person(p.CLERK, "sign_agreement", one.sign)
    theirs = arena.person(HOST_CLERK, "sign_agreement", one.sign)
    return Meeting((ours, theirs), lambda: same_text(one, A.SIGNED), all_go_through)


def signed_against_terminated(arena: Arena) -> Meeting:
    """Home has signed; the host signs in the moment in which home ends the talks."""
    one = offered(arena)
    one.sign(p.CLERK)
    arena.post.carry()
    signs = arena.person(HOST_CLERK, "sign_agreement", one.sign)
    ends = arena.person(p.OTHER_CLERK, "terminate_agreement", one.terminate)
    return Meeting((signs, ends), lambda: same_text(one, A.TERMINATED))


def signed_against_countered(arena: Arena) -> Meeting:
    """A signature under a text that is not on the table any more binds nobody."""
    one = offered(arena)
    signs = arena.person(p.CLERK, "sign_agreement", one.sign)
    counters = arena.person(HOST_CLERK, "counter_agreement", one.counter)
    return Meeting((signs, counters), lambda: same_text(one, A.COUNTERED))


def countered_against_terminated(arena: Arena) -> Meeting:
    one = offered(arena)
    counters = arena.person(HOST_CLERK, "counter_agreement", one.counter)
    ends = arena.person(p.CLERK, "terminate_agreement", one.terminate)
    return Meeting((counters, ends), lambda: same_text(one, A.TERMINATED))


def both_terminate(arena: Arena) -> Meeting:
    """In force, and each gives notice to another day: the earlier one ends it for both."""
    one = in_force(arena)
    days = [file.agreement.last_day for file in one.copies()]
    ours = arena.person(p.CLERK, "terminate_agreement", lambda who: one.terminate(who, days[0].replace(day=20)))
    theirs = arena.person(HOST_CLERK, "terminate_agreement", lambda who: one.terminate(who, days[1].replace(day=10)))
    return Meeting((ours, theirs), lambda: same_text(one))


def both_write_the_minutes(arena: Arena) -> Meeting:
    one = in_force(arena)
    ours = arena.person(p.CLERK, "record_consultation", one.consult)
    theirs = arena.person(HOST_CLERK, "record_consultation", one.consult)
    return Meeting((ours, theirs), lambda: same_text(one))


def two_clerks_sign(arena: Arena) -> Meeting:
    one = offered(arena)
    both = [arena.person(who, "sign_agreement", one.sign) for who in (p.CLERK, p.OTHER_CLERK)]
    return Meeting(both, lambda: same_text(one), one_is_first)


# an organisation of members who are away


def proposed(arena: Arena) -> MobileOrgInPlay:
    name = f"蒋王街道驻天长流动党员党支部{arena.chance.randrange(10**9)}"
    return MobileOrgInPlay.proposed(arena.ground, arena.post, name)


def consulted(arena: Arena) -> MobileOrgInPlay:
    org = proposed(arena)
    org.support(HOST_CLERK)
    arena.post.carry()
    return org


def same_organisation(org: MobileOrgInPlay, *wanted: MobileOrgStatus) -> Iterator[str]:
    home, host = org.copies()
    for name in ("status", "organisation", "premises"):
        if getattr(home, name) != getattr(host, name):
            yield f"{name}: {getattr(home, name)} at home, {getattr(host, name)} at the host"
    if home.status not in wanted:
        yield f"the organisation is {home.status}"


def support_against_taking_back(arena: Arena) -> Meeting:
    org = proposed(arena)
    supports = arena.person(HOST_CLERK, "answer_mobile_org", org.support)
    dissolves = arena.person(p.CLERK, "dissolve_mobile_org", org.dissolve)

    def truth() -> Iterator[str]:
        home, host = org.copies()
        if home.status is not host.status or home.status is not M.NOT_FOUNDED:
            yield f"{home.status} at home, {host.status} at the host"

    return Meeting((supports, dissolves), truth)


def two_officers_approve(arena: Arena) -> Meeting:
    org = consulted(arena)
    verb = "approve_mobile_org"
    approves = arena.person(HOME_OFFICER, verb, org.approve)
    refuses = arena.person(OTHER_HOME_OFFICER, verb, lambda who: org.approve(who, approved=False))
    return Meeting((approves, refuses), lambda: same_organisation(org, M.APPROVED, M.NOT_FOUNDED), one_is_first)


def approved_against_taken_back(arena: Arena) -> Meeting:
    org = consulted(arena)
    approves = arena.person(HOME_OFFICER, "approve_mobile_org", org.approve)
    dissolves = arena.person(p.CLERK, "dissolve_mobile_org", org.dissolve)
    return Meeting((approves, dissolves), lambda: same_organisation(org, M.NOT_FOUNDED, M.DISSOLVED))


def founded_against_dissolved(arena: Arena) -> Meeting:
    org = consulted(arena)
    org.approve(HOME_OFFICER)
    founds = arena.person(p.CLERK, "activate_mobile_org", org.activate)
    dissolves = arena.person(p.OTHER_CLERK, "dissolve_mobile_org", org.dissolve)
    return Meeting((founds, dissolves), lambda: same_organisation(org, M.DISSOLVED))


# organisations that change


def decided(arena: Arena) -> o.OrgChange:
    """Each time another successor, so that no code is taken."""
    code = f"321003001{arena.chance.randrange(10**6, 10**7)}"
    body = o.DecideOrgChange(
        kind=o.ChangeKind.MERGE,
        predecessors=["32100300102", "32100300103"],
        successors=[o.Successor(code=code, name="双桥联合党支部")],
        effective_on=arena.ground.clock.today(),
        document="扬邗组〔2026〕31号",
    )
    return arena.ground.registry(p.CLERK).decide_org_change(body)


def mapped_against_cancelled(arena: Arena) -> Meeting:
    change = decided(arena)
    registry, change_id = arena.ground.registry, change.change_id

    def truth() -> Iterator[str]:
        status = registry(p.CLERK).read_org_change(change_id).change.status
        if status is not C.CANCELLED:
            yield f"cancelled, and yet {status}"

    mapping, reason = o.MapOrgChange(main=change.main), o.CancelOrgChange(text="不再合并。")
    maps = arena.person(p.CLERK, "map_org_change", lambda who: registry(who).map_org_change(change_id, mapping))
    cancels = arena.person(
        p.OTHER_CLERK, "cancel_org_change", lambda who: registry(who).cancel_org_change(change_id, reason)
    )
    return Meeting((maps, cancels), truth)


def two_cancel_the_change(arena: Arena) -> Meeting:
    change_id, registry = decided(arena).change_id, arena.ground.registry
    reason = o.CancelOrgChange(text="不再合并。")
    both = [
        arena.person(who, "cancel_org_change", lambda who: registry(who).cancel_org_change(change_id, reason))
        for who in (p.CLERK, p.OTHER_CLERK)
    ]
    return Meeting(both, lambda: iter(()), one_is_first)


def merger_against_a_contact(arena: Arena) -> Meeting:
    """The branch is merged while its secretary writes down a contact: either stands under the branch that was."""
    case = arena.managed()
    talks = Contender(p.SECRETARY.name, "record_contact", lambda: case.record_contact(p.SECRETARY))
    return _merged(arena, case, talks)


def merger_against_the_return(arena: Arena) -> Meeting:
    case = arena.managed()
    returns = arena.person(p.SECRETARY, "announce_return", lambda who: leaving.come_back(case, who))
    return _merged(arena, case, returns)


def merger_against_news_from_the_host(arena: Arena) -> Meeting:
    """The host's letter to the branch that is no more reaches the one that has taken its place."""
    case = arena.managed()
    change = exchange.note_change(case, case.hosts.secretary)
    tells = arena.person(case.hosts.secretary, "tell_change", lambda who: exchange.tell_change(case, who, change))
    return _merged(arena, case, tells)


def _merged(arena: Arena, case: CaseInPlay, other: Contender) -> Meeting:
    """Both sides hear of the merger as the workflow would tell them; afterwards the branch is there again."""
    ground = arena.ground
    publish(ground, merged=True)
    main = {p.HOME_BRANCH: NEW_BRANCH}
    body = MoveOrganisation(change_id=uuid4(), effective_on=ground.clock.today(), main=main, cases={})

    def move() -> None:
        for client in (ground.outflow(), ground.inflow()):
            client.move_organisation(body, case.now)

    def truth() -> Iterator[str]:
        home = ground.sql(ground.outflow_engine, "SELECT home_branch FROM mobility_case WHERE id = :c", c=case.case_id)
        host = ground.sql(ground.inflow_engine, "SELECT home_branch FROM placement WHERE case_id = :c", c=case.case_id)
        if {row.home_branch for row in (*home, *host)} != {NEW_BRANCH}:
            yield f"home is at {[row.home_branch for row in home]}, the host writes to {[r.home_branch for r in host]}"
        publish(ground, merged=False)

    return Meeting((arena.system(move), other), truth, the_directory_moves, (case.case_id,))


def the_directory_moves(outcomes: Sequence[Outcome]) -> str | None:
    """The move never fails; who acts after it at a branch that is no more is a stranger there."""
    told = "; ".join(str(one) for one in outcomes)
    move, other = outcomes
    orderly = other.won or (other.refused is not None and other.refused.problem.status in (FIRST, STRANGER))
    return None if move.won and orderly else f"not in order: {told}"


def publish(ground: Ground, *, merged: bool) -> None:
    directory = merged_directory(ground.keys, {p.HOME_BRANCH: NEW_BRANCH}, version=next(_versions))
    if not merged:
        alive = [one.model_copy(update={"valid_to": None}) for one in directory.organisations]
        directory = directory.model_copy(update={"organisations": alive, "successions": []})
    for client in (ground.outflow(), ground.inflow()):
        client.replace_directory(directory)


ENCOUNTERS: tuple[Encounter, ...] = (
    both_sign,
    signed_against_terminated,
    signed_against_countered,
    countered_against_terminated,
    both_terminate,
    both_write_the_minutes,
    two_clerks_sign,
    support_against_taking_back,
    two_officers_approve,
    approved_against_taken_back,
    founded_against_dissolved,
    mapped_against_cancelled,
    two_cancel_the_change,
    merger_against_a_contact,
    merger_against_the_return,
    merger_against_news_from_the_host,
)
