package org.wattsplit.framework.file;

/**
 * What wrote a file. What a file leaves out is {@code unknown}.
 *
 * @param code version of Wattsplit
 * @param java version of the Java runtime
 * @param os operating system and architecture
 * @param cpu processor as the operating system names it
 */
public record Producer(
        @Default("unknown") String code,
        @Default("unknown") String java,
        @Default("unknown") String os,
        @Default("unknown") String cpu) {
    /** The producer that this process can know by itself; the processor's name is its architecture. */
    public static Producer thisProcess() {
        Package home = Producer.class.getPackage();
        String version = home == null ? null : home.getImplementationVersion();
        String architecture = System.getProperty("os.arch", "unknown");
        return new Producer(
                version == null ? "development" : version,
                System.getProperty("java.version", "unknown"),
                System.getProperty("os.name", "unknown") + " " + architecture,
                architecture);
    }

    /** The same with the processor's name. */
    public Producer withCpu(String name) {
        return new Producer(code, java, os, name);
    }
}
