"""Priors: what is stated can be read, and a file that cannot be meant is refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from scipy.stats import beta, gamma

from models.errors import BadInput
from models.package_data import own_text
from models.priors import load_priors
from models.sight import INTERVAL

BUILT_IN = own_text("priors.toml")


def test_what_is_stated_is_what_the_comments_say() -> None:
    priors = load_priors()
    assert beta.mean(*priors.trace) == pytest.approx(0.6)
    assert beta.ppf(INTERVAL, *priors.trace) == pytest.approx([0.25, 0.90], abs=0.005)
    assert priors.trace_band == (0.3, 0.6, 0.9)
    shape, rate = priors.rhythm
    assert 1 - (rate / (rate + 1)) ** shape == pytest.approx(0.5)  # one chance in two of at least one in a window
    assert [gamma.mean(a, scale=1 / b) for a, b in priors.rhythm_band] == pytest.approx([0.4, 2.0])


def test_a_file_of_the_same_shape_takes_its_place(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(BUILT_IN.replace("version = 1", "version = 2").replace("[3.0, 2.0]", "[1, 1]"), encoding="utf-8")
    priors = load_priors(own)
    assert (priors.version, priors.trace) == (2, (1.0, 1.0))
    assert priors.catching == load_priors().catching


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[catching]", "[caching]", "catching is missing"),
        ("version = 1\n", "", "version is missing"),
        ("group_sd = 1.0\n", "", "group_sd is missing"),
        ("prior = [3.0, 2.0]", "prior = [3.0]", "not enough values"),
        ("prior = [3.0, 2.0]", "prior = [3.0, 0.0]", r"trace\.prior: 0\.0 is not a number above 0"),
        ("prior = [3.0, 2.0]", "prior = [3.0, inf]", r"trace\.prior: inf is not a number above 0"),
        ("prior = [3.0, 2.0]", "prior = [3.0, nan]", r"trace\.prior: nan is not a number above 0"),
        ("prior = [3.0, 2.0]", "prior = [3.0, true]", r"trace\.prior: True is not a number above 0"),
        ("prior = [3.0, 2.0]", 'prior = ["3", "2"]', r"trace\.prior: '3' is not a number above 0"),
        ("band = [0.3, 0.6, 0.9]", "band = []", r"trace\.band holds probabilities above 0"),
        ("band = [0.3, 0.6, 0.9]", "band = [0.0, 0.6]", r"trace\.band holds probabilities above 0"),
        ("band = [0.3, 0.6, 0.9]", "band = [0.3, 1.1]", r"trace\.band holds probabilities above 0"),
        ("band = [0.3, 0.6, 0.9]", "band = [0.3, nan]", r"trace\.band holds probabilities above 0"),
        ("band = [0.3, 0.6, 0.9]", "band = [0.6, 0.6]", "two entries of a band show the same value"),
        ("[[1.0, 2.5], [2.0, 1.0]]", "[[1.0, 1.0], [2.0, 2.0]]", "two entries of a band show the same value"),
        ("[[1.0, 2.5], [2.0, 1.0]]", "[[1.0, 2.5, 3.0]]", "too many values"),
        ("level = [-1.5, 1.5]", "level = [nan, 1.5]", r"catching\.level: nan is not a number"),
        ("level = [-1.5, 1.5]", 'level = ["low", 1.5]', "not a set of priors"),
        ("level = [-1.5, 1.5]", "level = [-1.5, -1.5]", r"catching\.level: -1\.5 is not a number above 0"),
        ("event_sd = 1.0", "event_sd = -1", r"catching\.event_sd: -1 is not a number above 0"),
        ("[trace]", "[trace", "not TOML"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line_that_names_the_file(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert BUILT_IN.count(old) == 1
    own = tmp_path / "own.toml"
    own.write_text(BUILT_IN.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInput, match=told) as refused:
        load_priors(own)
    assert str(refused.value).startswith(f"{own}: ")
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.toml: cannot be read"):
        load_priors(tmp_path / "nowhere.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match=r"binary\.toml: cannot be read"):
        load_priors(tmp_path / "binary.toml")
