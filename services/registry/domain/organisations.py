"""The organisation tree: what an import may change, and the paths that follow from it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from shared.errors import Invalid
from shared.organisations import Organisation, OrganisationCycle, organisation_path

CODE = re.compile(r"[0-9A-Za-z]{2,24}")


class OrganisationsInvalid(Invalid):
    """`fields` names each wrong row: organisations.N.FIELD."""

    message = "组织名录有误，没有导入任何一行，请按提示改正后重新导入。"


def checked_paths(incoming: Sequence[Organisation], known: Mapping[str, str | None]) -> dict[str, str]:
    """The path of every organisation, known and incoming. `known`: code → parent. Raises OrganisationsInvalid."""
    parents = {**known, **{one.code: one.parent_code for one in incoming}}
    problems = [*_code_problems(incoming), *_parent_problems(incoming, parents)]
    if problems:
        raise OrganisationsInvalid(fields=problems)
    return {code: organisation_path(code, parents) for code in parents}


def _code_problems(incoming: Sequence[Organisation]) -> list[dict[str, str]]:
    counts = Counter(one.code for one in incoming)
    problems = []
    for position, one in enumerate(incoming):
        if not CODE.fullmatch(one.code):
            problems.append(_problem(position, "code", f"组织代码 {one.code} 只能用字母和数字，2 至 24 位"))
        elif counts[one.code] > 1:
            problems.append(_problem(position, "code", f"组织代码 {one.code} 重复"))
    return problems


def _parent_problems(incoming: Sequence[Organisation], parents: Mapping[str, str | None]) -> list[dict[str, str]]:
    problems = []
    for position, one in enumerate(incoming):
        if one.parent_code and one.parent_code not in parents:
            problems.append(_problem(position, "parent_code", f"上级组织代码 {one.parent_code} 不存在"))
        elif _is_in_a_circle(one.code, parents):
            problems.append(_problem(position, "parent_code", f"{one.code} 的上级关系绕成了圈"))
    return problems


def _is_in_a_circle(code: str, parents: Mapping[str, str | None]) -> bool:
    try:
        organisation_path(code, parents)
    except OrganisationCycle:
        return True
    return False


def _problem(position: int, field: str, message: str) -> dict[str, str]:
    return {"field": f"organisations.{position}.{field}", "message": message}
