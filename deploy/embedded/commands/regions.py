"""`gongguan regions`: which regions letters go to, and how two deployments get to know each other.

Each operator exports the own regions (addresses, public keys and the names of the organisations, nothing secret) and
registers the other's file: from then on people can choose a partner there by name.
"""

from pathlib import Path
from typing import Annotated, Self

import typer
from pydantic import ValidationError, model_validator
from rich.table import Table

from deploy.embedded.conventions import DEFAULT_DATA, DataOption, JsonOption, Refused, answer_console, answer_json
from deploy.embedded.data_directory import DataDirectory, write_whole
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services
from deploy.embedded.speaking import refusals_in_words
from services.registry.contract import ImportOrganisations, RegisterRegion
from shared.contract import Contract
from shared.identifiers import province_of
from shared.organisation_directory.contract import Region
from shared.organisations import Organisation

FileArgument = Annotated[Path, typer.Argument(help="地区文件（JSON）", metavar="文件")]


class RegionFile(Contract):
    """What one operator hands to another; registered again whenever the other has something new.

    `void_lists`: signed by each region (JWS), for `gongguan verify`; who registers the file needs none of them.
    """

    regions: list[RegisterRegion]
    organisations: list[Organisation]
    void_lists: list[str] = []

    @model_validator(mode="after")
    def _speaks_of_its_own_regions(self) -> Self:
        known = {one.region_code for one in self.regions}
        if any(province_of(one.region_code) not in known for one in self.organisations):
            raise ValueError("文件中有不属于所列地区的组织")
        return self


def register(app: typer.Typer) -> None:
    regions = typer.Typer(help="地区目录：函件往哪里送，凭谁的公钥验签", no_args_is_help=True)
    regions.command("list", help="列出已登记的地区")(list_regions)
    regions.command("export", help="导出本系统服务的地区（地址和公钥），交给对方")(export_regions)
    regions.command("register", help="登记对方交来的地区文件")(register_regions)
    app.add_typer(regions, name="regions")


def list_regions(data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    found = _regions(data)
    if as_json:
        answer_json({"ok": True, "regions": [one.model_dump(exclude={"public_key"}) for one in found]})
        return
    table = Table("地区", "运行单位", "本系统", "流出地服务", "流入地服务", "登记服务")
    for one in found:
        ours = "是" if one.ours else "否"
        table.add_row(one.region_code, one.operator, ours, one.outflow_url, one.inflow_url, one.registry_url)
    answer_console.print(table)


def export_regions(file: FileArgument, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    own = [RegisterRegion.model_validate(one.model_dump(exclude={"ours"})) for one in _regions(data) if one.ours]
    codes = [one.region_code for one in own]
    organisations = _standing(data, codes)
    handed = RegionFile(regions=own, organisations=organisations, void_lists=_void_lists(data))
    write_whole(file, handed.model_dump_json(indent=2))
    if as_json:
        answer_json({"ok": True, "file": file, "regions": codes, "organisations": len(organisations)})
    else:
        what = f"地区 {'、'.join(codes)} 和 {len(organisations)} 个组织"
        answer_console.print(f"已导出{what}到 {file}，交给对方用 gongguan regions register 登记")


def register_regions(file: FileArgument, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    try:
        handed = RegionFile.model_validate_json(file.read_bytes())
    except OSError as error:
        raise Refused(f"读不了文件 {file}：{error.strerror}") from error
    except ValidationError as error:
        raise Refused(f"{file} 不是 gongguan regions export 导出的地区文件，请向对方重新索取") from error
    registry = _operator(data).registry
    with refusals_in_words():
        # The regions first: one that is ours is refused, and with it the names of its organisations.
        for region in handed.regions:
            registry.register_region(region)
        if handed.organisations:
            registry.import_organisations(ImportOrganisations(organisations=handed.organisations))
    codes = [one.region_code for one in handed.regions]
    if as_json:
        answer_json({"ok": True, "regions": codes, "organisations": len(handed.organisations)})
    else:
        what = f"地区 {'、'.join(codes)} 和 {len(handed.organisations)} 个组织"
        answer_console.print(f"已登记{what}；往这些地区的函件从现在起电子送达，办理时可以选择对方的组织")


def known_regions(data: Path) -> RegionFile:
    """Of a running system: every region that it knows, its organisations' names, the lists of what its own have
    voided. Raises Refused when it does not run."""
    regions = _regions(data)
    known = [RegisterRegion.model_validate(one.model_dump(exclude={"ours"})) for one in regions]
    organisations = _standing(data, [one.region_code for one in regions])
    return RegionFile(regions=known, organisations=organisations, void_lists=_void_lists(data))


def _void_lists(data: Path) -> list[str]:
    with refusals_in_words():
        return _operator(data).registry.list_void_papers().lists


def _operator(data: Path) -> Services:
    return Services.as_operator(Endpoints.load(DataDirectory.at(data).root))


def _regions(data: Path) -> list[Region]:
    with refusals_in_words():
        return _operator(data).registry.read_directory().regions


def _standing(data: Path, codes: list[str]) -> list[Organisation]:
    """The organisations of these regions that exist today."""
    with refusals_in_words():
        known = _operator(data).registry.list_organisations().items
    return [one for one in known if province_of(one.region_code) in codes and one.valid_to is None]
