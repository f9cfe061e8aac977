package dev.tally;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.tally.access.Allows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import org.junit.jupiter.api.Test;

/** The rules of the house: which package may know what. */
class ArchitectureTest {
    private static final JavaClasses TALLY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tally");

    private static final String[] DATABASE = {
        "io.vertx.mutiny.sqlclient..",
        "io.vertx.sqlclient..",
        "io.vertx.pgclient..",
        "io.vertx.mutiny.pgclient..",
        "java.sql..",
        "javax.sql..",
    };

    @Test
    void theModelKnowsOnlyTheJdk() {
        holds(classes()
                .that()
                .resideInAPackage("dev.tally.model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.tally.model"));
    }

    @Test
    void theFoldKnowsNoFramework() {
        holds(classes()
                .that()
                .resideInAPackage("dev.tally.aggregate")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.tally.model", "dev.tally.aggregate", "com.datadoghq.sketch.."));
    }

    @Test
    void onlyStorageSpeaksSql() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.tally.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DATABASE));
    }

    @Test
    void onlyAdministrationUsesEntities() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.tally.account..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus.hibernate..", "org.hibernate..", "jakarta.persistence.."));
    }

    @Test
    void nothingKnowsStorage() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.tally.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tally.storage.."));
    }

    @Test
    void dialectsDoNotKnowEachOther() {
        holds(slices().matching("dev.tally.dialect.(*)..").should().notDependOnEachOther());
    }

    @Test
    void packagesFormNoCycles() {
        holds(slices().matching("dev.tally.(**)").should().beFreeOfCycles());
    }

    @Test
    void resourcesNeverBlock() {
        holds(methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .haveRawReturnType(Uni.class)
                .orShould()
                .haveRawReturnType(Multi.class));
    }

    @Test
    void everyOperationSaysWhoMayCallIt() {
        holds(methods().that().areMetaAnnotatedWith(HttpMethod.class).should().beAnnotatedWith(Allows.class));
    }

    private static void holds(ArchRule rule) {
        rule.check(TALLY);
    }
}
