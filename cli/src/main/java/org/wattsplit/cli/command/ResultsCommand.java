package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.study.results.ResultsJob;
import org.wattsplit.study.results.ResultsPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code results}. */
@Command(
        name = "results",
        description = "Train and test all agents in all scenarios, and write the page of results.",
        footer = {
            "",
            "Each step is a command that is printed before it runs. Run it again, and it goes on where it was cut off;",
            "what is complete stays. With ten seeds it takes about an hour on two cores, and about 4 GB for the run logs.",
            "",
            "Examples:",
            "  wattsplit results --data ../SPLINTER",
            "  wattsplit results --data pi4-coral-gpu --scenarios Field-v1 --seeds 2 --steps 20000 --out runs/small"
        })
final class ResultsCommand extends PrintingCommand {
    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "ID",
            description = "Scenarios, separated by commas (default: DynaSplit-v1 where the data has measurements, else"
                    + " DynaSplitModel-v1; then MobileLink-v1, SharedCloud-v1, HotDevice-v1, Field-v1).")
    private @Nullable List<String> scenarios;

    @Option(
            names = "--learners",
            paramLabel = "NAME[:OPTION=VALUE]",
            description =
                    "Learners, separated by commas, one in a value written twice (default ppo,linucb,thompson,q-table, and sac,rl4j-dqn where"
                            + " there are no dynamics).")
    private @Nullable List<String> learners;

    @Option(names = "--seeds", paramLabel = "N", description = "Seeds (default 10).")
    private int seeds = 10;

    @Option(names = "--steps", paramLabel = "N", description = "Steps (default 100000).")
    private int steps = 100_000;

    @Option(
            names = "--start-steps",
            paramLabel = "N",
            description = "Steps of the trainings that compare cold and warm starts (default 40000); 0 for none.")
    private int startSteps = 40_000;

    @Option(names = "--requests", paramLabel = "N", description = "Test on the first N requests only (default: all).")
    private @Nullable Integer requests;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for policies and runs (default runs/results).")
    private Path out = Path.of("runs/results");

    @Option(names = "--page", paramLabel = "FILE", description = "Where the page goes (default OUT/results.md).")
    private @Nullable Path page;

    @Override
    public Integer call() {
        PrintWriter writer = out();
        ResultsPlan plan = new ResultsPlan(
                data.open(),
                scenarios,
                learners == null
                        ? null
                        : learners.stream()
                                .flatMap(list -> AgentSpec.split(list).stream())
                                .map(AgentSpec::parse)
                                .toList(),
                seeds,
                steps,
                startSteps,
                requests,
                out,
                page);
        ResultsJob.run(plan, context(), command -> {
            writer.println("> " + command);
            writer.flush();
        });
        writer.println("wrote " + plan.file());
        return 0;
    }
}
