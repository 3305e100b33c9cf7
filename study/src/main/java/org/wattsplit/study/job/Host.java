package org.wattsplit.study.job;

import org.wattsplit.framework.file.Producer;
import oshi.SystemInfo;

/** Facts about the machine that files are written on. */
public final class Host {
    private Host() {}

    /** This process as a producer of files, with the processor's name where it can be read. */
    public static Producer producer() {
        Producer producer = Producer.thisProcess();
        String cpu = new SystemInfo()
                .getHardware()
                .getProcessor()
                .getProcessorIdentifier()
                .getName();
        return cpu.isBlank() ? producer : producer.withCpu(cpu.strip());
    }
}
