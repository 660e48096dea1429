"""Who opens which page: of each person a name for the picture, and the address."""

from collections.abc import Mapping

from tests.console.far_side import examples as e
from tests.console.real_side import Ids
from tests.factories.survey_ground import HOME_BRANCH

CASE = f"/cases/{e.CASE_ID}"
Walks = Mapping[str, Mapping[str, str]]

BESIDE_THE_CASE: Walks = {
    "zhou": {"todo": "/", "cases": "/cases", "tasks": "/tasks?state=open", "declare": "/departures/new",
             "declared": f"{CASE}/declared", "letter": f"{CASE}/letters/{e.CASE_ID}", "rules": "/rules",
             "rosters": "/rosters", "case": CASE},
    "liu": {"case-of-home-committee": CASE},
    "chen": {"overview": "/overview", "case-of-home-department": CASE, "reports": "/reports",
             "issue-register": "/issue-register",
             "report-list": f"/reports/home/away?organisation={e.COMMITTEE}&dimension="},
    "wang": {"case-of-host-committee": CASE, "todo-of-host": "/"},
    "zhao": {"case-of-host-branch": CASE},
    "sun": {"raised": "/?scope=raised", "case-of-host-department": CASE},
}  # fmt: skip
DOWNLOADS: Walks = {
    "chen": {"reports": "/reports.xlsx", "issue-register": "/issue-register.xlsx"},
    "": {"healthz": "/healthz", "metrics": "/metrics"},
}
UPLOADED = ("/rosters/{name}", "/rosters/{name}/report")
"""Their address is made by an upload: `test_a_roster_on_its_way`."""


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


NOTHING_YET: Walks = {
    "zhou": {"empty-todo": "/", "empty-cases": "/cases", "empty-tasks": "/tasks", "empty-surveys": "/surveys"},
    "chen": {"empty-overview": "/overview", "empty-reports": "/reports", "empty-surveys": "/surveys",
             "empty-differences": "/survey-differences",
             **{f"empty-{place}": f"/between/{place}"
                for place in ("agreements", "mobile-orgs", "org-changes", "records", "findings")}},
}  # fmt: skip
