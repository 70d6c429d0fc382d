"""auth.*, api.*, users.*, usergroups.*: who is who."""

from bot.playground import seed
from bot.playground.payloads import user_json
from bot.playground.records import Json
from bot.playground.web_api.call import ApiError, Call, Method, page


def api_test(call: Call) -> Json:
    """api.test."""
    if call.arguments.has("error"):
        raise ApiError(call.arguments.text("error"))
    return {"args": dict(call.arguments.given)}


def auth_test(call: Call) -> Json:
    """auth.test."""
    installation = call.workspace.installation
    return {
        "url": f"https://{seed.TEAM_DOMAIN}.slack.com/",
        "team": seed.TEAM_NAME,
        "user": call.workspace.users[call.bot].name,
        "team_id": seed.TEAM_ID,
        "user_id": call.bot,
        "bot_id": installation.bot_id,
        "is_enterprise_install": False,
    }


def info(call: Call) -> Json:
    """users.info."""
    call.need("users:read")
    return {"user": user_json(call.workspace, call.user())}


def list_(call: Call) -> Json:
    """users.list."""
    call.need("users:read")
    users = list(call.workspace.users.values())
    shown, cursor = page(users, lambda user: user.id, call.arguments)
    return {
        "members": [user_json(call.workspace, user) for user in shown],
        "response_metadata": {"next_cursor": cursor},
    }


def in_usergroup(call: Call) -> Json:
    """usergroups.users.list."""
    call.need("usergroups:read")
    group = call.workspace.usergroups.get(call.arguments.required("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": list(group.users)}


METHODS: dict[str, Method] = {
    "api.test": api_test,
    "auth.test": auth_test,
    "users.info": info,
    "users.list": list_,
    "usergroups.users.list": in_usergroup,
}
