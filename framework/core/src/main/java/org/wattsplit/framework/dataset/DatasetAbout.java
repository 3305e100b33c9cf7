package org.wattsplit.framework.dataset;

import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.Check;
import org.wattsplit.framework.file.Format;

/**
 * {@code about.yaml}: where a dataset is from. It is for people: no outcome depends on it.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param source where it is from, in words or an address
 * @param licence its SPDX identifier, or words; {@value #NONE_STATED} where whoever published it states none
 * @param madeBy the command that makes it again; null, the default, where none does
 */
public record DatasetAbout(
        String format,
        int version,
        String source,
        String licence,
        @Nullable String madeBy) {
    /** The format that the file names. */
    public static final String FORMAT = "about";

    /** Its version. */
    public static final int VERSION = 1;

    /** Its readers. */
    public static final Format<DatasetAbout> FILE = Format.of(FORMAT, VERSION, DatasetAbout.class);

    /** The licence of what was published without one. */
    public static final String NONE_STATED = "none stated";

    /** This project's licence, and so that of what it makes itself. */
    public static final String APACHE_2_0 = "Apache-2.0";

    public DatasetAbout {
        Check.notBlank("source", source);
        Check.notBlank("licence", licence);
        if (madeBy != null) {
            Check.notBlank("made_by", madeBy);
        }
    }

    /** What no command makes again, or none that is known yet. */
    public static DatasetAbout of(String source, String licence) {
        return new DatasetAbout(FORMAT, VERSION, source, licence, null);
    }

    /** The same, made by a command. */
    public DatasetAbout withMadeBy(String command) {
        return new DatasetAbout(format, version, source, licence, command);
    }
}
