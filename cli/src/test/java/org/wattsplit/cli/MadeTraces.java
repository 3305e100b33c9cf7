package org.wattsplit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Link traces under the names that MobileLink-v1 has. */
final class MadeTraces {
    private MadeTraces() {}

    /** A folder of them: packets of 1,500 bytes every few milliseconds for half a minute, then more rarely. */
    static Path in(Path temp) throws IOException {
        List<String> names = List.of(
                "Verizon-LTE-driving",
                "TMobile-LTE-driving",
                "ATT-LTE-driving",
                "Verizon-LTE-short",
                "TMobile-LTE-short",
                "ATT-LTE-driving-2016");
        Path folder = Files.createDirectory(temp.resolve("traces"));
        for (int i = 0; i < names.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (int millis = 0; millis < 60_000; millis += millis < 30_000 ? 1 + i : 40) {
                text.append(millis).append('\n');
            }
            Files.writeString(folder.resolve(names.get(i) + ".up"), text);
        }
        return folder;
    }
}
