"""Key material of a deployment: who may sign access tokens and letters, and what seals columns and payloads.

Layout of the folder (0700, every private file 0600):
issuers/NAME.pem + NAME.pub, regions/CODE.pem + CODE.pub (Ed25519, PEM), sealing.key and codec.key (32 bytes, base64).
Only what a process needs has to be mounted into it: each file is read when it is first asked for.
"""

import base64
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from joserfc.jwk import OKPKey

ISSUERS = ("registry", "worker", "operator")
SYMMETRIC_BYTES = 32


class KeyMissing(Exception):
    """A key file is absent or unreadable."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"密钥文件 {path} {reason}；请检查 GONGGUAN_KEYS_DIR，或用 gongguan keys 生成密钥")
        self.path = path


class KeyDamaged(KeyMissing):
    """A key file is there but holds no usable key."""


def create_keys(directory: Path, regions: Iterable[str], issuers: Iterable[str] = ISSUERS) -> None:
    """Make every key that is not there yet; existing ones are never overwritten, so it may be called again
    when a region is added. Safe to call from two processes at once."""
    for folder in (directory, directory / "issuers", directory / "regions"):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    for issuer in issuers:
        _create_pair(directory / "issuers", issuer)
    for region in regions:
        _create_pair(directory / "regions", region)
    for name in ("sealing.key", "codec.key"):
        _write_once(directory / name, base64.b64encode(secrets.token_bytes(SYMMETRIC_BYTES)) + b"\n")


@dataclass(frozen=True)
class KeyRing:
    """Reads the folder lazily. Key ids: an issuer's name, a region's code. Raises KeyMissing, KeyDamaged."""

    directory: Path

    def issuer(self, name: str) -> OKPKey:
        """Private key with which the issuer `name` signs access tokens."""
        return _load(self.directory / "issuers" / f"{name}.pem")

    @cached_property
    def issuers(self) -> Mapping[str, OKPKey]:
        """Public keys of all issuers, name → key: whose access tokens are accepted."""
        return _load_public(self.directory / "issuers")

    def region(self, code: str) -> OKPKey:
        """Private key with which letters of the L1 region `code` are signed."""
        return _load(self.directory / "regions" / f"{code}.pem")

    def region_public(self, code: str) -> OKPKey:
        return _load(self.directory / "regions" / f"{code}.pub")

    @property
    def regions(self) -> tuple[str, ...]:
        """Codes of the regions that this deployment can sign for. Looked up anew each time: regions join later."""
        return tuple(sorted(path.stem for path in (self.directory / "regions").glob("*.pem")))

    @cached_property
    def sealing_key(self) -> bytes:
        return _load_symmetric(self.directory / "sealing.key")

    @cached_property
    def codec_key(self) -> bytes:
        return _load_symmetric(self.directory / "codec.key")


def public_pem(key: OKPKey) -> str:
    """The form in which the region directory stores a public key."""
    return key.as_pem(private=False).decode("ascii")


def public_key(pem: str, kid: str) -> OKPKey:
    return OKPKey.import_key(pem, {"kid": kid})


def _create_pair(folder: Path, name: str) -> None:
    private = folder / f"{name}.pem"
    _write_once(private, OKPKey.generate_key("Ed25519").as_pem(private=True))
    _write_once(folder / f"{name}.pub", _load(private).as_pem(private=False), mode=0o644)


def _write_once(path: Path, content: bytes, mode: int = 0o600) -> None:
    # A link of a finished file, not an open with O_EXCL: a crash in between leaves no half-written key behind.
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@lru_cache(maxsize=256)
def _load(path: Path) -> OKPKey:
    content = _read(path)
    try:
        return OKPKey.import_key(content, {"kid": path.stem})
    except ValueError as error:
        raise KeyDamaged(path, "内容不是有效的 Ed25519 密钥") from error


def _load_public(folder: Path) -> Mapping[str, OKPKey]:
    return MappingProxyType({path.stem: _load(path) for path in sorted(folder.glob("*.pub"))})


def _load_symmetric(path: Path) -> bytes:
    try:
        key = base64.b64decode(_read(path), validate=False)
    except ValueError as error:
        raise KeyDamaged(path, "内容不是 base64") from error
    if len(key) != SYMMETRIC_BYTES:
        raise KeyDamaged(path, f"应为 {SYMMETRIC_BYTES} 字节")
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(path, "不存在") from error
    except OSError as error:
        raise KeyMissing(path, "无法读取") from error
