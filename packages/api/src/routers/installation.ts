import { checklistFor } from '../checklist.ts'
import { procedure, router } from '../trpc.ts'

/** This installation. */
export const installation = router({
  /** Addresses of the installation and of its practice service. */
  get: procedure.query(({ ctx }) => ctx.installation),
  /** The first six things to do, and which of them the person has done. */
  checklist: procedure.query(({ ctx }) => checklistFor(ctx)),
  /**
   * Draws and deploys a connector for the practice service, connects to it and adds a flow of the person's that is off; what
   * is there already is kept. Throws `sample.no-practice`, `sample.name-taken`.
   */
  loadSample: procedure.mutation(({ ctx }) => ctx.sample.load(ctx.person))
})
