package io.github.nlptoolkit.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TokenizerThreadsTest {
  private static final int THREADS = 8;

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    List<String> texts = TestTokenizers.texts(TestTokenizers.BERT);
    try (Tokenizer tokenizer =
        TestTokenizers.load(TestTokenizers.BERT, TokenizerOptions.limit(64))) {
      List<List<String>> expected = tokens(tokenizer, texts);
      List<FutureTask<List<List<String>>>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        tasks.add(start(() -> tokens(tokenizer, texts)));
      }
      for (FutureTask<List<List<String>>> task : tasks) {
        assertThat(task.get()).isEqualTo(expected);
      }
    }
  }

  private static List<List<String>> tokens(Tokenizer tokenizer, List<String> texts) {
    List<List<String>> tokens = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      tokenizer.encodeAll(texts).forEach(encoding -> tokens.add(encoding.tokens()));
    }
    return tokens;
  }

  @Test
  void closingWaitsForRunningCalls() throws Exception {
    for (int round = 0; round < 20; round++) {
      Tokenizer tokenizer = TestTokenizers.load(TestTokenizers.BERT, TokenizerOptions.unlimited());
      CountDownLatch running = new CountDownLatch(THREADS);
      List<FutureTask<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        tasks.add(start(() -> untilClosed(tokenizer, running)));
      }
      running.await();
      tokenizer.close();
      tokenizer.close();
      for (FutureTask<Integer> task : tasks) {
        assertThat(task.get()).isPositive();
      }
    }
  }

  private static int untilClosed(Tokenizer tokenizer, CountDownLatch running) {
    int calls = 0;
    while (true) {
      try {
        assertThat(tokenizer.encode("what is wrong with my card ?").size()).isEqualTo(9);
        if (calls++ == 0) {
          running.countDown();
        }
      } catch (IllegalStateException e) {
        return calls;
      }
    }
  }

  @Test
  void aClosedOneSaysSo() throws IOException {
    Tokenizer tokenizer = TestTokenizers.load(TestTokenizers.BERT, TokenizerOptions.limit(9));
    tokenizer.close();
    assertThatThrownBy(() -> tokenizer.encode("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the tokenizer is closed");
    assertThatThrownBy(() -> tokenizer.ids("a")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tokenizer.encodePair("a", "b"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tokenizer.decode(1)).isInstanceOf(IllegalStateException.class);
  }

  private static <T> FutureTask<T> start(java.util.concurrent.Callable<T> call)
      throws ExecutionException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "tokenizer-test");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
