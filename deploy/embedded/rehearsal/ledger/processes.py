"""The processes of a member's year, in the order of the rulebook."""

from deploy.embedded.rehearsal.ledger import booklet, departure, leaving, periods
from deploy.embedded.rehearsal.ledger.account import Duties
from deploy.embedded.rehearsal.ledger.conversion import conversion

PROCESSES: dict[str, tuple[Duties, ...]] = {
    "行前登记与活动证（W-01、W-02）": (departure.certificate,),
    "报到与接收（W-01、W-03）": (departure.arrival, departure.acceptance, departure.looks),
    "季度联系（W-04）": (periods.contacts,),
    "季度反馈与通报（W-05）": (periods.feedback, periods.reading, periods.notices),
    "预备党员转正（W-06）": (conversion,),
    "失去联系（W-07）": (leaving.lost_contact,),
    "活动证记载与年审（W-02、W-12）": (booklet.entries, booklet.role_entry, booklet.yearly_check, booklet.arrears),
    "党员年度汇报（D-151）": (booklet.yearly_report,),
    "返回（W-01）": (leaving.coming_back,),
    "求助（W-19）": (leaving.requests,),
}
