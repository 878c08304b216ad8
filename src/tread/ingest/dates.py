"""Dates as articles write them, into ISO 8601. Only the readers of `tread.ingest` import this module.

Understands what cannot be misread: ISO dates, and English dates with the month's name. A date in digits
alone ("03/05/2024") means two things, so it is not one.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_LEAD = (
    r"(?:(?:first )?(?:published|posted|updated|dated?)(?: on| at)?:? +)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +)?"
)
_TIME = (
    r"(?:(?:,? +(?:at )?|T)\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,5}))?)?"
)
_FORMS = (
    r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? +{_MONTH},? +(?P<year>\d{{4}})",
    rf"{_MONTH} +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})",
)
_YEAR_DIGITS = re.compile(r"\d{4}")
_LONGEST_DATE_LINE = 80


def iso_date(text: str) -> str:
    """`text` as "2024-05-03" when it is a date and nothing else, else empty.

    A weekday, a time of day and a lead such as "Published on" may stand beside the date.
    """
    if len(text) > _LONGEST_DATE_LINE or not _YEAR_DIGITS.search(text):
        return ""
    for form in _FORMS:
        # `re` compiles a form when it is first tried, and keeps it: most dates are in the first.
        found = re.fullmatch(f"{_LEAD}{form}{_TIME}", text, re.IGNORECASE)
        if found:
            parts = found.groupdict()
            month = (
                int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"][:3].lower()) + 1
            )
            try:
                return date(int(parts["year"]), month, int(parts["day"])).isoformat()
            except ValueError:
                return ""
    return ""
