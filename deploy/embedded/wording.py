"""Chinese for what typer says in English: panel titles and usage errors."""

import re

from typer import rich_utils

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"No such option: (\S+)(.*)", r"没有选项 {0}"),
    (r"No such command (\S+)\. Did you mean (.+)\?", r"没有命令 {0}，是不是 {1}"),
    (r"No such command (.+)\.", r"没有命令 {0}"),
    (r"Missing command\.", r"缺少命令"),
    (r"Missing (?:argument|option|parameter) ?(.*?)\.?", r"缺少 {0}"),
    (r"Got unexpected extra arguments? \((.*)\)", r"多余的参数：{0}"),
    (r"(?:Option )?(\S+?)(?: option)? requires an argument\.?", r"{0} 后面要有值"),
    (r"Invalid value for (.+?): Input should be a valid (?:integer|number).*", r"{0} 的值应是数字"),
    (r"Invalid value for (.+?): Input should be greater than or equal to (.+)", r"{0} 的值不能小于 {1}"),
    (r"Invalid value for (.+?): Input should be less than or equal to (.+)", r"{0} 的值不能大于 {1}"),
    (r"Invalid value for (.+?): (.*) does not exist\.", r"{0}：{1} 不存在"),
    (r"Invalid value for (.+?): (.*)", r"{0} 的值不对：{1}"),
    (r"Invalid value: (.*)", r"参数的值不对：{0}"),
)


def speak_chinese() -> None:
    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"


def usage_sentence(message: str) -> str:
    """The Chinese sentence for one of typer's; the original when it is none that we know."""
    for pattern, sentence in PATTERNS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return sentence.format(*match.groups())
    return message
