"""The first start: whoever has the code from the server's output makes the first administrator. Gone afterwards."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from duban.server.people import setup
from duban.server.web.pages.people.forms import BeginningForm, attempt, posted

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("duban.setup")


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The form; the code is said again in the server's log, for those who no longer see how it started."""
    code = setup.code()
    if not code:
        raise Http404
    if request.method == "GET":
        log.warning("set-up code (works once): %s", code)
    form = BeginningForm(posted(request))

    def work(given: dict[str, Any]) -> None:
        setup.set_up(
            given["code"],
            given["unit"],
            given["username"],
            given["name"],
            password=given["password"],
            today=timezone.localdate(),
        )

    if request.method == "POST" and attempt(form, work):
        messages.success(request, _("设置好了，请用系统管理员的用户名登录，接着建立机构和账号。"))
        return redirect("account_login")
    return render(request, "people/beginning.html", {"form": form}, status=422 if form.errors else 200)


urlpatterns = [path("setup/", begin, name="set_up")]
