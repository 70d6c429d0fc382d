"""Everything that touches the outside world; `world` puts it together."""

import os

# Pydantic would look for plugins in the metadata of all that is installed, 20 ms at each start: there are none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
