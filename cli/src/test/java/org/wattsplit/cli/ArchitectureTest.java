package org.wattsplit.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The design's rules for all modules; the framework's own test has the order inside it. */
final class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
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
    void packagesHaveNoCycles() {
        slices().matching("org.wattsplit.(*.*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void theTestKitIsForTests() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.wattsplit.framework.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wattsplit.framework.testkit..")
                .check(ALL);
    }

    @Test
    void chanceIsAlwaysAParameter() {
        noClasses().should().callMethod(Math.class, "random").check(ALL);
        noClasses().should().dependOnClassesThat().areAssignableTo(Random.class).check(ALL);
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessMarked() {
        assertThat(ALL.stream().map(JavaClass::getPackage).distinct())
                .hasSizeGreaterThan(20)
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void publicClassesAreFinalUnlessTheirFamilyIsClosed() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(ALL);
    }

    @Test
    void onlyTheMainsOfWhatIsDeployedEndTheProcess() {
        List<String> mains = List.of(
                "org.wattsplit.cli.Main",
                "org.wattsplit.testbed.cloud.CloudMain",
                "org.wattsplit.testbed.remote.EdgeMain");
        noClasses()
                .that(describe("are no main", type -> !mains.contains(type.getName())))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ALL);
        classes()
                .that(describe("are a main", type -> mains.contains(type.getName())))
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ALL);
    }

    @Test
    void onlyTheCommandLineKnowsPicocliAndOnlyTheImageKnowsJib() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.wattsplit.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.wattsplit.testbed.image..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.cloud.tools.jib..")
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
