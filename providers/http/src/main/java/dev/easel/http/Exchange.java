package dev.easel.http;

import dev.easel.http.TransportException.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One exchange under way, and what its failure means. */
final class Exchange {
  private final Progress progress = new Progress();
  private final Cutoff cutoff = new Cutoff();
  private final CallGuard guard;
  private final Patience patience;
  private final String host;
  private final Bounds bounds;
  private volatile @Nullable BoundedSocket socket;

  /** Begins now; nothing is done yet. */
  Exchange(HttpRequest request, CallGuard guard, HttpLimits limits) {
    this.guard = guard;
    this.patience = request.patience();
    this.host = Route.to(request.uri()).host();
    this.bounds = new Bounds(progress, patience, limits, timeLeft());
  }

  Progress progress() {
    return progress;
  }

  Bounds bounds() {
    return bounds;
  }

  Patience patience() {
    return patience;
  }

  Cutoff cutoff() {
    return cutoff;
  }

  /** How long it may still take: until the deadline, which the host can put off. */
  final Duration timeLeft() {
    Duration remaining = guard.deadline().remaining();
    return remaining.compareTo(patience.total()) < 0 ? remaining : patience.total();
  }

  /**
   * It talks through this from now on.
   *
   * @throws IOException if it was ended meanwhile
   */
  void talksThrough(BoundedSocket used) throws IOException {
    socket = used;
    cutoff.uses(used);
  }

  /** Whether somebody wants it to end, so that it is not worth another try. */
  boolean isToEnd() {
    return guard.isAborted() || Thread.currentThread().isInterrupted() || bounds.isOver();
  }

  /** Ends it if its request does not leave. */
  boolean endIfStuck() {
    BoundedSocket used = socket;
    boolean untaken = used != null && used.untakenNanos() >= bounds.untakenNanos();
    if (untaken) {
      progress.ends(Progress.Ending.UNTAKEN);
    }
    boolean stuck = untaken || bounds.isOver();
    if (stuck) {
      cutoff.cut();
    }
    return stuck;
  }

  /** The failure in our words; an interrupt of the thread is told as such. */
  TransportException translate(IOException failure) throws InterruptedException {
    cutoff.cut();
    if (guard.isAborted()) {
      return failed(Reason.ABORTED, "the call was ended while it waited for " + host, failure);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while waiting for " + host);
    }
    Progress.Ending ending = progress.ending();
    return ending == null ? byCause(failure) : byEnding(ending, failure);
  }

  TransportException failed(Reason reason, String problem, @Nullable IOException cause) {
    return new TransportException(reason, progress.sent(), problem, cause);
  }

  TransportException tooLarge(int mostBytes) {
    return failed(
        Reason.TOO_LARGE,
        "the answer of " + host + " is longer than " + mostBytes + " bytes",
        null);
  }

  TransportException tooSlow() {
    return trickles(null);
  }

  private TransportException byEnding(Progress.Ending ending, IOException failure) {
    return switch (ending) {
      case TRICKLES -> trickles(failure);
      case UNTAKEN -> silent(patience.idle(), failure);
      case OVERDUE -> overdue(failure);
    };
  }

  private TransportException trickles(@Nullable IOException cause) {
    return failed(Reason.TOO_SLOW, "the answer of " + host + " trickles", cause);
  }

  private TransportException silent(Duration allowed, IOException cause) {
    return failed(Reason.SILENT, host + " was silent for " + inSeconds(allowed), cause);
  }

  private TransportException overdue(IOException failure) {
    Duration allowed = progress.stage() == Stage.READING ? patience.total() : patience.head();
    return guard.deadline().passed()
        ? failed(Reason.DEADLINE, "the deadline passed while waiting for " + host, failure)
        : failed(
            Reason.TOO_SLOW,
            host + " took longer than " + inSeconds(allowed) + " to answer",
            failure);
  }

  private TransportException byCause(IOException failure) {
    return switch (failure) {
      case SourcePiece.Unreadable unreadable ->
          failed(Reason.SOURCE, String.valueOf(unreadable.getMessage()), failure);
      case UnknownHostException _ ->
          failed(Reason.NAME, "the name " + host + " cannot be resolved", failure);
      default -> byStage(failure);
    };
  }

  private TransportException byStage(IOException failure) {
    return switch (progress.stage()) {
      case NAME, CONNECT -> failed(Reason.CONNECT, "no connection to " + host, failure);
      case TLS -> failed(Reason.TLS, "no secure connection to " + host, failure);
      case SENDING, WAITING, READING ->
          switch (failure) {
            case SocketTimeoutException _ -> silent(bounds.silence(), failure);
            case SSLException _ ->
                failed(Reason.BROKEN, "the secure connection to " + host + " broke", failure);
            default -> failed(Reason.BROKEN, "the connection to " + host + " broke", failure);
          };
    };
  }

  private static String inSeconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
