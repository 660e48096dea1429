"""Ctrl-C, SIGTERM and a closed terminal, as something the main loop can look at."""

import signal
from types import FrameType


class StopRequest:
    """The first signal asks for an orderly stop, a second Ctrl-C for a hurried one."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self.asked = False
        self.hurry = False

    def listen(self) -> None:
        for number in self.SIGNALS:
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.asked and number == signal.SIGINT:
            self.hurry = True
        self.asked = True
