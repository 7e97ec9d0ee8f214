export interface SuspectsFlags {
  readonly output?: string;
  readonly temp?: string;
}
