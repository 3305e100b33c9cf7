package org.wattsplit.cli.command;

import org.wattsplit.testbed.cloud.IdentityModel;
import org.wattsplit.testbed.cloud.ModelRepository;
import org.wattsplit.testbed.cloud.SplitTails;
import org.wattsplit.testbed.network.Network;

/** What {@code --model} of {@code cloud serve} may name. */
final class ServedModels {
    private ServedModels() {}

    /** The models that a value of {@code --model} stands for: {@code identity}, or the tails of {@code NAME=SOURCE}. */
    static ModelRepository open(String value) {
        if (value.equals(IdentityModel.NAME)) {
            return IdentityModel.repository();
        }
        Network network = Network.parse(value);
        return SplitTails.of(() -> network.open());
    }
}
