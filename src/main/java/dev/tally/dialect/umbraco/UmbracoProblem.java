package dev.tally.dialect.umbraco;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Problem details (RFC 9457) as ASP.NET Core writes them.
 *
 * @param type where the status is defined
 * @param title the status in words
 * @param traceId the id of the request
 */
@RegisterForReflection(registerFullHierarchy = true)
@Schema(
        name = "UmbracoProblem",
        requiredProperties = {"type", "title", "status", "detail", "traceId"})
public record UmbracoProblem(String type, String title, int status, String detail, String traceId) {}
