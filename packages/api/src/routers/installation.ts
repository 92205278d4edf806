import { checklistFor } from '../checklist.ts'
import { procedure, router } from '../trpc.ts'

/** Procedures of the installation. */
export const installation = router({
  /** Returns the URLs of the installation and of its practice services. */
  get: procedure.query(({ ctx }) => ctx.installation),
  /** Returns facts of the running server: data folder, start, process, health. */
  server: procedure.query(async ({ ctx: { server } }) => ({
    dataFolder: server.dataFolder,
    startedAt: server.startedAt,
    processId: server.processId,
    health: await server.health()
  })),
  /** Returns the processes with their queues, and what they share. */
  processes: procedure.query(async ({ ctx: { server, backend } }) => {
    const { at, queues, backlog, openBreakers, cleanupEntries, size } = await backend.measurements.gauges()
    const { states, silent } = await backend.processes.all()
    return {
      at,
      processes: states,
      silent,
      queues,
      backlog,
      openBreakers,
      cleanupEntries,
      database: { name: server.database, ...size }
    }
  }),
  /** Returns the first steps, and which of them the person has done. */
  checklist: procedure.query(({ ctx }) => checklistFor(ctx)),
  /**
   * Creates and deploys connectors for the practice services, with connections to both and a flow
   * of the person that is off. Existing items are kept. Throws `sample.no-practice`,
   * `sample.name-taken`, `sample.older`, `sample.chat-refused`.
   */
  loadSample: procedure.mutation(({ ctx }) => ctx.sample.load(ctx.person))
})
