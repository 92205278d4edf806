import { checklistFor } from '../checklist.ts'
import { procedure, router } from '../trpc.ts'

/** This installation. */
export const installation = router({
  /** Addresses of the installation and of its practice services. */
  get: procedure.query(({ ctx }) => ctx.installation),
  /** The running server: data folder, start, process, health. */
  server: procedure.query(async ({ ctx: { server } }) => ({
    dataFolder: server.dataFolder,
    startedAt: server.startedAt,
    processId: server.processId,
    health: await server.health()
  })),
  /** The first six things to do and a seventh, and which of them the person has done. */
  checklist: procedure.query(({ ctx }) => checklistFor(ctx)),
  /**
   * Draws and deploys connectors for the practice services, connects to both and adds a flow of the person's that is off;
   * what is there already is kept. Throws `sample.no-practice`, `sample.name-taken`, `sample.older`, `sample.chat-refused`.
   */
  loadSample: procedure.mutation(({ ctx }) => ctx.sample.load(ctx.person))
})
