"""Rows of oversight: evidence and working material; figures of the annual report stay in the ledger."""

from __future__ import annotations

from gongkai.web.oversight.models.board import Urged, Urging
from gongkai.web.oversight.models.changes import Destination, OrganChange
from gongkai.web.oversight.models.days import (
    DayGroup,
    DayMaterial,
    DayNote,
    DayPhoto,
    DayQuestion,
    DayVisitor,
    OpenDay,
    Particulars,
    Standing,
)
from gongkai.web.oversight.models.filing import FilingLook, Likeness
from gongkai.web.oversight.models.grievances import Accountability, Grievance, GrievanceStep
from gongkai.web.oversight.models.indicators import AppliesTo, IndicatorNode, IndicatorSet, Method
from gongkai.web.oversight.models.orders import UNFINISHED, WAITING, Order, OrderFile, OrderStep
from gongkai.web.oversight.models.platforms import Followed, Platform, PlatformUpdate, Visit
from gongkai.web.oversight.models.rounds import Assessed, ClaimFile, Objection, Round, Score, Scoring
from gongkai.web.oversight.models.surveys import Filled, FollowUp, Mark, Opinion, Question, Survey
from gongkai.web.oversight.models.tasks import Issue, Sending, Task, TaskStep

__all__ = [
    "UNFINISHED",
    "WAITING",
    "Accountability",
    "AppliesTo",
    "Assessed",
    "ClaimFile",
    "DayGroup",
    "DayMaterial",
    "DayNote",
    "DayPhoto",
    "DayQuestion",
    "DayVisitor",
    "Destination",
    "FilingLook",
    "Filled",
    "FollowUp",
    "Followed",
    "Grievance",
    "GrievanceStep",
    "IndicatorNode",
    "IndicatorSet",
    "Issue",
    "Likeness",
    "Mark",
    "Method",
    "Objection",
    "OpenDay",
    "Opinion",
    "Order",
    "OrderFile",
    "OrderStep",
    "OrganChange",
    "Particulars",
    "Platform",
    "PlatformUpdate",
    "Question",
    "Round",
    "Score",
    "Scoring",
    "Sending",
    "Standing",
    "Survey",
    "Task",
    "TaskStep",
    "Urged",
    "Urging",
    "Visit",
]
