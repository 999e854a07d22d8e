"""Secrets go where they are meant to go: canaries in every place that may hold one come to light in no other."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace

import pytest
import web_loopback
from at_a_terminal import call
from desk_world import make_data
from post_world import PASSWORD, SENDER, USER, MailHouse, authority, settings
from pydantic import ValidationError

from extractors.sources.site import parse_site
from extractors.web.archive import Archive
from flows.doctor.command import examine
from flows.post.operator import tell_operator
from flows.prefect_home import join_service
from flows.prefect_seen import see_service
from flows.prefect_server import prefect_server
from flows.settings import Settings, load_settings
from flows.workshop import Intake
from models.errors import BadInput, SourceError
from models.logins import hidden, hidden_address

NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file or variable of this machine has a part."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("AKIMWATCH_", "PREFECT_"))]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize("name", ["SMTP_PORT", "SMTP_SECURITY", "SMTP_SECONDS", "SMTP_PASSWORD", "SMTP_USER"])
def test_a_password_in_the_wrong_line_is_not_quoted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"AKIMWATCH_{name}", "canary\u2028x")
    with pytest.raises(BadInput, match=f"AKIMWATCH_{name}: ") as refused:
        load_settings()
    assert "canary" not in str(refused.value)


def test_no_exception_of_the_settings_quotes_what_was_given() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(smtp_password={"pw": "canary"}, workers="canary", site_url="https://me:canary@site.example")  # type: ignore[arg-type]
    assert "canary" not in f"{refused.value}{refused.value!r}"


@pytest.mark.parametrize("name", ["SITE_URL", "UNSUBSCRIBE_URL"])
def test_an_address_that_letters_carry_has_no_login(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"AKIMWATCH_{name}", "https://me:canary@site.example/x")
    with pytest.raises(BadInput, match="which every letter would carry") as refused:
        load_settings()
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["https", "s3", "ftp"])
def test_an_address_in_place_of_a_file_is_refused_before_anything_is_begun(scheme: str, tmp_path: Path) -> None:
    for way in ("--warc", "--articles"):
        ended = call(["run", way, f"{scheme}://me:canary@host.example/x.warc.gz", "--data", str(tmp_path / "data")])
        assert ended.code == 2
        assert "://***@" in ended.err.replace(":/***", "://***")
        assert "canary" not in ended.out + ended.err
    assert not (tmp_path / "data").exists()
    with pytest.raises(BadInput, match="an address, not a file"):
        Intake(articles=(Path(f"{scheme}://host.example/a.jsonl"),))


_SITE = """
key = "x"
name = "X"
base_url = "https://x.example"
hosts = ["x.example"]
group = "national_agency"
language = "ru"
pace_seconds = 1
expected_per_day = [0, 9]
article_url = "/news/"
[[discovery]]
kind = "feed"
address = "{}"
verified = "never"
[selectors]
verified = "never"
"""


@pytest.mark.parametrize(
    "address",
    ["https://me:canary@x.example/rss", "https://me@x.example/rss", "https://x.example/rss?token=canary",
     "https://x.example/rss?a=1&api_key=canary", "https://x.example/rss?a=1;Access_Token=canary"],
)  # fmt: skip
def test_a_sources_address_holds_no_secret_for_it_is_published(address: str) -> None:
    with pytest.raises(SourceError, match="in what is published") as refused:
        parse_site(_SITE.format(address), "x.toml")
    assert "canary" not in str(refused.value)
    assert parse_site(_SITE.format("https://x.example/rss?tokens=1&signed=2"), "x.toml").key == "x"


def test_logins_are_hidden_whatever_signs_they_are_of() -> None:
    told = hidden("at https:/me:can@ary@host/x, postgresql+asyncpg://u:canary@h:1/db and a@b.example")
    assert told == "at https:/***@host/x, postgresql+asyncpg://***@h:1/db and a@b.example"
    assert hidden_address("http://me:ca/na#r?y@host:1/api") == "http://***@host:1/api"
    assert hidden_address("http://host/api") == "http://host/api"


@pytest.mark.parametrize(
    ("address", "key"),
    [("http://127.0.0.1:1/api", "canary\nx"), ("http://127.0.0.1:1/api", "canary\u0436"),
     ("http://me:canary/x@127.0.0.1:1/api", ""), ("http://me:1canary@[::1/api", ""),
     ("http://me:canary@127.0.0.1:1/api", "")],
)  # fmt: skip
def test_prefects_address_and_key_are_told_without_what_is_secret(
    address: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", address)
    monkeypatch.setenv("PREFECT_API_KEY", key)
    seen = see_service(Settings(data=tmp_path / "data"))
    assert seen.fault
    told = repr(seen) + repr(list(examine(tmp_path / "data", NOW, deep=False, rooms=("service",))))
    assert "canary" not in told
    assert "1canary" not in told


def test_the_note_of_a_given_server_has_no_login_and_is_not_joined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web, stop = web_loopback.start()
    web.page("/api/health", "true")
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_API_URL", web.base.replace("//", "//me:canary@") + "/api")
    try:
        with prefect_server():
            assert "canary" not in (tmp_path / "serving").read_text()
            assert "***" in (tmp_path / "serving").read_text()
            monkeypatch.delenv("PREFECT_API_URL")
            join_service(tmp_path)
            assert "PREFECT_API_URL" not in os.environ
    finally:
        stop()


@pytest.mark.parametrize(("mode", "state"), [(0o644, "warn"), (0o600, "ok")])
def test_a_password_that_others_may_read_is_a_finding(mode: int, state: str, tmp_path: Path) -> None:
    (tmp_path / "akimwatch.toml").write_text("smtp_password = 'canary'\n", encoding="utf-8")
    (tmp_path / "akimwatch.toml").chmod(mode)
    found = {check.name: check for check in examine(tmp_path / "data", NOW, deep=False, rooms=("folders",))}
    assert found["password"].state == state
    assert "canary" not in repr(found)


def test_the_operators_mail_has_no_password_and_no_login(tmp_path: Path) -> None:
    house = MailHouse()
    with house.open():
        given = settings(tmp_path, house, operator="duty@akimwatch.example", smtp_password=PASSWORD)
        tell_operator(given, "monitor failed", [f"Reason: 535 {PASSWORD} at https://me:canary@host/x\n  File x"])
    (taken,) = house.letters
    mail = message_from_bytes(taken.original_content or b"", policy=default)
    text = mail.get_content()  # type: ignore[attr-defined]
    assert PASSWORD not in text
    assert "canary" not in text
    assert "https://***@host/x" in text


def test_a_sites_cookies_are_kept_and_never_sent_back(tmp_path: Path) -> None:
    """What a publisher sets is their header and stays in the archive; ours has neither a cookie nor a login."""
    web, stop = web_loopback.start()
    web.page("/a", "x", headers={"Set-Cookie": "sid=theirs; Path=/"})
    try:
        with web_loopback.client() as asking, Archive(tmp_path) as archive:
            for _ in (1, 2):
                archive.write_exchange(asking.get(f"{web.base}/a"))
    finally:
        stop()
    assert [name for one in web.seen for name in one.headers if name in ("cookie", "authorization")] == []
    kept = b"".join(gzip.decompress(path.read_bytes()) for path in tmp_path.glob("*.warc.gz"))
    assert kept.count(b"sid=theirs") == 2
    assert b"\r\ncookie:" not in kept.lower()
    assert b"authorization" not in kept.lower()


# --- All of them at once --------------------------------------------------------------------------------------------

_COMMANDS = (
    "settings", "settings --json", "doctor", "doctor --json", "digest --send", "digest --send --json", "outbox --json",
    "status", "status --json", "backup {out}/backups", "site", "run --source nobody", "sources list --json",
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    folder = tmp_path_factory.mktemp("secrets")
    return SimpleNamespace(folder=folder, settings=make_data(folder / "data"))


@pytest.mark.slow
@pytest.mark.parametrize("trouble", ["wrong password", "certificate of another host", "no TLS there"])
def test_no_secret_comes_to_light_whatever_goes_wrong_with_the_mail(
    trouble: str, data: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted = authority(tmp_path / "ca")
    tls = (
        None
        if trouble == "no TLS there"
        else trusted.serving("127.0.0.1" if "password" in trouble else "other.example")
    )
    house = MailHouse(tls_context=tls, auth_required=tls is not None) if tls else MailHouse()
    (tmp_path / "akimwatch.toml").write_text("smtp_password = 'canary-of-the-file'\nworkers = 1\n", encoding="utf-8")
    (tmp_path / ".env").write_text("AKIMWATCH_SMTP_PASSWORD=canary-of-dotenv\n", encoding="utf-8")
    (data.settings.data / "recipients.csv").write_text("address\na@readers.example\n", encoding="utf-8")
    given = {
        "AKIMWATCH_DATA": data.settings.data, "AKIMWATCH_SMTP_HOST": "127.0.0.1", "AKIMWATCH_SMTP_USER": USER,
        "AKIMWATCH_SENDER": SENDER, "AKIMWATCH_OPERATOR": SENDER, "AKIMWATCH_SMTP_CA": trusted.file,
        "AKIMWATCH_SMTP_PASSWORD": "canary-of-the-environment", "PREFECT_API_KEY": "canary-key\n",
        "PREFECT_API_URL": "http://me:canary-url@127.0.0.1:1/api", "PREFECT_API_AUTH_STRING": "me:canary-auth",
        "PREFECT_API_DATABASE_CONNECTION_URL": "postgresql+asyncpg://me:canary-db@127.0.0.1:1/x",
    }  # fmt: skip
    said = []
    with house.open():
        variables = {**{name: str(value) for name, value in given.items()}, "AKIMWATCH_SMTP_PORT": str(house.port)}
        for told in _COMMANDS:
            ended = call(told.format(out=tmp_path).split(), variables=variables, terminal=False)
            said.append(f"{told}: {ended.code}\n{ended.out}{ended.err}")
    assert "canary" not in "\n".join(said)
    assert sum("password" in one or "certificate" in one or "STARTTLS" in one for one in said) >= 2
    kept = [path for path in (*data.folder.rglob("*"), *tmp_path.rglob("*")) if path.is_file()]
    holding = {path for path in kept if b"canary" in path.read_bytes()}
    own = {tmp_path / "akimwatch.toml", tmp_path / ".env"}
    assert {path.name for path in holding - own} == {"akimwatch.toml"}, "the backup's copy of the settings"
    assert all(path.stat().st_mode & 0o077 == 0 for path in holding - own)
