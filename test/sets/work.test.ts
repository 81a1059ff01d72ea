import { describe, expect, it } from 'vitest';
import { quotaStops, spend, withQuota } from '../../server/src/sets/work.ts';

function endless(): never {
  for (;;) spend(1);
}

describe('the work quota', () => {
  it('gives the value of work that fits', () => {
    const outcome = withQuota({ units: 10 }, () => {
      spend(10);
      return 'done';
    });
    expect(outcome).toEqual({ ok: true, value: 'done', spent: 10 });
  });

  it('stops work that does not, and counts it', () => {
    const before = quotaStops();
    expect(withQuota({ units: 10 }, endless)).toEqual({ ok: false, stopped: 'quota', spent: 11 });
    expect(quotaStops()).toBe(before + 1);
  });

  it('stops at a deadline and when it is cancelled', () => {
    expect(withQuota({ units: Infinity, deadlineMs: Date.now() + 5 }, endless)).toMatchObject({ stopped: 'quota' });
    let asked = 0;
    const cancelled = () => ++asked > 3;
    expect(withQuota({ units: Infinity, cancelled }, endless)).toMatchObject({ ok: false, stopped: 'cancelled' });
  });

  it('nests: the one that is used up first stops, and an inner stop leaves the outer running', () => {
    const outer = withQuota({ units: 100 }, () => {
      const inner = withQuota({ units: 10 }, endless);
      return inner.ok;
    });
    expect(outer).toMatchObject({ ok: true, value: false });
    expect(withQuota({ units: 10 }, () => withQuota({ units: 1000 }, endless))).toMatchObject({ ok: false });
  });

  it('lets other exceptions through', () => {
    expect(() =>
      withQuota({ units: 1 }, () => {
        throw new RangeError('ours');
      }),
    ).toThrow('ours');
    expect(withQuota({ units: 5 }, () => 1).ok).toBe(true);
  });
});
