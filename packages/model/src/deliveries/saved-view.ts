import { z } from 'zod'
import { Id } from '../kernel/ids.ts'

/** Named filters of a list, stored as the list's query parameters. */
export const SavedView = z.strictObject({
  id: Id,
  list: z.enum(['deliveries', 'runs']),
  /** Name of the view. Case and surrounding spaces are ignored in comparisons. */
  name: z.string().trim().min(1, 'Enter a name for the view.').max(60),
  search: z.record(z.string().min(1).max(40), z.string().max(1_000))
})
export type SavedView = z.infer<typeof SavedView>
