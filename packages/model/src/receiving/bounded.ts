import { z } from 'zod'

/** A text of at most so many characters; a longer one is told so in a sentence, since people type it into a form. */
export const textUpTo = (most: number) =>
  z.string().max(most, `This has more than ${most} characters. Shorten it.`)

/** A list of at most so many things, which are named in the sentence about one that is longer. */
export const listUpTo = <Item extends z.ZodType>(item: Item, most: number, things: string) =>
  z.array(item).max(most, {
    error: ({ input }) => {
      const given = Array.isArray(input) ? input.length : most + 1
      return `There are ${given} ${things}, but the limit is ${most}. Remove ${given - most}.`
    }
  })
