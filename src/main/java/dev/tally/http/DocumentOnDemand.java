package dev.tally.http;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentHolder;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.OpenApiRecorder;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In the native executable, the OpenAPI document is made when somebody first asks for it. Quarkus 3.34 makes it at every start,
 * in both formats, a fifth of the time until the service listens. Later releases of Quarkus wait too (quarkusio/quarkus#55538):
 * then this class can go.
 */
final class DocumentOnDemand {
    private static final Map<String, Preparation> AWAITED = new ConcurrentHashMap<>();

    private DocumentOnDemand() {}

    /** What Quarkus wants to make a document with. */
    private record Preparation(
            AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filtersByStage, String name) {}

    /** Does at the start what takes no time. */
    @TargetClass(OpenApiRecorder.class)
    static final class Recorder {
        @Substitute
        public void prepareDocument(
                AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filtersByStage, String name) {
            AWAITED.put(name, new Preparation(security, filtersByStage, name));
        }
    }

    /** Does the rest with the first request. */
    @TargetClass(OpenApiDocumentService.class)
    static final class Service {
        @Alias
        private Map<String, OpenApiDocumentHolder> documentHolders;

        @Alias
        native void prepareDocument(
                AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filtersByStage, String name);

        @Substitute
        public synchronized byte[] getDocument(String name, Format format) {
            Preparation awaited = AWAITED.remove(name);
            if (awaited != null) {
                prepareDocument(awaited.security(), awaited.filtersByStage(), awaited.name());
            }
            OpenApiDocumentHolder document = documentHolders.get(name);
            if (document == null) {
                return new byte[0];
            }
            return format == Format.JSON ? document.getJsonDocument() : document.getYamlDocument();
        }
    }
}
