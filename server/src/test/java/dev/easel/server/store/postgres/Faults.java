package dev.easel.server.store.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Lets a chosen execution of the jobs' statements fail, of real connections to a real server. */
final class Faults {
  private final AtomicInteger untilFault = new AtomicInteger();
  private volatile Kind kind = Kind.REFUSED;

  /** How a statement fails. */
  enum Kind {
    /** The server says that its disk is full; nothing was done. */
    REFUSED,
    /** The connection is gone before the statement left. */
    CUT_BEFORE,
    /** It is gone before the answer came; what was asked for is done. */
    CUT_AFTER
  }

  /** Lets the nth execution from now on fail; none if it is zero. */
  void arm(int nth, Kind how) {
    kind = how;
    untilFault.set(nth);
  }

  Connections over(Connections real) {
    return new Connections(
        proxy(
            DataSource.class,
            (proxy, method, arguments) -> {
              Object made = invoke(real.source(), method, arguments);
              return made instanceof Connection connection ? faulty(connection) : made;
            }));
  }

  private Connection faulty(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object made = invoke(connection, method, arguments);
          return made instanceof PreparedStatement statement
              ? faulty(statement, connection)
              : made;
        });
  }

  private PreparedStatement faulty(PreparedStatement statement, Connection connection) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          boolean fails =
              method.getName().startsWith("execute")
                  && untilFault.getAndUpdate(left -> Math.max(0, left - 1)) == 1;
          if (!fails) {
            return invoke(statement, method, arguments);
          }
          if (kind == Kind.REFUSED) {
            throw new SQLException("told to be full", "53100");
          }
          if (kind == Kind.CUT_AFTER) {
            invoke(statement, method, arguments);
          }
          connection.close();
          throw new SQLException("told to be cut", "08006");
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
