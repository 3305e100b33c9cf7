package org.wattsplit.testbed.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import org.wattsplit.framework.testbed.TestbedException;

/**
 * The policies of cpufreq that one knob sets: groups of processors with one clock each.
 *
 * @param online those that can be set: the folder of each, and what it offers
 * @param offline the names of those that are left out, as all of their processors are offline
 */
record CpuPolicies(Map<String, Clocks> online, List<String> offline) {
    /** More names than these are not written out. */
    private static final int MOST_NAMES = 4;

    /** The folders of policies that are asked for, or of all. */
    static List<String> folders(DeviceFiles files, CpuFrequency.Options options) {
        List<String> names = options.policies().isEmpty()
                ? files.list(options.root()).stream()
                        .filter(name -> name.matches("policy[0-9]+"))
                        .toList()
                : options.policies();
        return names.stream().map(name -> options.root() + "/" + name).toList();
    }

    /**
     * Reads them. Of all policies those that are offline are left out.
     *
     * @throws TestbedException when there is none, or one that was asked for by its name is offline
     */
    static CpuPolicies read(DeviceFiles files, CpuFrequency.Options options) {
        Map<String, Clocks> online = new LinkedHashMap<>();
        List<String> offline = new ArrayList<>();
        for (String folder : folders(files, options)) {
            if (isOffline(files, folder)) {
                offline.add(nameOf(folder));
            } else {
                online.put(folder, Clocks.read(files, folder));
            }
        }
        if (!offline.isEmpty() && (online.isEmpty() || !options.policies().isEmpty())) {
            throw DeviceErrors.broken(
                    names(offline) + " in " + options.root() + " of " + files.name(),
                    "online",
                    "no processor that is",
                    "write 1 into /sys/devices/system/cpu/cpuN/online for a processor N of it, or leave it out");
        }
        if (online.isEmpty()) {
            throw DeviceErrors.broken(options.root(), "a folder with cpufreq policies on " + files.name(), "none");
        }
        return new CpuPolicies(online, offline);
    }

    /** The kernel keeps the folder of a policy whose processors are all off, and refuses to read or write its files. */
    private static boolean isOffline(DeviceFiles files, String folder) {
        String processors = folder + "/affected_cpus";
        try {
            return files.exists(processors) && files.read(processors).isBlank();
        } catch (TestbedException e) {
            if (e.retryCanHelp()) {
                throw e;
            }
            return true;
        }
    }

    List<String> folders() {
        return List.copyOf(online.keySet());
    }

    /** What all of them offer. */
    Clocks common() {
        return online.values().stream().reduce(Clocks::and).orElseThrow();
    }

    /** Whether some have frequencies that others lack. */
    boolean differ() {
        return online.values().stream().distinct().count() > 1;
    }

    /** What each offers and runs at, and which are left out. */
    String describe(DeviceFiles files) {
        Map<Clocks, List<String>> alike = new LinkedHashMap<>();
        online.forEach((folder, clocks) ->
                alike.computeIfAbsent(clocks, first -> new ArrayList<>()).add(folder));
        String words = alike.entrySet().stream()
                .map(entry ->
                        names(entry.getValue().stream().map(CpuPolicies::nameOf).toList()) + " "
                                + entry.getKey().rule() + " MHz, "
                                + running(files, entry.getValue()))
                .collect(Collectors.joining("; "));
        return offline.isEmpty() ? words : words + "; left out: " + names(offline) + ", offline";
    }

    private static String running(DeviceFiles files, List<String> folders) {
        LongSummaryStatistics khz = new LongSummaryStatistics();
        List<String> by = new ArrayList<>();
        for (String folder : folders) {
            Clocks.Running running = Clocks.running(files, folder);
            if (running != null) {
                khz.accept(running.khz());
                by.add(running.file());
            }
        }
        if (by.isEmpty()) {
            return "now unknown";
        }
        String least = Clocks.mhz(khz.getMin());
        String greatest = Clocks.mhz(khz.getMax());
        return "now " + (least.equals(greatest) ? least : least + " to " + greatest) + " by "
                + String.join(" and ", by.stream().distinct().toList());
    }

    private static String nameOf(String folder) {
        return folder.substring(folder.lastIndexOf('/') + 1);
    }

    private static String names(List<String> names) {
        return names.size() > MOST_NAMES
                ? names.size() + " policies from " + names.get(0) + " to " + names.get(names.size() - 1)
                : String.join(", ", names);
    }
}
