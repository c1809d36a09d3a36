"""The forms of these pages: what may be typed. What may be done is for the actions to say; refusals come back here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from duban.server.people import queries
from duban.server.people.errors import RefusedError
from duban.server.people.models import Level, Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.http import HttpRequest, QueryDict

    from duban.server.people.models import Unit

NOBODY = ("", "—")


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is filled in with, which may be nothing at all; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, work: Callable[[dict[str, Any]], object]) -> bool:
    """Do ``work`` with what was typed; a refusal is written beside its field. Whether it was done."""
    if not form.is_valid():
        return False
    try:
        work(form.cleaned_data)
    except RefusedError as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def problems(form: forms.Form) -> str:
    """Everything that is wrong with a form, for pages that show it in one line."""
    return "；".join(str(error) for errors in form.errors.values() for error in errors)


def unit_choices(today: date, *, without: Unit | None = None) -> list[tuple[str, str]]:
    """Units that go on, indented below their parents."""
    rows = queries.units_for_choice(today, without=without)
    return [(str(row.unit.pk), f"{'　' * row.depth}{row.unit.name}") for row in rows]


class PlainForm(forms.Form):
    """A button without anything to type."""


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NewUnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("名称"), max_length=128)
    short = forms.CharField(label=_("简称"), max_length=64, required=False, help_text=_("文件里常写的名字"))
    parent = forms.ChoiceField(label=_("上级机构"), required=False)
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices)
    code = forms.CharField(label=_("编码"), max_length=32, required=False)
    since = DayField(label=_("设立日期"), required=False)

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["parent"].choices = [NOBODY, *unit_choices(today)]  # type: ignore[attr-defined] # a ChoiceField


class DetailsForm(forms.Form):
    """What is said about a unit."""

    short = forms.CharField(label=_("简称"), max_length=64, required=False)
    code = forms.CharField(label=_("编码"), max_length=32, required=False)
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices)
    position = forms.IntegerField(label=_("顺序"), min_value=0, max_value=100_000)
    since = DayField(label=_("设立日期"), required=False)


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("新名称"), max_length=128)
    keep_old = forms.BooleanField(label=_("原名称留作别名"), required=False, initial=True)


class ParentForm(forms.Form):
    """Another parent."""

    parent = forms.ChoiceField(label=_("上级机构"), required=False)

    def __init__(self, *given: Any, today: date, unit: Unit, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["parent"].choices = [NOBODY, *unit_choices(today, without=unit)]  # type: ignore[attr-defined] # so


class UntilForm(forms.Form):
    """A last day."""

    until = DayField(label=_("最后一天"))


class AliasForm(forms.Form):
    """Another way of writing."""

    alias = forms.CharField(label=_("别名"), max_length=128, help_text=_("文件里还会怎样写这个机构"))


class CollectiveForm(forms.Form):
    """A name for several units."""

    written = forms.CharField(label=_("统称"), max_length=128, help_text=_("如：各街道、各镇街"))


class MemberForm(forms.Form):
    """A unit under a collective name."""

    unit = forms.ChoiceField(label=_("机构"))
    since = DayField(label=_("从哪天起"), required=False)
    until = DayField(label=_("到哪天止"), required=False)

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["unit"].choices = unit_choices(today)  # type: ignore[attr-defined] # a ChoiceField


class AccountForm(forms.Form):
    """Somebody new."""

    username = forms.CharField(label=_("用户名"), max_length=150, help_text=_("登录时输入，建后不改"))
    name = forms.CharField(label=_("姓名"), max_length=64)
    email = forms.EmailField(label=_("邮箱"), required=False)


class PersonForm(forms.Form):
    """Another name or address."""

    name = forms.CharField(label=_("姓名"), max_length=64)
    email = forms.EmailField(label=_("邮箱"), required=False)


class PostForm(forms.Form):
    """Somebody's role in a unit."""

    unit = forms.ChoiceField(label=_("机构"))
    role = forms.ChoiceField(label=_("职责"), choices=Role.choices)
    since = DayField(label=_("从哪天起"))
    until = DayField(label=_("到哪天止"), required=False)

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["unit"].choices = unit_choices(today)  # type: ignore[attr-defined] # a ChoiceField
        self.fields["since"].initial = today


class PreferencesForm(forms.Form):
    """One's own choices."""

    language = forms.ChoiceField(label=_("语言"), required=False)
    large_text = forms.BooleanField(label=_("大字版"), required=False)
    mail_digest = forms.BooleanField(label=_("每天发一封汇总邮件"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["language"].choices = [("", _("随浏览器")), *settings.LANGUAGES]  # type: ignore[attr-defined] # so


class UploadForm(forms.Form):
    """A workbook."""

    file = forms.FileField(label=_("工作簿"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class BeginningForm(forms.Form):
    """The first unit and the first administrator."""

    code = forms.CharField(label=_("初始设置码"), help_text=_("服务器启动时打印在输出里"))
    unit = forms.CharField(label=_("最上级机构"), max_length=128, help_text=_("如：云溪区"))
    username = forms.CharField(label=_("系统管理员用户名"), max_length=150)
    name = forms.CharField(label=_("系统管理员姓名"), max_length=64)
    password = forms.CharField(
        label=_("密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    again = forms.CharField(
        label=_("再输一次"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def clean_again(self) -> str:
        """The same password twice."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("两次输入的密码不一致"))
        return again
