"""The methods of Slack's Web API that an app such as ours calls."""
