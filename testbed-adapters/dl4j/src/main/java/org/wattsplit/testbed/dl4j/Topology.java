package org.wattsplit.testbed.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.wattsplit.framework.check.Check;

/**
 * The vertices between a graph's one input and its one output, in an order where each stands after what it reads. Vertices
 * that no path to the output goes through are left out.
 */
final class Topology {
    private final List<GraphVertex> vertices;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, List<String>> inputs;

    private Topology(List<GraphVertex> vertices, Map<String, List<String>> inputs) {
        this.vertices = List.copyOf(vertices);
        this.inputs = inputs;
        for (GraphVertex vertex : vertices) {
            positions.put(vertex.getVertexName(), positions.size());
        }
    }

    /**
     * The topology of a graph.
     *
     * @throws IllegalArgumentException for a graph of more than one input or output
     */
    static Topology of(ComputationGraph graph) {
        List<String> ins = graph.getConfiguration().getNetworkInputs();
        List<String> outs = graph.getConfiguration().getNetworkOutputs();
        Check.that(ins.size() == 1, "the inputs of a graph to split", "one", ins);
        Check.that(outs.size() == 1, "the outputs of a graph to split", "one", outs);
        Map<String, List<String>> inputs = graph.getConfiguration().getVertexInputs();
        Set<String> needed = new HashSet<>();
        List<String> open = new ArrayList<>(outs);
        while (!open.isEmpty()) {
            String name = open.remove(open.size() - 1);
            if (needed.add(name)) {
                open.addAll(inputs.getOrDefault(name, List.of()));
            }
        }
        List<GraphVertex> vertices = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (needed.contains(vertex.getVertexName())) {
                vertices.add(vertex);
            }
        }
        return new Topology(vertices, inputs);
    }

    /** The vertices: the input first, the output last. */
    List<GraphVertex> vertices() {
        return vertices;
    }

    /** The names of the vertices that a vertex reads; none for the input. */
    List<String> inputs(String vertex) {
        return inputs.getOrDefault(vertex, List.of());
    }

    /** Where a vertex stands; -1 for none of these. */
    int position(String vertex) {
        return positions.getOrDefault(vertex, -1);
    }

    /**
     * The positions of the vertices that every path from the input to the output goes through. Every vertex is on such a
     * path, so a vertex is one of them exactly when nothing behind it reads anything before it. Linear in the edges.
     */
    List<Integer> cuts() {
        List<Integer> cuts = new ArrayList<>();
        // What is read from behind the place where the sweep stands: the last reader of all that stands before it.
        int lastReader = 0;
        int[] lastReaders = lastReaders();
        for (int position = 0; position < vertices.size(); position++) {
            if (lastReader <= position) {
                cuts.add(position);
            }
            lastReader = Math.max(lastReader, lastReaders[position]);
        }
        return cuts;
    }

    /** An edge around a position, such as {@code relu1 -> add}; empty words where none is. */
    String around(int position) {
        for (GraphVertex vertex : vertices.subList(position + 1, vertices.size())) {
            for (String input : inputs(vertex.getVertexName())) {
                if (position(input) < position) {
                    return input + " -> " + vertex.getVertexName();
                }
            }
        }
        return "";
    }

    private int[] lastReaders() {
        int[] last = new int[vertices.size()];
        for (int position = 0; position < vertices.size(); position++) {
            for (String input : inputs(vertices.get(position).getVertexName())) {
                int from = position(input);
                last[from] = Math.max(last[from], position);
            }
        }
        return last;
    }
}
