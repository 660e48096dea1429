"""D-60: departments of both sides exchange information and views; recorded, with the groups they spoke of."""

from services.registry.survey.contract import RecordViews
from services.registry.survey.operations.campaigns import known_organisation
from services.registry.survey.permissions import PERMISSIONS
from services.registry.survey.tables import ViewsRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Invalid
from shared.history import append


class HeldInTheFuture(Invalid):
    message = "日期晚于今天，请填写实际交流的日期。"


def record_views(act: Act, body: RecordViews) -> ViewsRow:
    """Raises NotFound, NotYourPost, HeldInTheFuture."""
    department = known_organisation(act, body.department)
    standing = Standing(own=department.path)
    post = authorise(act.actor, "record_views", PERMISSIONS, standing)
    if body.held_on > act.today:
        raise HeldInTheFuture(fields=[{"field": "held_on", "message": "晚于今天"}])
    row = ViewsRow(
        department=department.code,
        path=department.path,
        partner=body.partner,
        partner_region=body.partner_region,
        held_on=body.held_on,
        groups=[str(group) for group in body.groups],
        text=act.seal_text(body.text),
        measures=act.seal_text(body.measures),
        recorded_by=act.actor.name_in(post),
    )
    act.session.add(row)
    act.session.flush()
    append(act, "record_views", row.id, "RECORDED", post=post, groups=row.groups, held_on=row.held_on.isoformat())
    return row
