"""`python -m qiao.site` is the same as `qiao`."""

from qiao.site.cli import main

main()
