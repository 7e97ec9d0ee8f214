import type { Place, Profile } from '@jatdae/schema';
import type { Application } from '../contract.js';
import { identify, isApplicant } from './institution.js';

/** One institution in one role of one application. */
export interface Role {
  readonly institution: string;
  readonly name: string;
  readonly isLead: boolean;
  readonly area: number;
  /** the same for the manifests of one application */
  readonly application: number;
  readonly place: Place;
}

/** Roles of each institution, in the order of the applications. */
export function rolesByInstitution(applications: readonly Application[], profile: Profile): readonly (readonly Role[])[] {
  const institutionOf = identify(applications.flatMap(({ manifest }) => manifest.consortium?.members ?? []));
  const keys: string[] = [];
  const roles = new Map<string, Role[]>();
  for (const { manifest, place } of applications) {
    const area = manifest.dataset.task;
    const members = manifest.consortium?.members ?? [];
    const team = members.map((member) => `${institutionOf(member)}:${member.role}`).sort();
    const key = JSON.stringify([area, team]);
    // An area may ask one consortium for several datasets, each with a manifest of its own: they are one application.
    const isKnown = keys.includes(key) && datasetsOfConsortium(profile, area) > 1;
    if (isKnown) continue;
    keys.push(key);
    members.forEach((member, m) => {
      if (!isApplicant(member)) return;
      const institution = institutionOf(member);
      const role = {
        institution,
        name: member.name,
        isLead: member.role === 'lead',
        area,
        application: keys.length,
        place: place(`/consortium/members/${m}`),
      };
      roles.set(institution, [...(roles.get(institution) ?? []), role]);
    });
  }
  return [...roles.values()];
}

function datasetsOfConsortium(profile: Profile, number: number): number {
  const area = profile.areas.find((candidate) => candidate.number === number);
  return area === undefined ? 1 : area.datasets / area.consortia;
}

/** Area numbers for a message that does not depend on the order of the manifests. */
export const inOrder = (areas: readonly number[]): string => [...areas].sort((a, b) => a - b).join(', ');
