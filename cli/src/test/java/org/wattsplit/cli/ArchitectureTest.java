package org.wattsplit.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The design's rules across modules; each module's own test has those inside it. */
final class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.wattsplit");

    @Test
    void modulesUseTheFrameworkAndNeverEachOther() {
        List<String> siblings = List.of("datasets", "envs", "agents", "testbed");
        for (String module : siblings) {
            String[] others = siblings.stream()
                    .filter(other -> !other.equals(module))
                    .map(other -> "org.wattsplit." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("org.wattsplit." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(ALL);
        }
        noClasses()
                .that()
                .resideInAPackage("org.wattsplit.framework..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.wattsplit.datasets..",
                        "org.wattsplit.envs..",
                        "org.wattsplit.agents..",
                        "org.wattsplit.testbed..")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.wattsplit.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wattsplit.cli..")
                .check(ALL);
    }

    @Test
    void noPackageOfTheCommandLineIsInACycle() {
        // Main is what starts everything; nothing inside needs it.
        slices().matching("org.wattsplit.cli.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.wattsplit.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ALL);
        classes()
                .that()
                .haveFullyQualifiedName("org.wattsplit.cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ALL);
    }

    @Test
    void noPackageLivesInTwoModules() {
        Map<String, Set<String>> sources = new HashMap<>();
        for (JavaClass type : ALL) {
            type.getSource().ifPresent(source -> {
                String uri = source.getUri().toString();
                String path = type.getName().replace('.', '/');
                sources.computeIfAbsent(type.getPackageName(), key -> new HashSet<>())
                        .add(uri.substring(0, uri.indexOf(path.substring(0, path.lastIndexOf('/')))));
            });
        }
        assertThat(sources)
                .hasSizeGreaterThan(20)
                .allSatisfy((name, places) -> assertThat(places).as(name).hasSize(1));
    }
}
