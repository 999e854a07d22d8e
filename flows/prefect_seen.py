"""What a Prefect server says of our jobs, asked over plain HTTP: importing Prefect takes seconds, a glance must not."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from flows.prefect_home import prefect_home
from flows.serving_note import announced
from flows.settings import Settings
from models.logins import hidden, hidden_address

_WAIT = httpx.Timeout(2.0, connect=1.0)  # seconds: on loopback it answers in 0.05 s, and a glance waits for nobody
_ASKED = 60  # scheduled runs: of a job every half hour that is a day and more, so every job is among them


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRun:
    """When a job is due next (aware)."""

    job: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is seen of the service: the address asked (None: no service is up), why it did not answer, what is due."""

    address: str | None = None
    fault: str | None = None
    next_runs: tuple[NextRun, ...] = ()


def see_service(settings: Settings) -> Service:
    """Ask the server of PREFECT_API_URL, else the one of a service that is up on this data folder."""
    address = os.environ.get("PREFECT_API_URL") or announced(prefect_home(settings.data))
    if address is None:
        return Service()
    shown = hidden_address(address)
    try:
        with httpx.Client(base_url=address.rstrip("/"), timeout=_WAIT, headers=_keys(), trust_env=False) as client:
            return Service(address=shown, next_runs=_next_runs(client, settings.service_name))
    except (httpx.LocalProtocolError, httpx.InvalidURL, UnicodeError):
        # Their words quote what cannot be sent: a piece of a password, a whole key.
        return Service(address=shown, fault="PREFECT_API_URL or the key beside it cannot be sent as it stands")
    except httpx.HTTPError as error:
        return Service(address=shown, fault=hidden(str(error)) or type(error).__name__)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Service(address=shown, fault="what answers there is no Prefect API")


def _next_runs(client: httpx.Client, name: str) -> tuple[NextRun, ...]:
    """The next run of each job of the deployments called `name`, the first first."""
    wanted = {
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
        "deployments": {"name": {"any_": [name]}},
        "sort": "EXPECTED_START_TIME_ASC",
        "limit": _ASKED,
    }
    scheduled = _asked(client, "/flow_runs/filter", wanted)
    flows = sorted({one["flow_id"] for one in scheduled})
    named = {
        one["id"]: one["name"]
        for one in (_asked(client, "/flows/filter", {"flows": {"id": {"any_": flows}}}) if flows else [])
    }
    first: dict[str, NextRun] = {}
    for one in scheduled:
        job = str(named[one["flow_id"]])
        first.setdefault(job, NextRun(job=job, due=datetime.fromisoformat(one["expected_start_time"])))
    return tuple(first.values())


def _asked(client: httpx.Client, path: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.post(path, json=wanted)
    answer.raise_for_status()
    told = answer.json()
    if not isinstance(told, list):
        raise TypeError
    return told


def _keys() -> dict[str, str]:
    """What a server behind a lock asks for, as Prefect's own settings hold it."""
    if key := os.environ.get("PREFECT_API_KEY"):
        return {"Authorization": f"Bearer {key}"}
    if told := os.environ.get("PREFECT_API_AUTH_STRING"):
        return {"Authorization": f"Basic {b64encode(told.encode()).decode()}"}
    return {}
