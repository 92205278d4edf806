import { z } from 'zod'
import { ownerOf } from '../own.ts'
import { procedure, router } from '../trpc.ts'

/** Prefix of an id, normalized to lower case without hyphens. */
const IdBeginning = z
  .string()
  .trim()
  .max(36)
  .transform(text => text.replaceAll('-', '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{4,32}$/, 'Enter at least the first four hexadecimal digits of the id.'))

/** Maximum number of results per kind of item. */
const LIMIT = 5

/** Router of the search across several kinds of items. */
export const search = router({
  /** Returns the deliveries and runs that the person may see with this id prefix, newest first. */
  byId: procedure
    .input(z.strictObject({ id: IdBeginning }))
    .query(({ ctx, input }) =>
      ctx.backend.search.byId({ digits: input.id, ownerId: ownerOf(ctx), limit: LIMIT })
    )
})
