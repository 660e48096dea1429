"""Taking a letter from the side that wrote it to the side it is for. The history sees its id and nothing else."""

from temporalio import activity

from shared.letters.contract import LetterReceipt
from workflows.clients import Clients
from workflows.duty import DeliverLetter


class LetterActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def deliver_letter(self, delivery: DeliverLetter) -> LetterReceipt:
        """Sign, carry across, note the receipt. Repeats are answered with the first receipt."""
        writer = self._clients.service(delivery.service)
        envelope = writer.sign_letter(delivery.letter_id)
        receipt = self._clients.far_side(envelope).receive_letter(envelope.token)
        return writer.mark_letter_delivered(delivery.letter_id, receipt, delivery.as_of.isoformat())
