"""`gongguan verify`: whether a paper is genuine and good, without any network: published keys, signed void lists.

Exit status 0 only for a genuine paper within its term that is not void (and, with --name, whose holder it is).
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from joserfc.jwk import OKPKey
from pydantic import ValidationError

from deploy.embedded.commands.regions import RegionFile, known_regions
from deploy.embedded.conventions import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    Refused,
    answer_console,
    answer_json,
)
from deploy.embedded.paper_files import texts_in
from shared.business_clock import SHANGHAI
from shared.keys import public_key
from shared.papers.contract import PaperSeal, PaperVerdict
from shared.papers.seal import KeyOf, SealRefused, read_seal
from shared.papers.verdict import Known, judge, refused
from shared.papers.void_list import VoidList, VoidListRefused, newest, read_void_list

PaperArgument = Annotated[
    str, typer.Argument(help="二维码里的网址或内容；或者文件：PDF、PNG、JPEG、文本", metavar="文本或文件")
]
KeysOption = Annotated[
    Path | None,
    typer.Option("--keys", help="gongguan regions export 导出的地区文件；不给则问正在运行的系统", metavar="文件"),
]
StatusOption = Annotated[
    Path | None, typer.Option("--status", help="较新的地区文件，只用其中的作废清单", metavar="文件")
]
NameOption = Annotated[str, typer.Option("--name", help="持有人姓名，与 --born 一起比对", metavar="姓名")]
BornOption = Annotated[
    datetime | None, typer.Option("--born", formats=["%Y-%m-%d"], help="持有人出生日期", metavar="年-月-日")
]
OnOption = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="按哪一天核验，默认今天", metavar="年-月-日")
]
NO_QR = "文件里没有找到二维码：请换一张更清楚的，或直接给出二维码里的网址"


def register(app: typer.Typer) -> None:
    app.command("verify", help="离线核验纸件：真伪、有效期、是否作废")(verify)


def verify(
    paper: PaperArgument, keys: KeysOption = None, status: StatusOption = None, name: NameOption = "",
    born: BornOption = None, on: OnOption = None, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False,
) -> None:  # fmt: skip
    if bool(name) != (born is not None):
        raise Refused("比对持有人须同时给出 --name 和 --born（照身份证）")
    published = _read(keys) if keys else known_regions(data)
    key_of = _keys(published)
    lists = [*_lists(published, key_of), *(_lists(_read(status), key_of) if status else ())]
    day = on.date() if on else datetime.now(SHANGHAI).date()
    verdict = _verdict(paper, key_of, lists, day, name, born.date() if born else None)
    if as_json:
        answer_json({"ok": verdict.good} | verdict.model_dump(mode="json", exclude_none=True))
    else:
        _tell(verdict, published)
    if not verdict.good:
        raise typer.Exit(1)


def _verdict(
    paper: str, key_of: KeyOf, lists: list[VoidList], on: date, name: str, born_on: date | None
) -> PaperVerdict:
    try:
        seal = _seal(paper, key_of)
    except SealRefused as error:
        return refused(error)
    void_list = newest(lists, seal.region)
    known = Known(as_of=void_list.as_of, void=void_list.void) if void_list else Known(as_of=None, void=None)
    return judge(seal, on, known, name, born_on)


def _seal(paper: str, key_of: KeyOf) -> PaperSeal:
    """The first QR that holds a seal. Raises SealRefused of the last one, Refused without any."""
    last = SealRefused(NO_QR)
    for text in _texts(paper):
        try:
            return read_seal(text, key_of)
        except SealRefused as error:
            last = error
    raise last


def _texts(paper: str) -> Iterator[str]:
    """A name of a file that is there, otherwise the text itself."""
    try:
        is_file = Path(paper).is_file()
    except (OSError, ValueError):  # too long for a name, or with signs that no name has
        is_file = False
    yield from texts_in(Path(paper)) if is_file else (paper,)


def _read(file: Path) -> RegionFile:
    try:
        return RegionFile.model_validate_json(file.read_bytes())
    except OSError as error:
        raise Refused(f"读不了文件 {file}：{error.strerror}") from error
    except ValidationError as error:
        raise Refused(f"{file} 不是 gongguan regions export 导出的地区文件，请向签发地区重新索取") from error


def _keys(published: RegionFile) -> KeyOf:
    pems = {one.region_code: one.public_key for one in published.regions}

    def key_of(region: str) -> OKPKey | None:
        try:
            return public_key(pems[region], region) if region in pems else None
        except (ValueError, TypeError) as error:
            raise Refused(f"地区 {region} 的公钥损坏，请重新索取地区文件") from error

    return key_of


def _lists(published: RegionFile, key_of: KeyOf) -> Iterator[VoidList]:
    """Raises Refused: a list that somebody has changed must not pass for a shorter one."""
    for token in published.void_lists:
        try:
            yield read_void_list(token, key_of)
        except VoidListRefused as error:
            raise Refused("作废清单的签名不符，文件可能被改动过，请重新索取") from error


def _tell(verdict: PaperVerdict, published: RegionFile) -> None:
    answer_console.print(f"{'✓' if verdict.good else '✗'} {verdict.headline}：{verdict.text}", markup=False)
    if verdict.kind is None:
        return
    names = {one.code: one.name for one in published.organisations}
    issuer = names.get(verdict.organisation, verdict.organisation)
    facts = [
        f"{verdict.kind.label} {verdict.number}",
        f"签发：{issuer}（地区 {verdict.region}），{verdict.issued_on} 打印，有效至 {verdict.valid_until}",
        f"作废日期：{verdict.voided_on}" if verdict.voided_on else "",
        f"作废清单截至 {verdict.as_of.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
        if verdict.as_of
        else "没有该地区的作废清单",
        {True: "持有人：与所给姓名、出生日期相符", False: "持有人：不符", None: ""}[verdict.fits],
    ]
    for fact in facts:
        if fact:
            answer_console.print(f"  {fact}", markup=False)
