"""Rulebook section 6 as data: each figure, its unit, its source."""

from datetime import date

import pytest

from shared.policy.book import DEFAULT_PACK, packaged_book
from shared.policy.choices import Paper
from shared.policy.pack import PolicyPack, UnknownTerm
from shared.policy.task_kinds import TaskKind

BASE = packaged_book().pack("CN-BASE-2019")
JIANGSU = packaged_book().pack("JS-PROV-2017")

KEYS_OF_SECTION_6 = [
    "contact.period",
    "contact.abroad_period",
    "contact.reminders",
    "contact.first_due_grace",
    "contact.escalate_committee",
    "contact.escalate_department",
    "survey.period",
    "member.yearly_report",
    "certificate.issue",
    "outflow.notice_to_host",
    "report.at_host",
    "report.escalate",
    "accept.verify",
    "accept.enrol",
    "accept.home_answer",
    "accept.escalate",
    "refusal.auto_open",
    "refusal.review",
    "refusal.joint",
    "feedback.period",
    "relocate.notice",
    "return.report",
    "return.inspect",
    "certificate.entry",
    "certificate.yearly_check",
    "certificate.loss_report",
    "certificate.replace",
    "entry.confirm",
    "record.role_entry",
    "probation.length",
    "probation.extension",
    "conversion.prepare",
    "conversion.request_opinion",
    "conversion.application",
    "opinion.due",
    "opinion.escalate",
    "meeting.earliest",
    "meeting.latest_expected",
    "conversion.public_notice",
    "conversion.approval",
    "conversion.notify",
    "lost.confirm",
    "lost.lapse",
    "dues.period",
    "dues.alert",
    "plan.submit",
    "plan.review",
    "plan.file",
    "preannounce",
    "activity.record",
    "activity.report",
    "agreement.consultation",
    "agreement.term",
    "exemption.review",
    "instructor.term",
    "instructor.evaluation",
    "instructor.reply",
    "question.answer",
    "survey.window.opens",
    "survey.window.closes",
    "survey.window.report",
]


@pytest.mark.parametrize("pack", [BASE, JIANGSU], ids=lambda pack: pack.id)
@pytest.mark.parametrize("key", KEYS_OF_SECTION_6)
def test_every_key_of_section_6_has_a_figure_with_a_source(pack: PolicyPack, key: str) -> None:
    term = pack.term(key)

    assert term.source
    assert term.label
    assert pack.in_force(term.valid_from)


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("contact.period", 1, "quarter"),
        ("contact.abroad_period", 1, "half_year"),
        ("contact.reminders", (45, 75), "day_of_quarter"),
        ("contact.reminders.last_days", (3, 2, 1), "days"),
        ("contact.first_due_grace", 30, "days"),
        ("contact.escalate_committee", 10, "wd"),
        ("contact.escalate_department", 2, "times"),
        ("certificate.issue", 5, "wd"),
        ("outflow.notice_to_host", 3, "wd"),
        ("report.at_host", 30, "days"),
        ("report.reminders", (7, 15, 25), "days"),
        ("report.escalate", 30, "days"),
        ("report.escalate.committee", 45, "days"),
        ("report.escalate.department", 90, "days"),
        ("report.escalate.at_risk", 6, "months"),
        ("accept.verify", 5, "wd"),
        ("accept.enrol", 10, "wd"),
        ("accept.home_answer", 3, "wd"),
        ("accept.escalate", 10, "wd"),
        ("accept.escalate.department", 15, "wd"),
        ("accept.escalate.joint", 20, "wd"),
        ("refusal.auto_open", 0, "wd"),
        ("refusal.objection", 5, "wd"),
        ("refusal.review", 10, "wd"),
        ("refusal.joint", 15, "wd"),
        ("feedback.period", 1, "quarter"),
        ("feedback.event", 3, "wd"),
        ("return.report", 15, "days"),
        ("return.inspect", 10, "wd"),
        ("certificate.entry", 3, "wd"),
        ("certificate.loss_report", 10, "days"),
        ("certificate.replace", 5, "wd"),
        ("entry.confirm", 15, "days"),
        ("probation.length", 12, "months"),
        ("conversion.prepare", 60, "days"),
        ("conversion.request_opinion", 30, "days"),
        ("conversion.approval", 3, "months"),
        ("conversion.public_notice.enabled", True, "switch"),
        ("opinion.due", 15, "days"),
        ("lost.confirm", 6, "months"),
        ("lost.lapse", 2, "years"),
        ("question.answer", 15, "wd"),
        ("classification.short_absence", 6, "months"),
        ("classification.temporary_organisation", 3, "persons"),
        ("lead_side", "HOST", "code"),
        ("definition_version", "2024", "code"),
    ],
)
def test_the_figures_are_those_of_the_rulebook(key: str, value: object, unit: str) -> None:
    for pack in (BASE, JIANGSU):
        assert (pack.term(key).value, pack.term(key).unit) == (value, unit)


