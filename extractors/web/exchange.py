"""One request and its answer, read within bounds."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from extractors.web.bounded import TooLargeError, read_bounded
from extractors.web.response import Headers, Response
from models.records import Outcome

_LONGEST_NUMBER = 18  # digits that fit any file; Python refuses to read thousands of them
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def exchange(http: httpx.Client, url: str, headers: dict[str, str], max_bytes: int) -> Response:
    """Asks for one address; raises one of failures.FAILURES where no whole answer comes."""
    request = http.build_request("GET", url, headers=headers)
    answer = http.send(request, stream=True)
    try:
        outcome, reason = _judge(answer.status_code)
        body = None
        if outcome == "fetched":
            _refuse_announced(answer.headers.get("content-length"), max_bytes)
            body = read_bounded(answer.iter_raw(), answer.headers.get("content-encoding", ""), max_bytes)
    finally:
        answer.close()
    return Response(
        outcome=outcome,
        reason=reason,
        url=url,
        final_url=url,
        at=datetime.now(UTC),
        status=answer.status_code,
        body=body,
        http_version=answer.http_version,
        reason_phrase=answer.reason_phrase,
        request_headers=_readable(request.headers),
        response_headers=_readable(answer.headers),
    )


def _readable(headers: httpx.Headers) -> Headers:
    encoding = headers.encoding  # ASCII, else UTF-8, else Latin-1: whatever fits every value
    return tuple((name.decode(encoding), value.decode(encoding)) for name, value in headers.raw)


def _refuse_announced(length: str | None, most: int) -> None:
    """TooLargeError where the server itself announces too much: not a byte of it need be read."""
    if length is not None and length.isdecimal() and (len(length) > _LONGEST_NUMBER or int(length) > most):
        raise TooLargeError(f"{length[:_LONGEST_NUMBER]} bytes announced, more than {most:,}")


def _judge(status: int) -> tuple[Outcome, str | None]:
    if status == 200:
        return "fetched", None
    if status == 304:
        return "unchanged", "the server says so (304)"
    if status in REDIRECTS:
        return "http_error", f"status {status} that leads nowhere"
    return "http_error", f"status {status}"


def retry_after(response: Response) -> float | None:
    """Seconds that the server asks to wait; None where it does not say, or says it unreadably."""
    value = (response.header("retry-after") or "").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - response.at).total_seconds())
