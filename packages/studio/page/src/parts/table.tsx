import type { ComponentChildren } from 'preact';

/** A head's words, alone or with how its column is drawn. */
export type Head = string | { readonly words: string; readonly style: 'wide' | 'left' };

interface TableProps {
  readonly caption: string;
  readonly heads: readonly Head[];
  /** its rows */
  readonly children: ComponentChildren;
}

/** A table that scrolls sideways where it has no room, by the keyboard as well. */
export function Table({ caption, heads, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
    <section class="scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => {
              const { words, style } = typeof head === 'string' ? { words: head, style: undefined } : head;
              return (
                <th key={words} scope="col" class={style}>
                  {words}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
