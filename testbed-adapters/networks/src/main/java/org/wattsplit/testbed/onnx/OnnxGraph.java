package org.wattsplit.testbed.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wattsplit.framework.check.InputException;
import org.wattsplit.testbed.onnx.format.AttributeProto;
import org.wattsplit.testbed.onnx.format.GraphProto;
import org.wattsplit.testbed.onnx.format.ModelProto;
import org.wattsplit.testbed.onnx.format.NodeProto;
import org.wattsplit.testbed.onnx.format.SparseTensorProto;
import org.wattsplit.testbed.onnx.format.TensorProto;
import org.wattsplit.testbed.onnx.format.TensorShapeProto;
import org.wattsplit.testbed.onnx.format.TypeProto;
import org.wattsplit.testbed.onnx.format.ValueInfoProto;

/**
 * A model with one input of floats and one output as a graph: what depends on what, where one tensor separates the input
 * from the output, and the models of both sides. Immutable.
 */
public final class OnnxGraph {
    private final ModelProto model;
    private final String source;
    private final ValueInfoProto input;
    private final ValueInfoProto output;
    /** What each node reads, with what graphs inside it take from outside. */
    private final List<Set<String>> reads = new ArrayList<>();
    /** Index of the node that makes a tensor. */
    private final Map<String, Integer> makers = new HashMap<>();

    private final Map<String, TensorProto> initializers = new LinkedHashMap<>();
    /** Names of tensors that are there without any node: initializers, sparse ones too. */
    private final Set<String> given = new HashSet<>();

    private OnnxGraph(ModelProto model, String source) {
        this.model = model;
        this.source = source;
        GraphProto graph = model.getGraph();
        graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
        given.addAll(initializers.keySet());
        graph.getSparseInitializerList().forEach(tensor -> given.add(nameOf(tensor)));
        input = only(
                "inputs",
                graph.getInputList().stream()
                        .filter(each -> !given.contains(each.getName()))
                        .toList());
        output = only("outputs", graph.getOutputList());
        requireFloats(input, "input");
        requireFloats(output, "output");
        readNodes(graph);
        if (!dependents().get(makers.getOrDefault(output.getName(), graph.getNodeCount()))) {
            throw InputException.of(
                    "the output " + output.getName() + " of " + source, "computed from its input", "one that is not");
        }
    }

    /**
     * A model as a graph.
     *
     * @param source what names the model in errors, such as its file
     * @throws InputException unless it has one input of floats, one output, and nodes in an order in which they can run
     */
    public static OnnxGraph of(ModelProto model, String source) {
        return new OnnxGraph(model, source);
    }

    private static String nameOf(SparseTensorProto tensor) {
        return tensor.getValues().getName();
    }

    private ValueInfoProto only(String what, List<ValueInfoProto> all) {
        if (all.size() != 1) {
            throw InputException.of(
                    "the " + what + " of " + source,
                    "exactly one",
                    all.stream().map(ValueInfoProto::getName).toList());
        }
        return all.get(0);
    }

    private void requireFloats(ValueInfoProto value, String role) {
        int type = value.getType().getTensorType().getElemType();
        if (type != TensorProto.DataType.FLOAT_VALUE) {
            TensorProto.DataType known = TensorProto.DataType.forNumber(type);
            throw InputException.of(
                    "the " + role + " " + value.getName() + " of " + source,
                    "a tensor of 32-bit floats",
                    known == null || type == 0 ? "element type " + type : known);
        }
    }

