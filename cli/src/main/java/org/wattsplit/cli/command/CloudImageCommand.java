package org.wattsplit.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.testbed.image.EndpointImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cloud image}. */
@Command(
        name = "image",
        description =
                "Make a container image of the endpoint from this machine's Java and libraries; no registry is asked.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Needs a JDK and ldd, on Linux, and a Docker engine unless --tar is given. An image of the same name is replaced.",
            "A container listens on port 8001, is no root, has no shell, and writes to its volumes only:",
            "/models, /tmp and /home/wattsplit/.cache. Arguments are those of 'cloud serve'.",
            "",
            "Examples:",
            "  wattsplit cloud image",
            "  wattsplit cloud image --name wattsplit-cloud:mine",
            "  wattsplit cloud image --tar wattsplit-cloud.tar",
            "  docker run --rm --read-only --cpus 0.5 --memory 1g -p 127.0.0.1:8001:8001 \\",
            "      -v \"$PWD:/models:ro\" wattsplit-cloud:mine --plain-text --model mobilenetv2=mobilenetv2.onnx"
        })
final class CloudImageCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile(
            "[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[0-9]+(?:/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)+)?:\\w[\\w.-]{0,127}");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME:TAG",
            description = "The image's name (default wattsplit-cloud with this version as its tag).")
    private String name = EndpointImage.defaultName();

    @Option(
            names = "--tar",
            paramLabel = "FILE",
            description = "Write a file for 'docker load' instead of asking an engine.")
    private @Nullable Path tar;

    @Option(names = "--overwrite", description = "Replace FILE.")
    private boolean overwrite;

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches()) {
            throw InputException.of("--name", "NAME:TAG of small letters, digits and . _ - /", name);
        }
        PrintWriter out = spec.commandLine().getOut();
        long begin = System.nanoTime();
        Consumer<String> progress = step -> {
            out.printf(Locale.ROOT, "%5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, step);
            out.flush();
        };
        if (tar == null) {
            EndpointImage.toEngine(name, progress);
        } else {
            AtomicFile.requireAbsent(tar, overwrite);
            EndpointImage.toTar(name, tar, progress);
        }
        return 0;
    }
}
