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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The design's rules for all modules; the framework's own test has the order inside it. */
final class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.wattsplit");

    /** The packages of each module below {@code org.wattsplit}, and the modules that it may use besides core. */
    private static final Map<String, Module> MODULES = new LinkedHashMap<>();

    private record Module(List<String> packages, List<String> uses) {}

    private static void module(String name, List<String> packages, String... uses) {
        MODULES.put(name, new Module(packages, List.of(uses)));
    }

    static {
        module(
                "core",
                List.of(
                        "framework.agent",
                        "framework.check",
                        "framework.dataset",
                        "framework.env",
                        "framework.file",
                        "framework.objective",
                        "framework.outcome",
                        "framework.pareto",
                        "framework.provider",
                        "framework.random",
                        "framework.request",
                        "framework.space",
                        "framework.statistics",
                        "framework.testbed",
                        "framework.testkit"));
        module("search", List.of("framework.search"));
        module(
                "lab",
                List.of(
                        "framework.compare",
                        "framework.experiment",
                        "framework.rollout",
                        "framework.runlog",
                        "framework.train"));
        module("report", List.of("framework.report", "framework.results"), "lab");
        module("datasets", List.of("datasets"));
        module("envs", List.of("envs"));
        module(
                "agents",
                List.of(
                        "agents.bandit",
                        "agents.factored",
                        "agents.features",
                        "agents.fixed",
                        "agents.held",
                        "agents.heuristic",
                        "agents.index",
                        "agents.linucb",
                        "agents.online",
                        "agents.planning",
                        "agents.qtable",
                        "agents.thompson"));
        module("agents-deep", List.of("agents.network", "agents.ppo", "agents.rl4j", "agents.sac"), "agents");
        module("simulated", List.of("testbed.dynamics", "testbed.model", "testbed.replay", "testbed.simulated"));
        module(
                "networks",
                List.of(
                        "testbed.codec",
                        "testbed.family",
                        "testbed.network",
                        "testbed.onnx",
                        "testbed.pictures",
                        "testbed.split",
                        "testbed.tensor",
                        "testbed.zoo"));
        module("dl4j", List.of("testbed.digits", "testbed.dl4j", "testbed.training"), "networks");
        module("serving", List.of("testbed.cloud", "testbed.link", "testbed.protocol"), "networks");
        module("hardware", List.of("testbed.device", "testbed.power"));
        module(
                "live",
                List.of("testbed.edge", "testbed.guard", "testbed.live", "testbed.profile", "testbed.remote"),
                "networks",
                "serving",
                "hardware");
        module("standin", List.of("testbed.image", "testbed.standin"), "networks", "serving");
        module(
                "study",
                List.of("study"),
                "search",
                "lab",
                "report",
                "datasets",
                "envs",
                "agents",
                "agents-deep",
                "simulated",
                "networks",
                "dl4j",
                "serving",
                "hardware",
                "live");
    }

    /** By what a library's packages begin with, the packages of ours that may use it. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("ai.onnxruntime", List.of("testbed.onnx")),
            // Its annotations may stand on any record that a file holds; formats rewrite documents of earlier versions.
            Map.entry("com.fasterxml.jackson.core", List.of("framework.file", "testbed.power")),
            Map.entry(
                    "com.fasterxml.jackson.databind",
                    List.of(
                            "framework.compare",
                            "framework.file",
                            "framework.runlog",
                            "testbed.image",
                            "testbed.power")),
            Map.entry("com.fasterxml.jackson.dataformat", List.of("framework.file")),
            Map.entry("com.github.dockerjava", List.of("testbed.standin")),
            Map.entry("com.github.luben", List.of("testbed.codec")),
            Map.entry(
                    "com.google.protobuf",
                    List.of("testbed.cloud", "testbed.onnx", "testbed.protocol", "testbed.remote", "testbed.zoo")),
            Map.entry("io.github.resilience4j", List.of("testbed.guard")),
            Map.entry("io.grpc", List.of("testbed.cloud", "testbed.protocol", "testbed.remote")),
            Map.entry("io.prometheus", List.of("testbed.cloud")),
            Map.entry("me.tongfei", List.of("cli")),
            Map.entry(
                    "org.apache.commons.csv",
                    List.of("datasets", "framework.dataset", "framework.file", "framework.runlog")),
            Map.entry("org.apache.sshd", List.of("testbed.device")),
            Map.entry(
                    "org.deeplearning4j",
                    List.of("agents.network", "agents.rl4j", "testbed.digits", "testbed.dl4j", "testbed.training")),
            Map.entry("org.moeaframework", List.of("framework.search")),
            Map.entry(
                    "org.nd4j",
                    List.of("agents.network", "agents.rl4j", "testbed.digits", "testbed.dl4j", "testbed.training")),
            Map.entry("org.testcontainers", List.of("testbed.standin")),
            Map.entry("org.tribuo", List.of("framework.search")),
            Map.entry("oshi", List.of("study", "testbed.power")),
            Map.entry("picocli", List.of("cli")));

    private static String[] packages(Collection<String> names) {
        return names.stream().map(name -> "org.wattsplit." + name + "..").toArray(String[]::new);
    }

    @Test
    void modulesUseTheFrameworkAndOnlyWhatStandsBelowThem() {
        MODULES.forEach((name, module) -> {
            List<String> others = new ArrayList<>(List.of("cli"));
            MODULES.forEach((other, of) -> {
                if (!other.equals(name)
                        && !other.equals("core")
                        && !module.uses().contains(other)) {
                    others.addAll(of.packages());
                }
            });
            noClasses()
                    .that()
                    .resideInAnyPackage(packages(module.packages()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(others))
                    .because("of module " + name)
                    .check(ALL);
        });
        Set<String> known = new HashSet<>();
        MODULES.values().forEach(module -> known.addAll(module.packages()));
        known.add("cli");
        assertThat(ALL.stream().map(type -> type.getPackageName().substring("org.wattsplit.".length())))
                .allMatch(name ->
                        known.stream().anyMatch(module -> name.equals(module) || name.startsWith(module + ".")));
    }

    @Test
    void librariesAreUsedWhereTheyBelong() {
        LIBRARIES.forEach((library, users) -> noClasses()
                .that()
                .resideOutsideOfPackages(packages(users))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(ALL));
    }

    @Test
    void noProcessStartsTheCommand() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.wattsplit.cli.Main")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.wattsplit.cli.Main")
                .check(ALL);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.wattsplit.cli.Main")
                .should()
                .callMethod(CommandLine.class, "execute", String[].class)
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
