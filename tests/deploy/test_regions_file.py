"""`gongguan regions`: what one operator hands to another speaks of his own regions only."""

import json
from pathlib import Path

import pytest

from shared.keys import KeyRing, public_pem
from tests.factories.organisations import demo_organisations
from tests.factories.stack import gongguan


@pytest.fixture
def handed(tmp_path: Path, keys: KeyRing) -> Path:
    """安徽's file, with an organisation of 江苏 in it."""
    addresses = {name: f"https://{name}.example.cn" for name in ("outflow_url", "inflow_url", "registry_url")}
    region = {
        "region_code": "340000",
        "operator": "安徽运行单位",
        "public_key": public_pem(keys.region_public("340000")),
    }
    foreign = next(one for one in demo_organisations() if one.code == "321003001")
    content = {"regions": [region | addresses], "organisations": [foreign.model_dump(mode="json")]}
    file = tmp_path / "ah.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_a_file_that_names_organisations_of_other_regions_is_refused_in_words(handed: Path, tmp_path: Path) -> None:
    done = gongguan("regions", "register", str(handed), data=tmp_path)
    assert done.returncode != 0
    assert "不是 gongguan regions export 导出的地区文件，请向对方重新索取" in done.stdout + done.stderr
