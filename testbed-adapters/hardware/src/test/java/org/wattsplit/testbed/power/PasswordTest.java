package org.wattsplit.testbed.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattsplit.framework.check.InputException;

final class PasswordTest {
    @TempDir
    private Path folder;

    @Test
    void passwordIsTheFilesLineAndIsHidden() throws IOException {
        Password password = password(" grüße an alle \r\n");
        assertThat(password.secret()).isEqualTo("grüße an alle");
        assertThat(password).hasToString("Password[hidden]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "one\ntwo", "a\tb"})
    void fileWithoutAPasswordIsAnErrorThatDoesNotShowIt(String text) {
        assertThatThrownBy(() -> password(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the password in " + folder.resolve("password"))
                .hasMessageEndingWith("given " + text.strip().length() + " characters");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Password.fromFile(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("given " + folder.resolve("none"));
    }

    private Password password(String text) throws IOException {
        return Password.fromFile(Files.writeString(folder.resolve("password"), text));
    }
}
