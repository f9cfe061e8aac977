package dev.tally.http;

import dev.tally.model.Account;
import dev.tally.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;

/** The request in hand: filled in by the filters that it passes, read by resources and error formats. */
@RequestScoped
public class CurrentRequest {
    private String id;
    private Instant receivedAt;
    private ErrorFormat errorFormat;
    private Caller caller;
    private Quota quota;

    /** A request that is refused before it passes any filter. */
    public static CurrentRequest of(String id, Instant receivedAt) {
        CurrentRequest request = new CurrentRequest();
        request.received(id, receivedAt);
        return request;
    }

    void received(String requestId, Instant now) {
        this.id = requestId;
        this.receivedAt = now;
    }

    /** Identifies the request in answers, logs and traces. */
    public String id() {
        return id;
    }

    /** The service's clock when the request came in; "now" for everything that is computed for it. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** How the API that was called tells of failures. */
    public Optional<ErrorFormat> errorFormat() {
        return Optional.ofNullable(errorFormat);
    }

    public void errorsAs(ErrorFormat format) {
        this.errorFormat = format;
    }

    /** How much is left to the caller; empty where that is not limited. */
    public Optional<Quota> quota() {
        return Optional.ofNullable(quota);
    }

    public void quota(Quota left) {
        this.quota = left;
    }

    /** Who the request acts for; empty before its credentials are verified. */
    public Optional<Caller> authenticated() {
        return Optional.ofNullable(caller);
    }

    public void authenticatedAs(Caller authenticated) {
        this.caller = authenticated;
    }

    /** Who the request acts for. */
    public Caller caller() {
        return authenticated()
                .orElseThrow(() -> new FailureException(FailureKind.MISSING_CREDENTIAL, "Authentication required"));
    }

    /**
     * The account that the request acts on.
     *
     * @throws FailureException when the service's administrator has named none
     */
    public Account account() {
        return caller().account()
                .orElseThrow(() -> FailureException.invalid(
                        ACCOUNT_HEADER, "name the account to act on in the header " + ACCOUNT_HEADER));
    }

    /** In which the service's administrator names the account to act on. */
    public static final String ACCOUNT_HEADER = "X-Tally-Account";
}
