"""The composition root of the HTTP API: routes and middleware, no logic."""

from __future__ import annotations

from aws_lambda_powertools import Logger
from chalice import Blueprint, Chalice, ConvertToMiddleware

from chalicelib.api.routing import register_routes

logger = Logger(service="api")

# Powertools logs, as JSON; Chalice's own handler would say everything a second time.
app = Chalice(app_name="giam-thi", configure_logs=False)
app.register_middleware(ConvertToMiddleware(logger.inject_lambda_context), "all")

blueprint = Blueprint(__name__)
register_routes(blueprint)
app.register_blueprint(blueprint)
