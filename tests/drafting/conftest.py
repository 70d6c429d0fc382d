"""Fixtures: those of the tests of a whole workspace."""

from tests.interaction.conftest import admins as admins
from tests.interaction.conftest import deps_of as deps_of
from tests.interaction.conftest import is_agent as is_agent
from tests.interaction.conftest import networks as networks
from tests.interaction.conftest import town as town
from tests.interaction.conftest import way as way
