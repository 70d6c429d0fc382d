"""The knowledge over time: every accepted change is a revision, and every process serves the newest.

`base` holds what is served and publishes what is next; `folder` tells what edits of files mean;
`sync` publishes them; `watch` notices them and tells people; `desk` is what admins do in Slack.
"""
