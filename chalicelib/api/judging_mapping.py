"""Between schemas and domain values, for policies."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import asdict

from chalicelib.api import judging_schemas as schemas
from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.page_policy import ON_REQUEST, PageRule, preset_page_rules
from chalicelib.domain.policies import (
    THRESHOLDS,
    Policy,
    PolicyChoice,
    Rule,
    RuleSetting,
    seconds_limits,
)
from chalicelib.domain.review_rules import ReviewRules
from chalicelib.services import rejudging


def read_choice(choice: schemas.PolicyChoice) -> PolicyChoice:
    """Read a choice of policy."""
    return PolicyChoice(choice.policy, read_settings(choice.policy_settings))


def read_settings(settings: schemas.PolicySettings) -> dict[Kind, RuleSetting]:
    """Read what an exam changes of its preset."""
    return {Kind(kind): _read_setting(setting) for kind, setting in settings.items()}


def _read_setting(setting: schemas.RuleSetting) -> RuleSetting:
    severity = setting.severity and Severity(setting.severity)
    return RuleSetting(**{**asdict(setting), "severity": severity})


def show_settings(settings: Mapping[Kind, RuleSetting]) -> schemas.PolicySettings:
    """Show what an exam changes of its preset."""
    return {
        kind.value: schemas.RuleSetting(
            enabled=setting.enabled,
            minimum_s=setting.minimum_s,
            threshold=setting.threshold,
            severity=None if setting.severity is None else setting.severity.value,
        )
        for kind, setting in settings.items()
    }


def read_rules(rules: schemas.ReviewRules) -> ReviewRules:
    """Read an exam's rules of review."""
    return ReviewRules(**asdict(rules))


def show_rules(rules: ReviewRules) -> schemas.ReviewRules:
    """Show an exam's rules of review."""
    return schemas.ReviewRules(rules.second_reviewer, rules.students_see, rules.students_explain)


def show_preset(policy: Policy) -> schemas.PresetFacts:
    """Show a ready policy with the limits of each rule."""
    seen = [_show_rule(kind, rule) for kind, rule in policy.rules.items()]
    pages = [
        _show_page_rule(policy.name, kind, rule)
        for kind, rule in preset_page_rules(policy.name).items()
    ]
    return schemas.PresetFacts(policy.name, seen + pages)


def _show_rule(kind: Kind, rule: Rule) -> schemas.RuleFacts:
    limits = THRESHOLDS.get(kind)
    return schemas.RuleFacts(
        kind=kind.value,
        enabled=True,
        minimum_s=rule.minimum_ms / 1_000,
        minimum_s_limits=seconds_limits(kind),
        threshold=rule.threshold if limits else None,
        threshold_limits=limits,
        severity=rule.severity.value,
    )


def _show_page_rule(preset: str, kind: Kind, rule: PageRule) -> schemas.RuleFacts:
    return schemas.RuleFacts(
        kind=kind.value,
        enabled=(preset, kind) not in ON_REQUEST,
        minimum_s=None if rule.long_ms is None else rule.long_ms / 1_000,
        minimum_s_limits=None if rule.long_ms is None else seconds_limits(kind),
        threshold=rule.often,
        threshold_limits=THRESHOLDS[kind],
        severity=rule.severity.value,
    )


def show_preview(preview: rejudging.PolicyPreview) -> schemas.PolicyPreview:
    """Show what a policy would find."""
    return schemas.PolicyPreview(
        students=preview.students,
        flagged=preview.flagged,
        by_kind={kind.value: count for kind, count in sorted(preview.by_kind.items())},
        next_cursor=preview.next_cursor,
    )


def show_rejudgement(done: rejudging.Rejudgement) -> schemas.Rejudgement:
    """Show what was judged anew."""
    return schemas.Rejudgement(
        students=done.students,
        cameras=done.cameras,
        unseen=done.unseen,
        standing=done.standing,
        superseded=done.superseded,
        next_cursor=done.next_cursor,
    )
