package dev.tally;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tally.access.Allows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;

/** The rules of the house: which package may know what. */
@AnalyzeClasses(packages = "dev.tally", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] DATABASE = {
        "io.vertx.mutiny.sqlclient..",
        "io.vertx.sqlclient..",
        "io.vertx.pgclient..",
        "io.vertx.mutiny.pgclient..",
        "java.sql..",
        "javax.sql..",
    };

    @ArchTest
    static final ArchRule MODEL_KNOWS_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.tally.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.tally.model");

    @ArchTest
    static final ArchRule THE_FOLD_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAPackage("dev.tally.aggregate")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.tally.model", "dev.tally.aggregate", "com.datadoghq.sketch..");

    @ArchTest
    static final ArchRule ONLY_STORAGE_SPEAKS_SQL = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tally.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DATABASE);

    @ArchTest
    static final ArchRule ONLY_ADMINISTRATION_USES_ENTITIES = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tally.account..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus.hibernate..", "org.hibernate..", "jakarta.persistence..");

    @ArchTest
    static final ArchRule NOTHING_KNOWS_STORAGE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tally.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tally.storage..");

    @ArchTest
    static final ArchRule DIALECTS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("dev.tally.dialect.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().matching("dev.tally.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule RESOURCES_NEVER_BLOCK = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .haveRawReturnType(Uni.class)
            .orShould()
            .haveRawReturnType(Multi.class);

    @ArchTest
    static final ArchRule EVERY_OPERATION_SAYS_WHO_MAY_CALL_IT =
            methods().that().areMetaAnnotatedWith(HttpMethod.class).should().beAnnotatedWith(Allows.class);
}
