"""`gongguan accounts`: create, list, give posts, sign out. The operator of the data directory acts."""

from datetime import date
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.table import Table

from deploy.embedded.conventions import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    Refused,
    answer_console,
    answer_json,
)
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services
from deploy.embedded.speaking import refusals_in_words
from services.registry.contract import AccountCreated, AccountView, CreateAccount, NewPost
from shared.posts import Role

PostOption = Annotated[list[str], typer.Option("--post", help="岗位@组织代码，可多次给")]
PasswordOption = Annotated[bool, typer.Option("--password-stdin", help="从标准输入读密码；不给则生成一次性密码")]
FromOption = Annotated[str | None, typer.Option("--from", help="任职开始日期 YYYY-MM-DD")]
LoginOption = Annotated[str, typer.Option("--login", help="账号的用户名")]
ToOption = Annotated[str | None, typer.Option("--to", help="任职结束日期 YYYY-MM-DD")]

accounts = typer.Typer(help="账号与岗位", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(accounts, name="accounts")


def _operator(data: DataOption) -> Services:
    return Services.as_operator(Endpoints.load(DataDirectory.at(data).root))


@accounts.command("create", help="新建账号，可同时任职")
def create(
    login: Annotated[str, typer.Option("--login", help="用户名：小写字母、数字、点和横线")],
    name: Annotated[str, typer.Option("--name", help="姓名")],
    post: PostOption = [],  # noqa: B006  # typer reads the default
    password_stdin: PasswordOption = False,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    password = typer.get_text_stream("stdin").readline().rstrip("\n") if password_stdin else None
    body = _valid(login, name, password, [_post(text) for text in post])
    with refusals_in_words():
        created = _operator(data).registry.create_account(body)
    if as_json:
        answer_json(created.model_dump(mode="json"))
    else:
        _tell_created(created)


def _valid(login: str, name: str, password: str | None, posts: list[NewPost]) -> CreateAccount:
    try:
        return CreateAccount(login=login, name=name, password=password, posts=posts)
    except ValidationError as error:
        fields = "、".join(str(problem["loc"][0]) for problem in error.errors())
        raise Refused(f"账号信息不符合要求：{fields}（密码至少 10 位，用户名 3—40 位小写字母数字）") from error


def _post(text: str, valid_from: str | None = None, valid_to: str | None = None) -> NewPost:
    role, at, organisation = text.partition("@")
    if not at or role not in list(Role):
        raise typer.BadParameter(f"岗位应写成“岗位@组织代码”，岗位可以是：{'、'.join(Role)}")
    return NewPost(
        role=Role(role),
        organisation=organisation,
        valid_from=date.fromisoformat(valid_from) if valid_from else None,
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
    )


def _tell_created(created: AccountCreated) -> None:
    answer_console.print(f"已新建账号 {created.account.login}（{created.account.name}）")
    if created.one_time_password:
        answer_console.print(f"一次性密码（只显示这一次）：{created.one_time_password}", markup=False)


@accounts.command("grant", help="给已有账号增加一个岗位")
def grant(
    login: Annotated[str, typer.Option("--login")],
    post: Annotated[str, typer.Option("--post", help="岗位@组织代码")],
    valid_from: FromOption = None,
    valid_to: ToOption = None,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    operator = _operator(data)
    with refusals_in_words():
        account = _account(operator, login)
        granted = operator.registry.grant_post(account.account_id, _post(post, valid_from, valid_to))
    _answer([granted], as_json=as_json)


def _account(operator: Services, login: str) -> AccountView:
    account = next((a for a in operator.registry.list_accounts().items if a.login == login), None)
    if account is None:
        raise Refused(f"没有用户名为 {login} 的账号", code="account_unknown")
    return account


@accounts.command("end-sessions", help="使一个账号在所有设备上退出登录（最迟两分钟内生效）")
def end_sessions(login: LoginOption, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    operator = _operator(data)
    with refusals_in_words():
        account = _account(operator, login)
        operator.registry.end_account_sessions(account.account_id)
    _answer([account], as_json=as_json)


@accounts.command("reset-second-factor", help="取消一个账号的动态验证码（手机遗失时），并使其退出登录")
def reset_second_factor(login: LoginOption, data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    operator = _operator(data)
    with refusals_in_words():
        account = operator.registry.reset_second_factor(_account(operator, login).account_id)
    _answer([account], as_json=as_json)


@accounts.command("list", help="列出账号和岗位")
def list_accounts(
    organisation: Annotated[str | None, typer.Option("--org", help="只看这个组织的")] = None,
    data: DataOption = DEFAULT_DATA,
    as_json: JsonOption = False,
) -> None:
    with refusals_in_words():
        page = _operator(data).registry.list_accounts(organisation)
    _answer(page.items, as_json=as_json)


def _answer(items: list[AccountView], *, as_json: bool) -> None:
    if as_json:
        answer_json({"accounts": [account.model_dump(mode="json") for account in items]})
        return
    table = Table("用户名", "姓名", "岗位")
    for account in items:
        posts = "；".join(f"{p.organisation_name} {p.role_label}" for p in account.posts)
        table.add_row(account.login, account.name, posts)
    answer_console.print(table)
