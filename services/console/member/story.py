"""A member's first page in plain words: what is asked of him now, where his case stands, whom he may call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.console.acts.act import Act
from services.console.dates import day, month
from services.console.member import acts
from services.console.member.mine import Asked, Mine, MySetting
from services.console.wording import word
from services.inflow.member.contract import MyEntry
from services.inflow.statuses import PLACEMENT_STATUS_LABELS
from services.outflow.certificate_life.contract import EntryView
from services.outflow.member.contract import MyDuty, MyDutyKind, MyStepKind, MySummons, Whose
from services.outflow.statuses import CASE_STATUS_LABELS
from shared.own_case import MyOrganisation

ANSWERS = {
    MyDutyKind.REPORT_ARRIVAL: acts.ARRIVE,
    MyDutyKind.YEARLY_REPORT: acts.REPORT,
    MyDutyKind.REPORT_RETURN: acts.BACK,
}
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AskedNow:
    """One card with one big button. `due`: in words, empty where nobody has set a day."""

    title: str
    button: str
    href: str
    due: str
    late: bool


@dataclass(frozen=True)
class StepShown:
    label: str
    whose: str
    on: date | None
    is_next: bool


@dataclass(frozen=True)
class Contact:
    """`phone` as it is shown; `tel` as it is dialled: an extension comes after a pause."""

    label: str
    name: str
    person: str
    phone: str

    @property
    def tel(self) -> str:
        number, _, extension = (_dialled(part) for part in self.phone.partition("转"))
        return f"{number},{extension}" if number and extension else number


def _dialled(phone: str) -> str:
    return "".join(sign for sign in phone if sign in "+0123456789")


def status_words(mine: Mine) -> str:
    if mine.home:
        return CASE_STATUS_LABELS[mine.home.status]
    return PLACEMENT_STATUS_LABELS[mine.host.status] if mine.host else ""


AT_THE_HOST = "流入地党支部记的内容，这里只能看。要确认或提出异议，请向流入地党支部要链接。"
AT_HOME = "这里只办流入地党支部的事。看活动证，要报告变动和返回、交年度汇报的，请向流出地党支部要链接。"


def other_side(mine: Mine) -> str:
    """What is done with a link of the other branch; empty while there is none, or both sides are shown."""
    if mine.home is None:
        return AT_HOME
    return AT_THE_HOST if mine.host is None and mine.home.host else ""


def asked_now(mine: Mine, offered: Sequence[Act]) -> list[AskedNow]:
    """His duties that are asked for and that he can answer here."""
    duties = mine.home.duties if mine.home else ()
    asked = [one for one in duties if mine.today and one.from_on <= mine.today]
    return [_asked(one, ANSWERS[one.kind], mine.today) for one in asked if ANSWERS[one.kind] in offered]


def _asked(duty: MyDuty, act: Act, today: date | None) -> AskedNow:
    year = f"（{duty.year}年）" if duty.year else ""
    late = bool(duty.due_on and today and duty.due_on < today)
    due = f"{day(duty.due_on)}前" if duty.due_on else ""
    title = f"{word('my_duty', duty.kind)}{year}"
    return AskedNow(title, act.button, f"/{act.path}", f"{due}，已超期" if late else due, late)


def to_answer(mine: Mine) -> list[MySummons]:
    return [one for one in mine.summonses if one.may_answer]


def to_attend(mine: Mine) -> list[MySummons]:
    return [one for one in mine.summonses if one.comes]


def to_settle(mine: Mine) -> list[Asked]:
    return [one for one in mine.asked if one.waits_for_me]


def to_confirm(mine: Mine) -> list[MyEntry]:
    return [one for one in mine.host.entries if one.may_answer] if mine.host else []


def steps(mine: Mine) -> list[StepShown]:
    """What has been done and, while the case goes on, what comes. `is_next` is the first of these; to come back is
    nobody's turn before he says so himself."""
    if mine.home is None:
        return _steps_at_the_host(mine)
    over = mine.home.whose_turn is None
    told = [one for one in mine.home.steps if one.on or not over]
    first = next((one for one in told if one.on is None), None)
    coming = first if first and first.kind is not MyStepKind.RETURN_ANNOUNCED else None
    return [StepShown(word("my_step", one.kind), word("my_turn", one.whose), one.on, one is coming) for one in told]


def _steps_at_the_host(mine: Mine) -> list[StepShown]:
    host = mine.host
    known = [("REPORTED", Whose.ME, host.reported_on), ("ACCEPTED", Whose.HOST, host.enrolled_on)] if host else []
    return [StepShown(word("my_step", kind), word("my_turn", whose), on, is_next=False) for kind, whose, on in known]


def turn_words(mine: Mine) -> str:
    """Whose turn it is, in one line; empty when the case is over."""
    if mine.home is None or mine.home.whose_turn is None:
        return ""
    turn = f"现在轮到{word('my_turn', mine.home.whose_turn)}"
    return "".join(f"{one}。" for one in (turn, mine.home.next_act) if one)


def contacts(mine: Mine) -> list[Contact]:
    found = [_organisation("流出地党支部", mine.home.home)] if mine.home else []
    if mine.host is None:
        host = mine.home.host if mine.home else None
        return [*found, *([_organisation("流入地党支部", host)] if host else [])]
    if mine.host.contact_phone:
        name = (mine.host.branch or mine.host.committee).name
        found.append(Contact("流入地联系人", name, mine.host.contact_person, mine.host.contact_phone))
    if mine.host.branch:
        found.append(_organisation("流入地党支部", mine.host.branch))
    return [*found, _organisation("流入地党委", mine.host.committee)]


def _organisation(label: str, one: MyOrganisation) -> Contact:
    return Contact(label, one.name, one.contact, one.phone)


def facts_of(setting: MySetting) -> Facts:
    """The entry, the summons or the request that a form is about."""
    if entry := setting.mine.entry(setting.about):
        return facts_of_entry(entry)
    if summons := setting.mine.summons(setting.about):
        return facts_of_summons(summons)
    one = setting.mine.request(setting.about)
    if one is None:
        return ()
    said = one.request
    return (("您提出的", said.text), ("日期", day(said.asked_on)), ("答复", said.answer or "还没有答复"))


def facts_of_entry(entry: MyEntry | EntryView) -> Facts:
    known = (
        ("日期", day(entry.happened_on)),
        ("类别", word("entry_kind", entry.kind)),
        ("内容", entry.content),
        ("地点", entry.place),
        ("党费", f"{month(entry.month)} {entry.amount}元" if entry.amount is not None else ""),
        ("记载", f"{entry.recorder}，{day(entry.recorded_on)}"),
    )
    return tuple((label, value) for label, value in known if value)


def facts_of_summons(one: MySummons) -> Facts:
    return (("事由", one.kind.label), ("日期", day(one.event_on)), ("地点", one.place), ("通知", one.text))
