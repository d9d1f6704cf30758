package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.easel.testkit.Script;
import dev.easel.testkit.ScriptedServer;
import dev.easel.testkit.TestCall;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

final class PurchaseTest {
  @Test
  void secondSendStopsBeforeTheNetworkWhoeverAsksForIt() throws Exception {
    OkHttpClient client =
        new OkHttpClient.Builder().addNetworkInterceptor(Purchase::intercept).build();
    TestCall call = TestCall.ample();
    try (ScriptedServer server = ScriptedServer.start(Script.json(200, "{}"))) {
      Request request =
          new Request.Builder()
              .url(server.uri().toString())
              .tag(Purchase.class, new Purchase(CallGuard.of(call)))
              .build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
      assertThatThrownBy(() -> client.newCall(request).execute())
          .isInstanceOf(Purchase.SecondSend.class);
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(call.sends()).isEqualTo(1);
  }
}
