"""Topics of the law that lead nowhere, and answers of states that mislead without their terms."""

from collections.abc import Iterator

from cma_content.checking.finding import Finding, warning
from cma_content.checking.inspected import Inspected
from cma_content.diagnostics import rules


def idle_topics(seen: Inspected) -> Iterator[Finding]:
    """Each topic of a duty of which no state's rules speak, and each topic that no duty and no question is about."""
    article = seen.article
    ruled = {topic for state in article.state_rules for rule in state.rules for topic in rule.topics}
    used = {topic for duty in article.duties for topic in duty.topics}
    used |= {topic for faq in article.faqs for topic in faq.topics}
    for index, duty in enumerate(article.duties if article.state_rules else ()):
        for number, topic in enumerate(duty.topics):
            if topic not in ruled:
                message, hint = f"no state's rules speak of {topic}", "add rules on it, or name another topic"
                yield warning(("duties", index, "topics", number), rules.IDLE_TOPIC, message, hint, about=(topic,))
    for index, held in enumerate(article.topics):
        if held.id not in used:
            message, hint = f"no duty and no question is about {held.name}", "name it in one, or take it away"
            yield warning(("topics", index, "id"), rules.IDLE_TOPIC, message, hint)


def bare_statuses(seen: Inspected) -> Iterator[Finding]:
    """Each answer on terms without the terms, and each of a topic whose status alone misleads without a note."""
    only_with_note = {topic.id for topic in seen.article.topics if topic.note_only}
    for index, state in enumerate(seen.article.state_rules):
        for number, rule in enumerate(state.rules):
            if rule.note:
                continue
            location = ("state_rules", index, "rules", number, "status")
            misleading = [topic for topic in rule.topics if topic in only_with_note]
            if rule.status == "on-terms":
                message, hint = "on terms, and no note says on which", "add them as note"
                yield warning(location, rules.BARE_STATUS, message, hint, about=rule.topics)
            elif misleading and rule.status != "silent":
                message = f"{rule.status} alone misleads on {', '.join(misleading)}"
                yield warning(location, rules.BARE_STATUS, message, "say in a note what holds", about=rule.topics)
