"""The columns of the host's roster. Nobody comes in by it: a member comes by the outflow notice (D-51)."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from shared.workbooks.headings import Vocabulary
from shared.workbooks.templates import Template, TemplateColumn


class Said(NamedTuple):
    meaning: str
    example: str


SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "case_number": ("个案编号",),
    "name": ("党员姓名", "姓名"),
    "id_number": ("公民身份号码", "身份证号", "身份证号码", "公民身份证号"),
    "phone": ("本人电话", "联系电话", "本人手机", "手机号码", "手机"),
    "residence": ("现居住地", "居住地", "现住址", "居住地址"),
    "employer": ("工作单位", "现工作单位", "从业单位", "单位"),
    "group": ("所在党小组", "党小组"),
    "contact_person": ("党支部联系人", "支部联系人", "联系人"),
    "contact_phone": ("联系人电话", "联系人联系电话"),
    "version": ("数据版本",),
    "report_problem": ("问题",),
    "report_remedy": ("怎么改",),
}
EXPORTED: Final = (
    "case_number", "name", "id_number", "phone", "residence", "employer", "group", "contact_person", "contact_phone",
    "version",
)  # fmt: skip
HEADINGS: Final[Mapping[str, str]] = {field: SYNONYMS[field][0] for field in EXPORTED}
HOST_ROSTER: Final = Vocabulary(synonyms=SYNONYMS, required={"case_number": "个案编号", "name": "党员姓名"})
SAID: Final[Mapping[str, Said]] = {
    "case_number": Said("流入个案的编号，可从导出的流入个案复制。", "321003-2026-000012"),
    "name": Said("只用来核对，不能改。", "汪海"),
    "id_number": Said("只用来核对；可以不填。", ""),
    "phone": Said("11 位手机号，或带区号的固定电话。", "13946885253"),
    "residence": Said("在本地的住处。", "秦栏镇朱塘村"),
    "employer": Said("在本地的工作单位。", "天长电子厂"),
    "group": Said("编入的党小组；已入册的党员填写。", "第一党小组"),
    "contact_person": Said("只用来核对；要改请办理“报来信息更正”。", ""),
    "contact_phone": Said("只用来核对。", ""),
}
NAME: Final = "流入党员名册"
NOTES: Final = (
    "流入党员由流出地的通知登记，不能由这张表新增；每行须有个案编号。",
    "空着的栏目表示“不说明”，不会清除已登记的内容。由党支部更新：电话、住处、单位有变动的，按“登记变动”办理，并须在期限内通报流出地。",
)


def host_template() -> Template:
    columns = [
        TemplateColumn(HEADINGS[field], said.meaning, said.example, required=field in HOST_ROSTER.required)
        for field, said in SAID.items()
    ]
    return Template(NAME, columns, NOTES)
