"""S12: every single-bit flip, wrong key, expired, void, another region's key: 0 accepted."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import base45
import cbor2
import pytest
from cwt import COSE, COSEKey
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey

from shared.business_clock import SHANGHAI
from shared.keys import KeyRing, create_keys
from shared.papers.contract import LONGEST_TEXT, PaperKind, PaperSeal, PaperStanding, VoidPaper
from shared.papers.seal import PLAIN, SealRefused, holder_digest, read_seal, write_seal
from shared.papers.verdict import Known, judge
from shared.papers.void_list import VoidList, VoidListRefused, newest, read_void_list, sign_void_list

NUMBER, NAME, BORN = "321003-2026-000012", "汪海", date(1990, 1, 1)
LAST = date(2026, 12, 31)
SEAL = PaperSeal(
    region="320000",
    kind=PaperKind.CERTIFICATE,
    number=NUMBER,
    organisation="321003001",
    issued_at=datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI),
    valid_until=LAST,
    holder=holder_digest(NUMBER, NAME, BORN),
)
GOOD = Known(as_of=SEAL.issued_at, void=())


@pytest.fixture
def text(keys: KeyRing) -> str:
    return write_seal(SEAL, keys.region("320000"))


def accepted(text: str, keys: KeyRing) -> bool:
    try:
        seal = read_seal(text, lambda code: keys.region_public(code) if code in keys.regions else None)
    except SealRefused:
        return False
    return judge(seal, LAST, GOOD).standing is PaperStanding.VALID


def flipped(data: bytes) -> Iterator[bytes]:
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def as_text(data: bytes) -> str:
    return quote(base45.b45encode(data).decode(), safe=PLAIN)


def test_the_seal_itself_is_accepted_as_an_address_and_with_line_breaks(text: str, keys: KeyRing) -> None:
    assert accepted(text, keys)
    assert accepted(f"https://gongguan.example.cn/verify#{text}", keys)
    assert accepted(f" {text[:40]}\n{text[40:]} \r\n", keys)
    assert write_seal(SEAL, keys.region("320000")) == text


def test_no_flip_of_one_bit_of_the_signed_bytes_is_accepted(text: str, keys: KeyRing) -> None:
    changed = list(flipped(base45.b45decode(unquote(text))))
    assert len(changed) > 1_000
    assert [one for one in changed if accepted(as_text(one), keys)] == []


def test_no_flip_of_one_bit_of_the_printed_text_is_accepted(text: str, keys: KeyRing) -> None:
    changed = [one.decode("latin-1") for one in flipped(text.encode())]
    assert len(changed) > 1_500
    assert [one for one in changed if accepted(one, keys)] == []


def test_nothing_cut_off_or_added_is_accepted(text: str, keys: KeyRing) -> None:
    cut = [text[:length] for length in range(len(text))] + [text[start:] for start in range(1, len(text))]
    assert [one for one in (*cut, text + "0", text + "00", text * 2) if accepted(one, keys)] == []


def test_a_wrong_key_is_not_accepted(tmp_path: Path, keys: KeyRing) -> None:
    create_keys(tmp_path, ["320000"])
    assert not accepted(write_seal(SEAL, KeyRing(tmp_path).region("320000")), keys)


def test_another_regions_key_is_not_accepted_whatever_it_calls_itself(keys: KeyRing) -> None:
    other = keys.region("340000")
    assert not accepted(write_seal(SEAL, other), keys), "signed with 安徽's key, called 江苏's"
    payload = _payload(keys)
    assert not accepted(_signed(payload, other, kid=b"340000"), keys), "江苏's claims under 安徽's key id and key"
    assert not accepted(_signed(payload, keys.region("320000"), kid=b"340000"), keys), "key id swapped only"


def test_a_region_that_we_do_not_know_is_not_accepted(tmp_path: Path, keys: KeyRing) -> None:
    create_keys(tmp_path, ["990000"])
    ghost = SEAL.model_copy(update={"region": "990000"})
    assert not accepted(write_seal(ghost, KeyRing(tmp_path).region("990000")), keys)


@pytest.mark.parametrize(
    "changed",
    [{"protected": {1: -8, 4: b"320000", 3: "x"}}, {"protected": {1: -8}}, {"unprotected": {-70000: b"x"}}],
    ids=["one word more", "no key id", "something unsigned"],
)
def test_another_header_is_not_accepted_even_when_rightly_signed(keys: KeyRing, changed: dict[str, Any]) -> None:
    header: dict[str, Any] = {"protected": {1: -8, 4: b"320000"}} | changed
    key = COSEKey.from_pem(keys.region("320000").as_pem(private=True), alg="EdDSA")
    signed = COSE.new(deterministic_header=True).encode_and_sign(_payload(keys), key, **header)
    assert not accepted(as_text(signed), keys)


@pytest.mark.parametrize("place", [0, 2, 3], ids=["header", "claims", "signature"])
@pytest.mark.parametrize("other", ["x", 5, [b"x"], None], ids=repr)
def test_a_part_that_is_no_bytes_is_refused_in_words(text: str, keys: KeyRing, place: int, other: object) -> None:
    message = cbor2.loads(base45.b45decode(unquote(text)))
    message.value[place] = other
    with pytest.raises(SealRefused, match=r"[\u4e00-\u9fff]"):
        read_seal(as_text(cbor2.dumps(message, canonical=True)), keys.region_public)


def test_claims_that_we_never_write_are_not_accepted(keys: KeyRing) -> None:
    key = keys.region("320000")
    for claims in (b"", b"\xff", cbor2.dumps([]), cbor2.dumps({1: "320000"}), cbor2.dumps({1: 7, 4: "x"})):
        assert not accepted(_signed(claims, key), keys)


@given(st.text(max_size=LONGEST_TEXT + 10))
def test_any_text_at_all_is_refused_in_words(keys: KeyRing, anything: str) -> None:
    with pytest.raises(SealRefused, match=r"[\u4e00-\u9fff]"):
        read_seal(anything, keys.region_public)


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_at_all_are_refused_in_words(keys: KeyRing, anything: bytes) -> None:
    with pytest.raises(SealRefused):
        read_seal(as_text(anything), keys.region_public)


def test_the_last_day_is_good_and_the_next_is_not() -> None:
    assert judge(SEAL, LAST, GOOD).standing is PaperStanding.VALID
    assert judge(SEAL, LAST + timedelta(days=1), GOOD).standing is PaperStanding.EXPIRED


def test_a_void_number_is_void_also_when_it_has_expired() -> None:
    void = Known(SEAL.issued_at, (VoidPaper(kind=SEAL.kind, number=NUMBER, voided_on=date(2026, 11, 21)),))
    for day in (LAST, LAST + timedelta(days=1)):
        verdict = judge(SEAL, day, void)
        assert (verdict.standing, verdict.voided_on) == (PaperStanding.VOID, date(2026, 11, 21))


def test_without_a_list_nobody_calls_a_paper_valid() -> None:
    assert judge(SEAL, LAST, Known(None, None)).standing is PaperStanding.UNCHECKED
    assert judge(SEAL, LAST, Known(SEAL.issued_at, (), unknown=True)).standing is PaperStanding.UNKNOWN


def test_the_typed_name_and_birth_date_fit_or_do_not() -> None:
    assert judge(SEAL, LAST, GOOD, " 汪 海", BORN).fits is True
    assert judge(SEAL, LAST, GOOD, "汪洋", BORN).fits is False
    assert judge(SEAL, LAST, GOOD, NAME, date(1990, 1, 2)).fits is False
    assert judge(SEAL, LAST, GOOD).fits is None
    assert holder_digest(NUMBER, "买买提・江", BORN) == holder_digest(NUMBER, "买买提·江", BORN)


def test_nothing_of_the_holder_stands_in_the_seal(text: str) -> None:
    plain = base45.b45decode(unquote(text))
    assert NAME.encode() not in plain
    assert b"1990" not in plain


VOID = VoidList(
    region="320000",
    as_of=SEAL.issued_at,
    void=[VoidPaper(kind=PaperKind.CERTIFICATE, number=NUMBER, voided_on=LAST)],
)


def test_a_void_list_is_believed_only_from_its_own_region(keys: KeyRing) -> None:
    token = sign_void_list(VOID, keys.region("320000"))
    assert read_void_list(token, keys.region_public) == VOID
    head, body, signature = token.split(".")
    shorter = sign_void_list(VOID.model_copy(update={"void": []}), keys.region("320000")).split(".")
    others = [
        sign_void_list(VOID, keys.region("340000")),
        ".".join((head, shorter[1], signature)),
        ".".join((head, body, "")),
        "",
        "x.y.z",
    ]
    for other in others:
        with pytest.raises(VoidListRefused):
            read_void_list(other, keys.region_public)


def test_the_newest_list_of_the_region_counts() -> None:
    later = VOID.model_copy(update={"as_of": VOID.as_of + timedelta(days=1)})
    foreign = VOID.model_copy(update={"region": "340000", "as_of": VOID.as_of + timedelta(days=9)})
    assert newest([later, VOID, foreign], "320000") == later
    assert newest([foreign], "320000") is None


def _payload(keys: KeyRing) -> bytes:
    payload: bytes = cbor2.loads(base45.b45decode(unquote(write_seal(SEAL, keys.region("320000"))))).value[2]
    return payload


def _signed(payload: bytes, key: OKPKey, kid: bytes = b"320000") -> str:
    cose = COSEKey.from_pem(key.as_pem(private=True), alg="EdDSA")
    return as_text(COSE.new(deterministic_header=True).encode_and_sign(payload, cose, protected={1: -8, 4: kid}))
