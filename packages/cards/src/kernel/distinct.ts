import type { z } from 'zod'

/**
 * Returns a check for Zod's `superRefine` that reports items with the same name as an earlier item. Names are
 * case-sensitive.
 */
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
