"""`gongguan keys`: the keys folder of a deployment that is not run by `gongguan up`."""

import re
from pathlib import Path
from typing import Annotated

import typer

from deploy.embedded.conventions import JsonOption, answer_console, answer_json
from shared.keys import KeyRing, create_keys

L1_CODE = re.compile(r"\d{2}0000")


def register(app: typer.Typer) -> None:
    app.command("keys", help="生成密钥目录（已有的密钥不会被覆盖）")(keys)


def keys(
    directory: Annotated[Path, typer.Argument(help="密钥目录", metavar="目录")],
    region: Annotated[
        list[str],
        typer.Option(
            help="本系统服务的省级区划代码，可重复", metavar="代码", callback=lambda codes: checked_regions(codes)
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    create_keys(directory, region)
    ring = KeyRing(directory)
    if as_json:
        answer_json({"ok": True, "directory": directory, "regions": ring.regions, "issuers": sorted(ring.issuers)})
    else:
        answer_console.print(f"密钥目录 {directory}：签发者 {'、'.join(ring.issuers)}；地区 {'、'.join(ring.regions)}")


def checked_regions(codes: list[str] | None) -> list[str] | None:
    """Raises BadParameter for what is no L1 region code."""
    wrong = [code for code in codes or () if not L1_CODE.fullmatch(code)]
    if wrong:
        raise typer.BadParameter(f"{'、'.join(wrong)} 不是省级区划代码（六位数字，后四位为 0，例如 320000）")
    return codes
