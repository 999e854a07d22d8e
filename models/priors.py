"""What is stated because the press cannot tell it: priors, and the bands that show how much hangs on them."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import BadInput
from models.package_data import own_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Catching:
    """Priors of how source groups catch a meeting, in log-odds: see `priors.toml`."""

    level: tuple[float, float]
    group_sd: float
    region_sd: float
    event_sd: float
    certain_shift: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """`trace`: Beta(a, b) of π and the values at which every figure is shown again; `rhythm`: Gamma(shape, rate) of λ,
    meetings a window, and the priors at which every figure is shown again."""

    version: int
    trace: tuple[float, float]
    trace_band: tuple[float, ...]
    rhythm: tuple[float, float]
    rhythm_band: tuple[tuple[float, float], ...]
    catching: Catching


def load_priors(path: Path | None = None) -> Priors:
    """The built-in priors, or those of the file given.

    BadInput names the file and what is missing, of another type or impossible.
    """
    where = str(path or "priors.toml")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8") if path else own_text("priors.toml"))
        return _priors(raw)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{where}: cannot be read ({error}); its shape is that of models/priors.toml") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"{where}: not TOML ({error})") from error
    except KeyError as error:
        raise BadInput(f"{where}: {error.args[0]} is missing; see models/priors.toml for the shape") from error
    except (TypeError, ValueError) as error:
        raise BadInput(f"{where}: not a set of priors ({error}); see models/priors.toml for the shape") from error


def _priors(raw: dict[str, Any]) -> Priors:
    catching = raw["catching"]
    mean, sd = catching["level"]
    if not math.isfinite(mean):
        raise ValueError(f"catching.level: {mean!r} is not a number")
    band = tuple(float(value) for value in raw["trace"]["band"])
    if not band or not all(0 < value <= 1 for value in band):
        raise ValueError("trace.band holds probabilities above 0")
    rhythm_band = tuple(_pair(pair, "rhythm.band") for pair in raw["rhythm"]["band"])
    means = [shape / rate for shape, rate in rhythm_band]
    if any(len(set(map("{:g}".format, shown))) < len(shown) for shown in (band, means)):
        raise ValueError("two entries of a band show the same value; figures are told apart by it")
    return Priors(
        version=int(raw["version"]),
        trace=_pair(raw["trace"]["prior"], "trace.prior"),
        trace_band=band,
        rhythm=_pair(raw["rhythm"]["prior"], "rhythm.prior"),
        rhythm_band=rhythm_band,
        catching=Catching(
            level=(float(mean), _positive(sd, "catching.level")),
            group_sd=_positive(catching["group_sd"], "catching.group_sd"),
            region_sd=_positive(catching["region_sd"], "catching.region_sd"),
            event_sd=_positive(catching["event_sd"], "catching.event_sd"),
            certain_shift=_positive(catching["certain_shift"], "catching.certain_shift"),
        ),
    )


def _pair(values: Any, name: str) -> tuple[float, float]:
    one, other = values
    return _positive(one, name), _positive(other, name)


def _positive(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < math.inf:
        raise ValueError(f"{name}: {value!r} is not a number above 0")
    return float(value)
