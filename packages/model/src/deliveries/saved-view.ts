import { z } from 'zod'
import { Id } from '../kernel/ids.ts'

/** Named filters of a list: the list's query parameters, by name. */
export const SavedView = z.strictObject({
  id: Id,
  list: z.enum(['deliveries', 'runs']),
  /** Name, compared without case and surrounding spaces. */
  name: z.string().trim().min(1, 'Enter a name for the view.').max(60),
  search: z.record(z.string().min(1).max(40), z.string().max(1_000))
})
export type SavedView = z.infer<typeof SavedView>
