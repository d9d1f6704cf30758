package dev.easel.server.store.sqlite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Connections on which chosen executions of statements fail instead of being made. */
final class Faults implements Connections {
  private final Connections real = new SqliteConnections();
  private final AtomicInteger executed = new AtomicInteger();
  private final Map<String, Integer> executions = new ConcurrentHashMap<>();
  private volatile int first = Integer.MAX_VALUE;
  private volatile int last = Integer.MAX_VALUE;
  private volatile String failing = "";
  private volatile SQLiteErrorCode code = SQLiteErrorCode.SQLITE_BUSY;

  /** Lets the nth execution from now on fail, and those after it, so many together. */
  void arm(int nth, int together, SQLiteErrorCode with) {
    code = with;
    executed.set(0);
    last = nth + together - 1;
    first = nth;
  }

  /** Lets every execution of this statement fail from now on. */
  void armAt(String sql, SQLiteErrorCode with) {
    code = with;
    failing = sql;
  }

  void disarm() {
    first = Integer.MAX_VALUE;
  }

  /** How often this statement was executed. */
  int executed(String sql) {
    return executions.getOrDefault(sql, 0);
  }

  /** How many executions there were since the faults were armed. */
  int executed() {
    return executed.get();
  }

  @Override
  public Connection open(Path file, Access access) throws SQLException {
    Connection connection = real.open(file, access);
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          Object made = invoke(connection, method, arguments);
          return made instanceof PreparedStatement statement
              ? faulty(statement, (String) arguments[0])
              : made;
        });
  }

  private PreparedStatement faulty(PreparedStatement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            failIfItsTurn(sql);
          }
          return invoke(statement, method, arguments);
        });
  }

  private void failIfItsTurn(String sql) throws SQLException {
    executions.merge(sql, 1, Integer::sum);
    // The log is looked after when nobody waits, and so at any time.
    int number = sql.contains("wal_checkpoint") ? 0 : executed.incrementAndGet();
    if ((number >= first && number <= last) || sql.equals(failing)) {
      throw new SQLiteException("told to fail", code);
    }
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
