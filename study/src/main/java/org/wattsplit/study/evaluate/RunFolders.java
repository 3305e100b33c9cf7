package org.wattsplit.study.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.agent.AgentSpec;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Failures;
import org.wattsplit.framework.file.WriteLock;
import org.wattsplit.framework.runlog.RunLogReader;
import org.wattsplit.framework.runlog.RunLogWriter;
import org.wattsplit.study.job.Existing;

/**
 * The folders of a job's runs, each of which one command writes at a time. Folders of other agents and seeds in the same
 * place are others'.
 *
 * @param runs where they lie
 */
record RunFolders(Path runs, List<AgentSpec> agents, List<Long> seeds) {
    /** An agent's folder. Labels have characters that folders' names have not, so that two may get the same. */
    static Path of(Path runs, String agent) {
        return runs.resolve(agent.replaceAll("[^A-Za-z0-9._=-]", "_"));
    }

    /**
     * Takes them all, until the lock is closed.
     *
     * @throws InputException where another command has one, one is another agent's, one is a symbolic link, or there is an
     *     earlier run that may be neither gone on with nor replaced
     */
    WriteLock claim(Existing existing) {
        List<Path> folders = new ArrayList<>();
        Map<Path, String> owners = new HashMap<>();
        for (AgentSpec agent : agents) {
            Path folder = of(runs, agent.label());
            AtomicFile.requireNoLink(folder);
            requireSame(folder, owners.put(folder, agent.toString()), agent.toString());
            for (long seed : seeds) {
                Path run = EvaluateJob.folder(runs, agent.label(), seed);
                AtomicFile.requireNoLink(run);
                folders.add(run);
            }
        }
        WriteLock lock = WriteLock.of(folders);
        try {
            owners.forEach((folder, named) -> earlier(folder).forEach(other -> requireSame(folder, other, named)));
            folders.forEach(existing::require);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        return lock;
    }

    /** Whose earlier runs lie in an agent's folder; of one that cannot be read nobody knows. */
    private static List<String> earlier(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(run -> Files.isRegularFile(run.resolve(RunLogWriter.MANIFEST)))
                    .map(RunFolders::agent)
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw Failures.reading(folder, e);
        }
    }

    private static Optional<String> agent(Path run) {
        try {
            return Optional.of(RunLogReader.manifest(run).named());
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    private static void requireSame(Path folder, @Nullable String one, String other) {
        if (one != null && !one.equals(other)) {
            throw InputException.of(folder.toString(), "the folder of one agent", one + " and " + other)
                    .maybe("run one of them into another folder, or under another alias");
        }
    }
}
