package dev.easel.http;

import dev.easel.http.TransportException.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One exchange under way, and what its failure means. */
record Exchange(
    okhttp3.Call call, Progress progress, CallGuard guard, Patience patience, String host) {

  /** The failure in our words; an interrupt of the thread is told as such. */
  TransportException translate(IOException failure) throws InterruptedException {
    if (guard.isAborted()) {
      return failed(Reason.ABORTED, "the call was ended while it waited for " + host, failure);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting for " + host);
    }
    return switch (failure) {
      case Purchase.SecondSend _ ->
          failed(Reason.SENT_TWICE, host + " asked for a paid request to be sent again", failure);
      case SourcePiece.Unreadable unreadable ->
          failed(Reason.SOURCE, String.valueOf(unreadable.getMessage()), failure);
      case UnknownHostException _ ->
          failed(Reason.NAME, "the name " + host + " cannot be resolved", failure);
      default -> call.isCanceled() ? overdue(failure) : byStage(failure);
    };
  }

  /** How long it may still take: until the deadline, which the host can put off. */
  Duration timeLeft() {
    Duration remaining = guard.deadline().remaining();
    return remaining.compareTo(patience.total()) < 0 ? remaining : patience.total();
  }

  TransportException failed(Reason reason, String problem, IOException cause) {
    return new TransportException(reason, progress.sent(), problem, cause);
  }

  TransportException tooSlow() {
    call.cancel();
    return trickles(null);
  }

  private TransportException trickles(@Nullable IOException cause) {
    return new TransportException(
        Reason.TOO_SLOW, progress.sent(), "the answer of " + host + " trickles", cause);
  }

  /** Nobody but the timers of the exchange cancels it. */
  private TransportException overdue(IOException failure) {
    if (progress.trickling()) {
      return trickles(failure);
    }
    Duration allowed = progress.stage() == Stage.READING ? patience.total() : patience.head();
    return guard.deadline().passed()
        ? failed(Reason.DEADLINE, "the deadline passed while waiting for " + host, failure)
        : failed(
            Reason.TOO_SLOW,
            host + " took longer than " + inSeconds(allowed) + " to answer",
            failure);
  }

  private TransportException byStage(IOException failure) {
    return switch (progress.stage()) {
      case NAME, CONNECT -> failed(Reason.CONNECT, "no connection to " + host, failure);
      case TLS -> failed(Reason.TLS, "no secure connection to " + host, failure);
      case SENDING, WAITING, READING ->
          switch (failure) {
            case SocketTimeoutException _ ->
                failed(Reason.SILENT, host + " was silent for " + inSeconds(silence()), failure);
            case SSLException _ ->
                failed(Reason.BROKEN, "the secure connection to " + host + " broke", failure);
            default -> failed(Reason.BROKEN, "the connection to " + host + " broke", failure);
          };
    };
  }

  private Duration silence() {
    return progress.stage() == Stage.READING ? patience.idle() : patience.firstByte();
  }

  private static String inSeconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
