package dev.tally.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.tally.testing.TestAccount;
import java.util.Set;

/** Holds JSON texts to the JSON Schema of a dialect's contract: every member, type and nullability, and nothing more. */
public final class JsonContract {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final JsonSchema schema;

    private JsonContract(JsonSchema schema) {
        this.schema = schema;
    }

    /** The contract in a file below {@code src/test/resources/contract}, such as {@code surnex/usage.json}. */
    public static JsonContract of(String name) {
        return new JsonContract(SCHEMAS.getSchema(SchemaLocation.of("classpath:contract/" + name)));
    }

    /** Fails with every way in which the text departs from the contract. */
    public void assertHolds(String json) {
        Set<ValidationMessage> departures = schema.validate(
                json, InputFormat.JSON, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
        assertEquals(Set.of(), departures, json);
    }

    /** What the account reads at a path, once it has been held to the contract. */
    public String read(TestAccount account, String path) {
        String answer = TestAccount.as(account.key("read"))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertHolds(answer);
        return answer;
    }
}
