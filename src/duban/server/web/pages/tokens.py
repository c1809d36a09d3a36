"""Tokens for programs: one's own are made here, shown once and ended; the security officer may end anybody's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from duban.server.api.access import token_for, visible_tokens
from duban.server.api.actions import LONGEST_LIFE, TokenFields, end_token, make_token
from duban.server.people.errors import RefusedError
from duban.server.people.models import Role
from duban.server.web.doors import opens_to
from duban.server.web.navigation import Place

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from duban.server.people.access import Actor
    from duban.server.web.doors import PageRequest

#: How long a new token lives unless another day is chosen.
USUAL_LIFE = timedelta(days=90)


class TokenForm(forms.Form):
    """A new token; which roles may be chosen depends on whose it is."""

    error_css_class = "error"
    template_name = "web/parts/fields.html"
    name = forms.CharField(
        label=gettext_lazy("给哪个系统用"), max_length=64, help_text=gettext_lazy("如：数据平台、协同办公")
    )
    roles = forms.TypedMultipleChoiceField(
        label=gettext_lazy("角色"),
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("令牌只能做所选角色能做的事；本人卸任后随之失效"),
    )
    read_only = forms.BooleanField(label=gettext_lazy("只能读取，不能办理"), required=False, initial=True)
    expires_on = forms.DateField(
        label=gettext_lazy("到期日"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("最长一年"),
    )

    def __init__(self, actor: Actor, today: date, data: object = None) -> None:
        super().__init__(data, initial={"expires_on": today + USUAL_LIFE})  # type: ignore[arg-type] # a QueryDict
        held = dict.fromkeys(standing.role for standing in actor.standings)
        roles = self.fields["roles"]
        if isinstance(roles, forms.TypedMultipleChoiceField):
            roles.choices = [(role.value, gettext(str(role.label))) for role in held]
        days = {"min": today.isoformat(), "max": (today + LONGEST_LIFE).isoformat()}
        self.fields["expires_on"].widget.attrs.update(days)

    def token_fields(self) -> TokenFields:
        """What was chosen, for the action."""
        given = self.cleaned_data
        return TokenFields(
            name=given["name"],
            roles=tuple(given["roles"]),
            read_only=given["read_only"],
            expires_on=given["expires_on"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to()
def tokens(request: PageRequest) -> HttpResponse:
    """The tokens that one may see; posted, a new one of one's own, whose secret the answer shows and nothing else."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = TokenForm(request.actor, today, request.POST if request.method == "POST" else None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = make_token(request.actor, form.token_fields(), today=today, at=now)
        except RefusedError as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            form = TokenForm(request.actor, today)
    rows = [
        (token, [gettext(str(Role(role).label)) for role in token.roles], token.expires_on < today)
        for token in visible_tokens(request.actor)[:500]
    ]
    context = {
        "form": form,
        "rows": rows,
        "secret": secret,
        "own": request.actor.account,
        "may_make": bool(request.actor.standings),
    }
    response = render(request, "tokens/tokens.html", context, status=422 if form.errors else 200)
    if secret:
        response["Cache-Control"] = "no-store"
    return response


@require_POST
@opens_to()
def end(request: PageRequest, token: int) -> HttpResponse:
    """Let nobody in with it any more."""
    found = token_for(request.actor, token)
    end_token(request.actor, found, at=timezone.now())
    messages.success(request, gettext("已作废令牌“%(name)s”。") % {"name": found.name})
    return redirect("tokens")


PLACES = (Place("tokens", gettext_lazy("接口令牌"), 880, own=True),)
urlpatterns = [
    path("settings/tokens/", tokens, name="tokens"),
    path("settings/tokens/<int:token>/end/", end, name="token_end"),
]
