import type { Manifest } from '@jatdae/schema';
import { addResource, changeDataset, changeManifest, type Resource, type WholeDefect } from './whole-defect.js';

type Consortium = NonNullable<Manifest['consortium']>;
type Member = NonNullable<Consortium['members']>[number];

/** A change of the manifest alone. */
const ofManifest = (code: string, name: string, spoil: WholeDefect['spoil']): WholeDefect => ({
  code,
  name,
  base: 'even',
  spoil,
});

const ofConsortium = (code: string, name: string, change: (consortium: Consortium) => Partial<Consortium>): WholeDefect =>
  ofManifest(code, name, (draft) => {
    const { consortium } = draft.manifest;
    return consortium === undefined
      ? 'no-consortium'
      : changeManifest(draft, { consortium: { ...consortium, ...change(consortium) } });
  });

const ofMembers = (code: string, name: string, change: (members: readonly Member[]) => readonly Member[]): WholeDefect =>
  ofConsortium(code, name, ({ members = [] }) => ({ members: [...change(members)] }) as Partial<Consortium>);

function withoutLabels({ fields = {}, ...resource }: Resource): Resource {
  const { answer: _, ...others } = fields;
  return { ...resource, fields: others };
}

const INVENTED = '2f1f7d3e-6a0c-4a53-9a55-5b7f4c0f2a11';

export const MANIFEST_DEFECTS: readonly WholeDefect[] = [
  ofMembers('C001', 'one institution alone', (members) => members.slice(0, 1)),
  ofMembers('C002', 'two leads', (members) => members.map((member, k) => (k < 2 ? { ...member, role: 'lead' } : member))),
  ofMembers('C003', 'grant to a demand institution', (members) => [
    ...members,
    { name: '수요 기관', role: 'demand', grantKRW: 1_000_000 },
  ]),
  ofConsortium('C007', 'grant over the budget', () => ({ grantKRW: 900_000_000_000 })),
  {
    ...ofManifest('H007', 'canary that is nowhere', (draft) => changeDataset(draft, { canary: INVENTED })),
    // The item that carries the deliverable's own need not be in the copy.
    prepare({ manifest }) {
      delete manifest.dataset.canary;
    },
  },
  ofManifest('M001', 'cut manifest', (draft) => {
    draft.manifestText = JSON.stringify(draft.manifest).slice(0, -40);
    return null;
  }),
  ofManifest('M002', 'unknown key in the manifest', (draft) => {
    draft.manifestText = JSON.stringify({ ...draft.manifest, nobodyKnows: true });
    return null;
  }),
  ofManifest('M003', 'profile that nobody has', (draft) => changeManifest(draft, { profile: 'no-such-profile' })),
  ofManifest('M004', 'resource without a file', (draft) => addResource(draft, { path: 'data/none-*.jsonl' })),
  ofManifest('M005', 'path that leads out', (draft) => addResource(draft, { path: '../elsewhere.jsonl' })),
  ofManifest('M007', 'wrong number of records', (draft) => {
    const [first, ...others] = draft.manifest.resources;
    return first === undefined
      ? 'no-items'
      : changeManifest(draft, { resources: [{ ...first, records: 123_456_789 }, ...others] });
  }),
  {
    ...ofManifest('S001', 'items of one sub-metric alone', (draft) => {
      const [first] = draft.items;
      draft.items = draft.items.filter(({ subMetric }) => subMetric === first?.subMetric);
      return null;
    }),
    asks: ['N-BM-SUB', 'min', 2],
  },
  ofManifest('S003', 'sub-metric without items', (draft) => {
    const { subMetrics } = draft.manifest;
    const more = subMetrics.slice(0, 1).map((first) => ({ ...first, id: '문항이 없는 항목' }));
    return changeManifest(draft, { subMetrics: [...subMetrics, ...more] });
  }),
  ofManifest('S004', 'topic that the notice does not have', (draft) => changeDataset(draft, { task: 987_654 })),
  ofConsortium('T001', 'delivery after the term', () => ({ deliveryDate: '2099-12-31' })),
  ofConsortium('T002', 'agreement in the middle of a month', () => ({ agreementDate: '2024-08-15' })),
  ofManifest('T003', 'health data that needs a review board', (draft) => changeDataset(draft, { healthData: 'irb-required' })),
  ofManifest('T004', 'not redistributable', (draft) => changeDataset(draft, { redistributableAbroad: false })),
  ofManifest('T005', 'no labels at all', (draft, { asked }) => {
    if (asked('N-BM-SUB', 'min') !== undefined) return 'for-training';
    return changeManifest(draft, { resources: draft.manifest.resources.map(withoutLabels) });
  }),
];
