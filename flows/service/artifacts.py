"""What a run leaves on Prefect's page: its report, the table of verdicts, the sources that need a look.

The keys never change, so Prefect keeps the history of each. Import it only after `prefect_home.prepare_prefect`.
"""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.run_report import RunReport
from flows.service.shown import Shown, shown_of
from flows.settings import Settings

RUN_REPORT, VERDICTS, ALARMS = "run-report", "verdict-table", "coverage-alarms"


def leave_artifacts(report: RunReport, settings: Settings) -> None:
    """The report always; the record where it was published anew."""
    create_markdown_artifact(report.markdown(), key=RUN_REPORT, description=f"run {report.run_id}")
    shown = shown_of(settings) if report.renewed else None
    if shown is not None:
        _leave(shown)


def _leave(shown: Shown) -> None:
    create_table_artifact(shown.verdicts, key=VERDICTS, description=shown.about)
    create_markdown_artifact(shown.alarms, key=ALARMS, description=shown.about)
