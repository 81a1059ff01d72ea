import {
  type CancellationToken,
  type Disposable,
  FileSystemError,
  type LogOutputChannel,
  Uri,
  workspace,
} from 'vscode';
import type { FileText } from '../../server/src/lsp/protocol.ts';

/** The scheme under which the bundled operator library and targets are shown, read-only. */
export const STD_SCHEME = 'tilewright-std';

/**
 * Reads a file for the server through VS Code, so that `use` also works where there is no disk:
 * in virtual workspaces and over remote connections. A file that is absent or unreadable gives null.
 */
export async function readFileForServer(uri: string, log: LogOutputChannel): Promise<FileText> {
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri, true));
    return { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    // Absent files are everyday: the server reports the `use` that names one.
    if (!(error instanceof FileSystemError && error.code === 'FileNotFound')) log.warn(`cannot read ${uri}: ${error}`);
    return { text: null };
  }
}

/** The `.tile` files of the workspace, in all its folders, without those that the user's settings exclude. */
export async function tileFiles(): Promise<readonly string[]> {
  return (await workspace.findFiles('**/*.tile')).map((uri) => uri.toString());
}

/** Serves documents of the scheme `tilewright-std` with what `ask` answers; `ask` goes to the server. */
export function provideStdDocuments(ask: (uri: string, token: CancellationToken) => Promise<FileText>): Disposable {
  return workspace.registerTextDocumentContentProvider(STD_SCHEME, {
    async provideTextDocumentContent(uri, token) {
      const { text } = await ask(uri.toString(), token);
      return text ?? `// Tilewright's library has no file ${uri.path}\n`;
    },
  });
}
