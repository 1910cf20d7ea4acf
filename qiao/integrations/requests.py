"""Asking another system for JSON and files: through the vetted client, patient with its limits."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from qiao.kernel.http import client
from qiao.tickets.ports import FileUnavailable, SourceFailed

LARGEST_ANSWER = 100 * 1024 * 1024
LARGEST_FILE = 100 * 1024 * 1024
TIMEOUT = 30.0
TRIES = 5
LONGEST_WAIT = 90.0
_TEMPORARY = {429, 500, 502, 503, 504}


class Asker:
    """Asks one system. `headers` prove who we are; redirects are not followed, so they go nowhere else."""

    def __init__(
        self, base: str, headers: Mapping[str, str], *, pause: Callable[[float], None] = time.sleep, auth: Any = None
    ) -> None:
        self.base = base.rstrip("/")
        self.headers = dict(headers)
        self.auth = auth
        self.pause = pause

    def json(self, path: str, **parameters: str | int) -> Any:
        """The answer to a GET. Raises SourceFailed when there is none that helps."""
        answer = self._get(path, parameters, LARGEST_ANSWER)
        if answer.status_code in {401, 403}:
            raise SourceFailed(f"{self.base} refuses the token ({answer.status_code}): it needs the right to read all.")
        if answer.status_code != 200:
            raise SourceFailed(f"{self.base}{path} answered {answer.status_code}.")
        try:
            return answer.json()
        except ValueError:
            raise SourceFailed(f"{self.base}{path} did not answer with JSON. Is the address right?") from None

    def file(self, path: str) -> bytes:
        """The bytes of a file. Raises FileUnavailable."""
        try:
            answer = self._get(path, {}, LARGEST_FILE)
        except SourceFailed as failure:
            raise FileUnavailable(str(failure)) from None
        if answer.status_code != 200:
            raise FileUnavailable(f"{answer.status_code}")
        return answer.content

    def _get(self, path: str, parameters: Mapping[str, str | int], most: int) -> httpx.Response:
        address = path if path.startswith(("http://", "https://")) else self.base + path
        is_theirs = httpx.URL(address).host == httpx.URL(self.base).host
        failure = ""
        for attempt in range(TRIES):
            try:
                with client(max_bytes=most, timeout=TIMEOUT) as http:
                    answer = http.get(
                        address, params=dict(parameters) or None, headers=self.headers if is_theirs else {},
                        auth=self.auth if is_theirs else None,
                    )  # fmt: skip
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                failure = str(error) or type(error).__name__
                if not isinstance(error, httpx.TransportError) or "not a public address" in failure:
                    break
            else:
                if answer.status_code not in _TEMPORARY:
                    return answer
                failure = f"it answered {answer.status_code}"
                self.pause(_asked_wait(answer) or 2.0**attempt)
                continue
            self.pause(2.0**attempt)
        raise SourceFailed(f"{self.base} cannot be reached: {failure}")


def _asked_wait(answer: httpx.Response) -> float:
    text = answer.headers.get("Retry-After", "")
    return min(float(text), LONGEST_WAIT) if text.isdecimal() else 0.0
