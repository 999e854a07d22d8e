"""The doctor names what is wrong and how to put it right, whatever state it finds an installation in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zoneinfo
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from desk_world import make_data

from flows.doctor import packages
from flows.doctor.check import Check
from flows.doctor.command import ROOMS, examine, run_doctor
from flows.settings import Settings
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE

NOW = datetime.now(UTC) + timedelta(hours=1)  # the world is made a moment after this line is read


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_data(tmp_path_factory.mktemp("doctor") / "data")


@pytest.fixture
def data(sound: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small world's data folder, to break; the folder that we run in has no settings."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sound.data, tmp_path / "data", symlinks=True)
    return tmp_path / "data"


def look(data: Path, *rooms: str, now: datetime = NOW, deep: bool = False) -> dict[str, Check]:
    """What is found in these rooms, or in all of them."""
    return {check.name: check for check in examine(data, now, deep=deep, rooms=rooms or ROOMS)}


def archive_file(data: Path) -> Path:
    (found,) = (data / "archive").glob("*.warc.gz")
    return found


# --- Well, and nothing yet ------------------------------------------------------------------------------------------


def test_a_sound_installation_is_well_and_says_what_was_seen(data: Path) -> None:
    found = look(data)
    assert [check for check in found.values() if check.state == "fail"] == []
    assert "UTC+5 since 2024-03-01" in found["time zone"].seen
    assert "is whole" in found["archive"].seen
    assert found["pages"].seen.startswith("3 read again")
    assert "sample data" in found["warehouse"].seen
    assert "SAMPLE DATA" in found["published"].seen


def test_before_the_first_run_it_says_nothing_yet_and_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run_doctor(tmp_path / "data", deep=False, as_json=False) == 0
    shown = capsys.readouterr().out
    assert shown.count("nothing yet") == 3
    assert "`akimwatch run`" in shown
    assert "0 broken" in shown
    assert list(tmp_path.iterdir()) == []


def test_every_finding_that_is_not_well_names_its_fix(data: Path) -> None:
    archive_file(data).unlink()
    (data / "warehouse.duckdb").write_bytes(b"no database")
    (data / "published" / "manifest.json").unlink()
    found = look(data).values()
    assert sum(check.state == "fail" for check in found) == 2
    assert all(check.fix for check in found if check.state != "ok")
    assert not any(check.fix for check in found if check.state == "ok")


def test_a_program_gets_the_same_as_json_and_a_pipe_no_escape_code(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_doctor(data, deep=False, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["well"] is True
    assert {check["state"] for check in told["checks"]} == {"ok", "warn"}
    assert run_doctor(data, deep=False, as_json=False) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert shown.startswith("✓ settings")


def test_the_command_is_quick_because_it_loads_no_models_and_no_prefect(data: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from flows.doctor.command import run_doctor\n"
        f"code = run_doctor(Path({str(data)!r}), deep=False, as_json=True)\n"
        "print([name for name in ('prefect', 'spacy', 'slovnet') if name in sys.modules], code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout.splitlines()[-1] == "[] 0"


@pytest.mark.slow
def test_a_deep_look_loads_the_models(data: Path) -> None:
    assert look(data, "packages", deep=True)["models"].seen.endswith("and they load")


# --- Settings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("AKIMWATCH_BACK_DAYS", "many", "AKIMWATCH_BACK_DAYS"),
        ("AKIMWATCH_SMTP_HOTS", "mail", "AKIMWATCH_SMTP_HOTS"),
        ("AKIMWATCH_SETTINGS", "nowhere.toml", "nowhere.toml"),
    ],
)
def test_a_wrong_setting_is_named_and_the_rest_is_looked_at(
    data: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    found = look(data, "clock")
    assert found["settings"].state == "fail"
    assert said in found["settings"].seen
    assert found["time zone"].state == "ok"


@pytest.mark.parametrize(
    ("setting", "text", "check"),
    [
        ("OFFICIALS", "region,surname\n", "officials"),
        ("ORDER", "clauses = 3", "order"),
        ("PRIORS", "[", "priors"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    data: Path, monkeypatch: pytest.MonkeyPatch, setting: str, text: str, check: str
) -> None:
    given = data / "given"
    given.write_text(text, encoding="utf-8")
    monkeypatch.setenv(f"AKIMWATCH_{setting}", str(given))
    found = look(data, "given")[check]
    assert found.state == "fail"
    assert str(given) in found.seen


def test_a_broken_source_is_named_by_file_and_key(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = data / "sources"
    folder.mkdir()
    (folder / "paper.toml").write_text("key = 'paper'\n", encoding="utf-8")
    monkeypatch.setenv("AKIMWATCH_SOURCES", str(folder))
    found = look(data, "given")["sources"]
    assert found.state == "fail"
    assert "paper.toml" in found.seen


# --- Time, disk, rights ---------------------------------------------------------------------------------------------


def test_a_clock_before_the_last_row_recorded_is_told(data: Path) -> None:
    found = look(data, "clock", now=NOW - timedelta(days=2))["clock"]
    assert found.state == "fail"
    assert "before the last row recorded" in found.seen
    assert "before the order was given" in look(data, "clock", now=datetime(1970, 1, 1, tzinfo=UTC))["clock"].seen


def test_zone_data_that_do_not_know_the_change_of_2024_are_told(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system whose Almaty never went over to UTC+5: here Dhaka's file under its name."""
    import tzdata

    (tmp_path / "zone" / "Asia").mkdir(parents=True)
    old = Path(tzdata.__file__).parent / "zoneinfo" / "Asia" / "Dhaka"
    shutil.copy(old, tmp_path / "zone" / "Asia" / "Almaty")
    zoneinfo.reset_tzpath([tmp_path / "zone"])
    ZoneInfo.clear_cache()
    try:
        found = look(data, "clock")["time zone"]
    finally:
        zoneinfo.reset_tzpath()
        ZoneInfo.clear_cache()
    assert found.state == "fail"
    assert "from before 2024" in found.seen


