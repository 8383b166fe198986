"""Run the notebooks again and keep what they show.

`make test` compares what a notebook shows with what it showed when it was last kept. After a change
to the procedures or to their wording that is meant to show, run this, and read the difference:

    .venv/bin/python tools/run_notebooks.py                      # or name the ones to run
    git diff notebooks
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from scc_model.disk import writing
from scc_model.tables.text import shown

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


def run(path: Path) -> None:
    """Run one notebook from top to bottom, and write it with its outputs.

    Args:
        path: the notebook.

    Raises:
        CellExecutionError: when a cell fails; the file is then left as it was.
    """
    notebook = nbformat.read(path, as_version=4)
    # What a widget is made of is the package's; it is not stored with each notebook.
    NotebookClient(
        notebook,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    forget_views(notebook)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    nbformat.validate(notebook)
    writing.write(path, nbformat.writes(notebook).encode() + b"\n", over=True)


def forget_views(notebook: nbformat.NotebookNode) -> None:
    """Leave out which widgets of the kernel just ended stood where.

    Such a view is nothing but a random name. Without it a notebook that was run again is the same
    file, and one that is opened shows the words, tables and pictures beside the view.

    Args:
        notebook: a notebook with outputs; it is changed.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)


def main() -> int:
    """Run the notebooks named, or every one; give the exit code."""
    for path in [Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb")):
        print(f"==> {shown(path.name)}", flush=True)
        try:
            run(path)
        except CellExecutionError as error:
            print(f"{shown(path.name)} was left as it was, because a cell failed:\n{error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
