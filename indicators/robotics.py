"""OpenAI: are freed talent and compute turning into robotics?"""

from __future__ import annotations

from datetime import date
from functools import partial

from .core.model.indicator import Card, Example, Indicator, Metric, Panel, Source, bands
from .core.readings import bars, compute, hiring, papers
from .core.readings.levels import growth, growth_over_a_year, level
from .methods.growth import per_month
from .thesis import OPENAI, SORA, THESIS

FIELD = "Field"
ROBOTS = compute.Part("robotics", share="compute_share_robotics", own="compute_robotics")
BRIEF = THESIS.made_on  # the brief asks for papers and proof

HIRING = (
    Metric(
        id="open_roles",
        title="Open robotics roles",
        unit="roles",
        compute=partial(level, series="robotics_open_roles", entity=OPENAI),
        definition="The newest count.",
    ),
    Metric(
        id="hiring_velocity",
        title="Robotics roles a week",
        unit="roles per week",
        compute=partial(hiring.velocity, entity=OPENAI, posted="robotics_roles_posted", stock="robotics_open_roles"),
        definition=(
            "Roles posted over 28 days (84 where those hold fewer than 10) x 7 / days covered; Poisson range. No call "
            "that it would not make as wide as the postings vary."
        ),
        headline=True,
        bands=bands(
            supports=">= 2",
            against="< 0.5",
            because="Two roles a week, half of them filled, double a team of twelve in a quarter.",
        ),
    ),
    Metric(
        id="openings_change",
        title="Change of open roles a week",
        unit="roles per week",
        compute=partial(hiring.openings_change, entity=OPENAI, stock="robotics_open_roles"),
        definition="Net change of open roles a week, newest comparable pair; a filled role leaves the page too.",
        shown="change",
    ),
    Metric(
        id="hiring_acceleration",
        title="Hiring against 28 days earlier",
        unit="ln ratio",
        compute=partial(hiring.acceleration, entity=OPENAI, posted="robotics_roles_posted"),
        definition="ln(velocity / velocity 28 days earlier), from postings alone.",
        shown="change",
    ),
    Metric(
        id="role_share",
        title="Robotics' share of open roles",
        unit="ratio",
        compute=partial(
            hiring.role_share, entity=OPENAI, part="robotics_open_roles", whole="open_roles", named="robotics"
        ),
        definition="Open robotics roles over all open roles, same day and basis; 95% Wilson interval.",
    ),
    Metric(
        id="headcount_growth_1m",
        title="Robotics headcount growth a month",
        unit="ratio per month",
        compute=partial(growth, series="robotics_headcount", entity=OPENAI, formula=per_month),
        definition="(x1 / x0)^(30.436875 / days) - 1 over the newest comparable pair.",
        shown="change",
    ),
    Metric(
        id="openings_rate",
        title="Robotics openings rate",
        unit="ratio",
        compute=partial(hiring.openings_rate, entity=OPENAI, stock="robotics_open_roles", staff="robotics_headcount"),
        definition="Open roles over headcount + open roles, at most 45 days apart.",
    ),
)

COMPUTE = (
    Metric(
        id="compute_growth_1y",
        title="Compute growth over a year",
        unit="ratio",
        compute=partial(growth_over_a_year, series="compute", entity=OPENAI),
        definition="Newest over the comparable number a year earlier (15 days either way), less 1.",
        shown="change",
    ),
    Metric(
        id="compute_share",
        title="Robotics' share of compute",
        unit="ratio",
        compute=partial(compute.compute_share, entity=OPENAI, part=ROBOTS),
        definition="Entered, or robotics compute over all compute of the same period and basis.",
        bands=bands(
            supports="> 0.02",
            against="< 0.007",
            because="0.7% is what closing Sora freed at most; 2% is USD 1bn of the USD 50bn planned for 2026.",
            source="G. Brockman's testimony, 5 May 2026; The Wall Street Journal on Sora's cost, Mar 2026",
        ),
    ),
    Metric(
        id="freed_compute_ceiling",
        title="Sora's part of OpenAI's compute spend",
        unit="ratio",
        compute=partial(compute.freed_ceiling, entity=OPENAI, closed=SORA),
        definition="Sora's compute spend over OpenAI's, the newest calendar year that both have, a planned one too.",
    ),
)

