package org.wattsplit.datasets.measured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wattsplit.datasets.folder.DatasetFolder;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.Dataset;
import org.wattsplit.framework.dataset.DatasetProvider;

/**
 * Two networks in halves on a virtual machine of two cores: the edge's process at shares of the processors, the cloud's
 * endpoint in another process over loopback. Latencies were measured; energies are modelled. How each came about stands in
 * {@code profile.json} beside its table.
 */
public final class LoopbackVmDataset implements DatasetProvider {
    private static final String NAME = "loopback-vm";
    /** Scenarios by network, the first network first. */
    private static final Map<String, String> SCENARIOS =
            new TreeMap<>(Map.of("mobilenetv2", "LoopbackMobileNetV2-v1", "vgg16", "LoopbackVgg16-v1"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "MobileNetV2 and VGG16 in halves on a two-core machine, edge and cloud over loopback (latency measured,"
                + " energy modelled)";
    }

    @Override
    public Dataset load(@Nullable String model) {
        String network = model == null ? SCENARIOS.keySet().iterator().next() : model;
        String scenario = SCENARIOS.get(network);
        if (scenario == null) {
            throw InputException.unknown("a network of " + NAME, network, SCENARIOS.keySet());
        }
        Dataset read = inFolder(network);
        return new Dataset(NAME, read.model(), read.space(), read.table(), read.workloads(), read.inputs(), scenario);
    }

    private static Dataset inFolder(String network) {
        String folder = NAME + "/" + network + "/";
        URL space = Objects.requireNonNull(LoopbackVmDataset.class.getResource(folder + DatasetFolder.SPACE), folder);
        try {
            URI uri = space.toURI();
            if (!uri.getScheme().equals("jar")) {
                return DatasetFolder.read(Objects.requireNonNull(Path.of(uri).getParent()));
            }
            String path = uri.toString();
            int inside = path.indexOf('!');
            // A file system of its own: a shared one of the same jar may be open elsewhere.
            Path jar = Path.of(URI.create(path.substring("jar:".length(), inside)));
            try (FileSystem files = FileSystems.newFileSystem(jar)) {
                return DatasetFolder.read(Objects.requireNonNull(
                        files.getPath(path.substring(inside + 1)).getParent()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the bundled " + folder + ": " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
