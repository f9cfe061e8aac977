package dev.tally.access;

import dev.tally.model.Emails;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a verified token says about its holder.
 *
 * @param account the id or external id of the account it is for, the claim {@code tally_account}
 * @param email the holder's, in lower case
 * @param groups the names among which the holder's role is
 */
record TokenClaims(String account, Optional<String> email, Set<String> groups) {
    private static final String ACCOUNT_CLAIM = "tally_account";
    private static final String EMAIL_CLAIM = "email";

    /** @throws dev.tally.http.FailureException when a claim is missing or not of its type */
    static TokenClaims of(JsonWebToken token) {
        if (token.getSubject() == null || token.getSubject().isBlank()) {
            throw Credential.invalid();
        }
        Set<String> groups = token.getGroups() == null ? Set.of() : token.getGroups();
        return new TokenClaims(
                text(token, ACCOUNT_CLAIM).orElseThrow(Credential::invalid),
                text(token, EMAIL_CLAIM).map(TokenClaims::email),
                groups);
    }

    private static String email(String claim) {
        String email = Emails.normalized(claim);
        if (!Emails.isValid(email)) {
            throw Credential.invalid();
        }
        return email;
    }

    private static Optional<String> text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        if (value != null && !(value instanceof String text && !text.isBlank())) {
            throw Credential.invalid();
        }
        return Optional.ofNullable((String) value);
    }
}