PAPERS = (
    Metric(
        id="papers",
        title="OpenAI papers since the brief",
        unit="papers",
        compute=partial(papers.papers, entity=OPENAI, after=BRIEF),
        grows="count",
        searched="papers_count",
        definition="Papers that train on generated robot data, published after 2 Apr 2026; 0 only by a search.",
        bands=bands(
            supports=">= 1",
            against=None,
            because="One paper shows the shift; silence shows nothing, as OpenAI publishes selectively.",
        ),
    ),
    Metric(
        id="papers_quarter",
        title="OpenAI papers in a quarter",
        unit="papers",
        compute=partial(papers.papers_quarter, entity=OPENAI),
        definition="The newest calendar quarter that a search covers whole; exact 95% Poisson interval.",
    ),
    Metric(
        id="papers_rate_ratio",
        title="OpenAI papers against the quarter before",
        unit="ratio",
        shown="times",
        compute=partial(papers.papers_rate_ratio, entity=OPENAI),
        definition="That quarter's count over the one before's; exact conditional 95% interval.",
    ),
    Metric(
        id="first_paper_on",
        title="First OpenAI paper",
        unit="date",
        compute=partial(papers.first_paper_on, entity=OPENAI),
        definition="The earliest day on which a paper on generated robot data was published.",
    ),
    Metric(
        id="field_papers_quarter",
        title="Papers in the field, a quarter",
        unit="papers",
        compute=partial(papers.field_quarter, entity=FIELD),
        definition="The newest calendar quarter with all three months.",
    ),
    Metric(
        id="field_growth_1y",
        title="Papers in the field against a year before",
        unit="ratio",
        shown="times",
        compute=partial(papers.field_growth_1y, entity=FIELD),
        definition="That quarter's count over the same quarter's a year before; exact conditional 95% interval.",
    ),
    Metric(
        id="proof_points",
        title="Proof points",
        unit="1",
        compute=partial(papers.proof_points, entity=OPENAI, since=BRIEF),
        grows="count",
        definition="Events of kind proof for OpenAI since 2 Apr 2026.",
    ),
)

