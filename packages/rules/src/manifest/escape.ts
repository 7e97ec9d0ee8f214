/** How a path leaves the deliverable, if it does. Both systems' spellings count, on either system: a deliverable travels. */
export function escapeOf(path: string): 'absolute' | 'parent' | null {
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) return 'absolute';
  return path.split(/[/\\]/).includes('..') ? 'parent' : null;
}
