/** Requests between our server and clients that know it; plain LSP clients need none of them. */

/** Server → client: the text of a file through the client's workspace. Answered by `FileText`. */
export const READ_FILE_REQUEST = 'tilewright/readFile';
/** Server → client: the `.tile` files of the workspace. Answered by `FileList`. */
export const LIST_FILES_REQUEST = 'tilewright/listFiles';
/** Client → server: the text of a file of the library (`tilewright-std:`). Answered by `FileText`. */
export const STD_TEXT_REQUEST = 'tilewright/stdText';

export interface FileParams {
  readonly uri: string;
}

/** Null: there is no such file. */
export interface FileText {
  readonly text: string | null;
}

export interface FileList {
  readonly uris: readonly string[];
}

/** What a client may say in `initialize`. */
export interface InitializationOptions {
  /** The client answers `tilewright/readFile` and `tilewright/listFiles`; without it the server reads from its own disk. */
  readonly provideFiles?: boolean;
  readonly hints?: HintSettings;
}

/** The settings under `tilewright.hints`. */
export interface HintSettings {
  readonly mode?: 'off' | 'compact' | 'full';
  readonly load?: boolean;
  readonly hold?: boolean;
}
