package dev.tally.model;

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
}
