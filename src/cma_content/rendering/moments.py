"""The moment that a file says it is from: a day of its content, at midnight UTC."""

from datetime import UTC, date, datetime, time


class _Moment(datetime):
    """One that a library may print: some systems leave out the zeros of a year before 1000."""

    def strftime(self, format: str) -> str:  # noqa: A002 - its name in the standard library
        return super().strftime(format.replace("%Y", f"{self.year:04}"))


def midnight(day: date) -> datetime:
    """The beginning of a day."""
    return _Moment.combine(day, time(), UTC)