@pytest.mark.parametrize(("free_mb", "state"), [(100, "fail"), (300, "warn"), (900_000, "ok")])
def test_a_disk_that_is_nearly_full_is_told_before_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_mb: int, state: str
) -> None:
    monkeypatch.chdir(tmp_path)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, free_mb * 1024 * 1024))
    found = look(tmp_path / "data", "folders")["disk"]
    assert found.state == state
    assert "articles a day" in found.seen


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no file system here that refuses root too")
def test_a_folder_that_takes_no_file_is_named_and_by_whom() -> None:
    found = look(Path("/proc/akimwatch"), "folders")
    assert found["write access"].state == "fail"
    assert "/proc: " in found["write access"].seen
    assert "(as " in found["write access"].seen


@pytest.mark.parametrize("what", ["data", "archive", "stage", "published", "link"])
def test_what_stands_where_a_folder_should_be_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    if what == "data":
        data.write_text("a file", encoding="utf-8")
    elif what == "link":
        data.symlink_to(tmp_path / "nowhere")
    else:
        data.mkdir()
        (data / what).write_text("a file", encoding="utf-8")
    found = look(data, "folders")["write access"]
    assert found.state == "fail"
    assert f"{data if what in ('data', 'link') else data / what}: not a folder" in found.seen


# --- Archive --------------------------------------------------------------------------------------------------------


def test_a_cut_end_costs_one_page_and_is_no_disaster(data: Path) -> None:
    path = archive_file(data)
    path.write_bytes(path.read_bytes() + path.read_bytes()[:100])
    found = look(data, "archive")
    assert found["archive"].state == "warn"
    assert "is cut or damaged behind" in found["archive"].seen
    assert found["pages"].state == "ok"


def test_an_empty_archive_file_is_not_called_whole(data: Path) -> None:
    (data / "archive" / "akimwatch-29991231-0001.warc.gz").touch()
    assert look(data, "archive")["archive"].state == "warn"


def test_an_archive_cut_in_the_middle_names_the_pages_that_are_gone(data: Path) -> None:
    path = archive_file(data)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = look(data, "archive")
    assert found["archive files"].state == "fail"
    assert f"{path.name} ends at byte" in found["archive files"].seen
    assert found["pages"].state == "fail"
    assert "of 3 read again are not there" in found["pages"].seen


def test_a_missing_archive_file_is_named_with_its_pages(data: Path) -> None:
    archive_file(data).unlink()
    found = look(data, "archive")["archive files"]
    assert found.state == "fail"
    assert "is missing (3 pages)" in found.seen


def test_bytes_that_changed_in_the_archive_are_found_by_their_hash(data: Path) -> None:
    path = archive_file(data)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(bytes(whole))
    assert look(data, "archive")["pages"].state == "fail"


# --- Warehouse and published file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["garbage", "half", "schema", "other"])
def test_a_warehouse_that_cannot_be_used_is_one_line_with_its_fix(data: Path, damage: str) -> None:
    path = data / "warehouse.duckdb"
    if damage == "garbage":
        path.write_bytes(b"no database")
    elif damage == "half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        statement = "UPDATE meta SET schema_version = 1" if damage == "schema" else "DROP TABLE meta"
        with duckdb.connect(str(path)) as connection:
            connection.execute(statement)
    found = look(data, "archive", "warehouse")
    assert found["warehouse"].state == "fail"
    assert found["warehouse"].fix
    assert str(path) in found["warehouse"].seen
    assert found["archive"].state == "ok"


