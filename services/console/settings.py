"""What the console is told by its environment; see deploy/settings.example.env."""

from pathlib import Path

from shared.settings import ProcessSettings


class ConsoleSettings(ProcessSettings):
    """`demo_accounts` is read in demo mode only; by default the file beside the clock file."""

    registry_url: str
    outflow_url: str
    inflow_url: str
    demo_accounts: Path | None = None
    secure_cookies: bool = False
    """Set it where the console is served over HTTPS."""
    public_url: str = ""
    """Under which address people reach the console, for the QR on papers; empty: the address of the request."""
    temporal_ui: str = ""
    """Base address of Temporal's own interface, for engineers; empty: no link."""

    @property
    def demo_accounts_file(self) -> Path:
        return self.demo_accounts or self.clock_file.with_name("demo-accounts.json")
