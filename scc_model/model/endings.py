"""Events that end every procedure, and the short forms in which files say what is left."""

from __future__ import annotations

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.conditions import Condition
from scc_model.model.names import EventId, LeftStages, ProcedureId, StageId, placed


@attrs.frozen
class Except:
    """Every stage of a procedure but these, as a file writes it.

    Args:
        except_: the stages.
    """

    except_: tuple[str, ...] = ()


@attrs.frozen
class EndsApart:
    """What is otherwise where one of the events ends a procedure.

    Args:
        event: the event.
        cite: where it is described then.
        text: what a reader should know about it then.
        when: the condition without which it does not end the procedure.
    """

    event: EventId
    cite: Cited = ()
    text: str = ""
    when: Condition | None = None


@attrs.frozen
class EndsIn:
    """Where a procedure comes to rest by the events that end every procedure, as a file writes it.

    It stands among the transitions, and one for each such event is made of it.

    Args:
        ends_in: the stage that it comes to rest in.
        from_: the stages that are left; left out, every one but the stage that it ends in.
        cite: where it is described; left out, where the event is said to end every procedure.
        text: what a reader should know about it.
        apart: what is otherwise for one of the events.
    """

    ends_in: StageId
    from_: LeftStages | None = None
    cite: Cited = ()
    text: str = ""
    apart: tuple[EndsApart, ...] = ()
    place: Place | None = placed()


@attrs.frozen
class NotEnded:
    """A procedure that an event does not end like the others.

    Args:
        procedure: the procedure; its own transitions say what the event does there.
        why: the reason, as a sentence.
    """

    procedure: ProcedureId
    why: str


@attrs.frozen
class Ending:
    """An event that ends every procedure, such as the closure of the school.

    Args:
        event: the event.
        cite: where that is said.
        except_: the procedures for which something else holds.
    """

    event: EventId
    cite: Cited
    except_: tuple[NotEnded, ...] = ()
