package io.github.nlptoolkit.engine.train;

import io.github.nlptoolkit.engine.program.Program;
import io.github.nlptoolkit.engine.program.ProgramText;
import io.github.nlptoolkit.engine.runtime.Device;
import io.github.nlptoolkit.engine.runtime.Lanes;
import io.github.nlptoolkit.engine.tensor.Argument;
import io.github.nlptoolkit.engine.tensor.FloatTensor;
import io.github.nlptoolkit.engine.tensor.KeptTensors;
import io.github.nlptoolkit.failure.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * A program whose weights are trained: gradients of its losses, summed over parts of a batch, and
 * steps of AdamW.
 *
 * <p>The program's text gives {@code all_weights(self) -> List[Tensor]}, a method that takes the
 * weights over with {@code self.leaves}, and losses: methods that give {@code
 * self.with_gradients(loss)}. Its state has {@link #STATE} besides its own.
 *
 * <p>Not thread-safe, but for {@link #close}, after which all else throws {@link
 * IllegalStateException}. On the CPU the same calls give the same bits on a machine with as many
 * lanes.
 */
public final class TrainedProgram implements AutoCloseable {
  /** The state that the text of a trained program must have. */
  public static final List<String> STATE =
      List.of("trained", "gradients", "means", "squares", "counts");

  private static final String RESOURCE = "training.py";

  private final Program program;
  private final List<Parameter> parameters;

  /** The index of each trained parameter. */
  private final int[] trained;

  private long steps;

  /** Whether the sums are those of a step that was taken, to be dropped before the next. */
  private boolean stale;

  private TrainedProgram(Program program, List<Parameter> parameters) {
    this.program = program;
    this.parameters = List.copyOf(parameters);
    this.trained =
        IntStream.range(0, parameters.size()).filter(i -> parameters.get(i).trained()).toArray();
  }

  /**
   * Loads a program and hands it its weights.
   *
   * @param text its text, without what this class adds
   * @param device where it runs
   * @param parameters its weights, as {@code all_weights} lists them; at least one is trained
   * @param method the method that takes the weights over
   * @param weights its arguments
   * @return the program, with fresh state of the optimiser
   * @throws IllegalArgumentException if no parameter is trained
   * @throws InferenceException if the program fails
   * @throws UnsupportedOperationException if the engine's natives are absent
   */
  public static TrainedProgram load(
      ProgramText text,
      Device device,
      List<Parameter> parameters,
      String method,
      List<Argument> weights) {
    Program program = Program.load(text.with(TrainedProgram.class, RESOURCE).recorded(), device);
    boolean loaded = false;
    try {
      TrainedProgram made = new TrainedProgram(program, parameters);
      made.begin(method, weights);
      loaded = true;
      return made;
    } finally {
      if (!loaded) {
        program.close();
      }
    }
  }

  private void begin(String method, List<Argument> weights) {
    if (trained.length == 0) {
      throw new IllegalArgumentException(
          "at least one of the " + parameters.size() + " parameters must be trained");
    }
    call(method, weights.toArray(Argument[]::new));
    call("begin_training", Argument.ints(IntStream.of(trained).asLongStream().toArray()));
  }

  /** Runs a method that changes the state, for no result. */
  private void call(String method, Argument... arguments) {
    Lanes.shared()
        .run(
            () -> {
              program.record(method, arguments).close();
              return true;
            });
  }

  /**
   * Its weights.
   *
   * @return the parameters in the program's order
   */
  public List<Parameter> parameters() {
    return parameters;
  }

  /**
   * How many steps the optimiser has taken.
   *
   * @return the number, at least 0
   */
  public long steps() {
    return steps;
  }

  /**
   * A loss over a part of a batch.
   *
   * @param method the method that gives the loss
   * @param arguments its arguments
   */
  public record Part(String method, List<Argument> arguments) {
    /** Copies the list. */
    public Part {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Adds the gradients of some losses to the sums that the next {@link #step} uses. Several parts
   * run side by side, each on one core, and are added in their order.
   *
   * @param parts the losses, already weighted so that their sum is what is to become small
   * @return the sum of the losses
   * @throws CancellationException if the calling thread is interrupted; what is added then is not
   *     defined, {@link #dropGradients} begins anew
   * @throws InferenceException if the program fails
   * @throws IllegalStateException if this is closed
   */
  public double addGradients(List<Part> parts) {
    if (stale) {
      dropGradients();
    }
    Turns turns = new Turns();
    List<Callable<Double>> works = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int turn = i;
      works.add(() -> add(parts.get(turn), turns, turn));
    }
    return Lanes.shared().runAll(works).stream().mapToDouble(Double::doubleValue).sum();
  }

  private double add(Part part, Turns turns, int turn) {
    try (KeptTensors gradients =
        program.record(part.method(), part.arguments().toArray(Argument[]::new))) {
      turns.await(turn);
      program.record("add_gradients", new Argument.Kept(gradients)).close();
      double loss = gradients.read(0).values()[0];
      turns.next(turn);
      return loss;
    } catch (RuntimeException | Error e) {
      turns.fail(e);
      throw e;
    }
  }

  /**
   * Runs methods with what is needed for gradients recorded, as {@link Program#record} does, side
   * by side: so that a later part can take gradients of what they give.
   *
   * @param parts the methods and their arguments
   * @return what each gives, left in native memory; to be closed
   * @throws CancellationException if the calling thread is interrupted; it stays so
   * @throws InferenceException if the program fails
   * @throws IllegalStateException if this is closed
   */
  public List<KeptTensors> recordAll(List<Part> parts) {
    Queue<KeptTensors> all = new ConcurrentLinkedQueue<>();
    List<Callable<KeptTensors>> works = new ArrayList<>();
    for (Part part : parts) {
      works.add(
          () -> {
            KeptTensors kept =
                program.record(part.method(), part.arguments().toArray(Argument[]::new));
            all.add(kept);
            return kept;
          });
    }
    boolean done = false;
    try {
      List<KeptTensors> given = Lanes.shared().runAll(works);
      done = true;
      return given;
    } finally {
      if (!done) {
        all.forEach(KeptTensors::close);
      }
    }
  }

  /** Forgets the gradients that were added since the last step. */
  public void dropGradients() {
    call("drop_gradients");
    stale = false;
  }

  /**
   * Changes the weights by the gradients that were added, and forgets these. If their norm is not
   * finite, the weights stay as they are.
   *
   * @param settings the optimiser's settings
   * @param rate the learning rate, at least 0
   * @param maxNorm what the norm of all gradients together is clipped to; 0 to clip nothing
   * @return the norm before clipping; not finite if nothing was changed
   * @throws InferenceException if the program fails, as it does without gradients
   * @throws IllegalStateException if this is closed
   */
  public double step(AdamW settings, double rate, double maxNorm) {
    if (stale) {
      dropGradients();
    }
    List<long[]> groups = groups();
    double[] norms = norms(groups);
    double norm = 0;
    for (double one : norms) {
      norm += one * one;
    }
    norm = Math.sqrt(norm);
    if (Double.isFinite(norm)) {
      double factor = maxNorm > 0 ? Math.min(1, maxNorm / (norm + 1e-6)) : 1;
      update(groups, settings, rate, factor);
      steps++;
    }
    stale = true;
    return norm;
  }

  /**
   * The places of the trained weights in groups of about one size, those that decay by themselves.
   */
  private List<long[]> groups() {
    int lanes = Lanes.shared().width();
    List<long[]> groups = new ArrayList<>();
    for (boolean decays : new boolean[] {true, false}) {
      int[] places =
          IntStream.range(0, trained.length)
              .filter(place -> parameters.get(trained[place]).decays() == decays)
              .toArray();
      long total = IntStream.of(places).mapToLong(this::count).sum();
      List<Long> group = new ArrayList<>();
      long inGroup = 0;
      for (int place : places) {
        group.add((long) place);
        inGroup += count(place);
        if (inGroup * lanes >= total) {
          groups.add(group.stream().mapToLong(Long::longValue).toArray());
          group.clear();
          inGroup = 0;
        }
      }
      if (!group.isEmpty()) {
        groups.add(group.stream().mapToLong(Long::longValue).toArray());
      }
    }
    return groups;
  }

  private long count(int place) {
    return parameters.get(trained[place]).count();
  }

  /** The norm of each trained weight's gradients. */
  private double[] norms(List<long[]> groups) {
    double[] norms = new double[trained.length];
    List<Callable<Boolean>> works = new ArrayList<>();
    for (long[] group : groups) {
      works.add(
          () -> {
            float[] some = program.run("gradient_norms", Argument.ints(group)).get(0).values();
            for (int i = 0; i < group.length; i++) {
              norms[(int) group[i]] = some[i];
            }
            return true;
          });
    }
    Lanes.shared().runAll(works);
    return norms;
  }

  /**
   * Changes all weights, also if the caller is interrupted meanwhile: some alone would be worse.
   */
  private void update(List<long[]> groups, AdamW settings, double rate, double factor) {
    AtomicIntegerArray done = new AtomicIntegerArray(groups.size());
    boolean interrupted = Thread.interrupted();
    boolean complete = false;
    while (!complete) {
      List<Callable<Boolean>> works = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        int index = i;
        if (done.get(i) == 0) {
          works.add(
              () -> {
                update(groups.get(index), settings, rate, factor);
                done.set(index, 1);
                return true;
              });
        }
      }
      try {
        Lanes.shared().runAll(works);
        complete = true;
      } catch (CancellationException e) {
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void update(long[] group, AdamW settings, double rate, double factor) {
    boolean decays = parameters.get(trained[(int) group[0]]).decays();
    program
        .record(
            "update",
            Argument.ints(group),
            new Argument.Decimal(factor),
            new Argument.Decimal(rate),
            new Argument.Decimal(settings.beta1()),
            new Argument.Decimal(settings.beta2()),
            new Argument.Decimal(settings.eps()),
            new Argument.Decimal(decays ? settings.weightDecay() : 0))
        .close();
  }

  /**
   * Runs methods without gradients, as {@link Program#run} does, side by side.
   *
   * @param parts the methods and their arguments
   * @return the tensors that each gives
   * @throws CancellationException if the calling thread is interrupted; it stays so
   * @throws InferenceException if the program fails
   * @throws IllegalStateException if this is closed
   */
  public List<List<FloatTensor>> runAll(List<Part> parts) {
    List<Callable<List<FloatTensor>>> works = new ArrayList<>();
    for (Part part : parts) {
      works.add(() -> program.run(part.method(), part.arguments().toArray(Argument[]::new)));
    }
    return Lanes.shared().runAll(works);
  }

  private FloatTensor one(String method, int i) {
    return runAll(List.of(new Part(method, List.of(new Argument.Int(i))))).get(0).get(0);
  }

  /**
   * Copies a weight.
   *
   * @param i its index among the parameters
   * @return its values
   */
  public FloatTensor weight(int i) {
    return one("weight", i);
  }

  /**
   * Copies the sum of the gradients of a weight.
   *
   * @param i the weight's index among the parameters
   * @return its values
   * @throws IllegalArgumentException if it is not trained
   * @throws InferenceException if no gradients were added since the last step
   */
  public FloatTensor gradient(int i) {
    return one("gradient", place(i));
  }

  /** AdamW's running mean of a weight's gradients. */
  FloatTensor mean(int i) {
    return one("mean", place(i));
  }

  /** AdamW's running mean of their squares. */
  FloatTensor square(int i) {
    return one("square", place(i));
  }

  /** The place of a parameter among the trained ones. */
  private int place(int i) {
    for (int place = 0; place < trained.length; place++) {
      if (trained[place] == i) {
        return place;
      }
    }
    throw new IllegalArgumentException(parameters.get(i).name() + " is not trained");
  }

  /**
   * Puts a weight back.
   *
   * @param i its index among the parameters
   * @param weight its values, as a list of one tensor of its shape
   * @throws InferenceException if the shape is another
   */
  public void restoreWeight(int i, Argument weight) {
    call("restore_weight", new Argument.Int(i), weight);
  }

  /** Puts the running means of a weight back, the number of steps with them. */
  void restoreMoments(int i, Argument moments, long taken) {
    call("restore_moments", new Argument.Int(place(i)), moments, new Argument.Int(taken));
    steps = taken;
  }

  /** Frees the native memory after the running calls have ended. Closing again does nothing. */
  @Override
  public void close() {
    program.close();
  }
}
