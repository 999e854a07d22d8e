"""Settings of one installation, from `akimwatch.toml`, a `.env` file and the environment, each above the one before."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows.faults import arm
from flows.runner_names import CLUSTER, LOCAL_CLUSTER, PROCESSES
from flows.service.cron import check_cron
from flows.settings_given import LINE_BREAKS, PREFIX, given_values
from models.errors import BadInput
from models.logins import hidden, hidden_address
from warehouse.parts_place import is_store

Security = Literal["starttls", "tls", "none"]
_SLIPPED = re.compile(r"[a-z][a-z0-9+.-]+:/")  # s3:/bucket/stage: an address that lost a slash, no folder
# What fsspec knows beside stores: folders written otherwise, one process's memory, and what nobody else reads back.
_NO_STORES = frozenset({"file", "local", "memory", "http", "https", "ftp"})
_USUAL_PORT: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}


class Settings(BaseSettings):
    """Everything that may differ between two installations. `akimwatch settings` prints them with their meaning."""

    # Where a value is wrong, pydantic would quote it in whatever exception gets out.
    model_config = SettingsConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

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
    stage: Path | str | None = Field(
        None,
        description="where runs lay down what is not loaded yet: a folder, or an address of a store such as "
        "s3://bucket/stage, without a login (none named: stage in the data folder)",
    )
    runner: str = Field(
        PROCESSES,
        description="who reads articles and takes files: processes (of this machine), dask://local (a Dask cluster of "
        "this machine's processes) or dask://HOST:PORT (a scheduler that stands)",
    )
    workers: int = Field(2, ge=1, le=64, description="processes that read articles")
    batch: int = Field(200, ge=1, le=5000, description="pages or articles in one part file")
    memory_limit: str = Field("1GB", pattern=r"^\d+ ?[KMGT]i?B$", description="how much memory DuckDB may take")
    full_text: bool = Field(False, description="publish the articles' texts too (they are the publishers' property)")
    force_until: date | None = Field(
        None, description="last day of the order's force, where it is not the built-in one"
    )
    allow_private: bool = Field(False, description="let the collector reach this machine's loopback (the demo's sites)")
    sample: bool = Field(False, description="this warehouse holds sample data; never mixed with live data")
    pace_seconds: float | None = Field(
        None, ge=0, description="seconds between two requests to a host, in place of 2.0"
    )

    smtp_host: str = Field("", description="mail server that takes the letters (empty: none is sent)")
    smtp_port: int | None = Field(None, ge=1, le=65535, description="its port, in place of 587, 465 or 25")
    smtp_security: Security = Field("starttls", description="starttls, tls (from the first byte) or none")
    smtp_user: str = Field("", description="name to log in with (empty: no login)")
    smtp_password: SecretStr = Field(SecretStr(""), description="its password; never printed or logged")
    smtp_ca: Path | None = Field(None, description="file of the authority behind the server's certificate (PEM)")
    smtp_seconds: float = Field(30, gt=0, le=600, description="how long the mail server may be silent")
    sender: str = Field("", description="address that letters come from, «Name <address>» or bare")
    recipients: Path | None = Field(
        None, description="table of readers: address, language (none named: recipients.csv in the data folder)"
    )
    corrections_to: str = Field("", description="address that readers write corrections to (empty: the sender's)")
    operator: str = Field("", description="address that is told when a run fails (empty: nobody)")
    language: Literal["ru", "en"] = Field("ru", description="of letters, where a recipient has none of their own")
    site_url: str = Field("", description="where the site of `akimwatch site` is served; letters link to its pages")
    unsubscribe_url: str = Field("", description="page that ends a subscription with one request (RFC 8058)")

    monitor_seconds: int = Field(1800, ge=5, description="how often `serve` looks at the feeds")
    deep_days: int = Field(30, ge=1, le=4000, description="how many days back the nightly pass looks")
    # At night sites have few readers; an hour or two later the pass is over, and the letter need not wait for its turn.
    # (It tells what was published by Sunday: what a pass of Monday finds is in the next one.)
    deep_cron: str = Field("30 1 * * *", description="when the nightly pass runs (cron, Asia/Almaty)")
    digest_cron: str = Field("0 8 * * mon", description="when the letter goes out (cron, Asia/Almaty)")
    housekeeping_cron: str = Field("0 5 * * sun", description="when the house is tidied (cron, Asia/Almaty)")
    service_name: str = Field(
        "akimwatch",
        pattern=r"^[\w-]+$",
        description="name of this installation's deployments, where several share a Prefect server",
    )
    site: Path | None = Field(
        None, description="folder that the service writes the site into (none named: site in the data folder)"
    )
    run_days: int = Field(60, ge=1, le=4000, description="for how many days Prefect remembers a finished run")

    @field_validator("*", mode="after")
    @classmethod
    def _one_line(cls, value: object) -> object:
        """A line break in a value would be a header of its own in a letter, a line of its own in a log."""
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        if isinstance(plain, str) and LINE_BREAKS.search(plain):
            raise ValueError("holds a line break")
        return value

    @field_validator("site_url", "unsubscribe_url", mode="after")
    @classmethod
    def _address_of_a_page(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        if hidden(value) != value:
            raise ValueError("holds a name or password before its host, which every letter would carry")
        return value.rstrip("/")

    @field_validator("stage", mode="after")
    @classmethod
    def _place(cls, value: Path | str | None) -> Path | str | None:
        """A folder as a path; a store's address as it is."""
        if value is None or isinstance(value, Path):
            return value
        if hidden_address(value) != value:
            raise ValueError("holds a name or password; give them as the store's own variables")
        if "://" not in value and not _SLIPPED.match(value):
            return Path(value)
        if not is_store(value):
            raise ValueError("neither a folder nor an address such as s3://bucket/stage")
        if value.partition("://")[0] in _NO_STORES:
            raise ValueError("no store of part files: name a folder as a path, or an address such as s3://bucket/stage")
        return value

    @field_validator("runner", mode="after")
    @classmethod
    def _who_works(cls, value: str) -> str:
        if value not in (PROCESSES, LOCAL_CLUSTER) and not CLUSTER.fullmatch(value):
            raise ValueError(f"must be {PROCESSES}, {LOCAL_CLUSTER} or dask://HOST:PORT")
        return value

    @field_validator("deep_cron", "digest_cron", "housekeeping_cron", mode="after")
    @classmethod
    def _cron(cls, value: str) -> str:
        return check_cron(value)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` gathered: it knows where each value came from, and refuses what is not known."""
        return (init_settings,)

    @property
    def own_officials(self) -> Path | None:
        """The table that is laid over the built-in one: the one named, else the data folder's, if it has one."""
        beside = self.data / "officials.csv"
        return self.officials or (beside if beside.exists() else None)

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def stage_at(self) -> Path | str:
        """Where part files are laid down: the place named, else the data folder's."""
        return self.stage or self.data / "stage"

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse.duckdb"

    @property
    def doors(self) -> Path:
        """Where runs at the same time wait for each other's requests to one host."""
        return self.data / "doors"

    @property
    def published(self) -> Path:
        return self.data / "published"

    @property
    def site_folder(self) -> Path:
        """Where the site is written: the folder named, else the data folder's."""
        return self.site or self.data / "site"

    @property
    def own_recipients(self) -> Path:
        """The table of readers: the one named, else the data folder's (which may be missing)."""
        return self.recipients or self.data / "recipients.csv"

    @property
    def smtp_door(self) -> int:
        """The port of the mail server: the one given, else the usual one of its security."""
        return self.smtp_port or _USUAL_PORT[self.smtp_security]


def load_settings(**given: object) -> Settings:
    """The settings as file, `.env` and environment give them, with `given` (not None) on top.

    BadInput for a wrong value, a file that cannot be read, and a key that is none of ours, with the nearest that is.
    Every process that changes anything comes by here, so here a fault that the environment names is armed.
    """
    arm()
    found = given_values(Settings)
    values = {name: one.value for name, one in found.items()}
    values |= {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        origin = found[name].origin if name in found and given.get(name) is None else PREFIX
        where = "" if origin.startswith(PREFIX) else f"{origin}: "  # a variable is named by what follows
        # A password slips into the line beside its own: nothing that is said of a login is quoted.
        shown = "" if name.startswith(("smtp_", "stage", "runner")) else f" (given: {hidden(repr(first.get('input')))})"
        raise BadInput(f"{where}setting {PREFIX}{name.upper()}: {first['msg']}{shown}") from None
