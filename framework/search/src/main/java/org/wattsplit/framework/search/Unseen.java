package org.wattsplit.framework.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.wattsplit.framework.space.Configuration;
import org.wattsplit.framework.space.ConfigurationSpace;

/** The configurations of a space that were not evaluated yet. Never enumerates a space too large for it. */
final class Unseen {
    private static final int SAMPLING_TRIES = 200;
    private static final int WALK_LIMIT = 5_000;

    private final ConfigurationSpace space;
    private final Set<Configuration> seen = new HashSet<>();

    Unseen(ConfigurationSpace space) {
        this.space = space;
    }

    void remove(Configuration configuration) {
        seen.add(configuration);
    }

    boolean contains(Configuration configuration) {
        return !seen.contains(configuration);
    }

    /** An unseen configuration, each as likely as any other; empty when all were seen or none could be found. */
    Optional<Configuration> sample(RandomGenerator random) {
        for (int attempt = 0; attempt < SAMPLING_TRIES; attempt++) {
            Configuration candidate = space.sample(random);
            if (contains(candidate)) {
                return Optional.of(candidate);
            }
        }
        if (!space.enumerable()) {
            return Optional.empty();
        }
        List<Configuration> rest = space.stream().filter(this::contains).toList();
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest.get(random.nextInt(rest.size())));
    }

    /** The configuration itself if unseen, else the unseen one fewest steps away, else any unseen one. */
    Optional<Configuration> near(Configuration origin, RandomGenerator random) {
        Deque<Configuration> queue = new ArrayDeque<>(List.of(origin));
        Set<Configuration> visited = new HashSet<>(queue);
        while (!queue.isEmpty() && visited.size() < WALK_LIMIT) {
            Configuration next = queue.removeFirst();
            if (contains(next)) {
                return Optional.of(next);
            }
            List<Configuration> neighbours = space.neighbours(next);
            int start = neighbours.isEmpty() ? 0 : random.nextInt(neighbours.size());
            for (int i = 0; i < neighbours.size(); i++) {
                Configuration neighbour = neighbours.get((start + i) % neighbours.size());
                if (visited.add(neighbour)) {
                    queue.addLast(neighbour);
                }
            }
        }
        return sample(random);
    }
}
