"""Settings come from a file, `.env` and the environment; what is unknown or wrong is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import load_settings
from flows.settings_told import setting_lines, settings_told
from models.errors import BadInput


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_way_outranks_the_one_below_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "akimwatch.toml").write_text("back_days = 1\nworkers = 1\nbatch = 1\nmonitor_seconds = 60\n")
    (folder / ".env").write_text("AKIMWATCH_WORKERS=2\nAKIMWATCH_BATCH=2\nAKIMWATCH_MONITOR_SECONDS=61\nOTHER=1\n")
    monkeypatch.setenv("AKIMWATCH_BATCH", "3")
    monkeypatch.setenv("AKIMWATCH_MONITOR_SECONDS", "62")
    settings = load_settings(monitor_seconds=63)
    assert (settings.back_days, settings.workers, settings.batch, settings.monitor_seconds) == (1, 2, 3, 63)


def test_each_value_names_where_it_came_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "akimwatch.toml").write_text("back_days = 1\n")
    (folder / ".env").write_text("AKIMWATCH_WORKERS=3\n")
    monkeypatch.setenv("AKIMWATCH_BATCH", "3")
    told = settings_told(load_settings())
    came_from = {name: told[name]["from"] for name in ("back_days", "workers", "batch", "contact")}
    assert came_from == {
        "back_days": "akimwatch.toml",
        "workers": ".env",
        "batch": "AKIMWATCH_BATCH",
        "contact": "default",
    }
    assert "AKIMWATCH_WORKERS=3\t.env\tprocesses that read articles" in setting_lines(load_settings())


def test_a_password_is_shown_nowhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKIMWATCH_SMTP_PASSWORD", "canary-7f3a")
    settings = load_settings()
    assert settings.smtp_password.get_secret_value() == "canary-7f3a"
    assert "canary" not in "\n".join(setting_lines(settings)) + repr(settings) + settings.model_dump_json()
    assert settings_told(settings)["smtp_password"]["value"] == "********"
    monkeypatch.setenv("AKIMWATCH_SMTP_PASSWORD", "canary\nnary")
    with pytest.raises(BadInput) as refused:
        load_settings()
    assert "canary" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bakc_days = 3\n", "akimwatch.toml: unknown setting bakc_days; did you mean back_days?"),
        ("zzz = 3\n", "akimwatch.toml: unknown setting zzz; `akimwatch settings` shows all there are"),
        ("[smtp]\nhost = 'a'\n", "akimwatch.toml: unknown setting smtp; did you mean smtp_"),
        ("back_days = 'many'\n", "akimwatch.toml: setting AKIMWATCH_BACK_DAYS: "),
        ("back_days = \n", "akimwatch.toml: not TOML ("),
        ('sender = "a@b.kz\\nBcc: c@d.kz"\n', "akimwatch.toml: setting AKIMWATCH_SENDER: Value error, holds a line"),
        ("site_url = 'javascript:alert(1)'\n", "setting AKIMWATCH_SITE_URL: Value error, must begin with https://"),
        ("smtp_security = 'ssl'\n", "setting AKIMWATCH_SMTP_SECURITY: Input should be 'starttls', 'tls' or 'none'"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_line(folder: Path, text: str, said: str) -> None:
    (folder / "akimwatch.toml").write_text(text)
    with pytest.raises(BadInput) as refused:
        load_settings()
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_variable_names_the_nearest_known_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKIMWATCH_SMTP_HOTS", "mail")
    with pytest.raises(
        BadInput, match="unknown setting AKIMWATCH_SMTP_HOTS in the environment; did you mean AKIMWATCH"
    ):
        load_settings()
    monkeypatch.delenv("AKIMWATCH_SMTP_HOTS")
    (folder / ".env").write_text("AKIMWATCH_OPERATR=a@b.kz\n")
    with pytest.raises(BadInput, match=r"\.env: unknown setting AKIMWATCH_OPERATR; did you mean AKIMWATCH_OPERATOR\?"):
        load_settings()


def test_a_path_in_a_file_elsewhere_is_meant_from_its_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "etc").mkdir()
    (folder / "etc" / "a.toml").write_text("data = 'store'\nofficials = ''\nrecipients = '/srv/readers.csv'\n")
    monkeypatch.setenv("AKIMWATCH_SETTINGS", str(folder / "etc" / "a.toml"))
    settings = load_settings()
    assert settings.data == folder / "etc" / "store"
    assert settings.own_officials is None
    assert settings.own_recipients == Path("/srv/readers.csv")


def test_a_named_file_that_is_missing_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKIMWATCH_SETTINGS", "nowhere.toml")
    with pytest.raises(BadInput, match=r"nowhere\.toml: cannot be read \(No such file"):
        load_settings()


def test_the_mail_servers_port_follows_its_security() -> None:
    ports = [load_settings(smtp_security=one).smtp_door for one in ("starttls", "tls", "none")]
    assert ports == [587, 465, 25]
    assert load_settings(smtp_port=2525).smtp_door == 2525


def test_a_password_in_dotenv_is_taken_letter_by_letter(folder: Path) -> None:
    """python-dotenv would put another variable's value in the place of ${HOME}."""
    (folder / ".env").write_text("AKIMWATCH_SMTP_PASSWORD='a$b${HOME}c#d e'\n")
    assert load_settings().smtp_password.get_secret_value() == "a$b${HOME}c#d e"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('AKIMWATCH_WORKERS=3\nAKIMWATCH_SMTP_PASSWORD="canary\n', r"\.env:2: not NAME=value, or a quote"),
        ("AKIMWATCH_SMTP_PASSWORD canary\n", r"\.env:1: not NAME=value"),
        ("AKIMWATCH_SMTP_PASSWORD\n", r"\.env:1: not NAME=value"),
        ("AKIMWATCH_SETTINGS=etc/a.toml\n", r"\.env:1: AKIMWATCH_SETTINGS counts in the environment alone"),
    ],
)
def test_a_line_of_dotenv_that_would_count_for_nothing_is_an_error(folder: Path, text: str, said: str) -> None:
    (folder / ".env").write_text(text)
    with pytest.raises(BadInput, match=said) as refused:
        load_settings()
    assert "canary" not in str(refused.value)


def test_what_else_stands_in_dotenv_is_nobodys_business(folder: Path) -> None:
    (folder / ".env").write_text("# ours\n\nexport AKIMWATCH_WORKERS=3\nOTHER\nPATH_OF=x\n")
    assert load_settings().workers == 3


def test_a_byte_order_mark_is_no_part_of_the_first_name(folder: Path) -> None:
    for name, text in (("akimwatch.toml", "workers = 3\n"), (".env", "AKIMWATCH_BATCH=4\n")):
        (folder / name).write_text(text, encoding="utf-8-sig")
    assert (load_settings().workers, load_settings().batch) == (3, 4)


def test_an_empty_data_folder_is_not_given_and_not_the_folder_we_run_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "akimwatch.toml").write_text('data = ""\n')
    assert load_settings().data == Path("data")
    monkeypatch.setenv("AKIMWATCH_DATA", "")
    assert load_settings().data == Path("data")


def test_a_link_of_settings_to_nowhere_is_not_passed_over(folder: Path) -> None:
    (folder / "akimwatch.toml").symlink_to(folder / "gone.toml")
    with pytest.raises(BadInput, match=r"akimwatch\.toml: cannot be read"):
        load_settings()
