/** Vocabulary, contracts and file formats of Wattsplit, and the checkers of its test kit. */
@SuppressWarnings("requires-automatic")
module org.wattsplit.core {
    requires static transitive org.jspecify;
    requires transitive com.fasterxml.jackson.annotation;
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.networknt.schema;
    requires org.apache.commons.csv;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.statistics.descriptive;
    requires org.apache.commons.statistics.distribution;
    requires org.apache.commons.statistics.ranking;

    exports org.wattsplit.framework.agent;
    exports org.wattsplit.framework.check;
    exports org.wattsplit.framework.dataset;
    exports org.wattsplit.framework.env;
    exports org.wattsplit.framework.file;
    exports org.wattsplit.framework.objective;
    exports org.wattsplit.framework.outcome;
    exports org.wattsplit.framework.pareto;
    exports org.wattsplit.framework.provider;
    exports org.wattsplit.framework.random;
    exports org.wattsplit.framework.request;
    exports org.wattsplit.framework.space;
    exports org.wattsplit.framework.statistics;
    exports org.wattsplit.framework.testbed;
    exports org.wattsplit.framework.testkit;

    // Records are read from files and written to them.
    opens org.wattsplit.framework.agent to
            com.fasterxml.jackson.databind;
    opens org.wattsplit.framework.env to
            com.fasterxml.jackson.databind;
    opens org.wattsplit.framework.file to
            com.fasterxml.jackson.databind;
    opens org.wattsplit.framework.objective to
            com.fasterxml.jackson.databind;
    opens org.wattsplit.framework.pareto to
            com.fasterxml.jackson.databind;
    opens org.wattsplit.framework.space to
            com.fasterxml.jackson.databind;
    opens org.wattsplit.framework.testbed to
            com.fasterxml.jackson.databind;
}
