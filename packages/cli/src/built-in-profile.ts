import { type Profile, resolveProfile } from '@jatdae/schema';

export const DEFAULT_PROFILE = 'nia-2024-2';

/** A profile that comes with the tool; null where the name is not one of them. */
export async function builtInProfile(name: string): Promise<Profile | null> {
  const result = await resolveProfile(name, async () => null);
  return result.ok ? result.profile : null;
}
