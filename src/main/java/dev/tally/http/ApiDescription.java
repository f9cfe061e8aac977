package dev.tally.http;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the OpenAPI document says about the service as a whole, and what several operations refer to. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Tally",
                        version = "1",
                        description = "Records what AI calls cost and answers who used what, how much, how fast and for"
                                + " how much money.\n\nEvery answer has the id of its request in the header"
                                + " `X-Request-Id`: the one that the request has there, else a new one.\n\nA credential"
                                + " acts on the account that it belongs to. Only the service's administrator names the"
                                + " account to act on, by its id or external id, in the header `X-Tally-Account`."),
        security = {@SecurityRequirement(name = "bearerAuth"), @SecurityRequirement(name = "apiKey")},
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "bearerAuth",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "A JSON Web Token or an API key"),
                            @SecurityScheme(
                                    securitySchemeName = "apiKey",
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.HEADER,
                                    apiKeyName = "X-Api-Key",
                                    description = "An API key")
                        },
                        parameters = {
                            @Parameter(
                                    name = "account",
                                    in = ParameterIn.PATH,
                                    required = true,
                                    description = "The id or external id of the account",
                                    schema = @Schema(type = SchemaType.STRING)),
                            @Parameter(
                                    name = "limit",
                                    in = ParameterIn.QUERY,
                                    description = "How many to return at most",
                                    schema =
                                            @Schema(
                                                    type = SchemaType.INTEGER,
                                                    minimum = "1",
                                                    maximum = "1000",
                                                    defaultValue = "100")),
                            @Parameter(
                                    name = "after",
                                    in = ParameterIn.QUERY,
                                    description = "The 'next' of the part before",
                                    schema = @Schema(type = SchemaType.STRING))
                        },
                        headers =
                                @Header(
                                        name = "ETag",
                                        description = "Stays the same as long as the answer says the same: sent back in"
                                                + " `If-None-Match`, it saves computing and sending it again",
                                        schema = @Schema(type = SchemaType.STRING)),
                        schemas =
                                @Schema(
                                        name = "Problem",
                                        description = "Why the request was refused (RFC 9457)",
                                        type = SchemaType.OBJECT,
                                        requiredProperties = {"type", "title", "status", "detail", "request_id"},
                                        properties = {
                                            @SchemaProperty(
                                                    name = "type",
                                                    type = SchemaType.STRING,
                                                    examples = "about:blank"),
                                            @SchemaProperty(
                                                    name = "title",
                                                    type = SchemaType.STRING,
                                                    examples = "Bad Request"),
                                            @SchemaProperty(
                                                    name = "status",
                                                    type = SchemaType.INTEGER,
                                                    examples = "400"),
                                            @SchemaProperty(name = "detail", type = SchemaType.STRING),
                                            @SchemaProperty(
                                                    name = "field",
                                                    type = SchemaType.STRING,
                                                    description =
                                                            "The parameter, header or member of the body at fault"),
                                            @SchemaProperty(
                                                    name = "code",
                                                    type = SchemaType.STRING,
                                                    description = "Tells programs what the status alone does not"),
                                            @SchemaProperty(name = "request_id", type = SchemaType.STRING)
                                        }),
                        responses = {
                            @APIResponse(
                                    name = "NotModified",
                                    description = "What the client has, by its `If-None-Match`, still holds",
                                    headers = @Header(name = "ETag", ref = "ETag")),
                            @APIResponse(
                                    name = "BadRequest",
                                    description = "Something in the request cannot be understood or is out of range",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "Unauthorized",
                                    description = "No credential, or one that is not valid",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "Forbidden",
                                    description = "The credential does not permit this",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "NotFound",
                                    description = "There is no such thing",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM,
                                                    schema = @Schema(ref = "Problem"))),
                            @APIResponse(
                                    name = "Conflict",
                                    description = "It is at odds with what there is already",
                                    content =
                                            @Content(
                                                    mediaType = ApiDescription.PROBLEM,
                                                    schema = @Schema(ref = "Problem")))
                        }))
public class ApiDescription extends Application {
    static final String PROBLEM = "application/problem+json";
}
