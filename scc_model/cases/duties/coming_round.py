"""How what comes round stands in a case: its periods so far, and what ended them."""

from __future__ import annotations

import datetime as dt

from scc_model import model
from scc_model.cases.duties.duty import Duty, end_of
from scc_model.cases.duties.endings import ended_by
from scc_model.cases.duties.rounds import rounds
from scc_model.cases.replay.happened import Replayed
from scc_model.dating.deadlines import Deadline, Status


def coming_round(
    rule: model.Rule, dated: Deadline, anchor: dt.date, replayed: Replayed, as_at: dt.date
) -> Duty:
    """A duty that comes round.

    Args:
        rule: a rule with a cadence.
        dated: its days.
        anchor: the day from which its periods are counted.
        replayed: what became of the case.
        as_at: the day looked from.
    """
    done = replayed.occurrences.get(rule.met_by, ()) if rule.met_by else ()
    ended = ended_by(rule, replayed, anchor)
    over = None if ended is None else ended[0]
    told = rounds(dated.limit, done, (anchor, over), as_at, replayed.context.framework)
    if over is not None and over <= as_at:
        status: Status = "no-longer-required"
    elif any(past.status == "overdue" for past in told):
        status = "overdue"
    else:
        status = told[-1].status if told else dated.status(as_at)
    return Duty(rule, status, dated, anchor, None, told, end_of(status, ended))
