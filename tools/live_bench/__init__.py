"""How the live layer of a built site is measured: the link, what a browser does, and the report."""
