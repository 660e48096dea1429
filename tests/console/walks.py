"""Who opens which page: of each person a name for the picture, and the address."""

from collections.abc import Mapping
from uuid import UUID

from tests.console.far_side import examples as e
from tests.console.far_side.incidents import incident
from tests.console.real_side import Ids
from tests.factories.survey_ground import HOME_BRANCH

CASE = f"/cases/{e.CASE_ID}"
TASK = f"/tasks/outflow/{UUID(int=0x1001)}"
"""The first that `test_todo.fill` puts on the list."""
Walks = Mapping[str, Mapping[str, str]]

BESIDE_THE_CASE: Walks = {
    "zhou": {"todo": "/", "cases": "/cases", "tasks": "/tasks?state=open", "declare": "/departures/new",
             "declared": f"{CASE}/declared", "letter": f"{CASE}/letters/{e.CASE_ID}", "rules": "/rules",
             "rosters": "/rosters", "case": CASE,
             "todo-narrowed": "/?process=departure&who=me", "task": TASK},
    "liu": {"case-of-home-committee": CASE, "notices": "/notices", "notice-channel": "/notices/channels/new",
            "looks": f"{CASE}/looks"},
    "chen": {"overview": "/overview", "tasks-of-subtree": "/tasks?state=open", "task-of-superior": TASK,
             "case-of-home-department": CASE, "reports": "/reports",
             "issue-register": "/issue-register", "incidents": "/incidents",
             "incident-remedy": f"/incidents/{incident().incident_id}/remedy", "incidents-over": "/incidents?over=true",
             "report-list": f"/reports/home/away?organisation={e.COMMITTEE}&dimension="},
    "wang": {"case-of-host-committee": CASE, "todo-of-host": "/"},
    "zhao": {"case-of-host-branch": CASE},
    "shen": {"audit-log": "/audit", "audit-log-empty": "/audit?service=registry"},
    "sun": {"raised": "/?scope=raised", "case-of-host-department": CASE},
}  # fmt: skip
DOWNLOADS: Walks = {
    "zhou": {
        "attachment": f"{TASK}/attachments/{e.ATTACHMENT_ID}",
        "template-roster": "/templates/roster.xlsx",
        "template-old-data": "/templates/old-data.xlsx",
        "template-host": "/templates/host.xlsx",
        "template-organisations": "/templates/organisations.xlsx",
    },
    "chen": {
        "reports": "/reports.xlsx",
        "overview-workbook": "/overview.xlsx",
        "overview-chart": "/overview/charts/flows-out.svg",
        "issue-register": "/issue-register.xlsx",
    },
    "": {"healthz": "/healthz", "metrics": "/metrics"},
}
UPLOADED = ("/rosters/{name}", "/rosters/{name}/report")
"""Their address is made by an upload: `test_a_roster_on_its_way`."""

SENT = ("/bulk",)
"""Comes by sending a form: `tests/console/test_bulk_in_chromium.py`."""


