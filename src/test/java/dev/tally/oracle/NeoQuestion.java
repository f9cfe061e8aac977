package dev.tally.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tally.model.Dimension;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks Neo.
 *
 * @param question its granularity is the period, if any; no filters
 */
record NeoQuestion(Question question) implements DialectQuestion {
    @Override
    public String path() {
        return new Parameters("/neo/api/v1/usage/summary")
                .time("from", question.from())
                .time("to", question.to())
                .text(
                        "group_by",
                        question.granularity() == null
                                ? null
                                : question.granularity().name().toLowerCase(Locale.ROOT))
                .path();
    }

    @Override
    public List<String> unknown() {
        return List.of(
                "total_issued_neo_credits",
                "total_available_neo_credits",
                "last_credit_reset",
                "neo_credits_expires_at",
                "neo_credits_is_expired");
    }

    @Override
    public JsonNode expected(Oracle oracle, Instant now, JsonNode answer) {
        NaiveMeasures totals = oracle.totals(question);
        ObjectNode neo = JSON.objectNode();
        neo.put("total_tasks", totals.tasks());
        neo.put("total_neo_credits", credits(totals));
        neo.put("total_execution_ms", totals.totalMs());
        neo.put("total_steps", totals.total(SampleEvent::steps));
        neo.put("total_tool_calls", totals.total(SampleEvent::toolCalls));
        neo.put("total_agent_triggers", totals.total(SampleEvent::agentTriggers));
        // Since the last reset, and there was none: of everything.
        neo.put(
                "total_neo_credits_post_reset",
                credits(oracle.totals(Question.window(null, Instant.MAX, question.zone()))));
        ObjectNode statuses = neo.putObject("by_status");
        totals.statuses(Unit.Kind.TASK).forEach(statuses::put);
        ObjectNode models = neo.putObject("by_model");
        ranked(oracle, Dimension.MODEL).forEach((model, measures) -> putTasks(models.putObject(model), measures));
        ArrayNode projects = neo.putArray("by_project");
        DialectQuestion.ranked(oracle, question, Dimension.PROJECT, NeoQuestion::isListed, NeoQuestion::platformCredits)
                .forEach((project, measures) ->
                        putProject(projects.addObject(), project, measures, everEvents(oracle, project, now)));
        ArrayNode emails = neo.putArray("by_email");
        ranked(oracle, Dimension.EMAIL).forEach((email, measures) -> emails.addObject()
                .put("email", email)
                .put("tasks", measures.tasks())
                .put("neo_credits", credits(measures)));
        if (question.granularity() != null) {
            putPeriods(neo.putArray("by_period"), oracle.series(question));
        }
        putByok(neo.putObject("byok"), totals);
        return neo;
    }

    private Map<String, NaiveMeasures> ranked(Oracle oracle, Dimension dimension) {
        return DialectQuestion.ranked(oracle, question, dimension, NeoQuestion::isListed, NeoQuestion::credits);
    }

    /** Work orders and snapshots alone are nothing that Neo tells of. */
    private static boolean isListed(NaiveMeasures measures) {
        return DialectQuestion.hasEvents(measures)
                || !measures.units(Unit.Kind.TASK).isEmpty();
    }

    private static void putTasks(ObjectNode group, NaiveMeasures measures) {
        group.put("tasks", measures.tasks());
        group.put("Tasks", measures.tasks());
        group.put("neo_credits", credits(measures));
    }

    /** Those of a project until now, whatever the window. */
    private List<SampleEvent> everEvents(Oracle oracle, String project, Instant now) {
        return oracle.totals(Question.window(null, now, question.zone())).events().stream()
                .filter(event -> project.equals(event.dimension(Dimension.PROJECT)))
                .toList();
    }

    private static Optional<String> lastName(List<SampleEvent> events) {
        return events.stream()
                .filter(event -> event.projectName() != null)
                .max(Comparator.comparing(SampleEvent::time).thenComparing(SampleEvent::projectName))
                .map(SampleEvent::projectName);
    }

    private static void putProject(
            ObjectNode group, String project, NaiveMeasures measures, List<SampleEvent> everOfProject) {
        group.put("project_id", project);
        group.put(
                "project_name",
                lastName(measures.events()).or(() -> lastName(everOfProject)).orElse(project));
        group.put("tasks", measures.tasks());
        group.put("neo_credits", platformCredits(measures));
        group.put("llm_spend", measures.where(SampleEvent::byok).sum(SampleEvent::llmCost));
        group.put(
                "last_used",
                measures.units(Unit.Kind.TASK).stream()
                        .map(Unit::startedAt)
                        .max(Comparator.naturalOrder())
                        .map(Instant::toString)
                        .orElse(null));
    }

    private void putPeriods(ArrayNode periods, Map<Oracle.Group, NaiveMeasures> series) {
        Map<Instant, NaiveMeasures> inOrder = new TreeMap<>();
        series.forEach((group, measures) -> inOrder.put(group.bucketStart(), measures));
        inOrder.forEach((start, measures) -> {
            ObjectNode period = periods.addObject();
            period.put("date", LocalDate.ofInstant(start, question.zone()).toString());
            putTasks(period, measures);
        });
    }

    private static void putByok(ObjectNode byok, NaiveMeasures totals) {
        NaiveMeasures own = totals.where(SampleEvent::byok);
        byok.put("total_llm_cost", own.sum(SampleEvent::llmCost));
        byok.put("total_neo_cost", own.sum(SampleEvent::neoCost));
        byok.put("total_streams", DialectQuestion.count(own));
        byok.put(
                "total_tasks",
                totals.units(Unit.Kind.TASK).stream().filter(Unit::byok).count());
    }

    private static BigDecimal credits(NaiveMeasures measures) {
        return measures.sum(SampleEvent::creditsUsed);
    }

    private static BigDecimal platformCredits(NaiveMeasures measures) {
        return measures.where(event -> !event.byok()).sum(SampleEvent::creditsUsed);
    }
}
