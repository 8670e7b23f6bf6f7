"""The site of pages that Great Expectations has written about a validation.

Its own pages load style, scripts and icons from public servers: without a network the index shows
no links and no page shows an outcome. The pages here are single files that ask for nothing.
"""

from pathlib import Path
from typing import Any

from great_expectations.data_context.types.resource_identifiers import SiteSectionIdentifier
from great_expectations.render.renderer.site_builder import SiteBuilder
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from expectations.results import suite_record
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
    """Writes an index and one page for each validation, and no other file.

    Its parent would also write a page for each suite, which says nothing that the validation's
    does not, copy 4 MB of fonts and images, and only log that a page could not be drawn.
    """

    def build(
        self, resource_identifiers: Any = None, build_index: bool = True
    ) -> tuple[str | None, dict[str, Any]]:
        """Write the whole site, whichever part is asked for; return the address of its index."""
        results = self.data_context.validation_results_store
        suites = []
        for key in results.list_keys():
            record = suite_record(results.get(key))
            folders = ("validations", *key.to_tuple())
            page = TEMPLATES.get_template("suite.html").render(
                suite=record, index="../" * (len(folders) - 1) + "index.html"
            )
            self.target_store.set(SiteSectionIdentifier("validations", key), page)
            suites.append({**record, "page": "/".join(folders) + ".html"})
        self.target_store.write_index_page(
            TEMPLATES.get_template("index.html").render(suites=suites)
        )
        return self.get_resource_url(only_if_exists=False), {}


def site(folder: Path) -> dict[str, Any]:
    """Return the configuration of a site written into a folder."""
    return {
        "module_name": __name__,
        "class_name": OfflineSiteBuilder.__name__,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            # Great Expectations would fill in a variable of the environment for `$NAME`.
            "base_directory": str(folder).replace("$", r"\$"),
        },
    }
