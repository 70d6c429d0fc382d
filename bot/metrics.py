"""What is counted: for Prometheus, and for whoever reads the log."""

from prometheus_client import Counter, Gauge, Histogram

DUE = Counter("rolecall_digests_due", "Weeks of subscriptions whose digest was written")
QUIET = Counter("rolecall_digests_quiet", "Digests left out because nothing was new")
MISSED = Counter("rolecall_digests_missed", "Digests that could not be posted within 48 hours")
SENT = Counter("rolecall_posts_sent", "Messages posted", ["kind"])
ADOPTED = Counter("rolecall_posts_adopted", "Messages found in their channel after a lost answer")
RETRIED = Counter("rolecall_posts_retried", "Messages to be posted again", ["reason"])
UNKNOWN = Counter("rolecall_posts_unknown", "Messages of which nobody can say whether they arrived")
FAILED = Counter("rolecall_posts_failed", "Messages that Slack refused for good", ["code"])
LATENESS = Histogram(
    "rolecall_digest_lateness_seconds",
    "Seconds between a digest's slot and its message",
    buckets=(1, 5, 15, 30, 60, 300, 900, 3_600, 14_400, 86_400, 172_800),
)
REVISION = Gauge("rolecall_knowledge_revision", "The revision of the knowledge that is served")
