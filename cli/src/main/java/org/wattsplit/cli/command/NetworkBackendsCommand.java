package org.wattsplit.cli.command;

import java.util.Locale;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.framework.report.UnitScale;
import org.wattsplit.framework.report.Units;
import org.wattsplit.study.networks.BackendsJob;
import org.wattsplit.study.networks.BackendsPlan;
import org.wattsplit.study.networks.BackendsResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code networks backends}. */
@Command(
        name = "backends",
        description = "Run an architecture in ONNX Runtime and in Deeplearning4j by turns, and compare their times.",
        footer = {
            "",
            "Each backend draws weights of its own: times can be compared, outputs cannot.",
            "OMP_NUM_THREADS sets Deeplearning4j's threads; the launcher sets it to 1, which suits small networks.",
            "",
            "Examples:",
            "  OMP_NUM_THREADS=2 wattsplit networks backends vgg16",
            "  wattsplit networks backends resnet50 --repeats 11 --json backends.json"
        })
final class NetworkBackendsCommand extends JsonCommand {
    @Parameters(paramLabel = "NAME", description = "vgg16 or resnet50.")
    private String name = "";

    @Option(names = "--pixels", paramLabel = "N", description = "Pixels of an image's side (default 224).")
    private int pixels = 224;

    @Option(names = "--repeats", paramLabel = "N", description = "Runs of each (default 7).")
    private int repeats = 7;

    @Override
    public Integer call() {
        BackendsResult result = BackendsJob.run(new BackendsPlan(name, pixels, repeats), context());
        UnitScale times = Units.MILLIS.roughly(result.onnxMs(), result.dl4jMs());
        TextTable table = new TextTable("backend", times.heading("median"), "times as long");
        table.row("onnx", times.cell(result.onnxMs()), "1.00");
        table.row("dl4j", times.cell(result.dl4jMs()), String.format(Locale.ROOT, "%.2f", result.ratio()));
        out().print(table);
        writeJson(result);
        return 0;
    }
}
