import type { z } from 'zod'

/** For `superRefine` of a list: adds this sentence at each item whose name an earlier one has. Case counts. */
export const distinct =
  <Item>(nameOf: (item: Item) => string, sentence: string) =>
  (items: Item[], context: z.RefinementCtx<Item[]>): void => {
    const seen = new Set<string>()
    for (const [index, item] of items.entries()) {
      const name = nameOf(item)
      if (seen.has(name)) context.addIssue({ code: 'custom', message: sentence, path: [index] })
      seen.add(name)
    }
  }
