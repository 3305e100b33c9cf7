package org.wattsplit.framework.file;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.ValueInstantiators;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import java.io.IOException;
import java.util.Optional;

/** Gives the components of records that a document leaves out their {@link Default}, or null where they may be null. */
final class AbsentFields extends Module {
    @Override
    public String getModuleName() {
        return "absent-fields";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addValueInstantiators(new ValueInstantiators.Base() {
            @Override
            public ValueInstantiator findValueInstantiator(
                    DeserializationConfig config, BeanDescription bean, ValueInstantiator usual) {
                return bean.getBeanClass().isRecord() ? new OfRecord(usual, bean.getBeanClass()) : usual;
            }
        });
    }

    private static final class OfRecord extends ValueInstantiator.Delegating {
        private static final long serialVersionUID = 1L;
        private final transient RecordField[] fields;

        OfRecord(ValueInstantiator usual, Class<?> type) {
            super(usual);
            fields = RecordField.of(type);
        }

        @Override
        public Object createFromObjectWith(
                DeserializationContext context, SettableBeanProperty[] properties, PropertyValueBuffer given)
                throws IOException {
            for (SettableBeanProperty property : properties) {
                RecordField field = fields[property.getCreatorIndex()];
                boolean absent = !given.hasParameter(property);
                Optional<String> otherwise = field.otherwise();
                if (otherwise.isPresent() && (absent || given.getParameter(property) == null)) {
                    given.assignParameter(property, Documents.yaml(otherwise.get(), property.getType()));
                } else if (absent && field.nullable()) {
                    given.assignParameter(property, null);
                } else if (!absent && !field.nullable() && given.getParameter(property) == null) {
                    context.reportInputMismatch(property, "Expected %s not to be null", field.name());
                }
            }
            return super.createFromObjectWith(context, properties, given);
        }
    }
}
