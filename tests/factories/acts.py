"""Acts without HTTP: what an operation gets, for tests of operations themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.act import Act
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.posts import Actor
from shared.sealing import Seal
from tests.factories.deployment import FIRST_MOMENT


@dataclass(frozen=True)
class Acts:
    """One transaction per `begin`, committed at its end."""

    engine: Engine
    keys: KeyRing
    clock: BusinessClock

    @contextmanager
    def begin(self, actor: Actor | None = None, at: datetime = FIRST_MOMENT) -> Iterator[Act]:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield Act(
                session=session,
                actor=actor or Actor.system("worker"),
                at=at,
                seal=Seal(self.keys.sealing_key),
                keys=self.keys,
                clock=self.clock,
            )
