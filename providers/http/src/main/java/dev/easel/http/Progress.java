package dev.easel.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;

/** Follows one exchange. Connections are raced on threads of the library. */
final class Progress extends EventListener {
  private final IdleConnections idle;
  private volatile Stage stage = Stage.NAME;
  private volatile boolean lastByteMayHaveLeft;
  private volatile boolean trickling;

  Progress(IdleConnections idle) {
    this.idle = idle;
  }

  Stage stage() {
    return stage;
  }

  /** Whether all of the request may have left; a request without a body leaves with its headers. */
  boolean sent() {
    return lastByteMayHaveLeft;
  }

  void lastByteLeaves() {
    lastByteMayHaveLeft = true;
  }

  void trickles() {
    trickling = true;
  }

  /** Whether the answer's head was given up because it trickled. */
  boolean trickling() {
    return trickling;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    stage = Stage.CONNECT;
  }

  @Override
  public void secureConnectStart(Call call) {
    stage = Stage.TLS;
  }

  @Override
  public void requestHeadersStart(Call call) {
    stage = Stage.SENDING;
    if (call.request().body() == null) {
      lastByteMayHaveLeft = true;
    }
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    if (request.body() == null) {
      stage = Stage.WAITING;
    }
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    stage = Stage.WAITING;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    stage = Stage.READING;
  }

  @Override
  public void connectionReleased(Call call, Connection connection) {
    idle.released(connection);
  }
}
