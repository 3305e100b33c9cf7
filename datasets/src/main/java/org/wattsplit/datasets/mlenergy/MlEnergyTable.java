package org.wattsplit.datasets.mlenergy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.wattsplit.datasets.importer.DatasetImporter;
import org.wattsplit.datasets.importer.TableImport;
import org.wattsplit.framework.dataset.DatasetAbout;
import org.wattsplit.framework.dataset.DeviceFacts;
import org.wattsplit.framework.dataset.Measurement;
import org.wattsplit.framework.file.CsvTable;
import org.wattsplit.framework.outcome.EnergyPart;
import org.wattsplit.framework.outcome.LatencyPart;
import org.wattsplit.framework.outcome.Outcome;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.space.ConfigurationSpace;
import org.wattsplit.framework.space.Knob;
import org.wattsplit.framework.space.SpaceSpec;

/**
 * The ML.ENERGY leaderboard's table of language models: a request is one token, which takes the median time between two tokens
 * and the mean energy of one. One dataset is one model on one kind of GPU at one task, all of it in the cloud.
 */
public final class MlEnergyTable implements DatasetImporter {
    private static final String MODEL = "model";
    private static final String GPU = "gpu";
    private static final String TASK = "task";
    private static final String GPUS = "num_gpus";
    private static final String BATCH = "max_num_seqs";
    private static final String MEDIAN_MS = "itl_median_ms";
    private static final String TOKEN_J = "j_per_token";
    /** How the model is divided among the GPUs: no knob of the table, so it must follow from the others. */
    private static final List<String> PARALLELISM = List.of("tp", "ep", "dp");

    private static final String BATCH_LIMIT = "batch_limit";
    private static final String GPUS_KNOB = "gpus";

    private record Row(String model, String gpu, String task, long gpus, long batch, Outcome outcome) {}

    @Override
    public String name() {
        return "mlenergy";
    }

    @Override
    public String description() {
        return "the ML.ENERGY leaderboard's language models on H100 and B200, a file mlenergy_llm.csv (cloud only)";
    }

    @Override
    public Set<String> options() {
        return Set.of(NETWORK, GPU, TASK);
    }

    @Override
    public boolean recognises(Path from) {
        return Files.isRegularFile(from) && TableImport.isNamed(from, List.of("mlenergy_llm.csv"));
    }

    @Override
    public Imported read(Path from, Map<String, String> options) {
        List<Row> rows = rows(from);
        String model = TableImport.choice(NETWORK, options, from, distinct(rows, Row::model));
        List<Row> ofModel =
                rows.stream().filter(row -> row.model().equals(model)).toList();
        String gpu = TableImport.choice(GPU, options, from, distinct(ofModel, Row::gpu));
        List<Row> onGpu = ofModel.stream().filter(row -> row.gpu().equals(gpu)).toList();
        String task = TableImport.choice(TASK, options, from, distinct(onGpu, Row::task));
        List<Row> mine = onGpu.stream().filter(row -> row.task().equals(task)).toList();
        boolean severalGpus = mine.stream().mapToLong(Row::gpus).distinct().count() > 1;
        ConfigurationSpace space = space(model, mine, severalGpus);
        TableImport.Table table = new TableImport.Table(
                "mlenergy-" + model.substring(model.lastIndexOf('/') + 1) + "-" + gpu,
                space,
                mine.stream()
                        .map(row -> new Measurement(space.configuration(values(row, severalGpus)), row.outcome()))
                        .toList(),
                List.of(from),
                DatasetAbout.of(
                        "ML.ENERGY Benchmark v3 (NeurIPS Datasets and Benchmarks 2025), ml-energy/leaderboard on GitHub,"
                                + " public/data/models: " + model + " on " + gpu + ", task " + task,
                        DatasetAbout.NONE_STATED),
                DeviceFacts.NONE);
        return TableImport.of(
                table,
                List.of(
                        "a request is one token: the median time between two tokens in ms, the mean energy of a token in J",
                        "all runs in the cloud; how long requests wait for their batch is not in the table"),
                null);
    }

    private static Set<String> distinct(List<Row> rows, Function<Row, String> of) {
        Set<String> all = new TreeSet<>();
        rows.forEach(row -> all.add(of.apply(row)));
        return all;
    }

    private static List<Row> rows(Path file) {
        List<Row> rows = new ArrayList<>();
        Map<List<String>, List<String>> parallelism = new HashMap<>();
        Set<String> required = new TreeSet<>(PARALLELISM);
        required.addAll(List.of(MODEL, GPU, TASK, GPUS, BATCH, MEDIAN_MS, TOKEN_J));
        CsvTable.read(file, required, row -> {
            List<String> names = List.of(MODEL, GPU, TASK);
            for (String name : names) {
                if (row.text(name).isBlank()) {
                    throw row.error(name, "a name");
                }
            }
            List<String> configuration =
                    new ArrayList<>(names.stream().map(row::text).toList());
            configuration.add(String.valueOf(count(row, GPUS)));
            configuration.add(String.valueOf(count(row, BATCH)));
            List<String> divided = PARALLELISM.stream().map(row::text).toList();
            if (!Objects.requireNonNullElse(parallelism.putIfAbsent(configuration, divided), divided)
                    .equals(divided)) {
                throw row.error("tp", "with ep and dp as in the other rows of " + configuration);
            }
            Outcome outcome = Outcome.builder()
                    .latency(LatencyPart.CLOUD, row.positive(MEDIAN_MS), Provenance.MEASURED)
                    .energy(EnergyPart.CLOUD_GPU, row.positive(TOKEN_J), Provenance.MEASURED)
                    .build();
            rows.add(new Row(
                    row.text(MODEL), row.text(GPU), row.text(TASK), count(row, GPUS), count(row, BATCH), outcome));
        });
        return rows;
    }

    private static long count(CsvTable.Row row, String column) {
        long count = row.integer(column);
        if (count < 1) {
            throw row.error(column, "a whole number of at least 1");
        }
        return count;
    }

    /** Everything in the cloud is what answers a token soonest. */
    private static ConfigurationSpace space(String model, List<Row> rows, boolean severalGpus) {
        List<Knob> knobs = new ArrayList<>();
        knobs.add(Knob.splitLayer(0));
        knobs.add(new Knob(BATCH_LIMIT, Knob.Kind.NUMERIC, numbers(rows, Row::batch), false));
        if (severalGpus) {
            knobs.add(new Knob(GPUS_KNOB, Knob.Kind.NUMERIC, numbers(rows, Row::gpus), false));
        }
        Row fastest = rows.stream()
                .min(Comparator.comparingDouble((Row row) -> row.outcome().latencyMillis()))
                .orElseThrow();
        return ConfigurationSpace.of(new SpaceSpec(model, knobs, List.of(), values(fastest, severalGpus), null));
    }

    private static List<String> numbers(List<Row> rows, ToLongFunction<Row> of) {
        return rows.stream()
                .mapToLong(of)
                .sorted()
                .distinct()
                .mapToObj(String::valueOf)
                .toList();
    }

    private static Map<String, String> values(Row row, boolean severalGpus) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(Knob.SPLIT_LAYER, "0");
        values.put(BATCH_LIMIT, String.valueOf(row.batch()));
        if (severalGpus) {
            values.put(GPUS_KNOB, String.valueOf(row.gpus()));
        }
        return values;
    }
}
