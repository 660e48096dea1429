"""OldCertificate (老活动证编号), one per certificate that came with old data."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.outflow.old_certificate.contract import OldCertificateState, OldCertificateStatus
    from workflows.calling import call
    from workflows.certificate_life.activities import CertificateLifeActivities, VoidCertificateNumber
    from workflows.following import Following
    from workflows.letter_post import LetterPost
    from workflows.old_certificate.activities import OldCertificateActivities, RegisterOldCertificate
    from workflows.old_certificate.duties import openings, owed


@workflow.defn(name="OldCertificate")
class OldCertificate(Following[OldCertificateState]):
    """Sees that the registry knows the number, and has it corrected where another certificate holds it."""

    @workflow.init
    def __init__(self, state: OldCertificateState) -> None:
        super().__init__(state, "old-certificate", "outflow", owed, openings)
        self.to_registries = LetterPost("registry", self.tasks)

    @workflow.run
    async def run(self, state: OldCertificateState) -> None:
        await self.follow_to_the_end()
        await self._void_what_ended_meanwhile()

    @workflow.signal
    def follow(self, state: OldCertificateState) -> None:
        self.learn(state)

    async def _begin(self, step: str) -> None:
        """The only step: it crosses to the registry and back."""
        registering = RegisterOldCertificate(state=self.state, as_of=self.tasks.now())
        self.learn(await call(OldCertificateActivities.register_old_number, registering))

    async def _void_what_ended_meanwhile(self) -> None:
        """Voided before the registry knew the number: W-02's workflow found nothing to void there."""
        if self.state.status is not OldCertificateStatus.REGISTERED or self.state.voided is None:
            return
        voiding = VoidCertificateNumber(voided=self.state.voided, as_of=self.tasks.now())
        told = await call(CertificateLifeActivities.void_number, voiding)
        self.to_registries.send(told.letters)
        await self.to_registries.settled()
