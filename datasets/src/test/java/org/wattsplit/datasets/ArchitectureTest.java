package org.wattsplit.datasets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The design's rules inside this module. */
final class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.wattsplit.datasets");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.wattsplit.datasets.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void theTestKitIsForTests() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wattsplit.framework.testkit..")
                .check(MAIN);
    }

    @Test
    void chanceIsAlwaysAParameter() {
        noClasses().should().callMethod(Math.class, "random").check(MAIN);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(MAIN);
        noClasses().should().dependOnClassesThat().areAssignableTo(Random.class).check(MAIN);
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessMarked() {
        assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }
}
