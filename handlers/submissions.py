"""What comes back from a form."""

from handlers.payloads import Interaction, View

FormView = View


class ClosedView(Interaction):
    """A `view_closed` payload."""

    view: View = View()


class Submission(Interaction):
    """A `view_submission` payload."""

    view: View = View()
