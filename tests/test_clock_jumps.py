"""A clock that jumps: no article of tomorrow, nothing older than what stands, no letter of a wrong week."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Thread

import certifi
import pytest
import web_loopback
from desk_world import make_data
from letter_world import letters_data, settings_for
from post_world import authority

from extractors.sources.site import Site, Way
from extractors.web.clocks import Clocks
from extractors.web.response import Response
from flows.analyse import publish_warehouse
from flows.backfill.asked import Asked
from flows.backfill.backfill import Backfill
from flows.collect import collect
from flows.each import each_in_threads
from flows.post.sending import send_week
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop
from models.errors import WarehouseError
from models.order import Window
from warehouse.connect import open_warehouse
from warehouse.read import counts
from warehouse.stage import Stage

_YEAR, _DAY = timedelta(days=365), timedelta(days=1)


def _answer(at: datetime, said: str, age: str | None = None) -> Response:
    return Response(
        outcome="fetched",
        url="https://a.example/",
        final_url="https://a.example/",
        at=at,
        response_headers=(("Date", said), *([("Age", age)] if age is not None else [])),
    )


def _moment(*hours: float, now: datetime) -> datetime | None:
    """What hosts whose clocks are so many hours behind ours call `now`."""
    clocks = Clocks()
    for number, behind in enumerate(hours):
        clocks.note(f"{number}.example", _answer(now, format_datetime(now - timedelta(hours=behind))))
    return clocks.moment(now)


def test_three_hosts_say_what_time_it_is_and_one_that_is_wrong_is_outvoted() -> None:
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert _moment(0, 0, now=now) is None, "two may both be wrong"
    assert _moment(0, 0, 9000, now=now) == now
    assert _moment(8760, 8760, 0, now=now) == now - _YEAR
    clocks = Clocks()
    for said in ("", "gestern", "Fri, 99 Nov 2026 12:00:00 GMT"):
        clocks.note(said, _answer(now, said))
    assert clocks.moment(now) is None


@pytest.mark.parametrize(
    ("said", "age", "ahead"),
    [
        (-2 * _DAY, "172800", timedelta(0)),  # kept by a cache for two days, `Date` and all
        (timedelta(0), "172800", timedelta(0)),  # kept as long, and dated anew when it was handed out
        (-_YEAR, "172800", _YEAR - 2 * _DAY),
        (_YEAR, "172800", -_YEAR),
        (-_YEAR, "9" * 5000, _YEAR),
        (-_YEAR, "вчера", _YEAR),
    ],
)
def test_what_a_cache_has_kept_for_days_is_no_clock_that_is_days_behind(
    said: timedelta, age: str, ahead: timedelta
) -> None:
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    clocks = Clocks()
    for number in range(3):
        clocks.note(f"{number}.example", _answer(now, format_datetime(now + said), age))
    assert clocks.moment(now) == now - ahead


@pytest.fixture
def sites() -> Iterator[list[web_loopback.Loopback]]:
    with ExitStack() as running:
        webs = []
        for _ in range(3):
            web, stop = web_loopback.start()
            running.callback(stop)
            webs.append(web)
        yield webs


def _described(webs: list[web_loopback.Loopback], apart: timedelta) -> dict[str, Site]:
    """Sites whose servers' clocks stand so far behind ours, each with a list and one article of an hour ago."""
    now = datetime.now(UTC)
    found = {}
    for number, web in enumerate(webs):
        at = (now - timedelta(hours=1)).isoformat(timespec="seconds")
        date = {"Date": format_datetime(now - apart, usegmt=True)}
        web.page("/list", f'<ul><li><a href="/news/1">Заметка</a><time datetime="{at}"></time></li></ul>', headers=date)
        text = "<p>Этой весной жители области чинили дороги, мосты и школы, сообщили в управлении.</p>" * 6
        web.page("/news/1", f"<title>Заметка</title><article><h1>Заметка</h1>{text}</article>", headers=date)
        way = Way(kind="listing", address=f"{web.base}/list", pages=1, item="li", link="a", date="time")
        site = web_loopback.site(web.base, way)
        found[f"s{number}"] = Site(**{**{f: getattr(site, f) for f in Site.__dataclass_fields__}, "key": f"s{number}"})
    return found


@pytest.mark.slow
@pytest.mark.parametrize("apart", [_YEAR, -_YEAR, 2 * _DAY])
def test_a_run_by_a_clock_that_the_sites_contradict_leaves_nothing_but_archived_pages(
    sites: list[web_loopback.Loopback], tmp_path: Path, apart: timedelta
) -> None:
    settings = Settings(data=tmp_path, allow_private=True, pace_seconds=0.0)
    wrong = open_workshop(settings, sites=_described(sites, apart))
    with pytest.raises(
        WarehouseError, match=r"the clock of this machine stands at .* servers at .* set it right"
    ) as said:
        collect(wrong, Intake(), each_in_threads)
    assert "\n" not in str(said.value)
    assert not wrong.stage.folder.exists()
    assert list(settings.archive.iterdir())
    right = open_workshop(settings, sites=_described(sites, timedelta(minutes=20)))
    collect(right, Intake(), each_in_threads)
    assert right.report.outcomes == {"fetched": 3}, "the run after it takes everything"
    with open_warehouse(settings.warehouse, sample=False) as connection:
        assert (counts(connection)["articles"], counts(connection)["discoveries"]) == (3, 3)


