import type { Group } from '../guess/groups.js';
import type { ItemGuess } from '../guess/item.js';
import type { ResourceGuess } from '../guess/resources.js';
import type { SubMetricGuess } from '../guess/sub-metric.js';
import type { DescribedItems } from './group.js';

/** Files that a manifest describes alike, with all that it says of them. */
export interface DescribedGroup {
  readonly group: Group;
  readonly item: ItemGuess;
  readonly items: DescribedItems;
  readonly name: string;
  readonly subMetric: SubMetricGuess;
  /** ids of its sub-metrics, of the sample where a field names them */
  readonly ids: readonly string[];
  readonly resources: readonly ResourceGuess[];
  readonly schemaPath: string;
}
