"""Meetings: what kind, whether held, where, when, about what, who of the heads of regions took which part."""

from extractors.russian.meetings.component import MeetingFinder, find_meetings, make_meetings

__all__ = ["MeetingFinder", "find_meetings", "make_meetings"]
