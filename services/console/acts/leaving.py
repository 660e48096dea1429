"""The member moves on or is transferred: what home and host do about it (W-01, 9.3)."""

from services.console.acts.act import Act, for_case
from services.console.acts.home_certificate import BRANCH, COMMITTEE, SECRETARY
from services.console.acts.host import for_placement
from services.console.forms.fields import Field, Form, Kind, fields, fixed, today
from services.console.forms.hosts import host_fields, with_host
from services.console.forms.setting import Setting
from services.inflow.contract import PlacementStatus
from services.inflow.leaving import contract as at_host
from services.outflow.contract import Case, CaseStatus
from services.outflow.leaving import contract as c
from shared.policy.task_kinds import TaskKind

S = CaseStatus


def of_branch(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(BRANCH, case.home_branch)


def of_secretary(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(SECRETARY, case.home_branch)


def of_secretary_or_committee(setting: Setting, case: Case) -> bool:
    return of_secretary(setting, case) or setting.visitor.oversees(COMMITTEE, case.home_branch)


MAY_MOVE = frozenset({S.ACTIVE, S.CONTACT_AT_RISK})

MOVE = Act(
    verb="announce_move",
    side="home",
    button="登记党员将变动去向",
    form=Form(
        title="登记党员将变动去向",
        submit="登记",
        intro="党员告知要到别处、新流入地还没有确定时登记；确定后再办理“变更流入地”。",
        contract=c.AnnounceMove,
        groups=fields(
            Field("moves_on", "离开现流入地的日期", Kind.DATE, initial=today),
            Field("text", "党员怎么说", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: case.status in MAY_MOVE and bool(case.active_on) and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.announce_move(case_id, body, key),
    main=False,
)

RELOCATE = Act(
    verb="relocate_member",
    side="home",
    button="变更流入地",
    form=Form(
        title="变更流入地",
        submit="通知新、原流入地党组织",
        intro="活动证不换。新流入地接收前，仍由原流入地党支部管理；去向就是本县（市、区）的，按返回办理。",
        contract=c.RelocateMember,
        groups=fields(
            *host_fields(),
            Field("moves_on", "离开原流入地的日期", Kind.DATE, initial=today),
            Field(
                "told_by",
                "由谁告知",
                Kind.ONE_OF,
                options=fixed(("MEMBER", "党员本人"), ("HOST", "原流入地党组织"), ("BRANCH", "党支部查明")),
            ),
            Field("text", "说明", hint="例如：工作单位搬到滁州市。"),
        ),
        build=with_host,
    ),
    offered=for_case(lambda s, case: case.status in MAY_MOVE and bool(case.active_on) and of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.relocate_member(case_id, body, key),
    tasks=frozenset({TaskKind.RELOCATE_MEMBER}),
    main=False,
)

HOST_RELEASE = Act(
    verb="record_host_release",
    side="home",
    button="登记流入地的情况说明",
    form=Form(
        title="登记平台外流入地的情况说明",
        submit="登记",
        contract=c.RecordHostRelease,
        groups=fields(
            Field("released_on", "日期", Kind.DATE, initial=today),
            Field("text", "现实表现、参加活动、交纳党费情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(
        lambda s, case: case.status in {S.RELOCATING, S.RETURNING} and not case.host_on_platform and of_branch(s, case)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.record_host_release(case_id, body, key),
    main=False,
)

TRANSFERABLE = frozenset({S.REPORTED, S.REFUSED, S.ACTIVE, S.RELOCATING, S.RETURNING})


def _sent(setting: Setting) -> bool:
    dossier = setting.home_dossier
    return bool(dossier and dossier.leaving and dossier.leaving.transfer_sent_on)


SEND_TRANSFER = Act(
    verb="send_transfer",
    side="home",
    button="登记转出组织关系",
    form=Form(
        title="登记转出组织关系",
        submit="登记并通知流入地",
        intro="转出后、对方接收前，仍由本党支部负责；对方接收后个案办结。",
        contract=c.SendTransfer,
        groups=fields(
            Field("sent_on", "开出介绍信日期", Kind.DATE, initial=today),
            Field("letter_number", "介绍信编号"),
        ),
    ),
    offered=for_case(
        lambda s, case: case.status in TRANSFERABLE and not _sent(s) and of_secretary_or_committee(s, case)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.send_transfer(case_id, body, key),
    main=False,
)

TRANSFER_ACCEPTED = Act(
    verb="record_transfer_accepted",
    side="home",
    button="登记组织关系已被接收",
    form=Form(
        title="登记组织关系已被接收",
        submit="登记，办结个案",
        intro="凭接收方的回执登记；对方在平台上的，由对方办理接收。",
        contract=c.RecordTransferAccepted,
        groups=fields(
            Field("accepted_on", "接收日期", Kind.DATE, initial=today),
            Field("text", "接收单位和回执"),
        ),
    ),
    offered=for_case(lambda s, case: _sent(s) and case.status in TRANSFERABLE and of_secretary_or_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_transfer_accepted(case_id, body, key),
    tasks=frozenset({TaskKind.CONFIRM_TRANSFER}),
)

RELEASE = Act(
    verb="release_member",
    side="host",
    button="写流入期间情况说明",
    form=Form(
        title="流入期间情况说明",
        submit="发给流出地，结清流入管理",
        intro="写明党员在本支部期间的现实表现、参加活动和交纳党费情况；发出后名册上注明转出。",
        contract=at_host.ReleaseMember,
        groups=fields(
            Field("released_on", "日期", Kind.DATE, initial=today),
            Field("conduct", "现实表现", Kind.LONG_TEXT),
            Field("participation", "参加活动", Kind.LONG_TEXT, hint="例如：应到6次，实到6次。"),
            Field("dues_paid_to", "党费交至", required=False, hint="年-月，例如 2026-11；在流出地交纳的不填。"),
            Field("text", "其他", Kind.LONG_TEXT, required=False, rows=2),
        ),
    ),
    offered=for_placement(lambda s, p: p.note_owed and bool(p.host_branch) and s.visitor.holds(BRANCH, p.host_branch)),
    send=lambda far, _, case_id, body, key: far.inflow.release_member(case_id, body, key),
    tasks=frozenset({TaskKind.RELEASE_MEMBER}),
)

ACCEPT_TRANSFER = Act(
    verb="accept_transfer",
    side="host",
    button="接收组织关系",
    form=Form(
        title="接收组织关系",
        submit="接收并告知流出地",
        intro="接收后，该党员成为本党委所属党支部的党员，流动个案办结。",
        contract=at_host.AcceptTransfer,
        groups=fields(Field("accepted_on", "接收日期", Kind.DATE, initial=today)),
    ),
    offered=for_placement(lambda s, p: bool(p.transfer_since) and s.visitor.holds(COMMITTEE, p.host_committee)),
    send=lambda far, _, case_id, body, key: far.inflow.accept_transfer(case_id, body, key),
    tasks=frozenset({TaskKind.ACCEPT_TRANSFER}),
)

REJECT_TRANSFER = Act(
    verb="reject_transfer",
    side="host",
    button="退回组织关系",
    form=Form(
        title="退回组织关系",
        submit="退回并告知流出地",
        contract=at_host.RejectTransfer,
        groups=fields(
            Field("rejected_on", "退回日期", Kind.DATE, initial=today),
            Field("text", "退回原因", hint="例如：介绍信抬头有误，请更正后重开。"),
        ),
    ),
    offered=for_placement(
        lambda s, p: (
            bool(p.transfer_since)
            and p.status is not PlacementStatus.RELEASED
            and s.visitor.holds(COMMITTEE, p.host_committee)
        )
    ),
    send=lambda far, _, case_id, body, key: far.inflow.reject_transfer(case_id, body, key),
    main=False,
)

ACTS = (
    RELEASE, ACCEPT_TRANSFER, REJECT_TRANSFER, TRANSFER_ACCEPTED, RELOCATE, MOVE, HOST_RELEASE, SEND_TRANSFER,
)  # fmt: skip
