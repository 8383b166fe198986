"""Measure caseloads on one core: `python tools/bench_caseload.py`.

Every figure is a median of runs that take turns with those of the thing beside it, in one process:
all time limits of 25,000 schools, counting working days beside `numpy.busday_offset`, our own
count one date at a time and pandas' `CustomBusinessDay` on the same dates, and how the cost grows
to a million schools.
"""

import argparse
import datetime as dt
import math
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from statistics import median

import numpy as np
import pandas as pd
from pandas.tseries.offsets import CustomBusinessDay

from scc_model.caseload import caseloads
from scc_model.caseload.days import Days, WorkingDays
from scc_model.caseload.schools import Schools
from scc_model.conditions import Context
from scc_model.dating.working_days import Calendar
from scc_model.loading import load
from scc_model.model import Framework

SCHOOLS, DATES, SLOW_DATES, COUNT = 25_000, 250_000, 2_000, 15
GROWTH = (10_000, 100_000, 1_000_000)
SECONDS_BAR, MEGABYTES_BAR, TIMES_BAR, POWER_BAR = 1.0, 500, 3.0, 1.2
AS_AT = dt.date(2014, 11, 1)
CATEGORIES = ("special-measures", "serious-weaknesses", "requires-improvement")


def many_schools(framework: Framework, size: int) -> Schools:
    """Schools in a category; of most of them some events have not happened yet."""
    chance = np.random.default_rng(size)
    ended = np.datetime64("2012-09-01") + chance.integers(0, 800, size).astype("timedelta64[D]")

    def later(days: Days, least: int, most: int, share: float) -> Days:
        day: Days = days + chance.integers(least, most, size).astype("timedelta64[D]")
        day[chance.random(size) > share] = np.datetime64("NaT")
        return day

    published = later(ended, 21, 35, 0.8)
    return Schools(
        names=[f"School {number}" for number in range(size)],
        urns=[str(100_000 + number) for number in range(size)],
        authorities=["Derbyshire"] * size,
        lines=np.arange(size) + 2,
        events={
            "inspection-ended": ended,
            "report-published": published,
            "final-report-received": later(ended, 14, 20, 0.6),
            "statement-of-action-submitted": later(ended, 30, 60, 0.4),
            "first-monitoring-inspection-held": later(published, 28, 60, 0.5),
        },
        contexts=[Context.of(framework, decided={"category": category}) for category in CATEGORIES],
        groups=chance.integers(0, len(CATEGORIES), size),
        holidays=[()],
        holidays_of=np.zeros(size, dtype=np.intp),
    )


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def in_turn(runs: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """The median of each of these, measured in turn so that a slow moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            taken[name].append(seconds(run))
    return {name: median(each) for name, each in taken.items()}


def peak_megabytes() -> float:
    """The most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def verdict(*, met: bool) -> str:
    """How a figure stands to its bar."""
    return "ok" if met else "MISSED"


def time_limits(framework: Framework) -> list[bool]:
    """All time limits of 25,000 schools: time and memory."""
    many = many_schools(framework, SCHOOLS)
    dated = caseloads.time_limits(many, framework, AS_AT)
    run = {"all": lambda: caseloads.time_limits(many, framework, AS_AT)}
    taken, memory = in_turn(run, 7)["all"], peak_megabytes()
    print(f"All time limits of {SCHOOLS:,} schools, {len(dated.rows):,} rows")
    fast, small = taken < SECONDS_BAR, memory < MEGABYTES_BAR
    print(f"  time   {taken:8.3f} s   bar {SECONDS_BAR:.0f} s     {verdict(met=fast)}")
    print(f"  memory {memory:8.0f} MB  bar {MEGABYTES_BAR} MB   {verdict(met=small)}")
    return [fast, small]


def counting(framework: Framework) -> list[bool]:
    """Working days on the same dates, four ways; the answers have to be the same."""
    calendar = Calendar(framework.bank_holidays)
    closed = np.array([day.date for day in framework.bank_holidays.days], dtype="datetime64[D]")
    [kind] = [days for days in framework.day_kinds.values()
              if not days.weekends and days.school_holidays_over is None]  # fmt: skip
    chance = np.random.default_rng(1)
    days = np.datetime64("2001-01-01") + chance.integers(0, 12_000, DATES).astype("timedelta64[D]")
    schools = np.arange(DATES)
    working = WorkingDays([calendar], np.zeros(DATES, dtype=np.intp))
    made_once = np.busdaycalendar(holidays=closed)
    few = days[:SLOW_DATES]
    plain: list[dt.date] = few.tolist()
    offset = CustomBusinessDay(COUNT, holidays=list(closed))
    stamps = [pd.Timestamp(day) for day in plain]

    def ours() -> Days:
        return working.add(days, schools, COUNT, kind, anchor_counts=False)[0]

    def numpys() -> Days:
        return np.busday_offset(days, COUNT, roll="backward", busdaycal=made_once)

    def weekends_only() -> Days:
        return np.busday_offset(days, COUNT, roll="backward")

    def one_by_one() -> list[dt.date]:
        return [calendar.add(day, COUNT, kind)[0] for day in plain]

    def pandas_way() -> list[pd.Timestamp]:
        return [stamp + offset for stamp in stamps]

    first = ours()
    assert (first == numpys()).all()  # noqa: S101  (a figure for a wrong answer is worth nothing)
    assert first[:SLOW_DATES].tolist() == one_by_one()  # noqa: S101
    assert [stamp.date() for stamp in pandas_way()] == one_by_one()  # noqa: S101
    taken = in_turn(
        {
            "ours": ours,
            "numpy": numpys,
            "bare": weekends_only,
            "one by one": one_by_one,
            "pandas": pandas_way,
        },
        7,
    )
    each = {
        name: 1e9 * spent / (DATES if name in ("ours", "numpy", "bare") else SLOW_DATES)
        for name, spent in taken.items()
    }
    ratio = each["ours"] / each["numpy"]
    print(f"\n{COUNT} working days after a date, nanoseconds a date")
    names = {
        "ours": "this handbook, on columns",
        "numpy": "numpy.busday_offset",
        "bare": "the same without bank holidays",
        "one by one": "this handbook, one at a time",
        "pandas": "pandas CustomBusinessDay",
    }
    for name, spent in each.items():
        print(f"  {names[name]:30} {spent:10.1f}   {spent / each['numpy']:8.2f} times numpy")
    print(f"  bar {TIMES_BAR:.0f} times numpy: {ratio:.2f}   {verdict(met=ratio <= TIMES_BAR)}")
    return [ratio <= TIMES_BAR]


def growth(framework: Framework) -> list[bool]:
    """What ten times as many schools cost."""
    print("\nAll time limits as the number of schools grows")
    per_school: list[float] = []
    for size in GROWTH:
        many = many_schools(framework, size)
        run = {"all": partial(caseloads.time_limits, many, framework, AS_AT)}
        spent = in_turn(run, 5 if size < GROWTH[-1] else 3)["all"]
        per_school.append(spent / size)
        beside = per_school[-1] / per_school[-2] if len(per_school) > 1 else 1.0
        print(
            f"  {size:9,} schools {spent:8.3f} s  {1e6 * spent / size:6.2f} us a school"
            f"  {beside:5.2f} times the one before  {peak_megabytes():6.0f} MB so far"
        )
    # 1 is linear: ten times as many schools take ten times as long. 2 would be quadratic.
    power = 1 + math.log(per_school[-1] / per_school[0]) / math.log(GROWTH[-1] / GROWTH[0])
    linear = power <= POWER_BAR
    print(
        f"  grows with the power {power:.2f} of the number, bar {POWER_BAR}   {verdict(met=linear)}"
    )
    return [linear]


def main() -> int:
    """Measure, and say whether every bar was met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    framework = load()
    met = [*time_limits(framework), *counting(framework), *growth(framework)]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
