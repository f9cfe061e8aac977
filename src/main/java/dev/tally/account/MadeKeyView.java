package dev.tally.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tally.access.KeySecret;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new API key with its secret, which is shown this once. */
@Schema(name = "ApiKeyWithSecret")
public record MadeKeyView(
        @JsonUnwrapped KeyView key, @Schema(required = true) String secret) {

    static MadeKeyView of(ApiKeyEntity key, KeySecret secret) {
        return new MadeKeyView(KeyView.of(key), secret.reveal());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return key.toString();
    }
}
