"""What the start is measured against: import slack_bolt, and answer one signed hello."""

import time

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

SECRET = "8f742231b10e8888abcd99aabbcc85a5"
BODY = "command=%2Fhello&text="


def hello(ack: Ack) -> None:
    """All that it says."""
    ack("Hello")


app = App(
    signing_secret=SECRET,
    authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-benchmark"),
    process_before_response=True,
)
app.command("/hello")(hello)  # pyright: ignore[reportUnknownMemberType]
timestamp = str(int(time.time()))
signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=BODY)
headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": signature or "",
}
answer = app.dispatch(BoltRequest(body=BODY, headers={**headers}))
if answer.body != "Hello":
    raise RuntimeError(answer.body)
