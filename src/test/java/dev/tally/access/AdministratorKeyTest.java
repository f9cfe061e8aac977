package dev.tally.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdministratorKeyTest {
    private static final String GOOD = "0123456789abcdef0123456789abcdef";

    @Test
    void aKeyOf32CharactersIsTheAdministrators() {
        AdministratorKey key = new AdministratorKey(() -> Optional.of(GOOD));

        assertTrue(key.is(SecretHash.of(GOOD)));
        assertFalse(key.is(SecretHash.of(GOOD + "0")));
    }

    @Test
    void withoutAKeyNobodyIsTheAdministrator() {
        assertFalse(new AdministratorKey(Optional::empty).is(SecretHash.of("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef 0123456789abcdef",
                "schlüssel-schlüssel-schlüssel-schlüssel"
            })
    void aKeyThatIsShortOrCannotBeSentStopsTheStart(String key) {
        ConfigurationException e =
                assertThrows(ConfigurationException.class, () -> new AdministratorKey(() -> Optional.of(key)));

        assertFalse(e.getMessage().contains(key));
    }
}
