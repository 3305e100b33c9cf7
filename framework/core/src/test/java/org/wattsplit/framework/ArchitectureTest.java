package org.wattsplit.framework;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The design's rules inside core. */
final class ArchitectureTest {
    private static final String ROOT = "org.wattsplit.framework";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Each line uses only lines before it, and packages of its own line. */
    private static final List<List<String>> ORDER = List.of(
            List.of("check", "random", "file", "provider", "statistics"),
            List.of("space", "outcome", "request"),
            List.of("objective", "pareto"),
            List.of("dataset", "testbed"),
            List.of("env"),
            List.of("agent"),
            List.of("testkit"));

    @Test
    void packagesUseOnlyWhatStandsBeforeThem() {
        List<String> later = new ArrayList<>();
        for (int line = ORDER.size() - 1; line >= 0; line--) {
            if (!later.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAnyPackage(packages(ORDER.get(line)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages(later))
                        .check(MAIN);
            }
            later.addAll(ORDER.get(line));
        }
        assertThat(MAIN.stream().map(type -> type.getPackageName().substring(ROOT.length() + 1)))
                .isSubsetOf(later);
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }
}
