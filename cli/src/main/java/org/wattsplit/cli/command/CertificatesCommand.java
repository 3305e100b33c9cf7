package org.wattsplit.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wattsplit.framework.report.TextTable;
import org.wattsplit.testbed.cloud.Certificates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code certificates}. */
@Command(
        name = "certificates",
        description =
                "Make an authority, a server's and a client's certificate, for mutual TLS with 'cloud serve' and 'edge serve'.",
        footer = {
            "",
            "For laboratories: they are good for 30 days, and nothing further can be signed, as the authority's own key is not kept.",
            "Keys are files that their owner alone may read. The JDK's keytool makes them.",
            "",
            "Example:",
            "  wattsplit certificates --out certificates --host pi4.local --host 192.168.1.20"
        })
final class CertificatesCommand extends PrintingCommand {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Their folder: a new or an empty one.")
    private Path out = Path.of("");

    @Option(
            names = "--host",
            required = true,
            paramLabel = "NAME",
            description = "A name or an IPv4 address that the server is reached by; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Override
    public Integer call() {
        Certificates.make(out, hosts);
        TextTable table = new TextTable("file", "for");
        table.row(
                Certificates.AUTHORITY,
                "both sides: --client-ca of a server, authority of a client's file, --ca of a command");
        table.row("server.crt", "the server, --tls-cert: " + String.join(", ", hosts));
        table.row("server.key", "the server alone, --tls-key");
        table.row("client.crt", "the client, certificate of its file or --tls-cert");
        table.row("client.key", "the client alone, key of its file or --tls-key");
        out().print(table.leftAligned());
        out().println("wrote " + out + ", good for 30 days");
        return 0;
    }
}
