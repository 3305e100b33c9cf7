package org.wattsplit.framework.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.wattsplit.framework.file.AtomicFile;
import org.wattsplit.framework.file.Documents;

/**
 * Writes the report of a comparison: a page with its scripts, styles and data inside, which opens without a network.
 * Charts are drawn by Vega-Lite.
 */
public final class Report {
    private Report() {}

    /** Replaces a file with a report. */
    public static void write(Path path, ReportSource source) {
        ReportData data = ReportData.of(source);
        String page = resource("report.html")
                .replace("/*STYLE*/", resource("report.css"))
                .replace("/*VEGA*/", script(webJar("vega", "vega.min.js")))
                .replace("/*VEGA_LITE*/", script(webJar("vega-lite", "vega-lite.min.js")))
                .replace("/*DATA*/", json(data))
                .replace("/*REPORT*/", script(resource("report.js")));
        AtomicFile.write(path, writer -> writer.write(page));
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
        return text.replace("</script", "<\\/script");
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
            throw new UncheckedIOException("Cannot read " + about + ": " + e.getMessage(), e);
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
            throw new UncheckedIOException("Cannot read " + name + ": " + e.getMessage(), e);
        }
    }
}
