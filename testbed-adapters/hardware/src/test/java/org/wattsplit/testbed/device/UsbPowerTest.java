package org.wattsplit.testbed.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;

final class UsbPowerTest {
    /** Prints what uhubctl prints; its folder holds the port's power, what is plugged in, and how it misbehaves. */
    private static final String UHUBCTL = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$*" >> calls
            [ -e hang ] && exec sleep 600
            if [ -e denied ]; then echo "libusb: Permission denied" >&2; exit 1; fi
            if [ "$1 $2" != "-l 1-1.4" ]; then echo "No compatible devices detected at location $2!"; exit 1; fi
            if [ "$5" = "-a" ]; then
                echo "Sent power $6 request"
                [ -e stuck ] || echo "$6" > power
            fi
            echo "Current status for hub 1-1.4 [2109:3431 USB2.0 Hub, USB 2.10, 4 ports, ppps]"
            if [ "$(cat power)" = on ] && [ -e plugged ]; then
                echo "  Port $4: 0503 power highspeed enable connect [$(cat plugged) Google Inc.]"
            elif [ "$(cat power)" = on ]; then
                echo "  Port $4: 0100 power"
            else
                echo "  Port $4: 0000 off"
            fi
            """;

    /** In which a program on a busy machine answers. */
    private static final int LONG_MILLIS = 60_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final LocalFiles files = new LocalFiles();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void program() throws IOException {
        Path program = Files.writeString(folder.resolve("uhubctl"), UHUBCTL);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        put("power", "on");
        put("plugged", "18d1:9302");
    }

    private void put(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private UsbPower.Options options(String hub, int timeoutMillis) {
        return new UsbPower.Options(
                folder.resolve("uhubctl").toString(), hub, 2, List.of("1a6e:089a", "18d1:9302"), timeoutMillis);
    }

    private UsbPower open() {
        return open(LONG_MILLIS);
    }

    private UsbPower open(int timeoutMillis) {
        return UsbPower.open(
                files, options("1-1.4", timeoutMillis), folder.resolve("state"), folder, told::add, System::nanoTime);
    }

    private String power() throws IOException {
        return Files.readString(folder.resolve("power")).strip();
    }

    @Test
    void thePortIsSwitchedReadBackAndPutBack() throws IOException {
        UsbPower power = open();
        assertThat(power.read()).isEqualTo("on");
        power.set("off");
        assertThat(power()).isEqualTo("off");
        assertThat(power.read()).isEqualTo("off");
        assertThat(Files.readString(folder.resolve("calls"))).contains("-l 1-1.4 -p 2 -a off\n-l 1-1.4 -p 2\n");
        power.close();
        power.close();
        assertThat(power()).isEqualTo("on");
    }

    @Test
    void aPortThatAnotherProgramSwitchedStaysAndIsAnErrorAtTheEnd() throws IOException {
        UsbPower power = open();
        power.set("on");
        put("power", "off");
        assertThatThrownBy(power::close)
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("to be on, as it was switched, until it was put back, given off");
        assertThat(power()).isEqualTo("off");
        assertThat(told).singleElement().asString().endsWith("as another program has set it: off");
        power.close();
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aPortThatKeepsItsPowerIsAnError() throws IOException {
        put("stuck", "");
        UsbPower power = open();
        assertThatThrownBy(() -> power.set("off"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("power of port 2 of USB hub 1-1.4")
                .hasMessageContaining("to be off, as it was switched, given on");
    }

    @Test
    void anAcceleratorThatWasUnpluggedIsAnError() throws IOException {
        AtomicInteger looks = new AtomicInteger();
        // A third of the time passes with each look at the clock.
        UsbPower power = UsbPower.open(
                files,
                options("1-1.4", LONG_MILLIS),
                folder.resolve("state"),
                folder,
                told::add,
                () -> looks.getAndIncrement() * 1_000_000L * LONG_MILLIS / 3);
        power.set("off");
        Files.delete(folder.resolve("plugged"));
        assertThatThrownBy(() -> power.set("on"))
                .isInstanceOfSatisfying(
                        TestbedException.class,
                        e -> assertThat(e.retryCanHelp()).isTrue())
                .hasMessageContaining("[1a6e:089a, 18d1:9302] connected within 60000 ms")
                .hasMessageContaining("0100 power");
        assertThat(looks).hasValue(5);
        assertThat(power.read()).isEqualTo("on without [1a6e:089a, 18d1:9302]");
        assertThat(UsbPower.probe(files, options("1-1.4", LONG_MILLIS)).state()).isEqualTo(Probe.State.DEGRADED);
    }

    @Test
    void aHubThatIsNotThereIsReportedByTheProbe() {
        Probe probe = UsbPower.probe(files, options("2-9", LONG_MILLIS));
        assertThat(probe.state()).isEqualTo(Probe.State.MISSING);
        assertThat(probe.words()).contains("No compatible devices detected at location 2-9!");
        assertThat(UsbPower.probe(files, options("1-1.4", LONG_MILLIS)))
                .isEqualTo(new Probe(
                        "edge_accelerator", Probe.State.OK, "port 2 of hub 1-1.4 of this machine has power", ""));
    }

    @Test
    void withoutPermissionTheErrorSaysSo() throws IOException {
        UsbPower power = open();
        put("denied", "");
        assertThatThrownBy(() -> power.set("off"))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("exit 1: libusb: Permission denied");
    }

    @Test
    void aProgramThatHangsIsATimeout() throws IOException {
        UsbPower power = opened(700);
        put("hang", "");
        assertThatThrownBy(() -> power.set("off"))
                .isInstanceOfSatisfying(
                        TestbedException.class,
                        e -> assertThat(e.retryCanHelp()).isTrue())
                .hasMessageContaining("done within 700 ms");
    }

    /** The port, opened at last: what a busy machine is slow at may take longer than the time limit. */
    private UsbPower opened(int timeoutMillis) {
        long begun = System.nanoTime();
        while (true) {
            try {
                return open(timeoutMillis);
            } catch (TestbedException e) {
                assertThat(System.nanoTime() - begun).as(e.toString()).isLessThan(LONG_MILLIS * 1_000_000L);
            }
        }
    }

    @Test
    void whatACrashedProcessLeftIsPutBackByTheNextOne() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor()).isZero();
        put("power", "off");
        Files.createDirectories(folder.resolve("state"));
        put("state/this_machine-edge_accelerator.json", """
                {"format": "wattsplit-device-state", "version": 1, "pid": %d, "start_millis": 1,
                 "device": "this machine", "knob": "edge_accelerator", "found": {"edge_accelerator": "on"}}
                """.formatted(dead.pid()));
        open().close();
        assertThat(power()).isEqualTo("on");
        assertThat(told).hasSize(1);
        assertThat(folder.resolve("state/this_machine-edge_accelerator.json")).doesNotExist();
    }

    @Test
    void aPortIsOneControllersWhateverHomesThereAre() throws IOException {
        UsbPower power = open();
        assertThatThrownBy(() -> UsbPower.open(
                        files,
                        options("1-1.4", LONG_MILLIS),
                        folder.resolve("other"),
                        folder,
                        told::add,
                        System::nanoTime))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("port 2 of USB hub 1-1.4 of this machine to be free");
        power.close();
        open().close();
    }

    @Test
    void aStateThatIsNoneIsNamedWithWhatToDo() throws IOException {
        Files.createDirectories(folder.resolve("state"));
        for (String found : List.of("", "\"edge_accelerator\": \"warm\"")) {
            put("state/this_machine-edge_accelerator.json", """
                    {"format": "wattsplit-device-state", "version": 1, "pid": %d, "start_millis": 1,
                     "device": "this machine", "knob": "edge_accelerator", "found": {%s}}
                    """.formatted(Integer.MAX_VALUE, found));
            assertThatThrownBy(this::open)
                    .isInstanceOf(TestbedException.class)
                    .hasMessageContaining("state/this_machine-edge_accelerator.json")
                    .hasMessageContaining("Maybe put edge_accelerator of this machine back by hand");
        }
    }

    @Test
    void otherValuesAreRefused() {
        assertThatThrownBy(() -> open().check("max"))
                .isInstanceOf(InputException.class)
                .hasMessage("Expected edge_accelerator to be one of [off, on], given max");
    }
}