@pytest.mark.parametrize(
    "key",
    [
        "accept.escalate",
        "accept.home_answer",
        "contact.reminders",
        "report.escalate",
        "refusal.review",
        "certificate.escalate.first",
        "lost.search",
    ],
)
def test_a_default_of_ours_says_that_it_is_one(key: str) -> None:
    assert BASE.term(key).source.startswith("本系统默认")


def test_what_jiangsu_fixes_itself_cites_its_own_text() -> None:
    contact = JIANGSU.term("contact.period")

    assert contact.source == "S001-B 二(一)2：每季度至少与外出流动党员联系沟通1次"
    assert contact.pack == "JS-PROV-2017@1"
    assert contact.label == BASE.term("contact.period").label


def test_what_jiangsu_leaves_open_comes_from_the_national_pack() -> None:
    assert JIANGSU.term("lost.confirm") == BASE.term("lost.confirm")
    assert JIANGSU.ladders == BASE.ladders
    assert JIANGSU.refusal.grounds == BASE.refusal.grounds


def test_a_key_nobody_fixes_is_refused_by_name() -> None:
    with pytest.raises(UnknownTerm, match=r"accept\.nonsense"):
        BASE.term("accept.nonsense")


def test_a_term_with_several_figures_has_no_single_amount() -> None:
    with pytest.raises(TypeError, match=r"report\.reminders"):
        _ = BASE.term("report.reminders").amount


def test_the_grounds_of_refusal_are_a_closed_list_and_only_g5_redirects() -> None:
    assert [ground.code for ground in BASE.refusal.grounds] == ["G1", "G2", "G3", "G4", "G5"]
    assert [ground.code for ground in BASE.refusal.grounds if ground.names_right_committee] == ["G5"]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("no_suitable_branch", "没有合适支部"),
        ("too_many", "人数太多"),
        ("no_staff", "没有人手"),
        ("come_later", "以后再来"),
        ("other", "其他"),
        ("none", "未说明理由"),
    ],
)
def test_a_pretext_may_be_recorded_but_is_no_ground(code: str, label: str) -> None:
    assert BASE.refusal.is_reason(code)
    assert BASE.refusal.ground(code) is None
    assert label in {choice.label for choice in BASE.refusal.not_admissible}


def test_a_reason_that_is_not_listed_cannot_be_recorded() -> None:
    assert not BASE.refusal.is_reason("G6")


@pytest.mark.parametrize(
    ("text", "code", "paper"),
    [
        ("外出务工", "work", Paper.CERTIFICATE),
        ("务 工", "work", Paper.CERTIFICATE),
        ("经商", "trade", Paper.CERTIFICATE),
        ("挂职", "secondment", Paper.MEMBER_LETTER),
        ("开会", "meeting", Paper.MEMBER_LETTER),
        ("培训", "training", Paper.MEMBER_LETTER),
        ("出差", "official_travel", Paper.MEMBER_LETTER),
        ("休假", "holiday", Paper.MEMBER_LETTER),
        ("留学", "study_abroad", Paper.CERTIFICATE),
        ("other", "other", Paper.CERTIFICATE),
    ],
)
def test_reasons_of_departure_are_understood_as_people_write_them(text: str, code: str, paper: Paper) -> None:
    reason = BASE.departure_reason(text)

    assert reason is not None
    assert (reason.code, reason.paper) == (code, paper)


def test_an_unclear_reason_is_not_guessed() -> None:
    assert BASE.departure_reason("不清楚") is None
    assert BASE.contact_channel("飞鸽") is None


def test_no_word_means_two_reasons_or_two_channels() -> None:
    for choices in (BASE.departure_reasons, BASE.contact_channels):
        words = [word for one in choices for word in (one.code, one.label, *one.synonyms)]
        assert len(words) == len(set(words))


def test_only_study_and_research_abroad_have_the_half_yearly_variant() -> None:
    assert [reason.code for reason in BASE.departure_reasons if reason.abroad] == [
        "study_abroad",
        "research_abroad",
    ]


def test_contact_channels_cover_what_branches_use() -> None:
    assert {"phone", "visit", "message", "video", "wechat", "qq", "letter"} <= {
        channel.code for channel in BASE.contact_channels
    }


def test_every_kind_of_task_has_a_ladder_with_unique_rungs_for_any_flags() -> None:
    for kind in TaskKind:
        for flags in (frozenset[str](), frozenset({"abroad"}), frozenset({"second_in_a_row"})):
            names = [rung.name for rung in BASE.ladder(kind).rungs if rung.applies(flags)]
            assert names
            assert len(names) == len(set(names))


@pytest.mark.parametrize("pack", packaged_book().packs, ids=lambda pack: pack.reference)
def test_a_pack_travels_as_json(pack: PolicyPack) -> None:
    assert PolicyPack.model_validate_json(pack.model_dump_json()) == pack


def test_the_default_pack_is_in_force_since_the_regulation() -> None:
    assert packaged_book().pack(DEFAULT_PACK).valid_from == date(2019, 5, 6)
