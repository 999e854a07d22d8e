"""The sites that are read: one TOML file each beside this module; adding a site touches nothing else."""

from extractors.sources.site import Selectors, Site, Way, load_site, load_sites

__all__ = ["Selectors", "Site", "Way", "load_site", "load_sites"]
