"""What the import contracts cannot see."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
STOREYS = ["kernel", "ui", "staff", "products", "customers", "channels", "tickets"]
SHARED = {"staff", "products", "customers"}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in STOREYS]


def test_foreign_keys_across_domains_point_down_and_leave_no_trace():
    wrong = []
    for model in our_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if there not in STOREYS or there == here:
                continue
            # settings.AUTH_USER_MODEL is Django's word for whoever signs in; it names no domain
            if STOREYS.index(there) > STOREYS.index(here) and field.swappable_setting != "AUTH_USER_MODEL":
                wrong.append(f"{model.__name__}.{field.name} points up to {there}")
            if there not in SHARED and field.remote_field.related_name != "+":
                wrong.append(f"{model.__name__}.{field.name}: related_name='+' keeps {there} from knowing {here}")
    assert not wrong, "\n".join(wrong)


def test_every_domain_says_what_it_is():
    for name in STOREYS:
        readme = ROOT / "qiao" / name / "README.md"
        assert readme.exists(), f"{readme} is missing"
        assert len(readme.read_text(encoding="utf-8").splitlines()) <= 40 or name == "ui", f"{readme} is too long"


def test_nothing_of_the_building_site_is_committed():
    import re
    import subprocess

    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    host = re.compile(r"https?://[\w.-]*(?:pypi|registry|pythonhosted|npm)[\w.-]*\.(?:org|com|net|cn)", re.IGNORECASE)
    named = []
    for name in filter(None, files):
        path = ROOT / name
        if path.exists() and path.suffix not in {".png", ".mo"} and host.search(path.read_text("utf-8", "ignore")):
            named.append(name)
    assert not named
