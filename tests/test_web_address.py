"""Only public machines are asked."""

from __future__ import annotations

import socket

import pytest

from extractors.web.address import RefusedAddress, resolve, why_refused


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # the metadata service of clouds
        "100.64.0.1",
        "0.0.0.0",
        "192.0.2.1",
        "198.18.0.1",
        "192.88.99.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:53aa:64c::1",
        "2001:db8::1",
        "3fff::1",
        "fc00::1",
        "fe80::1",
        "ff02::1",
        "fec0::1",
    ],
)
def test_no_private_special_or_wrapped_address_is_public(address: str) -> None:
    assert why_refused(address) is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "185.98.5.1", "2a00:1450:4001::65", "2606:4700::1111"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert why_refused(address) is None


def answer(*addresses: str) -> object:
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]


def test_one_private_address_condemns_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answer("8.8.8.8", "10.0.0.1"))
    with pytest.raises(RefusedAddress, match=r"news\.example: 10\.0\.0\.1 is not a public address"):
        resolve("news.example", 80, allow_private=False)


def test_the_addresses_checked_are_the_addresses_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answer("8.8.8.8", "8.8.4.4", "8.8.8.8"))
    assert resolve("news.example", 80, allow_private=False) == ("8.8.8.8", "8.8.4.4")
