package org.wattsplit.study;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Logs of requests, as a reader other than this project's own has them. */
final class RequestLog {
    private RequestLog() {}

    /** The rows of a {@code requests.csv}, by column. */
    static List<CSVRecord> rows(Path log) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setCommentMarker('#')
                .get();
        try (Reader reader = Files.newBufferedReader(log)) {
            return format.parse(reader).getRecords();
        }
    }
}
