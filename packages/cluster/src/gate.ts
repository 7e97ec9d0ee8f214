/** Lets work run beside other work, or alone. First come, first served: what comes while some waits to be alone waits behind it. */
export interface Gate {
  pass<T>(alone: boolean, work: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  const waiting: { readonly alone: boolean; enter(): void }[] = [];
  let running = 0;
  let isTaken = false;

  function admit(): void {
    for (let next = waiting[0]; next !== undefined && (next.alone ? running === 0 : !isTaken); next = waiting[0]) {
      waiting.shift();
      running += 1;
      isTaken = next.alone;
      next.enter();
    }
  }

  return {
    async pass(alone, work) {
      await new Promise<void>((enter) => {
        waiting.push({ alone, enter });
        admit();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        isTaken = false;
        admit();
      }
    },
  };
}
