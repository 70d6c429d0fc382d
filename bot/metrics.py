"""What is counted: for Prometheus, and for whoever reads the log."""

from prometheus_client import Counter, Gauge, Histogram

ANSWERS = Histogram(
    "rolecall_answer_seconds",
    "Seconds to answer what Slack sent; Slack gives up after three",
    ["kind", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)
FAILURES = Counter("rolecall_failures", "Work that failed unexpectedly", ["work"])
REFUSED = Counter("rolecall_refused", "HTTP requests that were not accepted as Slack's", ["why"])
DUE = Counter("rolecall_digests_due", "Weeks of subscriptions whose digest was written")
QUIET = Counter("rolecall_digests_quiet", "Digests left out because nothing was new")
MISSED = Counter("rolecall_digests_missed", "Digests that could not be posted within 48 hours")
SENT = Counter("rolecall_posts_sent", "Messages posted", ["kind"])
ADOPTED = Counter("rolecall_posts_adopted", "Messages found in their channel after a lost answer")
RETRIED = Counter("rolecall_posts_retried", "Messages to be posted again", ["reason"])
UNKNOWN = Counter("rolecall_posts_unknown", "Messages that may or may not have arrived")
FAILED = Counter("rolecall_posts_failed", "Messages that Slack permanently refused", ["code"])
LATENESS = Histogram(
    "rolecall_digest_lateness_seconds",
    "Seconds between a digest's slot and its message",
    buckets=(1, 5, 15, 30, 60, 300, 900, 3_600, 14_400, 86_400, 172_800),
)
FEEDS = Counter(
    "rolecall_feed_visits",
    "Visits to feeds and job boards: read, unchanged, failed",
    ["kind", "outcome"],
)
TURNED_AWAY = Counter(
    "rolecall_background_turned_away", "Work turned away because too much was waiting"
)
TOO_LATE = Counter(
    "rolecall_background_too_late", "Views that were not opened because their trigger had expired"
)
REVISION_MADE = Gauge(
    "rolecall_knowledge_revision_timestamp_seconds",
    "When that revision was made, in seconds since 1970",
)
REVISION = Gauge("rolecall_knowledge_revision", "The knowledge revision that is served")
