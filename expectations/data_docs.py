"""The site of pages that Great Expectations has written about a validation.

Its own pages load style, scripts and icons from public servers: without a network the index shows
no links and no page shows an outcome. Views of a project's own cannot mend that, for the templates
that name those servers are looked up before any of the project's. The pages here are single files
that ask for nothing.
"""

from pathlib import Path
from typing import Any

from great_expectations.data_context import AbstractDataContext
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    SiteSectionIdentifier,
)
from great_expectations.render.renderer.site_builder import SiteBuilder
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expectations.listed_rows import ListedRows
from expectations.results import suite_record
from expectations.source import Source
from expectations.verdict import SEVERITY_ZH

# Rows hold file names and text from documents of unknown origin, which must not become markup in
# the reader's browser.
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates"), encoding="utf-8"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals["SEVERITY_ZH"] = SEVERITY_ZH


class OfflineSiteBuilder(SiteBuilder):
    """Writes an index and one page for each suite, and no other file.

    A page stays at the address Great Expectations gives its suite, whenever it was judged. Its
    parent would also write a page for each run, copy 4 MB of fonts and images, and only log that a
    page could not be drawn.
    """

    def __init__(self, data_context: AbstractDataContext, folder: Path, source: Source) -> None:
        """Prepare a site.

        Args:
            data_context: in which suites were judged.
            folder: where the pages are written.
            source: the warehouse the suites were judged in.
        """
        super().__init__(
            data_context,
            store_backend={
                "class_name": "TupleFilesystemStoreBackend",
                # Great Expectations takes no relative path.
                "base_directory": str(folder.absolute()),
            },
        )
        self._source = source

    def build(
        self, resource_identifiers: Any = None, build_index: bool = True
    ) -> tuple[str | None, dict[str, Any]]:
        """Write the whole site, whichever part is asked for; return the address of its index."""
        results = self.data_context.validation_results_store
        keys = results.list_keys()
        suites = [suite_record(results.get(key)) for key in keys]
        rows = ListedRows(suites, self._source)
        built = min(key.run_id.run_time for key in keys)
        for suite in suites:
            key = SiteSectionIdentifier("expectations", ExpectationSuiteIdentifier(suite["suite"]))
            *folders, name = key.to_tuple()
            self.target_store.set(
                key,
                TEMPLATES.get_template("suite.html").render(
                    suite=suite,
                    readable=rows.readable,
                    built=built,
                    index="../" * len(folders) + "index.html",
                ),
            )
            suite["page"] = "/".join([*folders, name]) + ".html"
        self.target_store.write_index_page(
            TEMPLATES.get_template("index.html").render(suites=suites, built=built)
        )
        return self.get_resource_url(only_if_exists=False), {}
