"""robots.txt is obeyed; where it cannot be read, nothing is crawled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_loopback import FakeTime, Loopback, client, start

from extractors.web.client import Client


@pytest.fixture
def web() -> Iterator[Loopback]:
    loopback, stop = start()
    loopback.page("/news/1", "a page")
    yield loopback
    stop()


def get(web: Loopback, asked: Client | None = None) -> tuple[str, str | None]:
    with asked or client() as open_client:
        answer = open_client.get(f"{web.base}/news/1")
    return answer.outcome, answer.reason


def test_no_robots_file_means_everything_is_allowed(web: Loopback) -> None:
    assert get(web) == ("fetched", None)


@pytest.mark.parametrize("status", [401, 403, 410])
def test_an_unavailable_robots_file_forbids_nothing(web: Loopback, status: int) -> None:
    web.page("/robots.txt", status=status)
    assert get(web)[0] == "fetched"


def test_a_forbidden_address_is_not_asked_for(web: Loopback) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /news/\n")
    assert get(web) == ("robots", "robots.txt forbids this address to akimwatch")
    assert web.asked() == []


def test_rules_made_for_us_outrank_those_for_all(web: Loopback) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: akimwatch\nDisallow: /private/\n")
    assert get(web)[0] == "fetched"
    web.page("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: AkimWatch\nDisallow: /\n")
    assert get(web)[0] == "robots"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_file_in_trouble_means_do_not_crawl(web: Loopback, status: int) -> None:
    web.page("/robots.txt", status=status)
    outcome, reason = get(web)
    assert outcome == "robots"
    assert f"status {status}" in (reason or "")
    assert web.asked() == []


def test_a_robots_file_whose_connection_breaks_means_do_not_crawl(web: Loopback) -> None:
    web.bytes("/robots.txt", b"")
    assert get(web)[0] == "robots"
    assert web.asked() == []


def test_a_robots_file_that_turns_in_a_circle_means_do_not_crawl(web: Loopback) -> None:
    web.moved("/robots.txt", "/robots.txt")
    assert get(web)[0] == "robots"


def test_a_robots_file_that_could_not_be_read_is_asked_for_again_later(web: Loopback) -> None:
    web.page("/robots.txt", status=500)
    fake = FakeTime()
    with client(fake) as asked:
        first = asked.get(f"{web.base}/news/1")
        web.page("/robots.txt", "User-agent: *\nAllow: /\n")
        second = asked.get(f"{web.base}/news/1")
        fake.now += 601
        third = asked.get(f"{web.base}/news/1")
    assert [first.outcome, second.outcome, third.outcome] == ["robots", "robots", "fetched"]


def test_a_robots_file_behind_a_redirect_counts(web: Loopback) -> None:
    web.moved("/robots.txt", "/static/robots.txt")
    web.page("/static/robots.txt", "User-agent: *\nDisallow: /\n")
    assert get(web)[0] == "robots"


def test_an_html_page_as_robots_file_forbids_nothing(web: Loopback) -> None:
    """A site of scripts answers every address with its shell."""
    web.page("/robots.txt", "<!DOCTYPE html><html><body><div id=root></div></body></html>")
    assert get(web)[0] == "fetched"


def test_robots_is_read_once_for_a_host(web: Loopback) -> None:
    with client() as asked:
        for _ in range(3):
            asked.get(f"{web.base}/news/1")
    assert [request.path for request in web.seen].count("/robots.txt") == 1


def test_every_hop_of_a_redirect_is_checked(web: Loopback) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /hidden\n")
    web.moved("/news/1", "/hidden")
    web.page("/hidden", "x")
    assert get(web)[0] == "robots"
    assert web.asked() == ["/news/1"]


@pytest.mark.parametrize("line", ["Crawl-delay: 9", "Request-rate: 1/9s"])
def test_a_delay_that_robots_asks_for_slows_us_down(web: Loopback, line: str) -> None:
    web.page("/robots.txt", f"User-agent: *\n{line}\n")
    fake = FakeTime()
    with client(fake) as asked:
        for _ in range(2):
            asked.get(f"{web.base}/news/1", pace=2.0)
    assert fake.slept == [9.0, 9.0]


def test_a_shorter_delay_does_not_hurry_us(web: Loopback) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 1\n")
    fake = FakeTime()
    with client(fake) as asked:
        asked.get(f"{web.base}/news/1", pace=4.0)
    assert fake.slept == [4.0]


@pytest.mark.parametrize("line", ["Crawl-delay: 86400", f"Request-rate: 1/1{'0' * 400}s"])
def test_a_delay_of_hours_means_do_not_crawl(web: Loopback, line: str) -> None:
    """Nor does one that no float holds end the visit."""
    web.page("/robots.txt", f"User-agent: *\n{line}\n")
    assert get(web)[0] == "robots"
    assert web.asked() == []
