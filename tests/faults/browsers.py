"""Speaking HTTP to a real server over a real line: what is heard, and what is not."""

import http.client
import json
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.district import PASSWORD

PATIENCE = 30.0


class Unheard(Exception):
    """Nobody answered, or not to the end."""


class Answer(NamedTuple):
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """What it says, if it is JSON; None if it is not."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None


@dataclass
class Browser:
    """One person's browser at an address, with its cookie. Every request stands alone, as on a bad line."""

    address: str
    who: str
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> Answer:
        form = urlencode({"email": f"{self.who}@marshall.test", "password": PASSWORD})
        return self.ask("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})

    def sync(self, envelope: Any) -> Answer:
        headers = {"Content-Type": "application/json", "X-Rollcall": "1"}
        return self.ask("POST", "/sync", json.dumps(envelope), headers)

    def ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        where = urlsplit(self.address)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=PATIENCE)
        own = {"Sec-Fetch-Site": "same-origin", "Connection": "close"}
        if self.cookies:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {**own, **(headers or {})})
            response = connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException) as nothing:
            raise Unheard from nothing
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(response.status, dict(response.headers), text)
