"""Serves a warehouse's pages on this machine, and nothing else beside them."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = {
    "site": "报告与问题 · Reports and findings",
    "data_docs": "Data Docs: 校验结果 · what was checked",
    "dbt_docs": "dbt docs: 数据字典 · models and columns",
}


class PagesHandler(SimpleHTTPRequestHandler):
    """Serves the page folders; the warehouse file in the same folder stays private."""

    def send_head(self):  # called for GET and HEAD alike
        """Answer with a page, the list of pages, or 404."""
        # What the path leads to counts, not what it says: /data_docs/../ leads elsewhere.
        place = Path(self.translate_path(self.path)).relative_to(self.directory).parts
        if place and place[0] in PAGES:
            return super().send_head()
        if place:
            self.send_error(404)
            return None
        links = "".join(f'<li><a href="/{name}/">{title}</a>' for name, title in PAGES.items())
        body = f"<!doctype html><title>OGI Warehouse</title><h1>OGI Warehouse</h1><ul>{links}</ul>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())
        return None


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of the pages in a warehouse's folder, bound to this machine only.

    Args:
        folder: the folder that holds the page folders.
        port: the port to listen on; 0 for any that is free.
    """
    return ThreadingHTTPServer(("127.0.0.1", port), partial(PagesHandler, directory=str(folder)))
