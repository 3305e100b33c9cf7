package org.wattsplit.framework.runlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Default;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.FileHeader;
import org.wattsplit.framework.file.Format;
import org.wattsplit.framework.objective.CostWeights;
import org.wattsplit.framework.testbed.DrawnWorld;

/**
 * {@code run.json}: what a run was.
 *
 * @param header format {@value #FORMAT}, version {@value #VERSION}, with the root seed
 * @param scenario id of the scenario
 * @param agent the agent as the user named it, by its alias where it has one
 * @param spec what an agent with an alias is; null where its name says so
 * @param role what the agent is in a comparison
 * @param paretoSet checksum of the Pareto set that its actions come from
 * @param dependsOn what its figures depend on, by name: fields of the scenario, and checksums; empty in runs of earlier
 *     versions, which did not say
 * @param actionSet name of its action set
 * @param actions number of actions
 * @param dataset name of the dataset
 * @param model the network
 * @param workload name of the workload
 * @param requests number of requests
 * @param knobs names of the knobs, which are columns of {@code requests.csv}
 * @param hardwareKnobs those of the knobs that make the hardware setting
 * @param ownConditions conditions that are its testbed's own and columns of {@code requests.csv}, too; default none
 * @param joulesPerMiss what a missed deadline costs
 * @param wrongAnswerJ what a wrong answer costs, in expectation; default 0
 * @param joulesPerLateSecond what each second costs that an answer is late, beyond the miss; default 0
 * @param drawsRight whether {@code requests.csv} says of each answer whether it was right, as drawn; default false
 * @param world which of a few worlds its seed drew, such as the trace that the link follows; null where there is none of the
 *     kind, in a run that is not complete, and in runs of earlier editions
 * @param worldLoopMs after how many milliseconds that world begins again; null where it does not, or there is none
 * @param complete whether every request is in the log
 */
public record RunManifest(
        FileHeader header,
        String scenario,
        String agent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String spec,
        Role role,
        String paretoSet,
        Map<String, String> dependsOn,
        String actionSet,
        int actions,
        String dataset,
        String model,
        String workload,
        int requests,
        List<String> knobs,
        List<String> hardwareKnobs,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Default("[]")
        List<String> ownConditions,

        double joulesPerMiss,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double wrongAnswerJ,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("0")
        double joulesPerLateSecond,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Default("false")
        boolean drawsRight,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String world,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double worldLoopMs,

        boolean complete) {
    /** What the ids of scenarios on hardware begin with. */
    public static final String LIVE = "Live";

    /** The header's format. */
    public static final String FORMAT = "run-log";

    /** The header's version. */
    public static final int VERSION = 4;

    /** Its readers. */
    public static final Format<RunManifest> FILE = Format.of(FORMAT, 3, RunManifest.class)
            .since(VERSION, third -> {
                third.set("pareto_set", third.remove("seed_set"));
                third.putObject("depends_on");
                return third;
            });

    private static final String DEPENDS_ON = "depends_on.";

    /** Fields that differ wherever another one does. */
    private static final Set<String> FOLLOWING = Set.of("header.command", "header.configuration_hash");

    /** What an agent is in a comparison. */
    public enum Role {
        /** It decides on what it observes. */
        AGENT,
        /** It knows the requests beforehand: nothing can cost less on these actions. */
        BOUND,
        /** It knows the requests beforehand, but not the testbed's chance: no strict bound. */
        REFERENCE
    }

    public RunManifest {
        dependsOn = Collections.unmodifiableMap(new TreeMap<>(dependsOn));
        knobs = List.copyOf(knobs);
        hardwareKnobs = List.copyOf(hardwareKnobs);
        ownConditions = List.copyOf(ownConditions);
        Check.that(knobs.containsAll(hardwareKnobs), "the hardware knobs", "some of the knobs " + knobs, (Object)
                hardwareKnobs);
    }

    /** What its agent is, whatever it is called. */
    public AgentSpec what() {
        return AgentSpec.parse(spec == null ? agent : spec);
    }

    /** What requests cost in it. */
    public CostWeights weights() {
        return new CostWeights(joulesPerMiss, wrongAnswerJ, 0, joulesPerLateSecond);
    }

    /** Whether it ran on hardware, so that its log says what disturbed requests. */
    public boolean onHardware() {
        return scenario.startsWith(LIVE);
    }

    /** Its agent with its alias and what it is. */
    public String named() {
        return spec == null ? agent : agent + "=" + spec;
    }

    /**
     * The fields in which another run's manifest differs, with both values; without those that only follow from others, such as
     * the command.
     */
    SortedMap<String, TwoValues> differences(RunManifest other) {
        SortedMap<String, TwoValues> all = TwoValues.of(Documents.flat(this), Documents.flat(other));
        SortedMap<String, TwoValues> causes = new TreeMap<>(all);
        causes.keySet().removeAll(FOLLOWING);
        all.forEach((name, values) -> {
            if (!name.startsWith(DEPENDS_ON)
                    && all.entrySet().stream()
                            .anyMatch(one -> one.getKey().startsWith(DEPENDS_ON)
                                    && one.getValue().equals(values))) {
                causes.remove(name);
            }
        });
        return causes.isEmpty() ? all : causes;
    }

    /** The same run, complete, in the world that it was in; null for none of several. */
    public RunManifest completed(@Nullable DrawnWorld inWorld) {
        return copy(
                role,
                requests,
                inWorld == null ? null : inWorld.name(),
                inWorld == null ? null : inWorld.loopMs(),
                true);
    }

    /** The same run as so many of its requests; a bound of all of them is none of these. */
    RunManifest ofRequests(int count) {
        return copy(role == Role.BOUND ? Role.REFERENCE : role, count, world, worldLoopMs, complete);
    }

    private RunManifest copy(
            Role newRole,
            int newRequests,
            @Nullable String newWorld,
            @Nullable Double newWorldLoopMs,
            boolean nowComplete) {
        return new RunManifest(
                header,
                scenario,
                agent,
                spec,
                newRole,
                paretoSet,
                dependsOn,
                actionSet,
                actions,
                dataset,
                model,
                workload,
                newRequests,
                knobs,
                hardwareKnobs,
                ownConditions,
                joulesPerMiss,
                wrongAnswerJ,
                joulesPerLateSecond,
                drawsRight,
                newWorld,
                newWorldLoopMs,
                nowComplete);
    }
}
