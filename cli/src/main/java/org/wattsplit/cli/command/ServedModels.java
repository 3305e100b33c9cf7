package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.cloud.IdentityModel;
import org.wattsplit.testbed.cloud.ModelRepository;
import org.wattsplit.testbed.cloud.SplitTails;
import org.wattsplit.testbed.onnx.OnnxOptions;
import org.wattsplit.testbed.onnx.OnnxSplitModel;
import org.wattsplit.testbed.split.SplitModel;

/** What {@code --model} of {@code cloud serve} may name. */
final class ServedModels {
    /** A name and the file that holds its network. */
    record NamedFile(String name, Path file) {}

    /**
     * What opens a network, by the ending of its file's name. A backend is added here, and is then named in the help of
     * {@code --model}.
     */
    private static final Map<String, Function<NamedFile, SplitModel>> OPENERS =
            Map.of("onnx", model -> OnnxSplitModel.open(model.file(), model.name(), halves(), OnnxOptions.DEFAULT));

    /** Where halves are kept from one start to the next. */
    private static Path halves() {
        return Path.of(System.getProperty("user.home"), ".cache", "wattsplit", "halves");
    }

    private ServedModels() {}

    /** The models that a value of {@code --model} stands for: {@code identity}, or the tails of {@code NAME=FILE}. */
    static ModelRepository open(String value) {
        return open(value, OPENERS);
    }

    static ModelRepository open(String value, Map<String, Function<NamedFile, SplitModel>> openers) {
        if (value.equals(IdentityModel.NAME)) {
            return IdentityModel.repository();
        }
        int equals = value.indexOf('=');
        String ending = value.substring(value.lastIndexOf('.') + 1);
        Function<NamedFile, SplitModel> opener = openers.get(ending);
        if (equals < 1 || opener == null) {
            String files = openers.isEmpty() ? "" : ", or NAME=FILE that ends in one of " + openers.keySet();
            throw InputException.of("--model", IdentityModel.NAME + files, value);
        }
        NamedFile model = new NamedFile(value.substring(0, equals), Path.of(value.substring(equals + 1)));
        return SplitTails.of(() -> opener.apply(model));
    }
}
