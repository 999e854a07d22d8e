"""One run of the whole job, with Prefect or without."""

from __future__ import annotations

from threading import current_thread, main_thread

from flows.run_report import RunReport
from flows.service.turn import turn
from flows.settings import Settings
from flows.workshop import Intake, Workshop, workshop_of
from models.errors import AkimwatchError

_PATIENCE = 600.0  # seconds: a look at the feeds takes minutes; who waits for a nightly pass is told so, and comes back


def run_once(settings: Settings, intake: Intake, *, direct: bool = False) -> RunReport:
    """Collect, analyse, publish. BadInput for a source that is not known, before anything is begun."""
    return run_in(workshop_of(settings), intake, direct=direct)


def run_in(workshop: Workshop, intake: Intake, *, direct: bool = False) -> RunReport:
    """The same in a workshop that stands already (the demo's, a test's). AtWork where another run has the turn.

    What is named is waited for: files and sources given by hand must not be passed over for a run that is at work.
    """
    workshop.chosen_sites(intake.sources)  # an unknown name is refused here, not after an hour
    waits = _PATIENCE if intake.sources or not intake.live else 0
    with turn(workshop.settings.data, "a run by hand", waits=waits):
        return _whole(workshop, intake, direct=direct)


def _whole(workshop: Workshop, intake: Intake, *, direct: bool) -> RunReport:
    if not direct:
        from flows.prefect_home import join_service, prepare_prefect
        from flows.prefect_server import ask_given_server, end_on_signals

        prepare_prefect(workshop.settings.data)
        join_service(workshop.settings.data)
        ask_given_server()
        if current_thread() is main_thread():  # only it may set them
            end_on_signals()
        return _with_prefect(workshop, intake)
    from flows.analyse import analyse
    from flows.collect import collect
    from flows.each import each_in_threads

    with workshop.runner():  # one for both
        collect(workshop, intake, each_in_threads)
        analyse(workshop, each_in_threads, sparing=intake.glance)
    return workshop.report


def _with_prefect(workshop: Workshop, intake: Intake) -> RunReport:
    """AkimwatchError where Prefect's server goes away under the run: what was loaded by then stays."""
    import httpx
    from prefect.exceptions import PrefectException

    from flows.prefect_flows import run

    try:
        return run(workshop, intake)
    except (httpx.HTTPError, PrefectException) as error:
        told = " ".join(str(error).split()) or type(error).__name__
        raise AkimwatchError(
            f"Prefect failed under the run ({told}); what it had loaded stays, and the next run goes on: look at "
            "Prefect's server, or run with --direct, which does without it"
        ) from error
