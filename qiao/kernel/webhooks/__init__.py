"""Webhooks in the form of Standard Webhooks: signed notifications to other servers.

A flow announces events; each endpoint that wants one gets a delivery of its own, tried until it is taken or three
days have passed. An id is the same at every attempt, so that a receiver can tell a repetition.
"""
