"""The thesis: OpenAI shuts Sora down, and three leading indicators tell who gains by it."""

from __future__ import annotations

from datetime import date

from .core.model.series import CURRENCY, PEOPLE, QUARTERLY, RATIO, ROLES, WEEKLY, Series, Usual
from .core.model.thesis import Entity, Examples, JobGroup, Thesis

KLING, SORA, RUNWAY, OPENAI = "Kling AI", "Sora", "Runway", "OpenAI"
COUNTING = "generated robot data"  # the basis of papers that counts; any other is context

SERIES = (
    Series(
        id="robotics_headcount",
        title="Robotics headcount",
        units=PEOPLE,
        group="people",
        stock=True,
        whole=True,
        rhythm=QUARTERLY,
    ),
    Series(
        id="robotics_data_collectors",
        title="Robotics data collectors",
        units=PEOPLE,
        group="people",
        stock=True,
        whole=True,
        rhythm=QUARTERLY,
    ),
    Series(
        id="robotics_open_roles",
        title="Open robotics roles",
        units=ROLES,
        group="people",
        stock=True,
        whole=True,
        rhythm=WEEKLY,
    ),
    Series(
        id="robotics_roles_posted",
        title="Robotics roles posted",
        units=ROLES,
        group="people",
        flow=True,
        whole=True,
        rhythm=WEEKLY,
    ),
    Series(id="compute_robotics", title="Compute for robotics", units=("GW", "MW"), group="compute", rhythm=QUARTERLY),
    Series(
        id="compute_share_robotics",
        title="Robotics' share of compute",
        units=RATIO,
        group="compute",
        high=1.0,
        rhythm=QUARTERLY,
        usual=Usual(high=0.2, why="More than a fifth of a laboratory's compute would be news: is it percent?"),
    ),
    Series(id="papers", title="Papers listed", units=("papers",), group="papers", whole=True, low=1.0, high=1.0),
    Series(
        id="papers_count",
        title="Papers counted",
        units=("papers",),
        group="papers",
        whole=True,
        search=True,
        rhythm=QUARTERLY,
    ),
    Series(
        id="field_papers",
        title="Papers in the field",
        units=("papers",),
        group="papers",
        flow=True,
        whole=True,
        rhythm=QUARTERLY,
    ),
    Series(
        id="assume_multihoming",
        title="Assumed share who already used both",
        units=("ratio",),
        group="assumptions",
        high=1.0,
        entity=KLING,
        assumption=True,
    ),
    Series(
        id="assume_leave_category",
        title="Assumed share who left the category",
        units=("ratio",),
        group="assumptions",
        high=1.0,
        entity=KLING,
        assumption=True,
    ),
    Series(
        id="assume_cost_per_head",
        title="Assumed cost per head a month",
        units=CURRENCY,
        group="assumptions",
        entity=RUNWAY,
        assumption=True,
    ),
    Series(
        id="assume_compute_cost",
        title="Assumed compute cost a month",
        units=CURRENCY,
        group="assumptions",
        entity=RUNWAY,
        assumption=True,
    ),
)

THESIS = Thesis(
    id="sora-shutdown",
    title="Sora shutdown",
    claim="OpenAI's retreat from consumer video hands its users to Kling, tests Runway's funding and feeds its robots.",
    question="Sora shutdown: is the thesis working?",
    topic="Sora shutdown",
    made_on=date(2026, 4, 2),  # the market brief
    announced=date(2026, 3, 24),
    announcement="OpenAI announces the end of Sora",
    closed=SORA,
    entities=(  # colours: Okabe and Ito's on the light ground, theirs or lighter ones on the dark
        Entity(name=KLING, colour=("#0072B2", "#56B4E9"), aliases=("Kling", "KlingAI")),
        Entity(name=SORA, colour=("#D55E00", "#E69F00"), aliases=("OpenAI Sora", "Sora 2")),
        Entity(name=RUNWAY, colour=("#009E73", "#009E73"), aliases=("RunwayML", "Runway ML")),
        Entity(name=OPENAI, colour=("#CC79A7", "#E3A3C8")),
        Entity(name="Vidu", aliases=("ShengShu", "ShengShu Technology", "ShengShu AI")),
    ),
    series=SERIES,
    jobs=(
        JobGroup(
            id="robotics",
            title="Robotics",
            words=(
                "robot|humanoid|actuator|mechatronic|embodied|manipulation|teleop|dexter|kinematic|locomotion|gripper|"
                "haptic"
            ),
            stock="robotics_open_roles",
            posted="robotics_roles_posted",
        ),
    ),
    words={
        "robotics_open_roles": ("robotics roles", "robotics openings"),
        "robotics_roles_posted": ("robotics posted", "robotics postings"),
        "compute_share_robotics": ("robotics share of compute",),
    },
    cues={r"robotics? (?:roles|jobs|openings|positions)": "robotics_open_roles"},
    events=("shutdown",),
    event_kinds=("launch", "shutdown", "funding", "results", "people", "deal", "report", "proof", "other"),
    reserved=(COUNTING,),
    counting=COUNTING,
    data="data",
    seed=("brief.csv", "public_record.csv", "papers.csv", "events.csv", "claims.csv"),
    board_title="The brief and the public record",
    examples=Examples(
        line="kling mau 8.1m apr26 @sensortower est 7.9-8.4",
        table="App\tJan 2026\tFeb 2026\nKling AI\t7,100,000\t7,400,000",
        claim="Kling passes 10 million users by the end of March",
        figure="kling-revenue-7f3a91",
        panel="kling.revenue",
    ),
)
