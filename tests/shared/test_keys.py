import stat
from pathlib import Path

import pytest

from shared.keys import ISSUERS, KeyDamaged, KeyMissing, KeyRing, create_keys, public_key, public_pem


def test_keys_are_made_once_and_a_later_region_joins_them(tmp_path: Path) -> None:
    create_keys(tmp_path / "keys", ["320000"])
    before = KeyRing(tmp_path / "keys")
    seal, letters = before.sealing_key, public_pem(before.region("320000"))
    create_keys(tmp_path / "keys", ["320000", "340000"])
    after = KeyRing(tmp_path / "keys")
    assert (after.sealing_key, public_pem(after.region("320000"))) == (seal, letters)
    assert after.regions == ("320000", "340000")


def test_every_issuer_has_a_private_key_and_a_public_one_that_carries_its_name(tmp_path: Path) -> None:
    create_keys(tmp_path, [])
    ring = KeyRing(tmp_path)
    assert set(ring.issuers) == set(ISSUERS)
    for name, public in ring.issuers.items():
        assert (public.kid, public.is_private) == (name, False)
        assert public_pem(ring.issuer(name)) == public_pem(public)


def test_private_files_are_for_their_owner_only(tmp_path: Path) -> None:
    create_keys(tmp_path, ["320000"])
    private = [*tmp_path.rglob("*.pem"), *tmp_path.rglob("*.key")]
    assert len(private) == len(ISSUERS) + 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}


def test_a_public_key_survives_the_region_directory(tmp_path: Path) -> None:
    create_keys(tmp_path, ["320000"])
    ring = KeyRing(tmp_path)
    stored = public_pem(ring.region("320000"))
    assert public_key(stored, "320000").thumbprint() == ring.region_public("320000").thumbprint()


def test_a_missing_and_a_damaged_key_are_told_apart_and_named(tmp_path: Path) -> None:
    create_keys(tmp_path, [])
    with pytest.raises(KeyMissing, match=r"510000\.pem 不存在"):
        KeyRing(tmp_path).region("510000")
    (tmp_path / "sealing.key").write_text("c2hvcnQ=")
    with pytest.raises(KeyDamaged, match="应为 32 字节"):
        _ = KeyRing(tmp_path).sealing_key