def _shake(listener: socket.socket, shown: ssl.SSLContext) -> None:
    """Answer every connection with the certificate and nothing more, until the listener is shut."""
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            with suppress(OSError), connection:
                shown.wrap_socket(connection, server_side=True).close()


@pytest.fixture
def shown_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[datetime, int], dict[str, Site]]]:
    """So many sites over TLS, whose certificates are valid around a moment, of an authority that is trusted here."""
    ours = authority(tmp_path / "authority")
    monkeypatch.setattr(certifi, "where", lambda: str(ours.file))
    listeners = []

    def make(at: datetime, number: int) -> dict[str, Site]:
        found = {}
        for _ in range(number):
            listener = socket.create_server(("127.0.0.1", 0))
            listeners.append(listener)
            Thread(target=_shake, args=(listener, ours.serving("127.0.0.1", at=at)), daemon=True).start()
            base = f"https://127.0.0.1:{listener.getsockname()[1]}"
            way = Way(kind="listing", address=f"{base}/list", pages=1, item="li", link="a", date="time")
            key = f"s{len(found)}"
            found[key] = replace(web_loopback.site(base, way), key=key)
        return found

    yield make
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


@pytest.mark.parametrize("apart", [_YEAR, -_YEAR])
def test_a_clock_by_which_no_certificate_is_valid_is_refused_before_days_nobody_has_lived_are_recorded(
    shown_at: Callable[[datetime, int], dict[str, Site]], tmp_path: Path, apart: timedelta
) -> None:
    settings = Settings(data=tmp_path / "data", allow_private=True, pace_seconds=0.0)
    workshop = open_workshop(settings, sites=shown_at(datetime.now(UTC) - apart, 3))
    with pytest.raises(WarehouseError, match=r"certificates of 3 sites are not valid; set it right") as said:
        collect(workshop, Intake(), each_in_threads)
    assert "\n" not in str(said.value)
    with open_warehouse(settings.warehouse, sample=False) as connection:
        assert counts(connection)["discoveries"] == 0


def test_two_sites_that_forgot_to_renew_their_certificates_stop_nobody(
    shown_at: Callable[[datetime, int], dict[str, Site]], tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path / "data", allow_private=True, pace_seconds=0.0)
    workshop = open_workshop(settings, sites=shown_at(datetime.now(UTC) - _YEAR, 2))
    collect(workshop, Intake(), each_in_threads)
    assert workshop.report.sources_reached == 0
    with open_warehouse(settings.warehouse, sample=False) as connection:
        assert counts(connection)["discoveries"] == 2


def test_no_back_fill_begins_by_a_clock_that_the_sites_contradict(
    sites: list[web_loopback.Loopback], tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, allow_private=True, pace_seconds=0.0)
    today = datetime.now(UTC).date()
    described = _described(sites, _YEAR)

    def renew() -> Workshop:
        return open_workshop(settings, sites=described)

    asked = Asked(span=Window(start=today - timedelta(days=20), end=today))
    with pytest.raises(WarehouseError, match=r"the clock of this machine stands at .* servers at"):
        Backfill(renew=renew, asked=asked, sources=(), say=lambda line: None).run()
    with open_warehouse(settings.warehouse, sample=False) as connection:
        assert counts(connection)["discoveries"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("back", [_DAY, _YEAR])
def test_nothing_is_published_by_a_clock_that_was_set_back_during_the_run(tmp_path: Path, back: timedelta) -> None:
    settings = make_data(tmp_path).model_copy(update={"sample": True})
    before = (settings.published / "manifest.json").read_bytes()
    workshop = open_workshop(settings)
    before_the_jump = Stage(settings.stage_at, workshop.run_id, clock=lambda: datetime.now(UTC) + back)
    before_the_jump.registry(workshop.registry, workshop.order)
    workshop.load()
    with pytest.raises(WarehouseError, match="before the last run"):
        publish_warehouse(workshop)
    assert (settings.published / "manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2025-06-25T03:00:00+00:00", "before the last publication"),  # a few days back: last week's letter once more
        ("2024-06-24T03:00:00+00:00", "before the last publication"),
        ("2026-06-29T03:00:00+00:00", r"nothing was published since 2025-06-29, so the letter of 2026-W26"),
    ],
)
def test_no_letter_of_a_wrong_week_is_sent(
    tmp_path_factory: pytest.TempPathFactory, now: str, told: str, tmp_path: Path
) -> None:
    """No server is named that could take one: it is refused before anybody is asked for."""
    world = letters_data(tmp_path_factory)
    readers = tmp_path / "recipients.csv"
    readers.write_text("address,language\nreader@readers.example,ru\n", encoding="utf-8")
    settings = settings_for(world.data, smtp_host="127.0.0.1", smtp_port=1, smtp_security="none", recipients=readers)
    with pytest.raises(WarehouseError, match=told) as refused:
        send_week(settings, None, at=datetime.fromisoformat(now))
    assert "\n" not in str(refused.value)
    assert "nobody was sent a letter" in str(refused.value)
