"""Who acts, and which pages are open to whom."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from qiao.kernel.errors import NotAllowed
from qiao.kernel.remembering import remembering

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from qiao.staff.models import Person

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: `kind` is person, contact, mail, api or system; `id` is the row's, None for the system."""

    kind: str
    id: int | None
    name: str

    @classmethod
    def system(cls, name: str = "Qiao") -> "Actor":
        """The machine itself; `name` says which part of it."""
        return cls("system", None, name)

    @classmethod
    def person(cls, person: "HasName") -> "Actor":
        """A member of staff."""
        return cls("person", person.pk, person.name)

    @classmethod
    def contact(cls, contact_id: int | None, name: str) -> "Actor":
        """Somebody on the customer's side."""
        return cls("contact", contact_id, name)

    @property
    def is_staff(self) -> bool:
        """True for a member of staff."""
        return self.kind == "person"


class HasName(Protocol):
    """Anything with a primary key and a name."""

    pk: Any
    name: str


class DeskRequest(HttpRequest):
    """A request by a signed-in member of staff."""

    user: "Person"
    actor: Actor
    htmx: "HtmxDetails"


DeskView = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def desk_page(permission: str) -> Callable[[DeskView[P]], PlainView[P]]:
    """A view for staff whose role grants `permission`; others are asked to sign in or refused.

    The view carries `.access = permission`, from which the access matrix of the tests is made.
    """

    def decorate(view: DeskView[P]) -> PlainView[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _ask_to_sign_in(request)
            desk_request = cast("DeskRequest", request)
            if not desk_request.user.may(permission):
                raise NotAllowed
            desk_request.actor = Actor.person(desk_request.user)
            with remembering() if request.method in {"GET", "HEAD"} else nullcontext():
                return view(desk_request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return cast("PlainView[P]", guarded)

    return decorate


def public_page(view: PlainView[P]) -> PlainView[P]:
    """A view open to everybody."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    is_fragment = request.headers.get("HX-Request") == "true"
    back = "/desk/" if is_fragment or request.method != "GET" else request.get_full_path()
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    if is_fragment:
        # a fragment must not be replaced by a sign-in form: the whole page goes there
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
