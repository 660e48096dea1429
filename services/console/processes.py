"""Which process a task belongs to, in the words in which people divide their work."""

from shared.policy.task_kinds import TaskKind as K

PROCESSES: dict[str, tuple[str, tuple[K, ...]]] = {
    "departure": (
        "外出和发证",
        (
            K.BRIEF_MEMBER, K.REQUEST_CERTIFICATE, K.NUMBER_CERTIFICATE, K.SEAL_CERTIFICATE, K.ISSUE_CERTIFICATE,
            K.NAME_HOST, K.SEND_PAPER_NOTICE, K.REPORT_AT_HOST,
        ),
    ),
    "acceptance": (
        "接收和入册",
        (
            K.VERIFY_CERTIFICATE, K.PLACE_MEMBER, K.ENROL_MEMBER, K.ANSWER_QUERY, K.LOOK_FOR_MEMBER,
            K.SETTLE_HOST_CLAIM,
        ),
    ),
    "refusal": (
        "拒收和协调",
        (K.CONSIDER_OBJECTION, K.REVIEW_REFUSAL, K.COORDINATE_JOINTLY, K.COORDINATE_PROVINCIALLY),
    ),
    "contact": ("季度联系", (K.CONTACT_MEMBER,)),
    "exchange": (
        "反馈、通报和召回",
        (
            K.SEND_FEEDBACK, K.ANSWER_FEEDBACK, K.ACKNOWLEDGE_FEEDBACK, K.TELL_CHANGE, K.ACKNOWLEDGE_CHANGE,
            K.FOLLOW_CHANGE, K.ASK_YEARLY_REPORT, K.SEND_HOME_NOTICE, K.OBTAIN_FEEDBACK, K.GET_SUMMONS_REPLY,
            K.RELAY_SUMMONS,
        ),
    ),
    "requests": ("党员求助和询问", (K.ANSWER_REQUEST, K.CONFIRM_REQUEST)),
    "conversion": (
        "预备党员转正",
        (
            K.RECORD_ADMISSION, K.RECORD_APPLICATION, K.REQUEST_OPINION, K.URGE_OPINION, K.CONSIDER_WAIVER,
            K.HOLD_CONVERSION_MEETING, K.REPORT_RESOLUTION, K.DECIDE_CONVERSION, K.ANNOUNCE_CONVERSION,
            K.FILE_OPINION,
        ),
    ),
    "certificate": (
        "活动证管理和记载",
        (
            K.CHECK_LOSS, K.REPLACE_CERTIFICATE, K.CORRECT_OLD_NUMBER, K.NUMBER_REPLACEMENT, K.SEAL_REPLACEMENT,
            K.CHECK_CERTIFICATE, K.PUT_AWAY_CERTIFICATE, K.SETTLE_FALSE_ENTRIES, K.CONFIRM_ENTRY, K.REVIEW_ENTRY,
            K.RECORD_ROLE_ENTRY, K.TAKE_UP_BOOKLET, K.ANSWER_FALSE_ENTRIES,
        ),
    ),
    "dues": ("党费", (K.REMIND_OF_DUES, K.CONSIDER_ARREARS)),
    "lost": (
        "失联和党籍处理",
        (
            K.SEARCH_MEMBER, K.CONFIRM_LOST, K.RECORD_FINDING, K.HOLD_LOST_MEETING, K.DECIDE_LOST_MEASURE,
            K.FILE_LOST_MEASURE, K.REVIEW_CORRECTION_ORDER, K.CONSIDER_LAPSE, K.CONSIDER_INACTIVITY,
            K.DECIDE_INACTIVITY,
        ),
    ),
    "leaving": (
        "返回、变更和转接",
        (
            K.RELOCATE_MEMBER, K.REPORT_RETURN, K.INSPECT_RETURN, K.CONFIRM_TRANSFER, K.RELEASE_MEMBER,
            K.ACCEPT_TRANSFER,
        ),
    ),
    "correction": ("信息更正", (K.DECIDE_CORRECTION,)),
    "between": (
        "协议和机构",
        (
            K.NEGOTIATE_AGREEMENT, K.HOLD_CONSULTATION, K.RENEW_AGREEMENT, K.SUPPORT_MOBILE_ORG,
            K.APPROVE_MOBILE_ORG, K.MAP_ORG_CHANGE, K.VERIFY_ORG_CHANGE,
        ),
    ),
    "survey": (
        "年度排查",
        (K.OPEN_SURVEY, K.RETURN_SURVEY, K.CHECK_SURVEY, K.RESOLVE_DIFFERENCE, K.REPORT_SURVEY),
    ),
}  # fmt: skip
PROCESS_OF = {kind: process for process, (_, kinds) in PROCESSES.items() for kind in kinds}
