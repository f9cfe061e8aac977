package dev.tally.testing;

import io.quarkus.test.junit.TestProfile;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tells the settings of the present test class's profile before Quarkus starts the service for it. Where that is another
 * process, Quarkus 3.34 tells test resources no more than the name of a class that wraps any profile. JUnit finds this class by
 * its name in {@code META-INF/services}.
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
