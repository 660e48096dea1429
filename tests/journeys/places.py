"""The organisations that the journeys run between, as the demo has them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Home:
    branch: str
    committee: str
    department: str
    city: str
    province: str


@dataclass(frozen=True)
class Host:
    """`other_branch` belongs to the same committee."""

    committee: str
    branch: str
    other_branch: str
    department: str
    city: str
    province: str
    region: str


def _home(branch: str) -> Home:
    return Home(branch, branch[:9], branch[:6], branch[:4] + "00", branch[:2] + "0000")


def _host(committee: str) -> Host:
    department = committee[:6]
    city, province = committee[:4] + "00", committee[:2] + "0000"
    return Host(committee, f"{committee}01", f"{committee}02", department, city, province, department)


YANGZHOU_HANHE = _home("32100300201")
"""汊河街道花园村党支部, 邗江区, 扬州, 江苏: not the branch whose roster the demo imports."""
YANGZHOU_YIZHENG = _home("32108100102")
KUNSHAN = _home("32058300101")
"""玉山镇双桥村党支部, in a county of 苏州 that no other journey uses."""
CHUZHOU_QINLAN = _host("341181001")
"""秦栏镇党委, 天长市, 滁州, 安徽."""
CHUZHOU_TONGCHENG = _host("341181002")
CHUZHOU_LANGYA = _host("341102001")
YANGZHOU_GUAZHOU = _host("321003003")
ZIBO = "370303"
"""A department in 山东 that has no part in any journey."""
SHANDONG = "370000"
OFF_PLATFORM_REGION, OFF_PLATFORM_NAME = "440300", "广东省深圳市"
