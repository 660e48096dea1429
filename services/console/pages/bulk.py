"""批量办理: many rows, one form, a dry run with every row's own answer, and then the act, slice by slice.

All of it is one address to which the page sends itself; what has been done stands in the page (`bulk/batch.py`).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from services.console.bulk import batch as b
from services.console.bulk.batch import Batch, BulkRefused, Phase, State
from services.console.bulk.filling import bodies_of, form_of, rows_of
from services.console.bulk.running import Slice, run_slice
from services.console.forms.fields import FormErrors
from services.console.forms.reading import Wrong
from services.console.forms.setting import Setting
from services.console.pages.filling import readable
from services.console.pages.outcome import message
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, VisitorDep

router = APIRouter()
ADDRESS = "/bulk"
EDIT, CONFIRM = "edit", "confirm"
NONE_TAKEN = "没有勾选要办理的。请至少勾选一条，或回到清单。"


@router.get(ADDRESS)
def take_up_again(request: Request, visitor: VisitorDep) -> Response:
    """After signing in again: the batch as it was sent, with what is still to be done; nothing is done by looking."""
    draft = visitor.console.drafts.take(visitor.drawer, ADDRESS)
    if not draft:
        return RedirectResponse("/cases", status_code=303)
    setting = Setting(visitor)
    try:
        batch = b.read(draft) if "batch" in draft else _chosen(draft, setting)
    except BulkRefused as refused:
        return _refused(request, refused)
    return _form_page(request, setting, batch) if batch.phase is Phase.FORM else _page(request, setting, batch)


@router.post(ADDRESS)
def do_for_many(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    """Raises Refused 401 in the midst: signing in brings the page back with what is done."""
    setting = Setting(visitor)
    try:
        if "batch" not in form:
            return _begin(request, setting, _chosen(form, setting))
        return _go_on(request, setting, b.read(form), form)
    except BulkRefused as refused:
        return _refused(request, refused)


def _refused(request: Request, refused: BulkRefused) -> Response:
    return message(request, 422, "没有办理", str(refused), "浏览器的“后退”回到清单，已勾选的还在。")


def _chosen(sent: FormData | Mapping[str, Any], setting: Setting) -> Batch:
    batch = Batch.chosen(b.many_of(sent), b.picked_in(sent))
    initial = {one.name: one.initial(setting) for one in batch.many.form.fields if one.initial}
    common = {one.name: initial.get(one.name, "") for one in batch.many.common}
    each = {one.name: initial.get(one.name, "") for one in batch.many.differing}
    return replace(batch, common=common, differing={name: each for name in batch.rows})


def _begin(request: Request, setting: Setting, batch: Batch) -> Response:
    """An act without fields is tried out at once."""
    if batch.many.form.fields:
        return _form_page(request, setting, batch)
    return _run(request, setting, batch.tried_out())


def _go_on(request: Request, setting: Setting, batch: Batch, form: FormData) -> Response:
    step = form.get("step")
    if step == EDIT and batch.phase is Phase.CHECK:
        return _form_page(request, setting, batch.to_be_filled_in())
    if batch.phase is Phase.FORM:
        return _run(request, setting, batch.tried_out())
    if step == CONFIRM and batch.phase is Phase.CHECK and batch.is_over:
        taken = b.taken_in(form) & batch.rows.keys()
        if not taken:
            return _page(request, setting, batch, problem=NONE_TAKEN)
        batch = batch.confirmed(taken)
    return _run(request, setting, batch)


def _run(request: Request, setting: Setting, batch: Batch) -> Response:
    try:
        bodies = bodies_of(batch, setting)
    except Wrong as wrong:
        return _form_page(request, setting, batch.to_be_filled_in(), wrong.errors)
    after = run_slice(setting, batch, bodies)
    return _page(request, setting, after.batch, after)


def _form_page(request: Request, setting: Setting, batch: Batch, errors: FormErrors | None = None) -> Response:
    form = batch.many.form
    return render(
        request,
        "bulk_form.html",
        status=errors.status if errors else 200,
        batch=batch,
        many=batch.many,
        form=form_of(batch),
        asked=form,
        table=rows_of(batch),
        values=b.hidden_values(batch),
        hidden=b.hidden_rows(batch),
        errors=errors,
        options_of=lambda one: one.options(setting) if one.options else [],
    )


def _page(request: Request, setting: Setting, batch: Batch, ran: Slice | None = None, *, problem: str = "") -> Response:
    """What has been found out or done, and how it goes on."""
    many = batch.many
    said = {**batch.common, **many.settled}
    broken_off = ran is not None and ran.broken_off
    return render(
        request,
        "bulk_rows.html",
        status=503 if broken_off else 422 if problem else 200,
        batch=batch,
        many=many,
        acting=batch.phase is Phase.ACT,
        counts={state: len(batch.in_state(state)) for state in State},
        words=WORDS[batch.phase],
        tags=TAGS,
        shown=[(one.label, readable(one, said, setting)) for one in many.common if said.get(one.name)],
        notes={row: _note(batch, row, setting) for row in batch.rows},
        hidden=b.hidden_rows(batch) | b.hidden_values(batch),
        broken_off=broken_off,
        goes_on=ran is not None and not broken_off and not batch.is_over,
        problem=problem,
    )


def _note(batch: Batch, name: str, setting: Setting) -> str:
    """What the act does, or why it does not; and what is filled in for this row alone."""
    row, values = batch.rows[name], batch.values(name)
    does = batch.many.form.submit if row.state in (State.CAN, State.DONE) else row.text
    own = (f"{one.label}：{readable(one, values, setting)}" for one in batch.many.differing if values.get(one.name))
    return "；".join(said for said in (does, *own) if said) or "—"


WORDS = {
    Phase.CHECK: {
        State.WAITING: "还没有试办", State.CAN: "可以办理", State.CANNOT: "不能办理",
        State.DONE: "已办理", State.LEFT_OUT: "没有选",
    },
    Phase.ACT: {
        State.WAITING: "还没有办", State.CAN: "可以办理", State.CANNOT: "没有办成",
        State.DONE: "已办理", State.LEFT_OUT: "没有选",
    },
}  # fmt: skip
TAGS = {State.WAITING: "due", State.CAN: "ok", State.CANNOT: "error", State.DONE: "ok", State.LEFT_OUT: ""}
