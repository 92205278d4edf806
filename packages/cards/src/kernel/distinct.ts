import type { z } from 'zod'

/** Check for `superRefine` of a list: reports each item with the name of an earlier one, case-sensitively. */
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
