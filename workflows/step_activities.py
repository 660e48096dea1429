"""The activity behind a step that begins on its day."""

from temporalio import activity

from workflows.clients import Clients
from workflows.duty import BeginStep
from workflows.heartbeats import beating


class StepActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def begin_step(self, beginning: BeginStep) -> None:
        """Idempotent in the service: a step that has begun, or is no longer to begin, changes nothing."""
        service = self._clients.service(beginning.service)
        limit = activity.info().start_to_close_timeout
        with beating():
            service.begin_step(
                beginning.process,
                beginning.subject,
                beginning.step,
                beginning.as_of.isoformat(),
                seconds=limit.total_seconds() if limit else None,
            )
