"""Signs of life of activities that take minutes: a worker that has died is noticed long before their time is up."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread

from temporalio import activity

EVERY_SECONDS = 10.0


def still_alive() -> None:
    if activity.in_activity():
        activity.heartbeat()


@contextmanager
def beating() -> Iterator[None]:
    """While one call to a service takes its time; nothing happens in activities that nobody listens to."""
    if not activity.in_activity() or activity.info().heartbeat_timeout is None:
        yield
        return
    done = Event()
    thread = Thread(target=copy_context().run, args=(_beat, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(done: Event) -> None:
    while not done.wait(EVERY_SECONDS):
        activity.heartbeat()
