"""Where the letter's links lead: pages of the site, where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from models.glossary import Language


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of the site's pages in one language; all None where no site is served."""

    site_url: str
    language: Language

    def _page(self, path: str) -> str | None:
        return f"{self.site_url}/{self.language}/{path}" if self.site_url else None

    def overview(self) -> str | None:
        return self._page("index.html")

    def region(self, region: str | None, event: str | None = None) -> str | None:
        """The region's dossier, at the gathering where one is given."""
        return self._page(f"regions/{region}.html{f'#{event}' if event else ''}") if region else None

    def sentence(self, meeting_id: str | None) -> str | None:
        """The page of an account's first sentence, with its place in the archive."""
        return self._page(f"sentences/{meeting_id}-0.html") if meeting_id else None

    def method(self) -> str | None:
        return self._page("method.html")

    def sources(self) -> str | None:
        return self._page("sources.html")
