"""Delivery: what is due is claimed, written to the outbox, and posted exactly once.

The order of things is what makes it so, whatever crashes:

1. `due` claims a week of a subscription and writes its messages to the outbox, in one transaction.
2. `courier` leases a message, commits the intent to post it, checks that the intent is fresh, posts
   once, and records Slack's answer. A clear refusal is tried again later; nothing else is.
3. Where the answer is not known (a crash, a timeout, a broken connection, an answer that is not
   Slack's), someone waits until the post can no longer be on its way, looks for the message's
   marker in the channel, and adopts it or posts it again. Where Slack does not let the channel be
   read the message stays `unknown`, and admins are told.

Any number of processes do this side by side on one database.
"""
