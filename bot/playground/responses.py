"""What an app answers to a command or sends to a response URL, as a message."""

from falcon import Request, Response

from bot.playground.conversations import UnknownMessageError
from bot.playground.records import Json, Message
from bot.playground.tickets import ResponseUrl, TicketError, Tickets
from bot.playground.web_api.call import ApiError, Arguments
from bot.playground.web_api.carrying import Answer, Carrier, carried_out
from bot.playground.web_api.chat import content
from bot.playground.web_api.endpoint import break_connection, read_arguments
from bot.playground.workspace import Workspace


def respond(workspace: Workspace, to: ResponseUrl, payload: Json) -> Message | None:
    """Post, replace or delete as the payload says; gives the message that came of it.

    Slack: a response is ephemeral unless it says `in_channel`. Raises `ApiError`.
    """
    arguments = Arguments.read(payload)
    conversations = workspace.conversations
    try:
        if arguments.flag("delete_original") and to.original:
            conversations.delete(to.channel, to.original)
            return None
        said = content(arguments)
        if arguments.flag("replace_original") and to.original:
            revised = conversations.revise(to.channel, to.original, **said)
            workspace.surfaces.forget(revised.key)
            return revised
    except UnknownMessageError:
        raise ApiError("message_not_found") from None
    public = arguments.text("response_type", "ephemeral") == "in_channel"
    return conversations.post(
        Message(
            channel=to.channel,
            ts=workspace.journal.next_ts(),
            user=workspace.installation.bot_user,
            bot=True,
            thread_ts=arguments.text("thread_ts") or None,
            ephemeral_for=None if public else to.user,
            **said,
        )
    )


class ResponseUrls:
    """`/response/<key>`: what the app sends after its acknowledgement.

    Faults and the log know it under the name `response_url`.
    """

    def __init__(self, workspace: Workspace, tickets: Tickets, carrier: Carrier) -> None:
        self._workspace = workspace
        self._tickets = tickets
        self._carrier = carrier

    def on_post(self, request: Request, response: Response, key: str) -> None:
        """Take one response; Slack answers `ok` as plain text."""
        try:
            payload = read_arguments(request)
        except ValueError:
            response.status = 400
            response.media = {"ok": False, "error": "invalid_payload"}
            return

        def take() -> Answer:
            try:
                to = self._tickets.respond(key, self._workspace.clock)
            except TicketError as error:
                return Answer(error.code, {"error": error.code}, 404)
            return carried_out(lambda: self._take(to, payload), refused_with=400)

        answer = self._carrier.carry("response_url", Arguments.read(payload), take)
        if isinstance(answer, bytes):
            break_connection(request, answer)
        elif answer.outcome == "ok":
            response.content_type = "text/plain"
            response.text = "ok"
        else:
            answer.write(response)

    def _take(self, to: ResponseUrl, payload: Json) -> Json:
        respond(self._workspace, to, payload)
        return {}
