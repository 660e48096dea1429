"""Whom the harnesses send to work: home in 邗江 (江苏), hosts in 天长 (安徽)."""

from dataclasses import dataclass

from shared.posts import Actor, Role
from tests.factories.people import holder

HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT = "32100300101", "321003001", "321003"
HOST_COMMITTEE, NEXT_COMMITTEE, HOST_DEPARTMENT = "341181001", "341181002", "341181"
HOME_REGION, HOST_REGION = "320000", "340000"

SECRETARY = holder(Role.BRANCH_SECRETARY, HOME_BRANCH, account="secretary-1", name="周超")
DEPUTY = holder(Role.BRANCH_SECRETARY, HOME_BRANCH, account="secretary-2", name="吴安")
CLERK = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, account="clerk-1", name="郑平")
OTHER_CLERK = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, account="clerk-2", name="王宁")


@dataclass(frozen=True)
class HostPeople:
    """Those who receive members at one committee."""

    committee: str
    branch: str
    other_branch: str
    reception: Actor
    clerk: Actor
    secretary: Actor
    contact: Actor

    @classmethod
    def of(cls, committee: str, names: str) -> "HostPeople":
        branch = f"{committee}01"
        reception, clerk, secretary, contact = names.split()
        return cls(
            committee,
            branch,
            f"{committee}02",
            holder(Role.RECEPTION_OFFICER, committee, account=f"reception-{committee}", name=reception),
            holder(Role.COMMITTEE_OFFICER, committee, account=f"clerk-{committee}", name=clerk),
            holder(Role.BRANCH_SECRETARY, branch, account=f"secretary-{branch}", name=secretary),
            holder(Role.CONTACT_PERSON, branch, account=f"contact-{branch}", name=contact),
        )


HOSTS = {
    HOST_COMMITTEE: HostPeople.of(HOST_COMMITTEE, "严志强 许文静 邓磊 侯洋"),
    NEXT_COMMITTEE: HostPeople.of(NEXT_COMMITTEE, "冯远 陈明 褚学 卫平"),
}
OFFICER = holder(Role.DEPARTMENT_OFFICER, HOST_DEPARTMENT, account="officer-1", name="龚长生")
OTHER_OFFICER = holder(Role.DEPARTMENT_OFFICER, HOST_DEPARTMENT, account="officer-2", name="武秀兰")


def second_secretary(hosts: HostPeople) -> Actor:
    """Two people hold the post at one branch."""
    account = f"secretary-2-{hosts.branch}"
    return holder(Role.BRANCH_SECRETARY, hosts.branch, account=account, name="蒋书文")


def second_clerk(hosts: HostPeople) -> Actor:
    return holder(Role.COMMITTEE_OFFICER, hosts.committee, account=f"clerk-2-{hosts.committee}", name="韩立")
