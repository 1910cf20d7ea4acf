"""The machinery of the HTTP API: who calls, how often, one answer per key, pages, fields, problems.

What can be asked for stands in the `api` room of each domain; `qiao.site.api` puts it together.
"""
