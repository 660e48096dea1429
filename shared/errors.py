"""Refusals are part of the language: an error is a named sentence that knows its status and its code."""

from typing import Any, ClassVar


class Refusal(Exception):
    """A request that is refused; `message` tells a person in Chinese what is wrong and what to do."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "请求未能办理。"

    def __init__(self, message: str | None = None, **details: Any) -> None:
        self.text = message or self.message
        self.details = details
        super().__init__(self.text)

    def __init_subclass__(cls) -> None:
        cls.code = "".join("_" + c.lower() if c.isupper() else c for c in cls.__name__).lstrip("_")


class NotFound(Refusal):
    """Unknown, or not yours: both answer alike."""

    status = 404
    message = "没有找到，或不在您的管理范围内；请核对地址，或从列表重新打开。"


class NotSignedIn(Refusal):
    status = 401
    message = "登录已失效，请重新登录。"


class NotYourPost(Refusal):
    status = 403
    message = "您的岗位不能办理这一步，请由有这一岗位的人办理。"


class Invalid(Refusal):
    status = 422


class DateInTheFuture(Invalid):
    """Of an act that has been done; `fields` name which date."""

    message = "日期晚于今天，请填写实际办理的日期。"


class Conflict(Refusal):
    """Somebody else was first; `details` say who and when."""

    status = 409
    message = "此事已有人先办，请刷新后再看。"


class StepAlreadyTaken(Conflict):
    """The step is done: `by`, `organisation`, `at`, `act` say who was first."""


class NotAtThisStep(Conflict):
    """The case stands at another step now; `status` says which."""


class IdempotencyKeyReused(Invalid):
    message = "同一个请求编号被用于不同内容，请刷新页面后重新提交。"


class IdempotencyKeyInUse(Conflict):
    message = "同一请求正在办理，请稍候再看结果。"


class Unavailable(Refusal):
    status = 503
    message = "服务暂时不可用，请稍后再试；已提交的内容不会丢失。"
