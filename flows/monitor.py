"""One run of the whole job, with Prefect or without."""

from __future__ import annotations

from flows.run_report import RunReport
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop


def run_once(settings: Settings, intake: Intake, *, direct: bool = False) -> RunReport:
    """Collect, analyse, publish. BadInput for a source that is not known, before anything is begun."""
    return run_in(open_workshop(settings), intake, direct=direct)


def run_in(workshop: Workshop, intake: Intake, *, direct: bool = False) -> RunReport:
    """The same in a workshop that stands already (the demo's, a test's)."""
    workshop.chosen_sites(intake.sources)  # an unknown name is refused here, not after an hour
    workshop.settings.data.mkdir(parents=True, exist_ok=True)
    if not direct:
        from flows.prefect_home import prepare_prefect

        prepare_prefect(workshop.settings.data)
        from flows.prefect_flows import monitor

        return monitor(workshop, intake)
    from flows.analyse import analyse
    from flows.collect import collect
    from flows.each import each_in_threads

    collect(workshop, intake, each_in_threads)
    analyse(workshop, each_in_threads)
    return workshop.report
