package course.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Marks a test, or a class of tests, that needs the [Peer]. Without a peer each of them is aborted
/// with one line, before its time limit begins: the first start on a machine builds an image, and
/// may take longer than a test may.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(NeedsPeer.Start.class)
public @interface NeedsPeer {

    /// Starts the peer before a test, or aborts the test.
    final class Start implements BeforeEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {
            Peer.get();
        }
    }
}
