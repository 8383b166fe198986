# The public names of the package, each from where it is written: the one list of them.

from scc_model.cases.case import Case as Case
from scc_model.cases.case import Entry as Entry
from scc_model.cases.duties.duty import Duty as Duty
from scc_model.cases.journey import Journey as Journey
from scc_model.cases.journey import journey as journey
from scc_model.cases.powers.power import Power as Power
from scc_model.cases.powers.standing import powers as powers
from scc_model.cases.timelines import Timeline as Timeline
from scc_model.cases.timelines import timeline as timeline
from scc_model.cases.whose import bears_on as bears_on
from scc_model.changes.limits import limit_of as limit_of
from scc_model.changes.limits import with_limit as with_limit
from scc_model.chart.graph import state_graph as state_graph
from scc_model.chart.questions import depends_on as depends_on
from scc_model.chart.questions import lost_without as lost_without
from scc_model.chart.questions import must_pass as must_pass
from scc_model.chart.questions import ways_to as ways_to
from scc_model.conditions import Context as Context
from scc_model.conditions import applies as applies
from scc_model.conditions import decide as decide
from scc_model.conditions import evaluate as evaluate
from scc_model.conditions.classification import Classification as Classification
from scc_model.conditions.classification import classify as classify
from scc_model.dates import long_date as long_date
from scc_model.dates import read_date as read_date
from scc_model.dates import short_date as short_date
from scc_model.dating.working_days import Calendar as Calendar
from scc_model.dating.working_days import SchoolHoliday as SchoolHoliday
from scc_model.dating.working_days import add_months as add_months
from scc_model.errors import BadValue as BadValue
from scc_model.errors import DataError as DataError
from scc_model.errors import DateOutOfRange as DateOutOfRange
from scc_model.errors import EventsOutOfOrder as EventsOutOfOrder
from scc_model.errors import SccError as SccError
from scc_model.errors import UnknownName as UnknownName
from scc_model.loading import data_dir as data_dir
from scc_model.loading import load as load
from scc_model.loading import load_from as load_from
from scc_model.model import AnyOf as AnyOf
from scc_model.model import DefinitionMet as DefinitionMet
from scc_model.model import Exactly as Exactly
from scc_model.model import Framework as Framework
from scc_model.notebook.exploring import explore as explore
from scc_model.notebook.frames import to_frame as to_frame

__version__: str
