"""What the setting `runner` may say."""

from __future__ import annotations

import re

PROCESSES = "processes"
LOCAL_CLUSTER = "dask://local"
CLUSTER = re.compile(r"dask://(?:\[[0-9A-Fa-f:]+\]|[\w.-]+):\d{1,5}", re.ASCII)  # dask://10.0.0.5:8786
