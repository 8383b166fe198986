"""What a calendar program does with a file that is added again, by RFC 5545 and RFC 5546.

An entry is the one of its UID. One of a lower SEQUENCE is older than what is there and is passed
over; one that is cancelled holds no longer.
"""

from icalendar import Calendar


class Program:
    """A calendar that files are added to."""

    def __init__(self):
        self.events = {}

    def add(self, file):
        """Add a file, and give the UIDs of what holds by that file alone."""
        calendar = Calendar.from_ical(file)
        assert "METHOD" not in calendar
        holds = set()
        for event in calendar.walk("VEVENT"):
            uid, known = str(event["UID"]), self.events.get(str(event["UID"]))
            assert uid not in holds
            if known is None or int(event["SEQUENCE"]) >= int(known["SEQUENCE"]):
                self.events[uid] = event
            if event["STATUS"] != "CANCELLED":
                holds.add(uid)
        return holds

    @property
    def holding(self):
        """The day of every entry that is not cancelled, by UID."""
        return {
            uid: event.decoded("DTSTART")
            for uid, event in self.events.items()
            if event["STATUS"] != "CANCELLED"
        }

    @property
    def days(self):
        """The days of every entry that is not cancelled, by rule and which of its days it is."""
        found = {}
        for uid, day in self.holding.items():
            found.setdefault(uid.split("@")[0].rpartition("-")[0], []).append(str(day))
        return found

    def reasons(self, rule):
        """Why entries of a rule are cancelled."""
        return {
            str(event["DESCRIPTION"])
            for uid, event in self.events.items()
            if uid.startswith(f"{rule}-") and event["STATUS"] == "CANCELLED"
        }
