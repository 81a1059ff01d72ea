import { describe, expect, it } from 'vitest';
import { Database } from '../../server/src/query/database.ts';
import { defineInput, defineQuery } from '../../server/src/query/definition.ts';
import { Scheduler } from '../../server/src/query/scheduler.ts';

const number = defineInput<[name: string], number>('number', () => 0);

/** A clock that the computation itself moves, so that nothing here depends on real time. */
class Clock {
  now = 0;
  readonly tick = (milliseconds: number) => {
    this.now += milliseconds;
  };
}

function workbench() {
  const clock = new Clock();
  const database = new Database();
  const waiting: (() => void)[] = [];
  const scheduler = new Scheduler(database, {
    slice: 5,
    now: () => clock.now,
    pause: () =>
      new Promise((resolve) => {
        setImmediate(() => {
          for (const message of waiting.splice(0)) message();
          resolve();
        });
      }),
  });
  /** Delivers a message at the next pause after the computation asks for it. */
  const deliver = (message: () => void) => waiting.push(message);
  return { clock, database, scheduler, deliver };
}

describe('the scheduler', () => {
  it('lets a message in between two slices', async () => {
    const { clock, scheduler, deliver } = workbench();
    let heardAt = -1;
    const outcome = await scheduler.run(function* (reader) {
      for (let step = 0; step < 10; step++) {
        clock.tick(1);
        if (step === 2) deliver(() => (heardAt = step + 1));
        yield* reader.checkpoint();
      }
      return clock.now;
    });
    expect(outcome).toEqual({ kind: 'done', value: 10 });
    expect(heardAt).toBe(3);
  });

  it('drops a computation within one slice of a change', async () => {
    const { clock, database, scheduler, deliver } = workbench();
    let unwound = false;
    let changedAt = 0;
    const outcome = await scheduler.run(function* (reader) {
      try {
        for (let step = 0; ; step++) {
          clock.tick(1);
          if (step === 20) {
            changedAt = clock.now;
            deliver(() => database.set(number, ['a'], 1));
          }
          yield* reader.checkpoint();
        }
      } finally {
        unwound = true;
      }
    });
    expect(outcome).toEqual({ kind: 'cancelled' });
    expect(unwound).toBe(true);
    expect(clock.now - changedAt).toBeLessThanOrEqual(5);
  });

  it('keeps what a dropped computation had finished', async () => {
    const { clock, database, scheduler, deliver } = workbench();
    let runs = 0;
    const part = defineQuery('part', function* (reader, name: string) {
      runs++;
      return yield* reader.get(number, name);
    });
    const whole = function* (reader: Parameters<Parameters<typeof scheduler.run>[0]>[0]) {
      const value = yield* reader.get(part, 'a');
      clock.tick(10);
      yield* reader.checkpoint();
      return value;
    };
    deliver(() => deliver(() => database.set(number, ['b'], 1)));
    expect((await scheduler.run(whole)).kind).toBe('cancelled');
    expect((await scheduler.run(whole)).kind).toBe('done');
    expect(runs).toBe(1);
  });

  it('stops at an aborted signal', async () => {
    const { clock, scheduler, deliver } = workbench();
    const controller = new AbortController();
    deliver(() => controller.abort());
    const outcome = await scheduler.run(
      function* (reader) {
        for (;;) {
          clock.tick(1);
          yield* reader.checkpoint();
        }
      },
      { signal: controller.signal },
    );
    expect(outcome).toEqual({ kind: 'cancelled' });
  });

  it('runs what a user waits for before background work', async () => {
    const { scheduler } = workbench();
    const order: string[] = [];
    const task = (name: string, priority: number) =>
      scheduler.run(
        function* (reader) {
          yield* reader.checkpoint();
          order.push(name);
        },
        { priority },
      );
    await Promise.all([task('background', 0), task('hover', 2), task('edit', 1)]);
    expect(order).toEqual(['hover', 'edit', 'background']);
  });

  it('gives an exception to the one who asked and goes on', async () => {
    const { scheduler } = workbench();
    const failing = scheduler.run(function* (reader) {
      yield* reader.checkpoint();
      throw new Error('broken');
    });
    expect(await failing).toMatchObject({ kind: 'failed', error: { message: 'broken' } });
    const next = await scheduler.run(function* (reader) {
      yield* reader.checkpoint();
      return 1;
    });
    expect(next).toEqual({ kind: 'done', value: 1 });
  });
});
