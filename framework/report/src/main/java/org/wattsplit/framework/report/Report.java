package org.wattsplit.framework.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Checksum;
import org.wattsplit.framework.file.Documents;
import org.wattsplit.framework.file.Failures;

/**
 * Writes the report of a comparison: a page with its scripts, styles and data inside, which opens without a network.
 * Charts are drawn by Vega-Lite. The page's content security policy lets it load nothing, and knows its own scripts
 * and styles by their sums. The scripts may evaluate, as Vega does with the expressions of charts.
 */
public final class Report {
    private static final Pattern PLACE = Pattern.compile("/\\*([A-Z_]+)\\*/");

    private Report() {}

    /** Replaces a file with a report. */
    public static void write(Path path, ReportSource source) {
        ReportData data = ReportData.of(source);
        String vega = script(webJar("vega", "vega.min.js"));
        String vegaLite = script(webJar("vega-lite", "vega-lite.min.js"));
        String report = script(resource("report.js"));
        String style = lines(resource("report.css"));
        String page = fill(
                resource("report.html"),
                Map.of(
                        "SCRIPTS", hashes(vega, vegaLite, report),
                        "STYLES", hashes(style),
                        "STYLE", style,
                        "DATA", json(data),
                        "VEGA", vega,
                        "VEGA_LITE", vegaLite,
                        "REPORT", report));
        AtomicFile.write(path, writer -> writer.write(page));
    }

    /** A template with its places filled, in one pass: what is filled in has no places, whatever it looks like. */
    private static String fill(String template, Map<String, String> parts) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)))));
    }

    /** What a content security policy knows inline scripts by, so that it allows no others. */
    private static String hashes(String... scripts) {
        return Arrays.stream(scripts)
                .map(script -> "'sha256-"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Checksum.ofText(script))) + "'")
                .collect(Collectors.joining(" "));
    }

    /** JSON that cannot end the element it stands in, whatever names and values it holds. */
    private static String json(ReportData data) {
        return Documents.toJsonLine(data)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** A script that cannot end the element it stands in. */
    private static String script(String text) {
        return lines(text).replace("</script", "<\\/script");
    }

    /** A text with the ends of lines that a browser sees. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static String webJar(String name, String file) {
        Properties properties = new Properties();
        String about = "/META-INF/maven/org.webjars/" + name + "/pom.properties";
        try (InputStream in = Report.class.getResourceAsStream(about)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + about);
            }
            properties.load(in);
        } catch (IOException e) {
            throw Failures.reading(about, e);
        }
        return resource("/META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/" + file);
    }

    private static String resource(String name) {
        try (InputStream in = Report.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Failures.reading(name, e);
        }
    }
}
