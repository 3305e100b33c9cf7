package org.wattsplit.datasets.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.dataset.NetworkTrace;

final class TraceFolderTest {
    @TempDir
    private Path folder;

    private NetworkTrace read(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return TraceFolder.read(folder, List.of(name)).get(0);
    }

    @Test
    void mahimahisDeliveriesAreRates() throws IOException {
        // Ten deliveries of 12,000 bits in the first 100 ms, none in the second, one in the last 50 ms.
        NetworkTrace trace = read("made.up", "1\n".repeat(9) + "100\n250\n");
        assertThat(trace.bins()).isEqualTo(3);
        assertThat(trace.mbps(0)).isCloseTo(1.2, within(1e-12));
        assertThat(trace.mbps(1)).isZero();
        assertThat(trace.mbps(2)).isCloseTo(0.24, within(1e-12));
        assertThat(trace.hasRtt()).isFalse();
    }

    @Test
    void plainCsvHasItsOwnStepAndMayHaveRoundTrips() throws IOException {
        NetworkTrace trace = read("made.csv", "time_ms,mbps,rtt_ms\n0,5,20\n250,0,21\n500,7.5,22\n");
        assertThat(trace.binMillis()).isEqualTo(250);
        assertThat(trace.mbps(2)).isEqualTo(7.5);
        assertThat(trace.rttMillis(1)).isEqualTo(21);
        assertThat(read("rates.csv", "time_ms,mbps\n0,5\n1000,4\n").hasRtt()).isFalse();
    }

    /** Synthetic: the columns are the dataset's, as its documentation names them, the values are made up. */
    @Test
    void irish5gSessionsGiveUplinkAndPing() throws IOException {
        NetworkTrace trace = read("session.csv", """
                Timestamp,Longitude,Latitude,Speed,Operatorname,CellID,NetworkMode,RSRP,RSRQ,SNR,CQI,RSSI,DL_bitrate,\
                UL_bitrate,State,PINGAVG,PINGMIN,PINGMAX,PINGSTDEV,PINGLOSS,CELLHEX,NODEHEX,LACHEX,RAWCELLID,NRxRSRP,\
                NRxRSRQ
                2019.12.16_13.40.04,-8.1,51.2,0,A,11,5G,-88,-12,13,12,-,0,400,I,-,-,-,-,-,b,a,9,1,-100,-16
                2019.12.16_13.40.05,-8.1,51.2,0,A,11,5G,-88,-12,13,12,-,0,2500,D,48,45,50,2,0,b,a,9,1,-100,-16
                2019.12.16_13.40.06,-8.1,51.2,0,A,11,5G,-88,-12,13,12,-,0,0,D,-,-,-,-,-,b,a,9,1,-100,-16
                """);
        assertThat(trace.binMillis()).isEqualTo(1000);
        assertThat(List.of(trace.mbps(0), trace.mbps(1), trace.mbps(2))).containsExactly(0.4, 2.5, 0.0);
        assertThat(List.of(trace.rttMillis(0), trace.rttMillis(1), trace.rttMillis(2)))
                .containsExactly(48.0, 48.0, 48.0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "a.up, |5\n4\n|, |a.up:2|, |at least the one before, 5, given \"4\"|",
                "b.up, |5\nx\n|, |b.up:2|, |a whole number of milliseconds|",
                "c.up, |0\n0\n|, |c.up|, |deliveries after 0 ms|",
                "d.up, |1234567890123456789012\n|, |d.up:1|, |at most 20 characters|",
                "e.csv, |time_ms,mbps\n0,1\n5,1\n9,1\n|, |e.csv|, |in equal steps from 0|",
                "f.csv, |time_ms,mbps\n0,1\n|, |f.csv|, |at least two rows|",
                "g.csv, |time_ms,mbps\n0,1\n5,-2\n|, |g.csv|, |mbps|",
                "h.csv, |time_ms,mbps\n0,0\n5,0\n|, |h.csv|, |above 0 somewhere|",
                "i.csv, |Timestamp,UL_bitrate\n|, |i.csv|, |at least one row|"
            })
    void aBadTraceIsRefusedWithItsPlace(String name, String text, String place, String rule) {
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(rule);
    }

    @Test
    void aMissingTraceIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> TraceFolder.read(folder, List.of("Nobody.up")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Nobody.up")
                .hasMessageContaining("mahimahi-traces");
        assertThatThrownBy(() -> TraceFolder.read(folder, List.of("../secret")))
                .hasMessageContaining("the name of a file in the folder of traces");
    }

    static boolean lteTracesAreThere() {
        return Files.isDirectory(lteTraces());
    }

    private static Path lteTraces() {
        String folder = System.getenv("WATTSPLIT_TRACES");
        return folder == null ? TraceFolder.DEFAULT : Path.of(folder);
    }

    /** Real uplinks, from Debian's package mahimahi-traces. */
    @Test
    @EnabledIf("lteTracesAreThere")
    void theLteTracesOfTheScenariosAreRead() {
        List<NetworkTrace> traces = TraceFolder.read(
                lteTraces(),
                List.of(
                        "Verizon-LTE-driving.up",
                        "TMobile-LTE-driving.up",
                        "ATT-LTE-driving.up",
                        "Verizon-LTE-short.up",
                        "TMobile-LTE-short.up",
                        "ATT-LTE-driving-2016.up"));
        assertThat(traces).allSatisfy(trace -> {
            assertThat(trace.durationMillis()).isBetween(100_000.0, 2_000_000.0);
            assertThat(trace.meanMbps()).isBetween(0.5, 30.0);
        });
    }
}
