"""From the three ways in to articles in the warehouse: live sites, WARC files, articles as JSON lines.

Whatever the way, every page lies in the archive first, has exactly one outcome, and goes the same way from there.
"""

from __future__ import annotations

from datetime import timedelta

from extractors.sources import Site
from extractors.web.archive import Archive
from extractors.web.client import Client
from extractors.web.pace import Pace
from extractors.web.visit import Validators
from flows.each import Each
from flows.files_in import FileIntake
from flows.run_report import Failure
from flows.visits import Visitor, client_settings
from flows.workshop import Intake, Workshop
from warehouse.read import known_addresses, pending


def collect(workshop: Workshop, intake: Intake, each: Each) -> None:
    """Take in everything that `intake` names and load it; what fails is a Failure in the report, the rest goes on."""
    with workshop.warehouse():
        workshop.load()  # what an earlier run staged and did not come to load
        workshop.check_clock()
    if intake.warcs:
        from flows.warcs.intake import take_warcs  # most runs have none

        workshop.report.failures += take_warcs(workshop, intake.warcs, each)
    if intake.live or intake.articles:
        _take_pages_and_lines(workshop, intake, each)


def _take_pages_and_lines(workshop: Workshop, intake: Intake, each: Each) -> None:
    """What live sites and lines of JSON bring: both are archived as they come."""
    sites, settings, report = _sites_to_visit(workshop, intake), workshop.settings, workshop.report
    with workshop.warehouse() as connection:
        stored, waiting = known_addresses(connection), pending(connection)
    known = {
        source: {url: Validators(**one._asdict()) for url, one in addresses.items()}
        for source, addresses in stored.items()
    }
    back_to = workshop.today - timedelta(days=settings.back_days)
    client = Client(client_settings(settings, glance=intake.glance), pace=Pace(doors=settings.doors))
    with Archive(settings.archive, report=report.repaired.append) as archive, client:
        visitor = Visitor(
            workshop=workshop, client=client, archive=archive, known=known, pending=waiting, back_to=back_to
        )
        files = FileIntake(workshop=workshop, archive=archive, known=known)
        visits = each("visit", visitor.visit, sites, at_once=settings.sites_at_once)
        lines = each("take articles", files.take_articles, intake.articles)
    workshop.check_clock_by(client.clocks)
    report.sources_visited = len(sites)
    report.sources_reached = sum(not isinstance(visit, Failure) for visit in visits)
    report.failures += [outcome for outcome in (*visits, *lines) if isinstance(outcome, Failure)]
    workshop.load()


def _sites_to_visit(workshop: Workshop, intake: Intake) -> list[Site]:
    """The sites whole, or at a glance: then those that have only a sitemap are left to a whole visit, and named."""
    chosen = workshop.chosen_sites(intake.sources) if intake.live else []
    if not intake.glance:
        return chosen
    glances = [site.at_a_glance() for site in chosen]
    left = [site.key for site, glance in zip(chosen, glances, strict=True) if glance is None]
    if left:
        workshop.report.remarks.append(f"not looked at, having no list but a sitemap: {', '.join(left)}")
    return [glance for glance in glances if glance is not None]
