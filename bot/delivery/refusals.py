"""What Slack's refusals of a message speak of, by their codes."""

GONE = frozenset({
    "not_in_channel", "channel_not_found", "is_archived", "no_permission", "restricted_action",
    "restricted_action_read_only_channel", "restricted_action_thread_locked",
    "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
    "user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled",
})  # fmt: skip
"""Refusals that speak of this channel: it may come back."""

NOT_US = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_expired", "token_revoked",
    "missing_scope", "no_access", "org_login_required", "ekm_access_denied", "access_denied",
    "team_access_not_granted", "team_added_to_org", "request_timeout", "unreachable",
    "two_factor_setup_required", "accesslimited",
})  # fmt: skip
"""Refusals that speak of the app or of Slack, not of the message."""

LOST_PARENT = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message"})
"""Refusals of a reply whose parent was deleted."""