def test_a_warehouse_that_is_gone_is_not_called_a_new_installation(data: Path) -> None:
    """`akimwatch run` would begin anew: without the record's past, and without who has had which letter."""
    (data / "warehouse.duckdb").unlink()
    found = look(data, "warehouse")["warehouse"]
    assert found.state == "fail"
    assert "restore a backup" in (found.fix or "")


def test_a_copy_of_the_published_file_needs_no_warehouse(data: Path) -> None:
    (data / "warehouse.duckdb").unlink()
    shutil.rmtree(data / "archive")
    assert look(data, "warehouse")["warehouse"].state == "warn"


@pytest.mark.parametrize(
    "manifest",
    [
        {"published_at": "2026-11-26T08:00:00", "files": {}},
        {"published_at": "2026-11-26T08:00:00+05:00", "files": {"akimwatch.duckdb": 1}},
        {"published_at": "2026-11-26T08:00:00+05:00", "files": ["akimwatch.duckdb"]},
        [],
    ],
)
def test_a_manifest_that_is_not_ours_is_one_finding(data: Path, manifest: object) -> None:
    (data / "published" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = look(data, "warehouse")
    assert found["published"].seen.endswith("manifest.json: no manifest of akimwatch")
    assert found["warehouse"].state != "fail"


def test_who_holds_the_warehouse_is_told_and_not_waited_for(data: Path) -> None:
    begun = datetime.now(UTC)
    with open_warehouse(data / "warehouse.duckdb", sample=True):
        found = look(data)
    assert datetime.now(UTC) - begun < timedelta(seconds=10)
    assert found["warehouse"].state == "warn"
    assert "in use by process " in found["warehouse"].seen
    assert not any(check.state == "fail" for check in found.values())


def test_live_data_under_the_setting_for_samples_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKIMWATCH_SAMPLE", "true")
    assert look(data, "warehouse")["warehouse"].state == "ok"
    with duckdb.connect(str(data / "warehouse.duckdb")) as connection:
        connection.execute("UPDATE meta SET sample = false")
    assert look(data, "warehouse")["warehouse"].state == "fail"


def test_a_published_file_that_somebody_wrote_into_no_longer_fits_its_manifest(data: Path) -> None:
    path = data / "published" / DATABASE
    path.chmod(0o644)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE verdicts SET verdict = 'met'")
    found = look(data, "warehouse")["manifest"]
    assert found.state == "fail"
    assert DATABASE in found.seen


@pytest.mark.parametrize("damage", ["half", "manifest", "not ours", "no manifest"])
def test_what_is_published_and_broken_is_published_anew(data: Path, damage: str) -> None:
    path, manifest = data / "published" / DATABASE, data / "published" / "manifest.json"
    if damage == "half":
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[:5000])
    elif damage == "no manifest":
        manifest.unlink()
    else:
        manifest.write_text("{" if damage == "manifest" else "[]", encoding="utf-8")
    found = look(data, "warehouse")["published"]
    assert found.state == "fail"
    assert "akimwatch run" in (found.fix or "")


def test_a_live_file_that_nobody_renews_is_stale_and_a_sample_never(data: Path) -> None:
    later = NOW + timedelta(days=5)
    assert look(data, "warehouse", now=later)["published"].state == "ok"
    manifest = data / "published" / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**told, "sample": False}), encoding="utf-8")
    found = look(data, "warehouse", now=later)["published"]
    assert found.state == "warn"
    assert "5 days ago" in found.seen


# --- Packages -------------------------------------------------------------------------------------------------------


def test_a_package_too_new_is_named_with_what_was_asked_for(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = packages.version
    monkeypatch.setattr(packages, "version", lambda name: "0.151.0" if name == "fastapi" else real(name))
    found = look(data, "packages")["packages"]
    assert found.state == "fail"
    assert found.seen == "fastapi 0.151.0 (asked for: <0.150)"


def test_weights_that_are_not_as_delivered_are_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = [path for path in packages.files("natasha") or () if path.suffix == ".tar"]
    other = weights[0].hash
    for path in weights[1:2]:
        monkeypatch.setattr(path, "hash", other)
    monkeypatch.setattr(packages, "files", lambda _: weights)
    found = look(data, "packages")["models"]
    assert found.state == "fail"
    assert found.seen == f"damaged: {weights[1].name}"
