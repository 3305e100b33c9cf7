package org.wattsplit.framework.space;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.wattsplit.framework.check.InputException;

/** Reads spaces from files, whose errors name file, line and column. */
final class SpaceReader {
    private SpaceReader() {}

    static ConfigurationSpace read(Path path) {
        SpaceSpec spec = SpaceSpec.FILE.readYaml(path);
        Positions positions = placed(path, "/knobs", () -> new Positions(spec));
        for (int i = 0; i < spec.constraints().size(); i++) {
            Constraint constraint = spec.constraints().get(i);
            placed(path, "/constraints/" + i, () -> Rules.of(List.of(constraint), positions));
        }
        ConfigurationSpace space = placed(path, "/knobs", () -> new ConfigurationSpace(spec, null, Map.of()));
        placed(path, "/cloud_only", space::checkedCloudOnly);
        placed(path, "/edge_only", space::checkedEdgeOnly);
        return space;
    }

    private static <T> T placed(Path path, String field, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException | InputException e) {
            throw SpaceSpec.FILE.at(path, field, new InputException(String.valueOf(e.getMessage()), e));
        }
    }
}
