package org.wattsplit.examples;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.outcome.Provenance;
import org.wattsplit.framework.provider.Registry;
import org.wattsplit.testbed.live.LiveFile;
import org.wattsplit.testbed.power.EnergyRecorder;
import org.wattsplit.testbed.power.MeterException;
import org.wattsplit.testbed.power.MeterInfo;
import org.wattsplit.testbed.power.MeterSpec;
import org.wattsplit.testbed.power.PowerMeter;
import org.wattsplit.testbed.power.Quantity;
import org.wattsplit.testbed.power.Reading;
import org.wattsplit.testbed.power.WindowEnergy;

/** A meter of one's own: watts that another program keeps writing into a file. A {@code testbed.yaml} names it. */
public final class OwnMeter {
    private OwnMeter() {}

    /** Measures a second with the meter of the {@code testbed.yaml} that is named. */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(measure(Path.of(args[0]), Duration.ofSeconds(1)));
    }

    static WindowEnergy measure(Path testbed, Duration time) throws InterruptedException {
        Registry registry = Registry.installed()
                .with(MeterSpec.Kind.class, MeterSpec.Kind.of(WattsFile.class, "watts that stand in a file"));
        LiveFile file = LiveFile.read(testbed, registry);
        try (EnergyRecorder recorder = EnergyRecorder.start(file.meter().open(System::nanoTime), System::nanoTime)) {
            long from = recorder.mark();
            Thread.sleep(time.toMillis());
            return recorder.energy(from, recorder.mark());
        }
    }

    /**
     * The meter as a file describes it.
     *
     * @param path the file whose text is a number of watts
     * @param covers what they are the watts of
     * @param periodMs how often it is read
     */
    @JsonTypeName("watts-file")
    record WattsFile(Path path, String covers, int periodMs) implements MeterSpec {
        WattsFile {
            Check.notBlank("covers", covers);
            Check.range("period_ms", 1, 60_000, periodMs);
        }

        @Override
        public PowerMeter open(LongSupplier nanoTime) {
            return new PowerMeter() {
                @Override
                public MeterInfo info() {
                    return new MeterInfo(
                            "watts-file",
                            covers,
                            Quantity.POWER_W,
                            0.001,
                            Duration.ofMillis(periodMs),
                            true,
                            Provenance.MEASURED);
                }

                @Override
                public Reading read() {
                    try {
                        String text = Files.readString(path).strip();
                        return new Reading(nanoTime.getAsLong(), Double.parseDouble(text));
                    } catch (IOException | NumberFormatException e) {
                        throw new MeterException(path + " holds no number of watts", e);
                    }
                }

                @Override
                public void close() {}
            };
        }
    }
}
