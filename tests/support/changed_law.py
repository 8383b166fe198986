"""The handbook with a change of law by date, and a step that waits until a period is over."""

import datetime as dt
import shutil

from scc_model.loading import data_dir, load_from
from small_copy import swap

COMPLY, JUDGE, GIVEN = "comply-in-initial-period", "judge-compliance", "warning-notice-given"
_NOTICES = "procedures/warning_notice.yaml"
_ANCHOR_DAY = "          set: {first_counted_day: anchor-day}\n"
_MET = "    met_by_one_of: [compliance-accepted, non-compliance-found]\n"


def law_by_date(folder, first):
    """A framework in which a notice given on a day or later gives 20 working days.

    The judgement on compliance waits until the period is over, and no more for the event.

    Args:
        folder: where the changed data are to be; it is not there yet.
        first: the first day of the new law.
    """
    assert isinstance(first, dt.date)
    shutil.copytree(data_dir(), folder, ignore=shutil.ignore_patterns("cases"))
    swap(
        folder, _NOTICES, f"{_ANCHOR_DAY}    met_by: compliance-accepted\n",
        f"{_ANCHOR_DAY}        - when: {{happened: {GIVEN}, from: {first}}}\n"
        "          set: {latest: 20 working days}\n    met_by: compliance-accepted\n",
    )  # fmt: skip
    swap(
        folder, _NOTICES, f"    starts_with: [compliance-period-ended]\n{_MET}",
        f"    when: {{over: {COMPLY}}}\n{_MET}",
    )  # fmt: skip
    return load_from(folder)
