"""Settings of one installation: environment variables `AKIMWATCH_…`, or a `.env` file in the folder it runs in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import BadInput


class Settings(BaseSettings):
    """Everything that may differ between two installations. `akimwatch settings` prints them with their meaning."""

    model_config = SettingsConfigDict(env_prefix="AKIMWATCH_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Field(Path("data"), description="folder of everything that is stored")
    sources: Path | None = Field(None, description="folder of source descriptions in place of the built-in ones")
    order: Path | None = Field(None, description="file of the order that is judged in place of the built-in one")
    officials: Path | None = Field(
        None,
        description="table of heads of regions that holds for the days it speaks of, the built-in one for all others "
        "(none named: officials.csv in the data folder, where there is one)",
    )
    priors: Path | None = Field(None, description="stated priors of the coverage model in place of the built-in ones")
    contact: str = Field("", description="address or page a site's owner can write to; part of the User-Agent")
    back_days: int = Field(14, ge=1, le=4000, description="how many days back a run looks for articles")
    sites_at_once: int = Field(
        8, ge=1, le=64, description="sites visited at the same time (one request a host at a time)"
    )
    workers: int = Field(2, ge=1, le=64, description="processes that read articles")
    batch: int = Field(200, ge=1, le=5000, description="pages or articles in one part file")
    memory_limit: str = Field("1GB", pattern=r"^\d+ ?[KMGT]i?B$", description="how much memory DuckDB may take")
    full_text: bool = Field(False, description="publish the articles' texts too (they are the publishers' property)")
    force_until: date | None = Field(
        None, description="last day of the order's force, where it is not the built-in one"
    )
    allow_private: bool = Field(False, description="let the collector reach private addresses (the demo's loopback)")
    sample: bool = Field(False, description="this warehouse holds sample data; never mixed with live data")
    pace_seconds: float | None = Field(
        None, ge=0, description="seconds between two requests to a host, in place of 2.0"
    )

    @property
    def own_officials(self) -> Path | None:
        """The table that is laid over the built-in one: the one named, else the data folder's, if it has one."""
        beside = self.data / "officials.csv"
        return self.officials or (beside if beside.exists() else None)

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def stage(self) -> Path:
        return self.data / "stage"

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        return self.data / "published"


def load_settings(**given: object) -> Settings:
    """The settings as the environment and `.env` give them, with `given` on top; a wrong value raises BadInput."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise BadInput(f"setting AKIMWATCH_{name}: {first['msg']} (given: {first.get('input')!r})") from error


def setting_lines(settings: Settings) -> list[str]:
    """One line a setting: its variable, its value, its meaning."""
    shown = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        shown.append(f"AKIMWATCH_{name.upper()}={'' if value is None else value}\t{field.description}")
    return shown
