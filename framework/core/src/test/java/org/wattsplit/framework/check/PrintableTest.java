package org.wattsplit.framework.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class PrintableTest {
    @Test
    void whatControlsATerminalIsPrintedAsItsNumber() {
        StringWriter printed = new StringWriter();
        PrintWriter out = Printable.to(printed);
        out.print("a\u001b[2Jb\u202ec\td\n");
        out.flush();
        assertThat(printed).hasToString("a\\u001b[2Jb\\u202ec\td\n");
    }

    @Test
    void aNameStaysInItsLine() {
        assertThat(Printable.inLine("ppo\nplanner\t1.0\r\u2028"))
                .isEqualTo("ppo\\u000aplanner\\u00091.0\\u000d\\u2028");
        assertThat(InputException.of("an agent", "one", "ppo\nwattsplit: all is well"))
                .hasMessage("Expected an agent to be one, given ppo\\u000awattsplit: all is well");
    }
}
