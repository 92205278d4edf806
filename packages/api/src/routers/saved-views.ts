import { Id, SavedView } from '@hookwright/model'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'

/** Router of saved views: named filters of lists, private to each member. */
export const savedViews = router({
  /** Lists the saved views of a list, by name. */
  list: procedure
    .input(SavedView.pick({ list: true }))
    .query(({ ctx, input }) => ctx.backend.savedViews.list(ctx.person.id, input.list)),
  /** Stores a new view. Throws `view.name-taken`, `views.too-many`. */
  save: procedure
    .input(SavedView.omit({ id: true }))
    .mutation(async ({ ctx, input }) => ({ id: await ctx.backend.savedViews.save(ctx.person.id, input) })),
  /** Renames a view or changes its filters. Throws `view.gone`, `view.name-taken`. */
  change: procedure
    .input(SavedView)
    .mutation(({ ctx, input }) => ctx.backend.savedViews.change(ctx.person.id, input)),
  /** Deletes a view. Throws `view.gone`. */
  remove: procedure
    .input(z.strictObject({ viewId: Id }))
    .mutation(({ ctx, input }) => ctx.backend.savedViews.remove(ctx.person.id, input.viewId))
})
