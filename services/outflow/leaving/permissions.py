"""Who may lead a case to its end."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS, SAID_OR_HEARD, SECRETARY_ACTS
from shared.authorisation import Permissions

SECRETARY_OR_COMMITTEE = (*SECRETARY_ACTS, *COMMITTEE_ACTS)

PERMISSIONS: Permissions = {
    "announce_move": BRANCH_ACTS,
    "relocate_member": SECRETARY_ACTS,
    "record_host_release": BRANCH_ACTS,
    "announce_return": SAID_OR_HEARD,
    "call_off_return": SAID_OR_HEARD,
    "report_return": SAID_OR_HEARD,
    "inspect_return": SECRETARY_ACTS,
    "send_transfer": SECRETARY_OR_COMMITTEE,
    "record_transfer_accepted": SECRETARY_OR_COMMITTEE,
    "record_ending": SECRETARY_OR_COMMITTEE,
    "suspend_membership": COMMITTEE_ACTS,
    "restore_membership": COMMITTEE_ACTS,
    "record_penalty": SECRETARY_OR_COMMITTEE,
    "record_exemption": SECRETARY_OR_COMMITTEE,
    "settle_host_claim": SECRETARY_OR_COMMITTEE,
}
