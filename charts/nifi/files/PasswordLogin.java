import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;

/**
 * Logs a client in to ZooKeeper by a name and a password, as ZooKeeper's own DigestLoginModule does. That one is among NiFi's archives, where only threads of theirs
 * find it; this one lies on the class path of the whole JVM. PasswordLogin.class is made of it by `javac --release 8`, for Java 8 and later
 * (harness/testing/charts/password-login.test.ts).
 */
public class PasswordLogin implements LoginModule {
  @Override
  public void initialize(Subject subject, CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {
    subject.getPublicCredentials().add(options.get("username"));
    subject.getPrivateCredentials().add(options.get("password"));
  }

  @Override
  public boolean login() {
    return true;
  }

  @Override
  public boolean commit() {
    return true;
  }

  @Override
  public boolean abort() {
    return false;
  }

  @Override
  public boolean logout() {
    return true;
  }
}
