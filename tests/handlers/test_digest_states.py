"""Whatever a subscription is and has had, Slack takes the views of it, and says what they say."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.digest.form import digest_form_view
from handlers.views.digest.states import (
    DigestList,
    Feedback,
    Listed,
    history_parts,
    list_parts,
    state_parts,
)
from handlers.views.digest.told import (
    subscribed_parts,
    told_elsewhere,
    unclear_parts,
    which_zone_parts,
)
from handlers.views.digest.words import run_line
from handlers.views.formatting import MESSAGE, build_message
from handlers.views.mrkdwn import Moment, Part
from handlers.views.words import ViewContext
from knowledge.digest.subscription import (
    DIGEST_PARTS,
    UNTIL_RESUMED,
    Focus,
    Outcome,
    PastDigest,
    Schedule,
    SimpleRequest,
    SubscribeRequest,
    Subscription,
    UnclearRequest,
    slot_after,
)
from knowledge.library import Library
from tests.conftest import TODAY
from tests.payloads import (
    OUR_MARKUP,
    assert_blocks_fit,
    assert_slack_takes_view,
    strings,
    without_our_markup,
)

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OUTCOMES: tuple[Outcome, ...] = (
    "waiting", "sent", "quiet", "missed", "unknown", "failed", "cancelled",
)  # fmt: skip

schedules = st.builds(
    Schedule,
    st.integers(0, 6),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})),
)


def past(number: int, outcome: Outcome, late: float | None, useful: int) -> PastDigest:
    """A week of a subscription."""
    slot = slot_after(Schedule(0, time(9), "UTC"), NOW - timedelta(weeks=number))
    return PastDigest(f"{number}", slot, outcome, None, late, useful, useful)


pasts = st.lists(
    st.builds(
        past,
        st.integers(1, 500),
        st.sampled_from(OUTCOMES),
        st.none() | st.floats(-1e6, 1e6),
        st.integers(0, 10**6),
    ),
    max_size=12,
)


@st.composite
def subscriptions(draw: st.DrawFn, library: Library) -> Subscription:
    """Any subscription; its focus may name what the knowledge has no more."""
    ids = st.text("abc<>&*_`", max_size=12)
    focus = Focus(
        tuple(draw(st.lists(st.sampled_from(sorted(library.roles)) | ids, max_size=150))),
        tuple(draw(st.lists(st.sampled_from(library.topics) | ids, max_size=150))),
        tuple(draw(st.lists(st.sampled_from(DIGEST_PARTS), min_size=1, unique=True))),
        draw(st.booleans()),
    )
    schedule = draw(schedules)
    return Subscription(
        id="1",
        team_id="T1",
        channel_id=draw(st.sampled_from(["C0DATA", "D0MAYA"])),
        subscriber="U0MAYA",
        schedule=schedule,
        focus=focus,
        next_slot=slot_after(schedule, NOW),
        paused_until=draw(
            st.sampled_from([None, NOW - timedelta(1), NOW + timedelta(9), UNTIL_RESUMED])
        ),
        unreachable=draw(
            st.sampled_from([None, "not_in_channel", "is_archived", "channel_not_found", "odd"])
        ),
    )


def assert_taken(parts: tuple[Part, ...]) -> None:
    """Slack takes the message, and nothing but our own markup is in it."""
    message = build_message(parts, MESSAGE)
    blocks = list(message.blocks)
    assert_blocks_fit(blocks)
    for text in (message.text, *strings(blocks)):
        left = OUR_MARKUP.sub("", text)
        assert "<" not in left
        assert ">" not in left


@pytest.fixture(scope="module")
def context(library: Library) -> ViewContext:
    """What views need."""
    return ViewContext(library, TODAY)


@given(data=st.data(), weeks=pasts, is_admin=st.booleans(), may_change=st.booleans())
def test_any_subscription_can_be_shown(
    context: ViewContext,
    data: st.DataObject,
    weeks: list[PastDigest],
    is_admin: bool,
    may_change: bool,
) -> None:
    one = data.draw(subscriptions(context.library))
    before = data.draw(st.none() | subscriptions(context.library))
    told = subscribed_parts(one, before, NOW, context, zone_assumed=True)
    for parts in (
        state_parts(one, weeks, NOW, context, may_change=may_change, is_admin=is_admin),
        history_parts(one, weeks, is_admin=is_admin),
        told,
        told_elsewhere(told, one.channel_id, context),
        list_parts(DigestList((Listed(one, Feedback(1, 2)),) * 30, 99), NOW, is_admin=is_admin),
    ):
        assert_taken(parts)
    form = digest_form_view(context, one.schedule, one.focus, "{}", with_channel=is_admin)
    assert_slack_takes_view(without_our_markup(form))


@given(typed=st.text(max_size=5_000), suggestion=st.none() | st.text(min_size=1, max_size=5_000))
def test_whatever_is_typed_can_be_quoted(
    context: ViewContext, typed: str, suggestion: str | None
) -> None:
    assert_taken(unclear_parts(UnclearRequest(typed, suggestion, SimpleRequest("show")), context))
    zones = [
        ("Asia/Kolkata", f"{typed} Asia/Kolkata", SubscribeRequest(zones=("Asia/Kolkata",))),
        ("Europe/Dublin", typed, SubscribeRequest(zone_typed=typed)),
    ]
    assert_taken(which_zone_parts(typed, zones, context))


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (-86_400.0, "sent early on request"),
        (0.4, "on time"),
        (59.0, "on time"),
        (60.0, "1 minute late"),
        (3_599.0, "59 minutes late"),
        (7_300.0, "2 hours late"),
        (None, "posted"),
    ],
)
def test_lateness_in_words(context: ViewContext, late: float | None, words: str) -> None:
    schedule = Schedule(0, time(9), "UTC")
    one = Subscription(
        "1", "T1", "C1", "U1", schedule, Focus(), next_slot=slot_after(schedule, NOW)
    )
    text = build_message(
        history_parts(one, [past(1, "sent", late, 0)], is_admin=False), MESSAGE
    ).text
    assert words in text


@given(schedule=schedules, days=st.integers(1, 400))
def test_the_run_after_a_pause_is_the_first_one_later(schedule: Schedule, days: int) -> None:
    until = NOW + timedelta(days=days)
    one = Subscription(
        "1", "T1", "C1", "U1", schedule, Focus(), slot_after(schedule, NOW), paused_until=until
    )
    assert until <= one.next_run <= max(until, one.next_slot.at) + timedelta(days=8)
    moments = [piece.at for piece in run_line(one, NOW) if isinstance(piece, Moment)]
    assert moments == [until, one.next_run]
