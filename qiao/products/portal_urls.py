"""URLs of a portal's style sheet and logo."""

from django.urls import path

from qiao.products.views import portal

urlpatterns = [
    path("brand/<int:brand_id>/<str:stamp>.css", portal.brand_css, name="brand_css"),
    path("brand/<int:brand_id>/<str:stamp>/logo", portal.logo, name="logo"),
]
