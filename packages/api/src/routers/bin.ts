import { mayCall, seesAll } from '../permissions.ts'
import { procedure, router } from '../trpc.ts'

/** Router of the recycle bin. */
export const bin = router({
  /**
   * Lists deleted flows of the person and, for a maker, makers' flows and connectors, newest first.
   */
  list: procedure.query(async ({ ctx }) => {
    const { flows, connectors } = await ctx.backend.bin.list()
    const isMaker = mayCall(ctx.person.role, 'makerFlows.restore')
    const named = <Item extends { deletedBy: string | null }>({ deletedBy, ...item }: Item) => ({
      ...item,
      byName: deletedBy === null ? null : ctx.people.nameOf(deletedBy)
    })
    const isSeen = ({ connector, ownerId }: (typeof flows)[number]): boolean =>
      connector === null ? seesAll(ctx.person) || ownerId === ctx.person.id : isMaker
    return {
      flows: flows.filter(isSeen).map(named),
      connectors: isMaker ? connectors.map(named) : []
    }
  })
})
