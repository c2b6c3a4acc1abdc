package org.apache.nifi.processors.kafka.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.BROKERS;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.SECURITY;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.property;
import static org.apache.nifi.processors.kafka.pubsub.Properties_2_6.transitUri;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** The real one's name, relationships, and the properties that flows of this repository have or leave at their defaults. */
@TriggerSerially
@CapabilityDescription("Made for a twin of the public image: each FlowFile is a message, by default in a transaction of its own.")
public class PublishKafka_2_6 extends AbstractProcessor {
    private static final PropertyDescriptor TOPIC =
            property("topic", "Topic Name", null).required(true).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES).build();
    private static final PropertyDescriptor TRANSACTIONS =
            property("use-transactions", "Use Transactions", "true").allowableValues("true", "false").required(true).build();
    private static final PropertyDescriptor DELIVERY =
            property("acks", "Delivery Guarantee", "all").allowableValues("0", "1", "all").required(true).build();
    private static final PropertyDescriptor KEY =
            property("kafka-key", "Kafka Key", null).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES).build();
    private static final PropertyDescriptor PATIENCE = property("ack.wait.time", "Acknowledgment Wait Time", "5 secs").required(true).build();
    private static final Relationship SUCCESS = new Relationship.Builder().name("success").build();
    private static final Relationship FAILURE = new Relationship.Builder().name("failure").build();

    private KafkaProducer<byte[], byte[]> producer;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return Arrays.asList(BROKERS, SECURITY, TOPIC, TRANSACTIONS, DELIVERY, KEY, PATIENCE);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return new LinkedHashSet<>(Arrays.asList(SUCCESS, FAILURE));
    }

    @Override
    protected Collection<ValidationResult> customValidate(ValidationContext context) {
        if (!context.getProperty(TRANSACTIONS).asBoolean() || "all".equals(context.getProperty(DELIVERY).getValue())) return Collections.emptyList();
        return Collections.singleton(new ValidationResult.Builder()
                .subject("Delivery Guarantee")
                .explanation("In order to use Transactions, the Delivery Guarantee must be \"Guarantee Replicated Delivery.\"")
                .valid(false)
                .build());
    }

    @Override
    public void onTrigger(ProcessContext context, ProcessSession session) {
        FlowFile file = session.get();
        if (file == null) return;
        boolean inTransaction = context.getProperty(TRANSACTIONS).asBoolean();
        try {
            if (producer == null) producer = open(context, inTransaction);
            if (inTransaction) producer.beginTransaction();
            ProducerRecord<byte[], byte[]> message = message(context, session, file);
            Future<?> sent = producer.send(message);
            producer.flush();
            sent.get(context.getProperty(PATIENCE).asTimePeriod(TimeUnit.MILLISECONDS), TimeUnit.MILLISECONDS);
            if (inTransaction) producer.commitTransaction();
            session.getProvenanceReporter().send(file, transitUri(context, message.topic()));
            session.transfer(file, SUCCESS);
        } catch (Exception error) {
            getLogger().error("Failed to send FlowFile to Kafka; routing to failure", error);
            close(); // aborts what was begun
            session.transfer(session.penalize(file), FAILURE);
        }
    }

    @OnStopped
    public void close() {
        if (producer != null) producer.close(Duration.ZERO);
        producer = null;
    }

    private static ProducerRecord<byte[], byte[]> message(ProcessContext context, ProcessSession session, FlowFile file) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        session.exportTo(file, content);
        String topic = context.getProperty(TOPIC).evaluateAttributeExpressions(file).getValue();
        String key = context.getProperty(KEY).evaluateAttributeExpressions(file).getValue();
        return new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), content.toByteArray());
    }

    private static KafkaProducer<byte[], byte[]> open(ProcessContext context, boolean inTransaction) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", context.getProperty(BROKERS).evaluateAttributeExpressions().getValue());
        settings.put("acks", context.getProperty(DELIVERY).getValue());
        settings.put("max.block.ms", 5_000);
        if (inTransaction) settings.put("transactional.id", UUID.randomUUID().toString());
        KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        if (inTransaction) opened.initTransactions();
        return opened;
    }
}
