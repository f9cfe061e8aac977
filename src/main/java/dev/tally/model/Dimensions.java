package dev.tally.model;

import java.util.Arrays;
import java.util.List;

/** The dimensions of one event; null where the event has none. */
public record Dimensions(
        String model,
        String provider,
        String operation,
        String projectId,
        String email,
        String workOrderId,
        String runId,
        String profile) {

    /** The value of one dimension, or null. */
    public String get(Dimension dimension) {
        return switch (dimension) {
            case MODEL -> model;
            case PROVIDER -> provider;
            case OPERATION -> operation;
            case PROJECT -> projectId;
            case EMAIL -> email;
            case WORK_ORDER -> workOrderId;
            case RUN -> runId;
            case PROFILE -> profile;
        };
    }

    /** The values of several dimensions, in their order; null for each that is absent. */
    public List<String> get(List<Dimension> wanted) {
        String[] values = new String[wanted.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = get(wanted.get(i));
        }
        return Arrays.asList(values);
    }
}
