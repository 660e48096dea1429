"""Every process's workflow has been told of its end, and of nothing older than what the services hold."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast, get_type_hints

from deploy.embedded.people import Services
from tests.chaos.ground import Ground
from workflows.reconciling import expected_workflows
from workflows.worker import WORKFLOWS

NEWEST = """
SELECT DISTINCT ON (workflow_id) workflow, workflow_id, message FROM outbox
ORDER BY workflow_id, (message->>'version')::int DESC NULLS LAST, id DESC
"""


def told_to_the_end(ground: Ground) -> Iterator[str]:
    """Workflows that should run know the newest state; all others have been told that it is over."""
    operator = SimpleNamespace(registry=ground.registry(), outflow=ground.outflow(), inflow=ground.inflow())
    expected = {one.workflow_id: one for one in expected_workflows(cast(Services, operator))}
    told = {row.workflow_id: row for engine in ground.engines.values() for row in ground.sql(engine, NEWEST)}
    for workflow_id, one in expected.items():
        row = told.get(workflow_id)
        newest = row.message.get("version") if row else None
        if newest != getattr(one.state, "version", newest):
            yield f"{workflow_id} was told version {newest}, stands at {getattr(one.state, 'version', None)}"
    for workflow_id in told.keys() - expected.keys():
        row = told[workflow_id]
        if not _is_over(row.workflow, row.message):
            yield f"{workflow_id} goes on, and no service knows of it"


def _is_over(name: str, message: dict[str, Any]) -> bool:
    """Only processes that follow snapshots say so; the case's own four are held by the invariants."""
    state = STATES[name].model_validate(message)
    return bool(getattr(state, "over", True))


def _followed(one: type[Any]) -> Any:
    """What the workflow is started with."""
    hints = get_type_hints(one.run)
    return next(hint for name, hint in hints.items() if name != "return")


STATES = {one.__name__: _followed(one) for one in WORKFLOWS}
