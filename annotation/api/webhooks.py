"""Webhooks over HTTP, for managers. Only the answer that creates one has its secret."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import webhooks
from annotation.api.idempotency import idempotent
from annotation.api.lists import PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.models import Delivery, DeliveryState, Event, Role, Webhook


def _body(webhook: Webhook) -> Body:
    return {
        "id": webhook.pk,
        "project": webhook.project.slug,
        "url": webhook.url,
        "events": webhook.events,
        "active": webhook.active,
        "created_at": webhook.created_at,
    }


def _delivery_body(delivery: Delivery) -> Body:
    return {
        "id": delivery.pk,
        "event": delivery.event,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "status": delivery.status,
        "answer": delivery.answer,
        "body": delivery.body,
        "created_at": delivery.created_at,
        "next_attempt_at": delivery.next_attempt_at,
    }


class WebhookSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField(help_text="The project's slug.")
    url = serializers.CharField()
    events = serializers.ListField(child=serializers.ChoiceField(choices=Event.choices))
    active = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class NewWebhookSerializer(WebhookSerializer):
    secret = serializers.CharField(help_text="Checks signatures. It is not shown again.")


class DeliverySerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    event = serializers.ChoiceField(choices=Event.choices)
    state = serializers.ChoiceField(choices=DeliveryState.choices)
    attempts = serializers.IntegerField()
    status = serializers.IntegerField(help_text="Of the last attempt; 0: nothing answered.")
    answer = serializers.CharField()
    body = serializers.JSONField()
    created_at = serializers.DateTimeField()
    next_attempt_at = serializers.DateTimeField()


class WebhookPatch(serializers.Serializer[Any]):
    url = serializers.CharField(max_length=1000, required=False)
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=Event.choices),
        required=False,
        allow_empty=False,
        max_length=20,
    )
    active = serializers.BooleanField(required=False)


class WebhookInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    url = serializers.CharField(max_length=1000)
    events = serializers.ListField(
        child=serializers.ChoiceField(choices=Event.choices), allow_empty=False, max_length=20
    )


class WebhookListView(ListView):
    """The webhooks of the projects one manages."""

    queryset = Webhook.objects.none()
    fields = tuple(WebhookSerializer().fields)

    @extend_schema(responses=WebhookSerializer(many=True), parameters=[PROJECT])
    def get(self, request: Request) -> Response:
        rows = Webhook.objects.visible_to(asker(request)).select_related("project")
        return self.page(in_project(request, rows, Role.MANAGER), _body)

    @extend_schema(request=WebhookInput, responses={201: NewWebhookSerializer})
    @idempotent(keeps_answer=False)
    def post(self, request: Request) -> Response:
        data = WebhookInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = dict(data.validated_data)
        project = access.project_for(asker(request), given.pop("project"), Role.MANAGER)
        webhook = webhooks.create(project, asker(request), **given)
        return Response(_body(webhook) | {"secret": webhook.secret}, status=201)


class WebhookView(APIView):
    @extend_schema(responses=WebhookSerializer)
    def get(self, request: Request, webhook_id: int) -> Response:
        return Response(_body(access.webhook_for(asker(request), webhook_id)))

    @extend_schema(request=WebhookPatch, responses=WebhookSerializer)
    def patch(self, request: Request, webhook_id: int) -> Response:
        webhook = access.webhook_for(asker(request), webhook_id)
        data = WebhookPatch(data=request.data)
        data.is_valid(raise_exception=True)
        return Response(_body(webhooks.change(webhook, **data.validated_data)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, webhook_id: int) -> Response:
        access.webhook_for(asker(request), webhook_id).delete()
        return Response(status=204)


class WebhookPingView(APIView):
    @extend_schema(request=None, responses={202: DeliverySerializer})
    @idempotent()
    def post(self, request: Request, webhook_id: int) -> Response:
        """Send a test event."""
        delivery = webhooks.ping(access.webhook_for(asker(request), webhook_id))
        return Response(_delivery_body(delivery), status=202)


class DeliveryListView(ListView):
    """What was sent to one webhook, newest first."""

    queryset = Delivery.objects.none()
    fields = tuple(DeliverySerializer().fields)

    @extend_schema(responses=DeliverySerializer(many=True))
    def get(self, request: Request, webhook_id: int) -> Response:
        rows: QuerySet[Delivery] = access.webhook_for(asker(request), webhook_id).deliveries.all()
        return self.page(rows, _delivery_body)


class RedeliverView(APIView):
    @extend_schema(request=None, responses={202: DeliverySerializer})
    @idempotent()
    def post(self, request: Request, webhook_id: int, delivery_id: int) -> Response:
        """Send an ended delivery once more."""
        webhook = access.webhook_for(asker(request), webhook_id)
        delivery = webhooks.redeliver(access.delivery_of(webhook, delivery_id))
        return Response(_delivery_body(delivery), status=202)
