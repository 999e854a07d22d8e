"""The outside world of a torture, as a process of its own: the sample web and a mail server, which nobody kills.

`python torture_servers.py ADDRESS`: one line of JSON for where they are, then one for each word on stdin: `requests`
(how often each page was asked for since the last time), `letters` (who was given one, so often). Ends with its stdin.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from post_world import MailHouse

from flows.demo.server import sample_web


def main(first_address: int) -> None:
    house = MailHouse()
    with sample_web(first_address) as web, house.open():
        _say({"origins": {key: site.base_url for key, site in web.sites.items()}, "port": house.port})
        for line in sys.stdin:
            if line.strip() == "requests":
                asked = Counter(
                    f"{web.sites[key].base_url}{one.path}" for key, log in web.requests.items() for one in log
                )
                for log in web.requests.values():
                    log.clear()
                _say(asked)
            elif line.strip() == "letters":
                _say(Counter(house.recipients()))


def _say(told: object) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
