package dev.tally.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a run, as a table for people and as JSON for comparisons. */
record Report(Options options, Map<String, Object> machine, List<Figure> figures) {
    private static final String ROW = "%-56s %18s %26s %9s %9s %4s%n";
    private static final int DIGITS = 3;

    void print() {
        System.out.printf(ROW, "", "measured", "compared with", "figure", "target", "met");
        for (Figure figure : figures) {
            System.out.printf(
                    ROW,
                    figure.name(),
                    figure.measured(),
                    figure.reference(),
                    plain(figure.value()),
                    figure.target().map(Report::target).orElse(""),
                    figure.met(options.events()).map(met -> met ? "yes" : "NO").orElse(""));
        }
        System.out.printf("* for %,d events or more%n", Figure.FULL_SIZE_EVENTS);
    }

    void write() throws IOException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("events", options.events());
        run.put("seed", options.seed());
        run.put("task_every", options.taskEvery());
        run.put("machine", machine);
        run.put("figures", figures.stream().map(this::json).toList());
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(options.result().toFile(), run);
    }

    /** Three significant digits, no exponent. */
    static String plain(double value) {
        return BigDecimal.valueOf(value)
                .round(value >= 1000 ? new MathContext(DIGITS + 2) : new MathContext(DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String target(Figure.Target target) {
        return target + (target.fromEvents() > 0 ? " *" : "");
    }

    private Map<String, Object> json(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", figure.name());
        json.put("value", figure.value());
        figure.target().ifPresent(target -> {
            json.put("target", target.toString());
            json.put("target_from_events", target.fromEvents());
            json.put("met", figure.met(options.events()).orElse(null));
        });
        json.put("measured", figure.measured());
        json.put("compared_with", figure.reference());
        json.putAll(figure.details());
        return new LinkedHashMap<>(json);
    }
}
