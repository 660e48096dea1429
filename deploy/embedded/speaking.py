"""Refusals and outages of services as the command line says them."""

from collections.abc import Iterator
from contextlib import contextmanager

from deploy.embedded.conventions import Refused
from shared.service_client import Outage
from shared.service_client import Refused as ServiceRefused


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """Raises the command line's Refused for what a service refuses or cannot answer."""
    try:
        yield
    except ServiceRefused as refused:
        fields = [f"{field.field}：{field.message}" for field in refused.problem.fields]
        raise Refused(refused.problem.detail, *fields, code=refused.problem.code) from refused
    except Outage as outage:
        raise Refused(f"服务没有应答，请用 gongguan status 查看：{outage}", code="outage") from outage
