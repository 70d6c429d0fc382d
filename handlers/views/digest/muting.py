"""What is said of a feed or a topic that is muted for a channel, or heard of again."""

from dataclasses import replace

from handlers.views.buttons import ask_mute
from handlers.views.digest.words import muted_names
from handlers.views.mrkdwn import Actions, Note, Paragraph, Part
from handlers.views.words import ViewContext, listed
from knowledge.digest.grammar.subscribing import line_for
from knowledge.digest.subscription import Focus, MuteRequest, Subscription


def muted_parts(
    subscription: Subscription, request: MuteRequest, context: ViewContext, *, changed: bool
) -> tuple[Part, ...]:
    """What is muted from now on, or heard of again, and the way back."""
    library = context.library
    names = listed(muted_names(Focus().muting(replace(request, undo=False)), library))
    again = replace(request, undo=not request.undo)
    where = "you" if subscription.is_personal else "this channel"
    if not changed:
        is_muted = "isn't muted" if request.undo else "is already muted"
        return (Paragraph((f"Nothing to change: {names} {is_muted} for {where}.",)),)
    said = (
        f"Unmuted: {names}. It can be in the next digest again."
        if request.undo
        else f"Muted for {where}: {names}. The digest leaves it out from now on."
    )
    typed = line_for(library, again) or ""
    return (
        Paragraph((said,)),
        Note(("To take that back: ", context.command("digest", typed))),
        Actions("muted", (ask_mute("Mute" if request.undo else "Unmute", again, context),)),
    )