def between(ids: Ids) -> Walks:
    at = "/between"
    home = {"hub": at, "agreements": f"{at}/agreements", "agreement-new": f"{at}/agreements/new/0",
            "agreement": f"{at}/agreements/{ids.agreement}", "agreement-draft": f"{at}/agreements/{ids.draft}",
            "mobile-orgs": f"{at}/mobile-orgs", "mobile-org-new": f"{at}/mobile-orgs/new/0",
            "mobile-org": f"{at}/mobile-orgs/{ids.mobile_org}", "org-changes": f"{at}/org-changes",
            "org-change-new": f"{at}/org-changes/new/0", "org-change": f"{at}/org-changes/{ids.change}",
            "org-change-decided": f"{at}/org-changes/{ids.decided}",
            "survey-check": f"/surveys/{ids.campaign}"}  # fmt: skip
    home |= {
        f"agreement-{verb}": f"{at}/agreements/{ids.agreement}/{verb}" for verb in ("consultation", "lapse", "end")
    }
    home |= {f"agreement-{verb}": f"{at}/agreements/{ids.draft}/{verb}" for verb in ("offer", "sign", "counter")}
    home |= {f"mobile-org-{verb}": f"{at}/mobile-orgs/{ids.mobile_org}/{verb}" for verb in ("found", "dissolve")}
    home |= {f"org-change-{verb}": f"{at}/org-changes/{ids.decided}/{verb}" for verb in ("mapping", "verify", "cancel")}
    host = {"records": f"{at}/records", "record-new": f"{at}/records/new/0", "office-new": f"{at}/records/new/1",
            "record": f"{at}/records/{ids.record}", "record-result": f"{at}/records/{ids.record}/result",
            "mobile-org-there": f"{at}/mobile-orgs/{ids.mobile_org_there}",
            "mobile-org-answer": f"{at}/mobile-orgs/{ids.mobile_org_there}/answer",
            "agreement-there": f"{at}/agreements/{ids.agreement_there}"}  # fmt: skip
    department = {"mobile-org-approve": f"{at}/mobile-orgs/{ids.mobile_org}/approve", "surveys": "/surveys",
                  "survey": f"/surveys/{ids.campaign}", "survey-report": f"/surveys/{ids.campaign}/report",
                  "survey-differences": "/survey-differences?status=OPEN", "real-overview": "/overview",
                  "real-reports": "/reports"}  # fmt: skip
    return {
        "liu": home,
        "wang": host,
        "chen": department,
        "sun": {"findings": f"{at}/findings", "finding": f"{at}/findings/{ids.finding}",
                "finding-measure": f"{at}/findings/{ids.finding}/measure"},
        "zhou": {"survey-return": f"/surveys/{ids.campaign}/returns/{HOME_BRANCH}", "surveys-of-branch": "/surveys"},
        "": {"real-sign-in": "/sign-in", "offices": "/offices", "offices-of-region": "/offices?region=341181",
             "offices-none": "/offices?region=440300"},
    }  # fmt: skip


def downloads(ids: Ids) -> Walks:
    return {"chen": {"survey-workbook": f"/surveys/{ids.campaign}/workbook"}}


OF_THE_ACCOUNT: Walks = {
    "zhou": {"account": "/account", "delegation-new": "/account/delegations/new", "password": "/account/password",
             "second-factor": "/second-factor"},
    "lisi": {"account-of-stand-in": "/account", "second-factor-begun": "/second-factor"},
}  # fmt: skip
BESIDE_THE_ACCOUNT = ("/sign-in/code", "/second-factor.svg")
"""Walked in tests/console/test_account_in_chromium.py, like those of OF_THE_ACCOUNT."""


OF_PAPERS: Walks = {
    "zhou": {"papers": "/papers", "paper-lacking": f"{CASE}/papers/certificate"},
    "wang": {"papers-of-host": "/papers"},
    "": {"paper-check": "/verify"},
}
"""Walked in tests/console/test_papers_in_chromium.py."""
PRINTED = (f"{CASE}/papers/receipt", f"/papers/ledgers/{e.HOST_COMMITTEE}", f"/between/agreements/{e.CASE_ID}/paper")
"""PDF: tests/console/test_papers.py."""


AT_THE_DOOR = {"member-link": "/m/unknown"}
OF_MEMBERS = {
    "member-home": "/me",
    "member-certificate": "/me/certificate",
    "member-looks": "/me/looks",
    "member-looks-older": "/me/looks?home=7",
    "member-sign-out": "/me/sign-out",
}
BESIDE_THE_MEMBER = ("/me/certificate.svg", "/me/certificate.pdf", f"{CASE}/member-link")
"""Walked in tests/console/test_member_in_chromium.py; the forms of a member's acts as well."""


NOTHING_YET: Walks = {
    "zhou": {"empty-todo": "/", "empty-cases": "/cases", "empty-tasks": "/tasks", "empty-surveys": "/surveys"},
    "chen": {"empty-overview": "/overview", "empty-reports": "/reports", "empty-surveys": "/surveys",
             "empty-differences": "/survey-differences",
             **{f"empty-{place}": f"/between/{place}"
                for place in ("agreements", "mobile-orgs", "org-changes", "records", "findings")}},
}  # fmt: skip
