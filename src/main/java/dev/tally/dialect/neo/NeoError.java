package dev.tally.dialect.neo;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Neo's {@code ErrorResponse}.
 *
 * @param code for programs to tell errors apart by
 * @param kind the coarse category, in words
 * @param message for people: {@code kind} in front of {@code error}
 * @param errorId the request's id
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
        name = "NeoErrorResponse",
        requiredProperties = {"error"})
public record NeoError(String error, String code, String kind, String message, String errorId) {}
