package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.compare.SimToRealResult;
import org.wattsplit.framework.report.SimToRealText;
import org.wattsplit.framework.report.Words;
import org.wattsplit.study.job.Data;
import org.wattsplit.study.job.TestbedChoice;
import org.wattsplit.study.simtoreal.SimToRealJob;
import org.wattsplit.study.simtoreal.SimToRealPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runs sim-to-real}. */
@Command(
        name = "sim-to-real",
        description = "Compare what requests took in logged runs with what a replay or a model expects of them.",
        footer = {
            "",
            "For each configuration of the logs: mean latency and energy, what the testbed expects, the error. Then, for the",
            "logs' deadlines, how often the expectation prefers another configuration than the logged means do, and what",
            "that costs. Requests that fell back to the device are counted apart.",
            "",
            "Examples:",
            "  wattsplit runs sim-to-real runs/live --data data/device",
            "  wattsplit runs sim-to-real runs/live --data data/device --testbed replay --json gap.json"
        })
final class SimToRealCommand extends JsonCommand {

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders with runs in them.")
    private List<Path> folders = List.of();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private TestbedOptions testbeds = new TestbedOptions();

    @Override
    public Integer call() {
        Data opened = data.open();
        TestbedChoice testbed = testbeds.choice();
        SimToRealJob.Compared compared = SimToRealJob.run(new SimToRealPlan(folders, opened, testbed), context());
        SimToRealResult result = compared.comparison();
        InputException.require(
                !result.configurations().isEmpty(),
                "the runs",
                "with a request that ran as chosen, in a configuration that the testbed can execute",
                result.fellBack() + " that fell back, " + result.unexpected() + " in others");
        out().println(Words.counted(compared.requests(), "request") + " of " + Words.counted(compared.runs(), "run")
                + ", against testbed " + testbed.name(opened.dataset()) + " of "
                + opened.dataset().name());
        if (compared.voided() > 0) {
            out().println(Words.counted(compared.voided(), "more request") + (compared.voided() == 1 ? " is" : " are")
                    + " void, as the hardware was not as it was set");
        }
        out().print(SimToRealText.of(result));
        writeJson(result);
        return 0;
    }
}
