package org.wattsplit.testbed.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * What holds the processors' clocks down without a change of cpufreq's files, as far as files of the kernel say so: the firmware
 * of a Raspberry Pi, cooling devices that act on clocks, and Intel's counters of thermal throttling. For one thread at a time.
 */
final class Throttling {
    private static final String COOLING = "/sys/class/thermal";
    /** More processors than these are not asked one by one. */
    private static final int MOST_PROCESSORS = 16;

    private final DeviceFiles files;
    private final boolean firmware;
    /** Of cooling devices: what each is called, by the file that says how much it cools now. */
    private final Map<String, String> cooling = new HashMap<>();

    private final List<String> counters;
    /** What each counter said last. */
    private final Map<String, String> counts = new HashMap<>();

    private Throttling(DeviceFiles files, boolean kernel, List<String> counters) {
        this.files = files;
        this.firmware = kernel && files.exists(FirmwareThrottling.FILE);
        this.counters = counters;
        if (kernel) {
            files.list(COOLING).stream()
                    .filter(name -> name.matches("cooling_device[0-9]+"))
                    .map(name -> COOLING + "/" + name)
                    .forEach(this::addCooling);
        }
    }

    /**
     * What there is beside a folder of cpufreq's policies; firmware and cooling devices are looked for beside the kernel's own
     * only.
     */
    static Throttling beside(DeviceFiles files, String cpufreq) {
        String processors = cpufreq.substring(0, Math.max(0, cpufreq.lastIndexOf('/')));
        List<String> counters = Stream.concat(
                        files.list(processors).stream()
                                .filter(name -> name.matches("cpu[0-9]+"))
                                .limit(MOST_PROCESSORS)
                                .map(name -> processors + "/" + name + "/thermal_throttle/core_throttle_count"),
                        Stream.of(processors + "/cpu0/thermal_throttle/package_throttle_count"))
                .filter(files::exists)
                .toList();
        return new Throttling(files, cpufreq.equals(CpuFrequency.Options.ROOT), counters);
    }

    private void addCooling(String folder) {
        try {
            String type = files.read(folder + "/type");
            if (type.contains("cpufreq") || type.equals("Processor")) {
                cooling.put(folder + "/cur_state", type);
            }
        } catch (TestbedException e) {
            // What does not say what it is says nothing of clocks either.
            return;
        }
    }

    /**
     * What holds a clock down now, or has since the last look.
     *
     * @throws TestbedException when a file cannot be read
     */
    List<String> seen() {
        List<String> words = new ArrayList<>();
        if (firmware) {
            List<String> now = FirmwareThrottling.read(files).now();
            if (!now.isEmpty()) {
                words.add("the firmware says " + String.join(", ", now));
            }
        }
        List<String> states = List.copyOf(cooling.keySet());
        List<String> texts = files.exchange(
                List.of(), Stream.concat(states.stream(), counters.stream()).toList());
        for (int i = 0; i < states.size(); i++) {
            if (!texts.get(i).equals("0")) {
                words.add(states.get(i) + " of " + cooling.get(states.get(i)) + " is " + texts.get(i));
            }
        }
        for (int i = 0; i < counters.size(); i++) {
            String count = texts.get(states.size() + i);
            String before = counts.put(counters.get(i), count);
            if (before != null && !before.equals(count)) {
                words.add(counters.get(i) + " went from " + before + " to " + count);
            }
        }
        return words;
    }
}
