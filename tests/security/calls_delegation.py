"""How the routes of delegation are called."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from services.registry import contract as registry
from services.registry.delegation import contract as c
from services.registry.tables import AccountRow, PostRow
from shared.posts import Role
from tests.security import world as w
from tests.security.calls import ANYTHING, CASE, Arrange, Call, Kind
from tests.security.relations import Object
from tests.security.world import TODAY, World

AT_BRANCH = Object(owners=CASE.owners, seen_at=CASE.seen_at)
ID, STAND_IN = uuid4(), uuid4()
UNTIL = TODAY + timedelta(days=6)


def calls(world: World) -> dict[str, dict[str, Call]]:
    wanted = c.DelegatePost(
        role=Role.BRANCH_SECRETARY, organisation=w.HOME_BRANCH, stand_in=STAND_IN, valid_from=TODAY, valid_to=UNTIL
    )
    running = _running(world)
    ending = {"delegation_id": ID}
    return {
        "registry": {
            # Nobody of the matrix has an account: whoever has a post to delegate is told that it is not his.
            "delegate_post": Call(Kind.ROLE, ANYTHING, body=wanted, answers=409),
            "end_delegation": Call(
                Kind.OBJECT,
                AT_BRANCH,
                ending,
                body=registry.Nothing(),
                arrange=running,
                unknown={"delegation_id": uuid4()},
            ),
            "list_delegations": Call(Kind.LIST, AT_BRANCH, arrange=running),
            "list_colleagues": Call(Kind.SIGNED_IN, ANYTHING),
        }
    }


def _running(world: World) -> Arrange:
    """A colleague stands in for the secretary."""

    def arrange(connection: Connection) -> None:
        colleague = {"id": STAND_IN, "login": "li.colleague", "name": "李四", "password_hash": ""}
        connection.execute(insert(AccountRow).values(colleague))
        held = select(PostRow.id).where(PostRow.account_id == world.account_id, PostRow.stands_in_for.is_(None))
        post = {"id": ID, "account_id": STAND_IN, "role": Role.BRANCH_SECRETARY, "organisation": w.HOME_BRANCH}
        days = {"valid_from": TODAY, "valid_to": UNTIL, "stands_in_for": connection.scalar(held)}
        connection.execute(insert(PostRow).values(post | days))

    return arrange
