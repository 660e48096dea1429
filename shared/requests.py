"""What a route gets: an actor from the token, a transaction that ends before the answer leaves, a keyed command."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Annotated
from uuid import UUID

from anyio import CancelScope, CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Depends, Header, Request, Response
from pydantic import AwareDatetime, BaseModel
from sqlalchemy.orm import Session, sessionmaker

from shared import idempotency
from shared.act import Act, Reaction
from shared.authentication import TokenReader
from shared.authorisation import Permissions, authorise_any
from shared.business_clock import SHANGHAI, BusinessClock
from shared.errors import Invalid, NotSignedIn
from shared.figures import Counted
from shared.keys import KeyRing
from shared.letters.operations import Apply
from shared.own_case import Told
from shared.parts import BeginsStep, OpensTask
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor
from shared.sealing import Seal
from shared.tasks.operations import Effects, LockCase
from shared.tasks.views import NO_SUBJECTS, Subjects


def _nothing_to_lock(_: Act, __: UUID) -> None:
    """For a service whose rungs have no effects of their own."""


@dataclass(frozen=True)
class Kernel:
    """What app.py wires for one service."""

    name: str
    sessions: sessionmaker[Session]
    reading: sessionmaker[Session]
    reader: TokenReader
    clock: BusinessClock
    seal: Seal
    keys: KeyRing
    permissions: Permissions
    effects: Effects
    apply_letter: Apply
    lock_case: LockCase = _nothing_to_lock
    subjects: Subjects = NO_SUBJECTS
    opens: Mapping[TaskKind, OpensTask] = field(default_factory=dict)
    begins: Mapping[str, BeginsStep] = field(default_factory=dict)
    reactions: tuple[Reaction, ...] = ()
    counts: tuple[Counted, ...] = ()


async def kernel_of(request: Request) -> Kernel:
    """Asynchronous, like `current_actor`, because neither waits for anything: no thread is taken for them."""
    kernel: Kernel = request.app.state.kernel
    return kernel


KernelDep = Annotated[Kernel, Depends(kernel_of)]


async def current_actor(
    kernel: KernelDep, authorization: Annotated[str, Header(include_in_schema=False)] = ""
) -> Actor:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn()
    return kernel.reader.read(token)


ActorDep = Annotated[Actor, Depends(current_actor)]
AsOf = Annotated[
    AwareDatetime | None,
    Header(alias="As-Of", description="business moment of a workflow's call; ignored from people"),
]


FIRST_YEAR, LAST_YEAR = 2004, 2098
"""Between them the working calendar reckons, published or provisional."""


class MomentOutOfRange(Invalid):
    message = "业务时间超出工作日历的范围，请核对时钟或 As-Of。"


def act_of(
    kernel: Kernel, session: Session, actor: Actor, as_of: AwareDatetime | None = None, *, dry_run: bool = False
) -> Act:
    at = as_of.astimezone(SHANGHAI) if as_of and actor.is_system else kernel.clock.now()
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise MomentOutOfRange()
    return Act(
        session=session,
        actor=actor,
        at=at,
        seal=kernel.seal,
        keys=kernel.keys,
        clock=kernel.clock,
        reactions=kernel.reactions,
        dry_run=dry_run,
    )


@asynccontextmanager
async def transaction(session: Session, *, kept: bool = True) -> AsyncIterator[Session]:
    """Committed when the route is through and its effects are to be `kept`, rolled back when it raised.

    To begin asks the database nothing, so it takes no thread; the end takes one that no route can be waiting for.
    """
    try:
        yield session
    except BaseException:
        await _beside_the_routes(session.close)
        raise
    await _beside_the_routes(partial(_commit, session) if kept else session.close)


async def _beside_the_routes(end: Callable[[], None]) -> None:
    with CancelScope(shield=True):
        await run_sync(end, limiter=CapacityLimiter(1))


def _commit(session: Session) -> None:
    with session:
        session.commit()


class NoDryRun(Invalid):
    message = "此事不能试办，请直接办理。"


DryRun = Annotated[
    bool,
    Header(
        alias="Dry-Run",
        description="1: the answer or refusal that the act would get now; nothing is kept, not even the key",
        examples=[False],
    ),
]


async def reading(kernel: KernelDep, actor: ActorDep, as_of: AsOf = None) -> AsyncIterator[Act]:
    async with transaction(kernel.reading()) as session:
        yield act_of(kernel, session, actor, as_of)


async def writing(request: Request, kernel: KernelDep, actor: ActorDep, as_of: AsOf = None) -> AsyncIterator[Act]:
    """For workflows' calls, which are idempotent by their business keys, and for acts that log a look.

    Raises NoDryRun: a look that was rolled back would show the data and leave no trace.
    """
    if "dry-run" in request.headers:
        raise NoDryRun()
    async with transaction(kernel.sessions()) as session:
        yield act_of(kernel, session, actor, as_of)


Reading = Annotated[Act, Depends(reading, scope="function")]
Writing = Annotated[Act, Depends(writing, scope="function")]


async def system_only(request: Request, kernel: KernelDep, actor: ActorDep) -> None:
    authorise_any(actor, request.scope["route"].name, kernel.permissions)


class FirstAnswer(Exception):
    """The key was used before with the same body: this is what the first request was answered."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer


def json_answer(content: bytes) -> Response:
    return Response(content, media_type="application/json")


@dataclass(frozen=True)
class Command:
    """One act of a person under its idempotency key."""

    unclaimed: Act
    key: str
    digest: str

    @cached_property
    def act(self) -> Act:
        """Claims the key at first use, in the route's own thread: a repeat that waits for the first holds no
        thread that the first still needs. Raises FirstAnswer."""
        act = self.unclaimed
        earlier = idempotency.claim(act.session, act.seal, act.actor.account, self.key, self.digest)
        if earlier is not None:
            raise FirstAnswer(earlier)
        return act

    def answer_about(self, case_id: UUID, view: Callable[[], BaseModel]) -> Response:
        """`view` for people with posts; a member who acts himself is told that it is done, and reads what he may see
        of his case by itself."""
        himself = self.act.actor.own_case is not None
        return self.answer(Told(case_id=case_id) if himself else view())

    def answer(self, result: BaseModel) -> Response:
        """Keep the answer with the key, in the act's own transaction, and return exactly these bytes."""
        content = result.model_dump_json().encode()
        self.act.session.flush()
        idempotency.keep(self.act.session, self.act.seal, self.act.actor.account, self.key, content)
        return json_answer(content)


async def _digest(request: Request) -> str:
    return idempotency.digest_of(request.method, request.url.path, await request.body())


IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        description="same key and body: the first answer again; other body: 422",
    ),
]


async def commanding(
    kernel: KernelDep,
    actor: ActorDep,
    key: IdempotencyKey,
    digest: Annotated[str, Depends(_digest)],
    dry_run: DryRun = False,
) -> AsyncIterator[Command]:
    async with transaction(kernel.sessions(), kept=not dry_run) as session:
        yield Command(unclaimed=act_of(kernel, session, actor, dry_run=dry_run), key=key, digest=digest)


Commanding = Annotated[Command, Depends(commanding, scope="function")]
