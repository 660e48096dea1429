"""What leaving adds to the home side."""

from services.outflow.leaving.api import leaving
from services.outflow.leaving.operations.asking import STILL_OWED, open_leaving_task
from services.outflow.leaving.operations.hearing import (
    hear_closing_note,
    hear_member_stays,
    hear_transfer_accepted,
    hear_transfer_rejected,
)
from services.outflow.leaving.permissions import PERMISSIONS
from shared.letters.bodies_leaving import ClosingNote, MemberStays, TransferAccepted, TransferRejected
from shared.parts import Part

PART = Part(
    routers=(leaving,),
    permissions=PERMISSIONS,
    opens=dict.fromkeys(STILL_OWED, open_leaving_task),
    hears={
        ClosingNote: hear_closing_note,
        MemberStays: hear_member_stays,
        TransferAccepted: hear_transfer_accepted,
        TransferRejected: hear_transfer_rejected,
    },
)
