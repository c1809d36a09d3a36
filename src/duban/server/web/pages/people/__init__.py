"""Units, accounts, security and one's own settings: three areas for three persons, and one for everybody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from duban.server.people.access import Right
from duban.server.web.navigation import Place
from duban.server.web.pages.people import accounts, beginning, collectives, exchange, own, security, units

MANAGING, GUARDING = frozenset({Right.MANAGE_UNITS}), frozenset({Right.MANAGE_SECURITY})

PLACES = (
    Place("manage_units", _("机构"), 700, MANAGING),
    Place("collectives", _("统称"), 710, MANAGING),
    Place("accounts", _("账号"), 720, MANAGING),
    Place("security", _("安全"), 730, GUARDING),
    Place("own_settings", _("个人设置"), 900, own=True),
)

urlpatterns = [
    *beginning.urlpatterns,
    *exchange.urlpatterns,
    *units.urlpatterns,
    *collectives.urlpatterns,
    *accounts.urlpatterns,
    *security.urlpatterns,
    *own.urlpatterns,
]
