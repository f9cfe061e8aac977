package dev.tally.testing;

import io.quarkus.test.junit.TestProfile;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Notes which test class begins, before Quarkus starts the service for it: to those who make ready for the start Quarkus 3.34
 * names the profile of a test of another process only as one that stands for any. JUnit finds it by its name in
 * {@code META-INF/services}.
 */
public final class CurrentProfile implements BeforeAllCallback {
    /** A system property, not a field: each test profile loads this class anew. */
    private static final String TEST_CLASS = "tally-test-class";

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(TEST_CLASS, context.getRequiredTestClass().getName());
    }

    /** The names of the settings that the profile of the present test class makes; none where it has no profile. */
    static Set<String> settings() {
        String test = System.getProperty(TEST_CLASS);
        try {
            return test == null
                    ? Set.of()
                    : settings(Thread.currentThread().getContextClassLoader().loadClass(test));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the profile of " + test + " cannot be made", e);
        }
    }

    /** Those that test another form of the service have the profile of the tests that they inherit. */
    private static Set<String> settings(Class<?> test) throws ReflectiveOperationException {
        for (Class<?> one = test; one != null; one = one.getSuperclass()) {
            TestProfile profile = one.getAnnotation(TestProfile.class);
            if (profile != null) {
                return profile.value()
                        .getDeclaredConstructor()
                        .newInstance()
                        .getConfigOverrides()
                        .keySet();
            }
        }
        return Set.of();
    }
}
