"""Open one sealed value of a member; the look is logged and visible to the member."""

from services.console.acts.act import Act, for_case
from services.console.acts.home_certificate import BRANCH, COMMITTEE, DEPARTMENT
from services.console.acts.host import RECEPTION, for_placement
from services.console.forms.fields import Field, Form, Kind, fields, fixed
from services.inflow import contract as inflow
from services.outflow import contract as outflow

FIELDS = fields(
    Field("field", "要看的信息", Kind.ONE_OF, options=fixed(("id_number", "身份证号"), ("phone", "本人电话"))),
    Field("reason", "查看原因", hint="例如：季度联系需要拨打电话。"),
)
INTRO = "每次查看都会记录：谁、何时、为什么。党员本人可以看到。"


def _form(contract: type[outflow.RevealField] | type[inflow.RevealField]) -> Form:
    return Form(title="查看完整的个人信息", submit="查看这一项", intro=INTRO, contract=contract, groups=FIELDS)


HOME = Act(
    verb="reveal_field",
    side="home",
    button="查看身份证号或电话",
    form=_form(outflow.RevealField),
    offered=for_case(
        lambda s, case: s.visitor.holds(BRANCH, case.home_branch) or s.visitor.oversees(COMMITTEE, case.home_branch)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.reveal_field(case_id, body, key),
    shows_answer=True,
    main=False,
)

HOST = Act(
    verb="reveal_field",
    side="host",
    button="查看身份证号或电话",
    form=_form(inflow.RevealField),
    offered=for_placement(
        lambda s, p: (
            s.visitor.oversees(RECEPTION | DEPARTMENT, p.host_committee)
            or (p.host_branch is not None and s.visitor.holds(BRANCH, p.host_branch))
        )
    ),
    send=lambda far, _, case_id, body, key: far.inflow.reveal_field(case_id, body, key),
    shows_answer=True,
    main=False,
)

ACTS = (HOME, HOST)
