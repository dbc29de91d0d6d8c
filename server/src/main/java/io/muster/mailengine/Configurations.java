package io.muster.mailengine;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;

/** What James's servers read from files elsewhere. */
final class Configurations {

    private Configurations() {}

    /** Names with dots stand for nested ones, {@code [@name]} at the end for an attribute. */
    static HierarchicalConfiguration<ImmutableNode> of(Map<String, ?> values) {
        BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
        // An attribute comes after the value that it belongs to.
        new TreeMap<>(values).forEach(configuration::addProperty);
        return configuration;
    }
}
