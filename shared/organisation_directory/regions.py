"""Regions have no names of their own in the directory: each is called as its organisation department is."""

import re
from collections.abc import Iterable
from typing import Protocol

from shared.organisations import OrganisationKind

_DEPARTMENT_OF = re.compile(r"^(?:中国共产党|中共)?(.+?)委(?:员会)?组织部$")


class Placed(Protocol):
    """What a name is read from: a row of the directory, or a listed organisation."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def region_code(self) -> str: ...

    @property
    def path(self) -> str: ...


def names_of_regions(organisations: Iterable[Placed]) -> dict[str, str]:
    """「安徽省滁州市天长市」 by 341181, for regions whose departments are among the organisations."""
    departments = {one.code: one for one in organisations if OrganisationKind(one.kind).is_department}
    names = {code: named[1] for code, one in departments.items() if (named := _DEPARTMENT_OF.match(one.name))}
    return {
        departments[code].region_code: "".join(
            names[outer] for outer in departments[code].path.split(".") if outer in names
        )
        for code in names
    }
