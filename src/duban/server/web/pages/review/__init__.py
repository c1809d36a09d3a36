"""Reviewing a ledger before its items go out: beside the source, field by field, with nothing hidden."""

from django.urls import path

from duban.server.web.pages.review.deciding import (
    add,
    answer,
    answer_whole,
    correct,
    merge,
    name_unit,
    restore,
)
from duban.server.web.pages.review.desk import item_card, workbench
from duban.server.web.pages.review.sending import send, take_back

urlpatterns = [
    path("imports/review/<int:ledger>/", workbench, name="review"),
    path("imports/review/<int:ledger>/items/<int:item>/", item_card, name="review_item"),
    path("imports/review/<int:ledger>/items/<int:item>/correct/", correct, name="review_correct"),
    path("imports/review/<int:ledger>/items/<int:item>/restore/", restore, name="review_restore"),
    path("imports/review/<int:ledger>/items/<int:item>/findings/", answer, name="review_answer"),
    path("imports/review/<int:ledger>/findings/", answer_whole, name="review_answer_whole"),
    path("imports/review/<int:ledger>/merge/", merge, name="review_merge"),
    path("imports/review/<int:ledger>/add/", add, name="review_add"),
    path("imports/review/<int:ledger>/names/", name_unit, name="review_name"),
    path("imports/review/<int:ledger>/send/", send, name="review_send"),
    path("imports/review/<int:ledger>/send/<uuid:action>/undo/", take_back, name="review_take_back"),
]