    private void readNodes(GraphProto graph) {
        Set<String> known = new HashSet<>(given);
        known.add(input.getName());
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            Set<String> read = new LinkedHashSet<>();
            collectReads(node, read);
            for (String name : read) {
                if (!known.contains(name)) {
                    throw InputException.of(
                            "tensor " + name + " of " + source,
                            "there before node " + describe(node) + " reads it",
                            "none of that name");
                }
            }
            reads.add(read);
            for (String name : node.getOutputList()) {
                if (name.isEmpty()) {
                    continue;
                }
                if (!known.add(name)) {
                    throw InputException.of(
                            "tensor " + name + " of " + source, "made once", "a second time by " + describe(node));
                }
                makers.put(name, i);
            }
        }
    }

    private static String describe(NodeProto node) {
        return node.getOpType() + (node.getName().isEmpty() ? "" : " " + node.getName());
    }

    /** Adds what a node reads, and what graphs inside it take from outside. */
    private static void collectReads(NodeProto node, Set<String> into) {
        node.getInputList().stream().filter(name -> !name.isEmpty()).forEach(into::add);
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                collectCaptured(attribute.getG(), into);
            }
            attribute.getGraphsList().forEach(graph -> collectCaptured(graph, into));
        }
    }

    private static void collectCaptured(GraphProto graph, Set<String> into) {
        Set<String> own = new HashSet<>();
        graph.getInputList().forEach(value -> own.add(value.getName()));
        graph.getInitializerList().forEach(tensor -> own.add(tensor.getName()));
        graph.getSparseInitializerList().forEach(tensor -> own.add(nameOf(tensor)));
        Set<String> read = new LinkedHashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            collectReads(node, read);
            own.addAll(node.getOutputList());
        }
        graph.getOutputList().forEach(value -> read.add(value.getName()));
        read.removeAll(own);
        into.addAll(read);
    }

    /** The input's name. */
    public String input() {
        return input.getName();
    }

    /** The output's name. */
    public String output() {
        return output.getName();
    }

    ModelProto model() {
        return model;
    }

    String source() {
        return source;
    }

    Map<String, TensorProto> initializers() {
        return initializers;
    }

    /**
     * The input for any batch.
     *
     * @throws InputException unless its first dimension is free or 1 and all others are fixed
     */
    Boundary inputBoundary() {
        TypeProto.Tensor type = input.getType().getTensorType();
        List<Long> sizes = new ArrayList<>();
        for (TensorShapeProto.Dimension dimension : type.getShape().getDimList()) {
            boolean fixed = dimension.hasDimValue() && dimension.getDimValue() > 0;
            sizes.add(fixed ? dimension.getDimValue() : Boundary.BATCH);
        }
        boolean batchFirst = !sizes.isEmpty() && sizes.lastIndexOf(Boundary.BATCH) <= 0 && sizes.get(0) <= 1;
        if (!batchFirst) {
            throw InputException.of(
                    "the shape of input " + input() + " of " + source,
                    "a first dimension that is free or 1, and others that are fixed",
                    type.hasShape() ? new Boundary(input(), sizes) : "none");
        }
        return new Boundary(input(), sizes);
    }

    /** Nodes, by index, whose results depend on the input. */
    BitSet dependents() {
        BitSet dependents = new BitSet();
        for (int i = 0; i < reads.size(); i++) {
            for (String name : reads.get(i)) {
                Integer maker = makers.get(name);
                if (name.equals(input()) || (maker != null && dependents.get(maker))) {
                    dependents.set(i);
                }
            }
        }
        return dependents;
    }

    /**
     * Names of all tensors that separate the input from the output, in the order of the network: the input first, the
     * output last. A tensor that something goes round (a residual connection, a shape that is used later) is none; what
     * does not depend on the input goes round nothing.
     */
    public List<String> separators() {
        // Tensors and nodes stand in an order in which they can run, and each one here lies on a way from input to
        // output.
        // So a tensor is on all ways exactly when no step goes from before it to behind it.
        BitSet onTheWay = nodesFor(output(), null);
        onTheWay.and(dependents());
        Set<String> used = readBy(onTheWay);
        used.add(output());
        List<String> order = new ArrayList<>(List.of(input()));
        List<Integer> farthestStep = new ArrayList<>(List.of(0));
        Map<String, Integer> places = new HashMap<>(Map.of(input(), 0));
        for (int i = onTheWay.nextSetBit(0); i >= 0; i = onTheWay.nextSetBit(i + 1)) {
            int node = order.size();
            for (String name : reads.get(i)) {
                if (places.containsKey(name)) {
                    farthestStep.set(places.get(name), node);
                }
            }
            order.add("");
            farthestStep.add(node);
            for (String name : model.getGraph().getNode(i).getOutputList()) {
                if (used.contains(name)) {
                    farthestStep.set(node, order.size());
                    places.put(name, order.size());
                    farthestStep.add(order.size());
                    order.add(name);
                }
            }
        }
        List<String> separators = new ArrayList<>();
        int reached = 0;
        for (int place = 0; place < order.size(); place++) {
            if (!order.get(place).isEmpty() && reached <= place) {
                separators.add(order.get(place));
            }
            reached = Math.max(reached, farthestStep.get(place));
        }
        return separators;
    }

    /** Nodes, by index, that make a tensor, where another tensor (if any) is there already. */
    BitSet nodesFor(String wanted, @Nullable String there) {
        BitSet nodes = new BitSet();
        Deque<String> open = new ArrayDeque<>(List.of(wanted));
        while (!open.isEmpty()) {
            String name = open.pop();
            Integer maker = name.equals(there) ? null : makers.get(name);
            if (maker != null && !nodes.get(maker)) {
                nodes.set(maker);
                open.addAll(reads.get(maker));
            }
        }
        return nodes;
    }

    /** The model from the input to a tensor. */
    ModelProto head(Boundary cut) {
        requireTensor(cut.tensor());
        return part(nodesFor(cut.tensor(), null), input, cut.declaration());
    }

    /**
     * The model from a tensor to the output.
     *
     * @throws InputException when something goes round that tensor
     */
    ModelProto tail(Boundary cut) {
        return part(tailNodes(cut.tensor()), cut.declaration(), output);
    }

    /** Nodes, by index, from a tensor to the output. */
    BitSet tailNodes(String tensor) {
        requireTensor(tensor);
        BitSet nodes = nodesFor(output(), tensor);
        for (int i = nodes.nextSetBit(0); i >= 0 && !tensor.equals(input()); i = nodes.nextSetBit(i + 1)) {
            if (reads.get(i).contains(input())) {
                throw InputException.of(
                        "tensor " + tensor + " of " + source,
                        "one that every way from input " + input() + " to output " + output() + " passes",
                        "a way round it by node " + describe(model.getGraph().getNode(i)));
            }
        }
        return nodes;
    }

    private void requireTensor(String tensor) {
        if (!tensor.equals(input()) && !makers.containsKey(tensor)) {
            throw InputException.of("tensor " + tensor, "one that a node of " + source + " makes", "none of that name");
        }
    }

    /** Names of all tensors that nodes read. */
    Set<String> readBy(BitSet nodes) {
        return nodes.stream()
                .boxed()
                .flatMap(index -> reads.get(index).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private ModelProto part(BitSet nodes, ValueInfoProto from, ValueInfoProto to) {
        GraphProto graph = model.getGraph();
        Set<String> names = readBy(nodes);
        Predicate<String> needed = names::contains;
        GraphProto.Builder part = graph.toBuilder()
                .clearNode()
                .clearInput()
                .clearOutput()
                .clearInitializer()
                .clearSparseInitializer()
                .clearValueInfo()
                .addInput(from)
                .addOutput(to);
        nodes.stream().mapToObj(graph::getNode).forEach(part::addNode);
        graph.getInputList().stream()
                .filter(each -> given.contains(each.getName()) && needed.test(each.getName()))
                .forEach(part::addInput);
        graph.getInitializerList().stream()
                .filter(tensor -> needed.test(tensor.getName()))
                .forEach(part::addInitializer);
        graph.getSparseInitializerList().stream()
                .filter(tensor -> needed.test(nameOf(tensor)))
                .forEach(part::addSparseInitializer);
        graph.getValueInfoList().stream()
                .filter(each -> needed.test(each.getName()))
                .filter(each -> !each.getName().equals(from.getName())
                        && !each.getName().equals(to.getName()))
                .forEach(part::addValueInfo);
        return model.toBuilder().setGraph(part).build();
    }
}
