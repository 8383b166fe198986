"""Puts walks on pages, and the Python that runs them beside the pages.

    ```{walk} category-timeline
    :state: category=special-measures&inspection-ended=2014-10-17
    ```

The page holds the walk's answer to that state, worked out when the book is built, so it is whole
without JavaScript. Only pages with a walk load the live layer (`book/_live`).
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from extending import READY, add_nodes, on_each_page
from live_layer.assets import add_scripts, copy_live_layer
from live_layer.directive import WalkDirective


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive and what goes with it."""
    app.add_directive("walk", WalkDirective)
    add_nodes(app)
    on_each_page(app, add_scripts)
    app.connect("build-finished", copy_live_layer)
    return READY
