"""From a service's refusal to sentences on top and beside the fields."""

from datetime import datetime

from services.console.directory import Organisations
from services.console.forms.fields import Form, FormErrors
from services.console.forms.reading import in_chinese
from services.console.wording import act_words
from shared.business_clock import SHANGHAI
from shared.problem_details import FieldProblem, Problem


def errors_of(problem: Problem, form: Form, organisations: Organisations) -> FormErrors:
    return FormErrors(
        summary=problem.detail,
        by_field=dict(_beside(form, one) for one in problem.fields),
        first=who_was_first(problem, organisations) if problem.status == 409 else "",
        status=problem.status,
    )


def _beside(form: Form, one: FieldProblem) -> tuple[str, str]:
    """The service may name a field in another nesting than the form does."""
    known = [field for field in form.fields if field.name == one.field]
    known = known or [field for field in form.fields if field.name.split(".")[-1] == one.field.split(".")[-1]]
    if not known:
        return "", in_chinese(one.message, "填写有误，请核对")
    return known[0].name, in_chinese(one.message, f"{known[0].label}填写有误，请核对")


def who_was_first(problem: Problem, organisations: Organisations) -> str:
    """One line: who, from where, when, what. Empty when the service did not say."""
    details = problem.details
    if not details.get("by"):
        return ""
    moment = datetime.fromisoformat(details["at"]).astimezone(SHANGHAI) if details.get("at") else None
    parts = (
        str(details["by"]),
        organisations.name(details.get("organisation")),
        f"{moment:%Y-%m-%d %H:%M}" if moment else "",
        act_words(str(details["act"])) if details.get("act") else "",
    )
    return " · ".join(part for part in parts if part)
