import { READERS, type TreeEntry } from '@jatdae/readers';

/** Names of files that hold something else than items, whatever their format. */
const OTHER =
  /^(?:benchmark\.(?:ya?ml|json)|package(?:-lock)?\.json|tsconfig.*\.json|.*\.schema\.json|.*\.run\.json|croissant\.json|datapackage\.json|dataset_infos?\.json|config\.json|requirements\.txt|.*\.ipynb)$/iu;
const MEDIA = /\.(?:png|jpe?g|gif|bmp|webp|tiff?|avif|heic|svg|wav|flac|ogg|opus|mp3|aac|m4a|mp4|mov|webm|mkv|avi|wmv)$/iu;

/** YAML is what people configure with; items in it have to be named by hand. */
const EXTENSIONS = new Set(READERS.filter(({ id }) => id !== 'yaml').flatMap(({ extensions }) => extensions));

export const isMedium = ({ path }: TreeEntry): boolean => MEDIA.test(path);

/** Whether a file may hold items, by its name alone. */
export function maybeItems({ path, kind, problem, size }: TreeEntry): boolean {
  if (kind !== 'file' || problem !== undefined || size === 0) return false;
  const names = path.split('/');
  const name = names.at(-1) ?? '';
  if (names.some((part) => /^(?:\.|__|node_modules$|schemas?$)/u.test(part)) || OTHER.test(name)) return false;
  const extension = /\.([^.]+)$/u.exec(name.replace(/\.(?:gz|zst)$/iu, ''))?.[1]?.toLowerCase();
  return extension !== undefined && EXTENSIONS.has(extension);
}

/** At most `most` of them, evenly spread over their order. */
export function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, k) => all[Math.floor((k * all.length) / most)] as T);
}
