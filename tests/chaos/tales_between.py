"""Tales of two committees: an agreement, an organisation of members who are away, a number that is void elsewhere."""

from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from services.registry.agreement.operations.succession import pass_agreements
from shared.act import Act
from shared.letters.bodies_certificate import NumberVoided
from shared.letters.contract import Side
from shared.posts import Actor
from shared.sealing import Seal
from tests.chaos import people as p
from tests.chaos.between_in_play import HOME_OFFICER, HOST_CLERK, AgreementInPlay, MobileOrgInPlay
from tests.chaos.case_in_play import TODAY
from tests.chaos.ground import Post
from tests.chaos.tale import Tale, Telling, nothing_before, told

LAST_DAY = date(2029, 8, 20)


def offers(t: Telling, post: Post) -> None:
    t.kept["agreement"] = AgreementInPlay.offered(t.ground, post)
    t.subject = agreement_of(t).copies()[0].agreement.agreement_id


def agreement_of(t: Telling) -> AgreementInPlay:
    found: AgreementInPlay = t.kept["agreement"]
    return found


def comes_into_force(t: Telling) -> None:
    one = agreement_of(t)
    for copy_id in (one.mine, one.theirs):
        t.ground.registry().begin_step("agreement", copy_id, "in_force", t.ground.clock.now().isoformat())


def host_has_a_successor(t: Telling) -> None:
    """Once for all agreements of the committee, as the registry does it when the change takes effect."""
    with Session(t.ground.registry_engine) as session, session.begin():
        keys, clock = t.ground.keys, t.ground.clock
        act = Act(session, Actor.system("worker"), clock.now(), Seal(keys.sealing_key), keys, clock)
        pass_agreements(act, {p.HOST_COMMITTEE: p.NEXT_COMMITTEE})


AGREEMENT = Tale(
    "an agreement is negotiated, lived and ended",
    (
        told(lambda t: agreement_of(t).counter(HOST_CLERK)),
        told(lambda t: agreement_of(t).sign(p.CLERK), lambda t: agreement_of(t).sign(HOST_CLERK)),
        told(comes_into_force),
        told(lambda t: agreement_of(t).consult(HOST_CLERK)),
        told(lambda t: agreement_of(t).terminate(p.CLERK, LAST_DAY)),
        told(host_has_a_successor),
    ),
    begin=offers,
)


def proposes(t: Telling, post: Post) -> None:
    name = t.kept["name"] = f"蒋王街道驻天长流动党员党支部{t.case.person.id_number[-6:]}"
    t.kept["organisation"] = MobileOrgInPlay.proposed(t.ground, post, name)
    t.subject = organisation_of(t).copies()[0].mobile_org_id


def organisation_of(t: Telling) -> MobileOrgInPlay:
    found: MobileOrgInPlay = t.kept["organisation"]
    return found


MOBILE_ORG = Tale(
    "an organisation is proposed, founded and dissolved",
    (
        told(lambda t: organisation_of(t).support(HOST_CLERK)),
        told(lambda t: organisation_of(t).approve(HOME_OFFICER), lambda t: organisation_of(t).activate(p.CLERK)),
        told(lambda t: organisation_of(t).dissolve(p.CLERK)),
    ),
    begin=proposes,
)


def another_operator_voids(t: Telling) -> None:
    t.subject = uuid4()
    serial = f"{t.subject.int % 10**9:09d}"
    t.writes(Side.DEPARTMENT, 1, NumberVoided(number=f"341181-2026-{serial}", reason="LOST", voided_on=TODAY))


NUMBER = Tale("a number is void at another operator's", (told(another_operator_voids),), begin=nothing_before)
TALES_BETWEEN: tuple[Tale, ...] = (AGREEMENT, MOBILE_ORG, NUMBER)
