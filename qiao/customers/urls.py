"""Addresses of the customer pages."""

from django.urls import include, path

from qiao.customers.views import agreements, contacts, lists, organisations

app_name = "customers"
urlpatterns = [
    path("desk/customers/", lists.customer_list, name="list"),
    path("", include("qiao.customers.care_urls")),
    path("desk/customers/options", lists.customer_options, name="options"),
    path("desk/customers/new/", organisations.organisation_new, name="new"),
    path("desk/customers/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("desk/customers/<int:organisation_id>/edit/", organisations.organisation_edit, name="edit"),
    path("desk/customers/<int:organisation_id>/archive/", organisations.organisation_archive, name="archive"),
    path("desk/customers/<int:organisation_id>/contacts/new/", contacts.contact_new, name="contact_new"),
    path("desk/customers/<int:organisation_id>/contracts/new/", agreements.contract_new, name="contract_new"),
    path("desk/customers/<int:organisation_id>/deployments/new/", agreements.deployment_new, name="deployment_new"),
    path("desk/contacts/options", lists.contact_options, name="contact_options"),
    path("desk/contacts/<int:contact_id>/", contacts.contact, name="contact"),
    path("desk/contacts/<int:contact_id>/edit/", contacts.contact_edit, name="contact_edit"),
    path("desk/contacts/<int:contact_id>/move/", contacts.contact_move, name="contact_move"),
    path("desk/contacts/<int:contact_id>/archive/", contacts.contact_archive, name="contact_archive"),
    path("desk/contracts/<int:contract_id>/edit/", agreements.contract_edit, name="contract_edit"),
    path("desk/contracts/<int:contract_id>/remove/", agreements.contract_remove, name="contract_remove"),
    path("desk/deployments/<int:deployment_id>/edit/", agreements.deployment_edit, name="deployment_edit"),
    path("desk/deployments/<int:deployment_id>/remove/", agreements.deployment_remove, name="deployment_remove"),
    path("setup/imports/", include("qiao.customers.import_urls")),
]
