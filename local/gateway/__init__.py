"""One port for a browser: the pages, the REST API, the WebSocket and the mail."""
