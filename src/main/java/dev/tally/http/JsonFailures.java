package dev.tally.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a caller's words why a JSON body could not be read. */
final class JsonFailures {
    private JsonFailures() {}

    static Failure of(JacksonException e) {
        if (e.getCause() instanceof FailureException refused) {
            return refused.failure();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return invalid(unknown.getPropertyName(), "unknown field '" + unknown.getPropertyName() + "'");
        }
        if (e instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()
                && !(e.getCause() instanceof JsonParseException)) {
            String field = fieldOf(mapping);
            return invalid(field, "'" + field + "' has a value of the wrong type or form");
        }
        return new Failure(
                FailureKind.INVALID_REQUEST,
                Optional.empty(),
                e instanceof MismatchedInputException
                        ? "the body must be one JSON object, and nothing else"
                        : "the body is not well-formed JSON");
    }

    private static Failure invalid(String field, String message) {
        return new Failure(FailureKind.INVALID_REQUEST, Optional.of(field), message);
    }

    private static String fieldOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
