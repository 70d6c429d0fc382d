"""What Rolecall knows and how it is asked: pure, without Slack, network or clock."""
