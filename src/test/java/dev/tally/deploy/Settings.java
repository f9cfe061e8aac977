package dev.tally.deploy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;

/** The settings of the application, as an environment sets them. */
final class Settings {
    private static final List<Class<?>> MAPPINGS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.tally").stream()
                    .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    private Settings() {}

    /**
     * Reads the settings as a start would.
     *
     * @throws io.smallrye.config.ConfigValidationException as a start would: for a name that no setting has, or a value that
     *     it cannot have
     */
    static SmallRyeConfig read(Map<String, String> environment) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new Environment(environment));
        MAPPINGS.forEach(builder::withMapping);
        return builder.build();
    }

    /** Of another name than the library's, which lets unknown names in the environment pass. */
    private static final class Environment extends EnvConfigSource {
        private static final long serialVersionUID = 1L;

        Environment(Map<String, String> variables) {
            super(variables, ORDINAL);
        }

        @Override
        public String getName() {
            return "the manifests";
        }
    }
}
