export interface SignFlags {
  readonly key?: string;
  readonly output: string;
  readonly profile?: string;
  readonly jobs?: number;
  readonly memory?: number;
  readonly temp?: string;
  readonly progress: boolean;
}

export type VerifyFormat = 'pretty' | 'json' | 'markdown';

export interface VerifyFlags {
  readonly publicKey?: string;
  readonly replay?: boolean;
  readonly format: VerifyFormat;
  readonly jobs?: number;
  readonly memory?: number;
  readonly temp?: string;
}
