export interface ReviewFlags {
  readonly database?: string;
  readonly port: number;
  readonly open: boolean;
  readonly seed?: string;
  readonly profile?: string;
  readonly jobs?: number;
  readonly temp?: string;
}
