package org.wattsplit.testbed.power;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** NVIDIA's management library, of which the energy counter is used. It is loaded when it is first asked for. */
final class Nvml {
    /** The driver's own; without the number it is there where developers' files are installed only. */
    static final String LIBRARY = "libnvidia-ml.so.1";

    private Nvml() {}

    /**
     * The energy counter of an accelerator, which is there from Volta on.
     *
     * @param library name or path
     * @param gpu index, UUID or PCI bus id
     * @throws MeterException when there is no such library, accelerator or counter
     */
    static NvmlMeter.EnergySource counter(String library, String gpu) {
        Functions functions;
        try {
            functions = Native.load(library, Functions.class);
        } catch (LinkageError e) {
            throw new MeterException("there is no " + library, e);
        }
        try {
            Counter counter = new Counter(functions, gpu);
            try {
                counter.millijoules();
            } catch (MeterException | LinkageError e) {
                counter.close();
                throw e;
            }
            return counter;
        } catch (LinkageError e) {
            // Functions are looked up when they are first called; an old library lacks some.
            throw new MeterException(library + " is too old", e);
        }
    }

    /** The library's functions; each returns 0, or why it failed. */
    interface Functions extends Library {
        int nvmlInit_v2();

        int nvmlShutdown();

        int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

        int nvmlDeviceGetHandleByUUID(String uuid, PointerByReference device);

        int nvmlDeviceGetHandleByPciBusId_v2(String id, PointerByReference device);

        int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference millijoules);

        String nvmlErrorString(int result);
    }

    private static final class Counter implements NvmlMeter.EnergySource {
        private final Functions functions;
        private final Pointer device;
        private boolean closed;

        Counter(Functions functions, String gpu) {
            this.functions = functions;
            requireOk("nvmlInit", functions.nvmlInit_v2());
            PointerByReference found = new PointerByReference();
            try {
                requireOk("NVML's accelerator " + gpu, find(gpu, found));
            } catch (MeterException | LinkageError e) {
                close();
                throw e;
            }
            this.device = found.getValue();
        }

        private int find(String gpu, PointerByReference found) {
            if (gpu.matches("\\d{1,4}")) {
                return functions.nvmlDeviceGetHandleByIndex_v2(Integer.parseInt(gpu), found);
            }
            return gpu.contains(":")
                    ? functions.nvmlDeviceGetHandleByPciBusId_v2(gpu, found)
                    : functions.nvmlDeviceGetHandleByUUID(gpu, found);
        }

        @Override
        public long millijoules() {
            if (closed) {
                throw new MeterException("the energy counter is closed");
            }
            LongByReference millijoules = new LongByReference();
            requireOk("NVML's energy counter", functions.nvmlDeviceGetTotalEnergyConsumption(device, millijoules));
            if (millijoules.getValue() < 0) {
                throw Figures.expected("NVML's energy counter", "at least 0 mJ", millijoules.getValue());
            }
            return millijoules.getValue();
        }

        private void requireOk(String what, int result) {
            if (result != 0) {
                throw Figures.expected(what, "there", functions.nvmlErrorString(result));
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                functions.nvmlShutdown();
            }
        }
    }
}
