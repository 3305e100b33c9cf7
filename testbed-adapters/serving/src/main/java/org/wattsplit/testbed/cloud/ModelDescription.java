package org.wattsplit.testbed.cloud;

import java.util.List;

/**
 * What a server says of a model.
 *
 * @param name its name
 * @param versions its versions
 * @param platform what runs it
 * @param inputs what it takes
 * @param outputs what it gives
 */
public record ModelDescription(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {
    public ModelDescription {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
