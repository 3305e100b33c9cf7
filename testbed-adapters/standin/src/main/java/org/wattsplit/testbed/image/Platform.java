package org.wattsplit.testbed.image;

import java.util.List;
import org.wattsplit.framework.check.InputException;

/**
 * What the parts of an image are called for a processor.
 *
 * @param engine in the engine's words
 * @param natives the native libraries in the jars of the endpoint's libraries
 */
record Platform(String engine, List<Native> natives) {
    /** A native library: the start of its jar's name, its folder in the jar, the start of its name. */
    record Native(String jar, String folder, String name) {}

    /** This machine's. */
    static Platform here() {
        String system = System.getProperty("os.name", "unknown");
        String architecture = System.getProperty("os.arch", "unknown");
        if (!system.equals("Linux")) {
            throw other(system);
        }
        return switch (architecture) {
            case "amd64" -> of("amd64", "linux-x64", "x86_64");
            case "aarch64" -> of("arm64", "linux-aarch64", "aarch_64");
            default -> throw other(system + " on " + architecture);
        };
    }

    private static Platform of(String engine, String onnx, String netty) {
        String zstd = engine.equals("arm64") ? "aarch64" : engine;
        String grpc = "libio_grpc_netty_shaded_netty_";
        return new Platform(
                engine,
                List.of(
                        new Native("onnxruntime-", "ai/onnxruntime/native/" + onnx, "lib"),
                        new Native("zstd-jni-", "linux/" + zstd, "libzstd-jni-"),
                        new Native("grpc-netty-shaded-", "META-INF/native", grpc + "transport_native_epoll_" + netty),
                        new Native("grpc-netty-shaded-", "META-INF/native", grpc + "tcnative_linux_" + netty)));
    }

    private static InputException other(String given) {
        return InputException.of("this machine", "Linux on amd64 or aarch64, whose parts the image is made of", given);
    }
}
