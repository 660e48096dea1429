"""The region directory: where letters for an L1 region go, and whose signature they bear."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from services.registry import contract as c
from services.registry.operations.directory import lock_directory, publish_directory
from services.registry.permissions import PERMISSIONS
from services.registry.settings import RegistrySettings
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise_any
from shared.errors import Conflict, Invalid
from shared.keys import public_key, public_pem
from shared.organisation_directory.contract import Region
from shared.organisation_directory.tables import RegionRow


class RegionIsOurs(Conflict):
    message = "这个地区由本系统自己服务，不能另行登记；地址与密钥请在本系统的设置里改。"


class RegionKeyInvalid(Invalid):
    message = "公钥不是有效的 Ed25519 公钥（PEM），请向对方索取 regions/代码.pub 的内容。"


def register_region(act: Act, body: c.RegisterRegion) -> Region:
    """Another operator's region; again with other values when its key or address changes."""
    post = authorise_any(act.actor, "register_region", PERMISSIONS)
    lock_directory(act)
    held = act.session.get(RegionRow, body.region_code)
    if held is not None and held.ours:
        raise RegionIsOurs()
    region = Region(
        region_code=body.region_code,
        operator=body.operator,
        outflow_url=str(body.outflow_url).rstrip("/"),
        inflow_url=str(body.inflow_url).rstrip("/"),
        registry_url=str(body.registry_url).rstrip("/"),
        public_key=_checked_key(body.public_key, body.region_code),
        ours=False,
    )
    if _store(act, region):
        publish_directory(act)
    details = {"region": body.region_code}
    record(act.session, "register_region", act.actor, post=post, business_at=act.at, details=details)
    return region


def _checked_key(pem: str, region_code: str) -> str:
    """The public half only, whatever was handed in."""
    try:
        return public_pem(public_key(pem, region_code))
    except (ValueError, TypeError) as error:
        raise RegionKeyInvalid() from error


def provide_own_regions(act: Act, settings: RegistrySettings) -> None:
    """At start-up: every region this deployment can sign for stands in the directory with today's addresses."""
    lock_directory(act)
    if any([_store(act, _own(act, settings, code)) for code in act.keys.regions]):
        publish_directory(act)


def _own(act: Act, settings: RegistrySettings, code: str) -> Region:
    return Region(
        region_code=code,
        operator=settings.operator,
        outflow_url=settings.outflow_url,
        inflow_url=settings.inflow_url,
        registry_url=settings.registry_url,
        public_key=public_pem(act.keys.region_public(code)),
        ours=True,
    )


def _store(act: Act, region: Region) -> bool:
    """Whether anything changed."""
    values: Mapping[str, object] = region.model_dump()
    held = act.session.get(RegionRow, region.region_code)
    if held is not None and Region.model_validate(held) == region:
        return False
    upsert = insert(RegionRow).values(values).on_conflict_do_update(index_elements=["region_code"], set_=values)
    act.session.execute(upsert)
    return True
