"""Only public machines are asked."""

from __future__ import annotations

import socket
import threading

import pytest
from web_loopback import client, start

from extractors.web.address import RefusedAddress, check_url, resolve, why_refused
from extractors.web.listed import clean_address
from extractors.web.lookup import LookUpTimeout, look_up


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
        "192.0.0.8",
        "192.0.0.170",  # NAT64 and DNS64 discovery
        "192.31.196.1",
        "192.52.193.1",
        "192.175.48.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "100.127.255.255",
        "172.31.255.255",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::8.8.8.8",  # IPv4-compatible
        "100::1",
        "100:0:0:1::1",
        "5f00::1",
        "2001:1::1",
        "2001:20::1",
        "2001:30::1",
        "2620:4f:8000::1",
        "fe80::1%lo",
        "2606:4700::1111%eth0",
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


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "fd00::1"])
def test_the_setting_of_the_sample_web_opens_loopback_alone(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No redirect of the sample's leads to the machines beside this one, nor to where a cloud keeps its keys."""
    assert resolve("127.0.0.1", 80, allow_private=True) == ("127.0.0.1",)
    monkeypatch.setattr(socket, "getaddrinfo", answer("127.0.0.1", address))
    with pytest.raises(RefusedAddress, match="is not a public address"):
        resolve("news.example", 80, allow_private=True)


def test_the_addresses_checked_are_the_addresses_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answer("8.8.8.8", "8.8.4.4", "8.8.8.8"))
    assert resolve("news.example", 80, allow_private=False) == ("8.8.8.8", "8.8.4.4")


# Every way to write 127.0.0.1 that some resolver, browser or library knows.
DISGUISES = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.0x1",
    "0",
    "0.0.0.0",
    "localhost",
    "LOCALHOST.",
    "localhost.localdomain",
    "ip6-localhost",
    "①②⑦.0.0.1",
    "１２７.0.0.1",
    "127。0。0。1",
    "127．0．0．1",
    "⑫７.⓪.0.1",
    "١٢٧.0.0.1",
    "ⓛocalhost",
    "127%2e0%2e0%2e1",
    "%31%32%37.0.0.1",
    "localhost%00.example.org",
    "127.0.0.1%20",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[::1%25lo]",
    "[fe80::1%25lo]",
    "[0:0:0:0:0:0:0:1]",
    "example.org@127.0.0.1",
    "example.org:80@127.0.0.1",
    "example.org\\@127.0.0.1",
    "127.0.0.1#@example.org",
    "127.0.0.1\\.example.org",
]


def test_no_spelling_of_loopback_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at first, and not out of a list: whatever is understood by it, no connection is made."""
    web, stop = start()
    port = web.base.rsplit(":", 1)[1]
    monkeypatch.setattr("extractors.web.address.PORTS", {int(port)})
    reached: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: reached.append(address))
    try:
        with client(allow_private=False, attempts=1) as asked:
            for host in DISGUISES:
                listed = clean_address(f"//{host}:{port}/secret", "https://news.example/")
                for url in (f"http://{host}:{port}/secret", listed or "http:///"):
                    got = asked.get(url)
                    assert got.outcome in ("refused_address", "network_error"), url  # the latter: nobody has the name
    finally:
        stop()
    assert (web.seen, reached) == ([], [])


@pytest.mark.parametrize("port", [21, 22, 25, 110, 445, 1080, 3306, 5432, 6379, 9200, 11211])
def test_a_port_of_another_service_is_refused(port: int) -> None:
    """A mail server or a database takes the lines of a request for commands."""
    with pytest.raises(RefusedAddress, match=f"port {port} is no web server's"):
        check_url(f"http://news.example:{port}/")


@pytest.mark.parametrize("address", ["http://news.example/", "https://news.example:443/", "http://news.example:8080/"])
def test_the_ports_of_web_servers_are_asked(address: str) -> None:
    check_url(address)


def test_a_name_that_turns_private_between_check_and_connection_is_never_looked_up_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: what is connected to is the address that was checked, not the name."""
    answers = iter(["203.0.114.7", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer(next(answers))())  # type: ignore[operator]
    reached: list[object] = []

    def connect(address: object, *_: object, **__: object) -> socket.socket:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with client(allow_private=False, attempts=1) as asked:
        first = asked.get("http://rebound.example/", obey_robots=False)
        second = asked.get("http://rebound.example/", obey_robots=False)
    assert reached == [("203.0.114.7", 80)]
    assert (first.outcome, second.outcome) == ("network_error", "refused_address")


def test_a_look_up_is_given_up_in_time_and_those_of_a_dead_name_server_do_not_pile_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The resolver's own patience cannot be broken off: the threads that it holds are bounded."""
    monkeypatch.setattr("extractors.web.lookup._running", threading.BoundedSemaphore(2))
    gone = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: gone.wait(30) and [])
    before = threading.active_count()
    try:
        for message in ("does not answer in time", "does not answer in time", "look-ups wait"):
            with pytest.raises(LookUpTimeout, match=message):
                look_up("news.example", 80, 0.05)
        assert threading.active_count() == before + 2
    finally:
        gone.set()
