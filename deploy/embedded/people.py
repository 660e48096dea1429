"""Speaking to a running stack: as its operator (whoever may read the keys), or as a person who signs in."""

import threading
import time
from collections.abc import Callable

from deploy.embedded.endpoints import Endpoints
from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from services.registry.contract import SessionOpened, SignIn
from shared.authentication import TokenIssuer
from shared.keys import KeyRing
from shared.posts import Actor

RENEW_SECONDS = 60.0
Token = Callable[[], str]


class OperatorToken:
    """Signed with the operator's key in the data directory: who can read it runs the deployment."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._issuer = TokenIssuer("operator", KeyRing(endpoints.keys_dir).issuer("operator"))

    def __call__(self) -> str:
        return self._issuer.issue(Actor.system("operator"))


class Services:
    """The three services, spoken to by one person or by the operator."""

    def __init__(self, endpoints: Endpoints, token: Token, *, patience: float = 0.0) -> None:
        self.registry = RegistryClient(endpoints.registry, token, patience=patience)
        self.outflow = OutflowClient(endpoints.outflow, token, patience=patience)
        self.inflow = InflowClient(endpoints.inflow, token, patience=patience)

    @classmethod
    def as_operator(cls, endpoints: Endpoints) -> "Services":
        return cls(endpoints, OperatorToken(endpoints))


class SignedIn:
    """A person with an own session; the access token is fetched anew before it runs out."""

    def __init__(self, endpoints: Endpoints, login: str, password: str, *, patience: float = 0.0) -> None:
        self._registry = RegistryClient(endpoints.registry, patience=patience)
        self.session: SessionOpened = self._registry.sign_in(SignIn(login=login, password=password))
        self.name = self.session.account.name
        self._lock = threading.Lock()
        self._token, self._fetched = "", -RENEW_SECONDS
        self.services = Services(endpoints, self.token, patience=patience)

    def token(self) -> str:
        with self._lock:
            if time.monotonic() - self._fetched > RENEW_SECONDS:
                self._token = self._registry.issue_access_token(self.session.token).token
                self._fetched = time.monotonic()
            return self._token
