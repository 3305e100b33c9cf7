package org.wattsplit.testbed.cloud;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.framework.testbed.TestbedException;

/** How a program ends that is deployed without the command line: with the same status as a command, in the same words. */
public final class SmallProgram {
    /** Exit status of a program that did what it was asked for. */
    public static final int DONE = 0;

    /** Exit status of a program that failed for a reason that is no fault of its input. */
    public static final int FAILED = 1;

    /** Exit status of a program whose options or files break a rule. */
    public static final int BAD_INPUT = 2;

    private SmallProgram() {}

    /**
     * Runs a program and returns its exit status; a failure is told in a line or two.
     *
     * @param name what the program is called in front of them
     * @param body returns the status of a program that ran to its end
     */
    public static int run(String name, PrintWriter err, Callable<Integer> body) {
        try {
            return body.call();
        } catch (InputException e) {
            err.println(name + ": " + e.getMessage());
            return BAD_INPUT;
        } catch (UncheckedIOException | TestbedException e) {
            err.println(name + ": " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println(name + ": interrupted");
            return FAILED;
        } catch (Exception e) {
            err.println(name + ": a fault of Wattsplit itself, please report it:");
            e.printStackTrace(err);
            return FAILED;
        } finally {
            err.flush();
        }
    }
}
