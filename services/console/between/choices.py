"""Options that several forms between organisations offer: own posts, organisations of a kind."""

from collections.abc import Callable, Sequence

from services.console.forms.fields import Option, Options
from services.console.forms.setting import Setting
from services.console.sign_in.visitor import Visitor
from shared.organisations import OrganisationKind
from shared.posts import Role

COMMITTEES = (
    OrganisationKind.GRASSROOTS_COMMITTEE,
    OrganisationKind.WORK_COMMITTEE,
    OrganisationKind.LEADING_GROUP,
)
DEPARTMENTS = (
    OrganisationKind.COUNTY_DEPARTMENT,
    OrganisationKind.CITY_DEPARTMENT,
    OrganisationKind.PROVINCIAL_DEPARTMENT,
)
PARTNER_HINT = "输入名称中的几个字，从列出的组织中选；外省的组织也在其中。"
OFFICERS = frozenset({Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER})


def own_posts(*roles: Role) -> Options:
    """The organisations at which the visitor holds one of the roles."""

    def found(setting: Setting) -> Sequence[Option]:
        posts = setting.visitor.actor.posts
        codes = dict.fromkeys(post.organisation for post in posts if post.role in roles)
        return [Option(code, setting.visitor.organisations.name(code)) for code in codes]

    return found


def first_own(*roles: Role) -> Callable[[Setting], str]:
    def found(setting: Setting) -> str:
        options = own_posts(*roles)(setting)
        return options[0].value if len(options) == 1 else ""

    return found


def standing(*kinds: OrganisationKind) -> Options:
    """Organisations of these kinds that stand today, of our regions and of those that other operators serve, grouped
    by their superior."""

    def found(setting: Setting) -> Sequence[Option]:
        known = setting.visitor.organisations
        alive = (one for one in known.of_kind(*kinds) if one.valid_to is None)
        return [Option(one.code, one.name, group=known.parent_name(one)) for one in alive]

    return found


def holds_at(visitor: Visitor, organisation: str) -> bool:
    return visitor.holds(OFFICERS, organisation)
