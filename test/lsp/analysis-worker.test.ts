/** The analysis thread, driven in this thread: what it sends, what it drops. */
import { beforeEach, describe, expect, it } from 'vitest';
import { AnalysisWorker } from '../../server/src/lsp/analysis-worker.ts';
import type { DocumentAnalysis, FromWorker } from '../../server/src/lsp/worker-protocol.ts';
import { sample } from '../support/workspace.ts';

const URI = 'file:///w/matmul.tile';
const TARGET = 'file:///w/trn1.tile';
let sent: FromWorker[];
let wake: () => void;
let worker: AnalysisWorker;

beforeEach(() => {
  sent = [];
  wake = () => {};
  worker = new AnalysisWorker(
    (message) => {
      sent.push(message);
      wake();
    },
    () => new Promise((resolve) => setImmediate(resolve)),
  );
});

async function until<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

function analyses(): DocumentAnalysis[] {
  return sent.flatMap((message) => (message.kind === 'analysed' ? [message.analysis] : []));
}

const analysed = (version: number) => until(() => analyses().find((a) => a.version === version));

function open(version: number, text: string): void {
  worker.receive({ kind: 'document', uri: URI, version, text });
}

async function openWithTarget(): Promise<DocumentAnalysis> {
  open(1, sample('matmul.tile'));
  await until(() => sent.find((message) => message.kind === 'readFile'));
  worker.receive({ kind: 'file', uri: TARGET, text: sample('trn1.tile') });
  return analysed(1);
}

describe('the analysis thread', () => {
  it('asks for a used file once and waits for it', async () => {
    const { hints, diagnostics } = await openWithTarget();
    expect(diagnostics).toEqual([]);
    expect(hints.length).toBe(8);
    expect(sent.filter((message) => message.kind === 'readFile')).toEqual([{ kind: 'readFile', uri: TARGET }]);
  });

  it('sends nothing for a version that another one overtook', async () => {
    await openWithTarget();
    for (let version = 2; version <= 20; version++) open(version, `${sample('matmul.tile')}\n// ${version}`);
    await analysed(20);
    expect(analyses().map(({ version }) => version)).toEqual([1, 20]);
  });

  it('sends an analysis again only when it differs', async () => {
    await openWithTarget();
    worker.receive({ kind: 'hintOptions', options: { mode: 'compact', hidden: [], caseName: '' } });
    worker.receive({ kind: 'hintOptions', options: { mode: 'off', hidden: [], caseName: '' } });
    expect((await until(() => analyses()[1])).hints).toEqual([]);
    expect(analyses().length).toBe(2);
  });

  it('reads a file again that changed outside the editor', async () => {
    await openWithTarget();
    sent = [];
    worker.receive({ kind: 'changedFiles', uris: [TARGET] });
    await until(() => sent.find((message) => message.kind === 'readFile'));
    worker.receive({ kind: 'file', uri: TARGET, text: null });
    const { diagnostics } = await until(() => analyses()[0]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-file', 'unknown-name', 'unknown-name']);
  });

  it('survives a document that is closed while its files are read', async () => {
    open(1, sample('matmul.tile'));
    await until(() => sent.find((message) => message.kind === 'readFile'));
    worker.receive({ kind: 'closed', uri: URI });
    worker.receive({ kind: 'file', uri: TARGET, text: sample('trn1.tile') });
    worker.receive({ kind: 'document', uri: TARGET, version: 7, text: sample('trn1.tile') });
    await analysed(7);
    expect(analyses().map(({ uri }) => uri)).toEqual([TARGET]);
  });
});
