import { z } from 'zod'
import { ownerOf } from '../own.ts'
import { procedure, router } from '../trpc.ts'

/** The beginning of an id, with or without its hyphens, in lower case without them. */
const IdBeginning = z
  .string()
  .trim()
  .max(36)
  .transform(text => text.replaceAll('-', '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{4,32}$/, 'Enter at least four hexadecimal digits of an id.'))

/** Things of a kind that are found at most. */
const LIMIT = 5

/** Search of things whose kind is not known. */
export const search = router({
  /** Finds own deliveries and runs by the beginning of their id, the newest first. */
  byId: procedure
    .input(z.strictObject({ id: IdBeginning }))
    .query(({ ctx, input }) =>
      ctx.backend.search.byId({ digits: input.id, ownerId: ownerOf(ctx), limit: LIMIT })
    )
})
