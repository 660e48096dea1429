"""W-12 at the host, as far as the mobile certificate goes: one for each placement that has enrolled."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.inflow.entries.contract import EntriesState
    from workflows.certificate_entries.duties import openings, owed
    from workflows.following import Following


@workflow.defn(name="CertificateEntries")
class CertificateEntries(Following[EntriesState]):
    """Reminds of entries that the member has not confirmed, and carries what is written to the home side."""

    @workflow.init
    def __init__(self, state: EntriesState) -> None:
        super().__init__(state, "certificate-entries", "inflow", owed, openings)

    @workflow.run
    async def run(self, state: EntriesState) -> None:
        await self.follow_to_the_end()

    @workflow.signal
    def follow(self, state: EntriesState) -> None:
        self.learn(state)
