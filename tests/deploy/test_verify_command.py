"""`gongguan verify`: text, PDF or picture, checked offline against published keys and signed void lists (S12)."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import segno
from PIL import Image

from deploy.embedded.commands.regions import RegionFile
from services.console.papers import of_home
from services.console.papers.typesetting import typeset
from services.registry.contract import RegisterRegion
from shared.keys import KeyRing, create_keys, public_pem
from shared.papers.contract import PaperKind, VoidPaper
from shared.papers.void_list import VoidList, sign_void_list
from tests.console import filled_papers as f
from tests.console.far_side import examples as e
from tests.factories.organisations import demo_organisations
from tests.factories.stack import GONGGUAN

ADDRESS = "https://gongguan.example.cn"
GOOD, BAD = 0, 1


def region_file(keys: KeyRing, file: Path, *void: VoidPaper, day: date = e.TODAY, lists: bool = True) -> Path:
    addresses = {name: f"https://{name}.example.cn" for name in ("outflow_url", "inflow_url", "registry_url")}
    own = RegisterRegion.model_validate(
        {"region_code": "320000", "operator": "江苏", "public_key": public_pem(keys.region_public("320000"))}
        | addresses
    )
    signed = sign_void_list(VoidList(region="320000", as_of=e.at(day), void=list(void)), keys.region("320000"))
    organisations = [one for one in demo_organisations() if one.region_code.startswith("32")]
    handed = RegionFile(regions=[own], organisations=organisations, void_lists=[signed] if lists else [])
    file.write_text(handed.model_dump_json(), encoding="utf-8")
    return file


@pytest.fixture
def published(keys: KeyRing, tmp_path: Path) -> Path:
    return region_file(keys, tmp_path / "regions.json")


@pytest.fixture
def text(keys: KeyRing) -> str:
    return f"{ADDRESS}/verify#{f.certificate(keys).seal}"


@pytest.fixture
def pdf(keys: KeyRing, tmp_path: Path) -> Path:
    paper = f.certificate(keys)
    file = tmp_path / "活动证.pdf"
    sheet = of_home.certificate(paper)
    file.write_bytes(typeset(sheet, seal=paper.seal, printed_at=paper.printed_at, base_url=ADDRESS))
    return file


def verify(
    paper: str | Path, published: Path, *options: str, on: str = "2026-12-31"
) -> subprocess.CompletedProcess[str]:
    command = [str(GONGGUAN), "verify", str(paper), "--keys", str(published), "--on", on, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_genuine_paper_is_said_to_be_good_and_as_of_when(text: str, published: Path) -> None:
    done = verify(text, published)
    assert done.returncode == GOOD, done.stdout + done.stderr
    for words in ("真实有效", e.NUMBER, "流动党员活动证", "蒋王街道", "作废清单截至 2026-11-20 09:30"):
        assert words in done.stdout


def test_pdf_picture_and_text_file_are_read(text: str, pdf: Path, published: Path, tmp_path: Path) -> None:
    scanned, photographed, noted = tmp_path / "scan.png", tmp_path / "photo.jpg", tmp_path / "note.txt"
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=2.5).to_pil()
    page.save(scanned)
    page.rotate(4, expand=True, fillcolor="white").convert("RGB").save(photographed, quality=60)
    noted.write_text(f"{text}\n", encoding="utf-8")
    for file in (pdf, scanned, photographed, noted):
        done = verify(file, published)
        assert done.returncode == GOOD, f"{file.name}: {done.stdout}{done.stderr}"


def test_a_void_paper_is_refused_offline(keys: KeyRing, text: str, published: Path, tmp_path: Path) -> None:
    void = VoidPaper(kind=PaperKind.CERTIFICATE, number=e.NUMBER, voided_on=date(2026, 11, 25))
    newer = region_file(keys, tmp_path / "newer.json", void, day=date(2026, 11, 26))
    assert verify(text, newer).returncode == BAD
    done = verify(text, published, "--status", str(newer))
    assert done.returncode == BAD
    assert "已作废" in done.stdout
    assert "作废日期：2026-11-25" in done.stdout
    assert "作废清单截至 2026-11-26" in done.stdout


def test_an_expired_paper_is_refused(text: str, published: Path) -> None:
    done = verify(text, published, on="2027-01-01")
    assert (done.returncode, "已过有效期" in done.stdout) == (BAD, True)


def test_without_a_void_list_nobody_calls_it_good(keys: KeyRing, text: str, tmp_path: Path) -> None:
    done = verify(text, region_file(keys, tmp_path / "bare.json", lists=False))
    assert (done.returncode, "未核对是否作废" in done.stdout) == (BAD, True)


def test_a_changed_void_list_is_refused(keys: KeyRing, text: str, published: Path) -> None:
    handed = json.loads(published.read_text(encoding="utf-8"))
    handed["void_lists"] = [handed["void_lists"][0][:-6] + "AAAAAA"]
    published.write_text(json.dumps(handed), encoding="utf-8")
    done = verify(text, published)
    assert (done.returncode, "作废清单的签名不符" in done.stderr) == (BAD, True)


def test_a_forged_paper_and_another_regions_are_refused(keys: KeyRing, published: Path, tmp_path: Path) -> None:
    create_keys(tmp_path / "forger", ["320000"])
    forged = f.certificate(KeyRing(tmp_path / "forger")).seal
    foreign = f.receipt(keys).seal
    for seal, words in ((forged, "签名不符"), (foreign, "没有地区 340000 的公钥"), ("随便什么", "不是本系统")):
        done = verify(seal, published)
        assert (done.returncode, words in done.stdout) == (BAD, True), done.stdout


def test_the_holders_name_is_compared(text: str, published: Path) -> None:
    assert verify(text, published, "--name", f.NAME, "--born", f.BORN.isoformat()).returncode == GOOD
    done = verify(text, published, "--name", "汪洋", "--born", f.BORN.isoformat())
    assert (done.returncode, "持有人：不符" in done.stdout) == (BAD, True)
    assert "同时给出" in verify(text, published, "--name", f.NAME).stderr


def test_what_holds_no_qr_is_told_in_words(published: Path, tmp_path: Path) -> None:
    blank, broken, foreign = tmp_path / "blank.png", tmp_path / "broken.pdf", tmp_path / "qr.png"
    segno.make("https://example.com").save(str(foreign), scale=6)
    broken.write_bytes(b"%PDF-1.7 nothing")
    Image.new("RGB", (300, 300), "white").save(blank)
    assert "没有找到二维码" in verify(blank, published).stdout
    assert "不是能读取的 PDF" in verify(broken, published).stderr
    assert "不是本系统" in verify(foreign, published).stdout


def test_json_holds_the_verdict(text: str, published: Path) -> None:
    done = verify(text, published, "--json")
    answer = json.loads(done.stdout)
    assert (answer["ok"], answer["standing"], answer["number"]) == (True, "VALID", e.NUMBER)