INDICATOR = Indicator(
    id="robotics",
    order=3,
    title="OpenAI: robotics pivot",
    short="Robotics",
    question="Is freed talent and compute turning into robotics?",
    entity=OPENAI,
    icon=":material/precision_manufacturing:",
    series=(
        "robotics_open_roles",
        "robotics_roles_posted",
        "open_roles",
        "robotics_headcount",
        "robotics_data_collectors",
        "compute",
        "compute_robotics",
        "compute_share_robotics",
        "compute_spend",
        "app_revenue_to_date",
        "papers",
        "papers_count",
        "field_papers",
    ),
    others=frozenset({("compute_spend", SORA), ("field_papers", FIELD)}),
    metrics=(*HIRING, *COMPUTE, *PAPERS),
    panels=(
        Panel(
            id="roles",
            title="Open robotics roles",
            measure="Robotics roles open at OpenAI",
            series=("robotics_open_roles",),
            entities=(OPENAI,),
            mark="level",
            metric="openings_change",
        ),
        Panel(
            id="field",
            title="Papers in the field",
            measure="Robot world-model papers a month",
            series=("field_papers",),
            entities=(FIELD,),
            mark="sum",
            metric="field_papers_quarter",
            note="One picked list, not a census.",
        ),
        Panel(
            id="papers",
            title="Papers on generated robot data",
            measure="Listed papers by month of publication",
            series=("papers",),
            mark="dots",
            metric="papers",
            note="A picked list; none found is weak evidence.",
        ),
        Panel(
            id="league",
            title="Papers on generated robot data, by organisation",
            measure="Listed papers that name the organisation; a paper of several counts for each",
            series=("papers",),
            mark="ranking",
            metric="first_paper_on",
            events=(),
            bars=partial(bars.league, entity=OPENAI),
            note="A picked list, not a census.",
        ),
        Panel(
            id="why",
            title="Why Sora closed",
            measure="App revenue to date and compute a year, USD million",
            series=("app_revenue_to_date", "compute_spend"),
            mark="ranking",
            metric="freed_compute_ceiling",
            events=(),
            bars=partial(bars.why_closed, closed=SORA, beside="ChatGPT"),
        ),
        Panel(
            id="compute",
            title="OpenAI's compute",
            measure="Compute available, GW",
            series=("compute",),
            entities=(OPENAI,),
            mark="level",
            metric="compute_growth_1y",
        ),
        Panel(
            id="spend",
            title="What Sora's end can have freed",
            measure="Compute spend a year, USD million",
            series=("compute_spend",),
            entities=(OPENAI, SORA),
            mark="compare",
            metric="freed_compute_ceiling",
            events=(),
        ),
    ),
    card=Card(
        level="open_roles",
        proxies=("papers", "freed_compute_ceiling"),
        panel="field",
        next_step="a recount of the careers page; a new search",
    ),
    sources=(
        Source(
            "F. Garwood, Fiducial limits for the Poisson distribution, 1936",
            "https://doi.org/10.1093/biomet/28.3-4.437",
            "The exact interval of a count.",
        ),
        Source(
            "U.S. Bureau of Labor Statistics, JOLTS",
            "https://www.bls.gov/jlt/jltdef.htm",
            "Openings rate: openings over employment plus openings.",
        ),
        Source(
            "Epoch AI, compute of AI companies",
            "https://epoch.ai/data-insights/openai-compute-spend",
            "What OpenAI's compute spend was in 2024.",
        ),
    ),
    lead=("open_roles", "papers", "freed_compute_ceiling"),
    where={
        "robotics_open_roles": "Count openai.com/careers, team Robotics, once a week.",
        "robotics_roles_posted": "It comes from two counts of the careers page.",
        "open_roles": "Count openai.com/careers on the same day.",
        "robotics_headcount": "Nobody publishes it; LinkedIn and the press name parts of it.",
        "compute_share_robotics": "Nobody publishes it.",
        "papers_count": "Search OpenAlex and arXiv for OpenAI's robot papers and enter the count, 0 too.",
        "papers": "OpenAI's research page, OpenAlex and arXiv list them.",
        "field_papers": "github.com/leofan90/Awesome-World-Models lists them; the arXiv API counts them.",
        "compute_spend": "OpenAI and Epoch AI name it now and then.",
    },
    examples=(
        Example(
            title="postings of four weeks",
            as_of=date(2026, 6, 28),
            given=tuple(
                {"series": "robotics_roles_posted", "period": period, "value": value}
                for period, value in (
                    ("2026-06-01..2026-06-07", 3),
                    ("2026-06-08..2026-06-14", 1),
                    ("2026-06-15..2026-06-21", 2),
                    ("2026-06-22..2026-06-28", 2),
                )
            ),
            expect={"hiring_velocity": 2.0, "hiring_acceleration": "too_few"},
        ),
        Example(
            title="two counts of the careers page are no hiring",
            as_of=date(2026, 6, 30),
            given=(
                {"series": "robotics_open_roles", "period": "2026-06-02", "value": 11},
                {"series": "robotics_open_roles", "period": "2026-06-30", "value": 19},
            ),
            expect={"open_roles": 19, "openings_change": 2.0, "hiring_velocity": "no_data"},
        ),
        Example(
            title="none found by a search is 0",
            as_of=date(2026, 7, 5),
            given=({"series": "papers_count", "period": "2024-01-01..2026-07-01", "value": 0},),
            expect={"papers": 0, "papers_quarter": 0, "papers_rate_ratio": "from_zero", "first_paper_on": "no_data"},
        ),
        Example(
            title="silence without a search is not 0",
            as_of=date(2026, 7, 5),
            given=(),
            expect={"papers": "no_data", "papers_quarter": "no_data", "proof_points": 0},
        ),
    ),
)
