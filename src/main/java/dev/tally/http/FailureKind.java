package dev.tally.http;

/** Why a request was not answered, in terms that every API has words for. */
public enum FailureKind {
    INVALID_REQUEST(400, "Bad Request"),
    MISSING_CREDENTIAL(401, "Unauthorized"),
    INVALID_CREDENTIAL(401, "Unauthorized"),
    EXPIRED_CREDENTIAL(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    NOT_ACCEPTABLE(406, "Not Acceptable"),
    CONFLICT(409, "Conflict"),
    TOO_LARGE(413, "Content Too Large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
    UNPROCESSABLE(422, "Unprocessable Content"),
    RATE_LIMITED(429, "Too Many Requests"),
    INTERNAL(500, "Internal Server Error"),
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String title;

    FailureKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status of an answer of this kind. */
    public int status() {
        return status;
    }

    /** The status in words. */
    public String title() {
        return title;
    }

    public boolean isUnauthenticated() {
        return status == 401;
    }
}
