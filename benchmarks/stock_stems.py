"""Count the stems that reports on the Assembly have in common: `stock_stems.py > models/stock_stems.txt`.

From the worked gold sets only. `unseen.jsonl` and the bundles by which linking is scored are left out, so that neither
is measured with its own words.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from models.likeness import telling_stems

GOLD = Path(__file__).parent.parent / "tests" / "gold"
SETS = ("dev", "check", "own", "blind")
FEWEST = 5  # texts: below it a count says more of these few texts than of the press

_HEAD = """# In how many of {texts} texts on the Assembly and inter-ethnic accord each stem stands: what every such report says
# («ассамбл», «соглас», «председател») tells nothing of which gathering it is. Made by benchmarks/stock_stems.py.
texts {texts}"""


def main() -> int:
    texts = set()
    for name in SETS:
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            texts.add(f"{case.get('title') or ''}\n{case['text']}")
    counts = Counter(stem for text in texts for stem in telling_stems(text))
    print(_HEAD.format(texts=len(texts)))
    for stem, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        if count >= FEWEST:
            print(stem, count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
