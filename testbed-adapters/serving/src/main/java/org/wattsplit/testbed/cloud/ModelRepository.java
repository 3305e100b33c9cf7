package org.wattsplit.testbed.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattsplit.framework.check.InputException;

/** The models that a server may open. Thread-safe; what it knows does not change. */
public interface ModelRepository {
    /** The names that {@link #open} knows. */
    Set<String> names();

    /**
     * Loads a model; the caller closes it. This may take seconds.
     *
     * @throws InputException for a name that it does not know
     */
    HostedModel open(String name);

    /** All models of several repositories, whose names must differ. */
    static ModelRepository of(List<ModelRepository> repositories) {
        Map<String, ModelRepository> owners = new LinkedHashMap<>();
        for (ModelRepository repository : repositories) {
            for (String name : repository.names()) {
                if (owners.put(name, repository) != null) {
                    throw InputException.of("a model's name", "given once", name);
                }
            }
        }
        Map<String, ModelRepository> known = Map.copyOf(owners);
        return new ModelRepository() {
            @Override
            public Set<String> names() {
                return known.keySet();
            }

            @Override
            public HostedModel open(String name) {
                ModelRepository owner = known.get(name);
                if (owner == null) {
                    throw InputException.unknown("the model", name, known.keySet());
                }
                return owner.open(name);
            }
        };
    }
}
